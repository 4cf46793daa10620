"""Look up the styles of a widget's parts only where they can have changed.

Textual makes a node for each part of a widget whenever something around it is styled, and matches
all rules with it (measured, 8.2.8: a sixth of the processor time of keys that move the focus).

Needed until Textual keeps the styles of parts that the same rules select.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from weakref import WeakKeyDictionary

from textual.css.model import SelectorType
from textual.css.stylesheet import Stylesheet

if TYPE_CHECKING:
    from textual.css.model import RuleSet
    from textual.dom import DOMNode


class Conditions(NamedTuple):
    """By what, besides types and ids, rules select the parts of a widget."""

    rules: list[RuleSet]
    classes: frozenset[str]
    pseudo_classes: tuple[set[str], ...]
    """Each in a set, as Textual takes them."""

    def fulfilled_by(self, node: DOMNode) -> tuple[frozenset[str], tuple[bool, ...]]:
        """Which of the classes a node has, and whether it has each pseudo-class."""
        return self.classes & node.classes, tuple(map(node.has_pseudo_classes, self.pseudo_classes))


State = tuple[list["RuleSet"], list[tuple[frozenset[str], tuple[bool, ...]]]]
"""The rules, and which conditions each node from the app to the widget fulfils."""


class PartStylesheet(Stylesheet):
    """Style sheets that remember under which conditions the parts of each widget were styled."""

    def __init__(self, *, variables: dict[str, str]) -> None:
        super().__init__(variables=variables)
        self._conditions: dict[frozenset[str], Conditions] = {}
        self._states: WeakKeyDictionary[DOMNode, State] = WeakKeyDictionary()

    def _process_component_classes(self, node: DOMNode) -> None:
        if not (parts := node._get_component_classes()):
            return
        conditions = self._conditions_of(parts)
        state = conditions.rules, list(map(conditions.fulfilled_by, node.css_path_nodes))
        if self._states.get(node) != state or not node._component_styles:
            self._states[node] = state
            super()._process_component_classes(node)

    def _conditions_of(self, parts: frozenset[str]) -> Conditions:
        # While the screen is made, sheets are added whose rules are about other widgets.
        ends = ("*", "DOMNode", *(f".{part}" for part in parts))
        rules = [rule for end in ends for rule in self.rules_map.get(end, ())]
        known = self._conditions.get(parts)
        if known is None or known.rules != rules:
            known = self._conditions[parts] = _conditions_in(rules)
        return known


def _conditions_in(rules: list[RuleSet]) -> Conditions:
    selectors = [
        selector
        for rule in rules
        for selector_set in rule.selector_set
        for selector in selector_set.selectors
    ]
    classes = {selector.name for selector in selectors if selector.type is SelectorType.CLASS}
    pseudo_classes = set[str]().union(*(rule.pseudo_classes for rule in rules))
    return Conditions(rules, frozenset(classes), tuple({name} for name in pseudo_classes))
