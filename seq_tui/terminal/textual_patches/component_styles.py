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

    classes: frozenset[str]
    pseudo_classes: tuple[set[str], ...]
    """Each in a set, as Textual takes them."""


State = list[tuple[frozenset[str], tuple[bool, ...]]]
"""Which of the conditions each node from the app to the widget fulfils."""


class PartStylesheet(Stylesheet):
    """Style sheets that remember under which conditions the parts of each widget were styled."""

    def __init__(self, *, variables: dict[str, str]) -> None:
        super().__init__(variables=variables)
        self._known_rules: dict[str, list[RuleSet]] = {}
        self._conditions: dict[frozenset[str], Conditions] = {}
        self._states: WeakKeyDictionary[DOMNode, State] = WeakKeyDictionary()

    def _process_component_classes(self, node: DOMNode) -> None:
        parts = node._get_component_classes()
        if not parts:
            return
        if self.rules_map is not self._known_rules:
            self._known_rules = self.rules_map
            self._conditions.clear()
            self._states.clear()
        if parts not in self._conditions:
            self._conditions[parts] = self._find_conditions(parts)
        classes, pseudo_classes = self._conditions[parts]
        state = [
            (classes & around.classes, tuple(map(around.has_pseudo_classes, pseudo_classes)))
            for around in node.css_path_nodes
        ]
        if self._states.get(node) != state or not node._component_styles:
            self._states[node] = state
            super()._process_component_classes(node)

    def _find_conditions(self, parts: frozenset[str]) -> Conditions:
        ends = ("*", "DOMNode", *(f".{part}" for part in parts))
        rules = [rule for end in ends for rule in self.rules_map.get(end, ())]
        selectors = [
            selector
            for rule in rules
            for selector_set in rule.selector_set
            for selector in selector_set.selectors
        ]
        classes = {one.name for one in selectors if one.type is SelectorType.CLASS}
        pseudo_classes = set[str]().union(*(rule.pseudo_classes for rule in rules))
        return Conditions(frozenset(classes), tuple({name} for name in pseudo_classes))
