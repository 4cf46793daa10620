"""The bindings of a widget and of all around it, found once for each kind of widget.

Textual copies and filters them twice for each key (measured, 8.2.8: 19 µs each time), and applies
its own keymap to every copy: 76 µs with three changed keys, 850 µs with all of them. That keymap
also changes nothing that an input would have typed before, and can leave no command without a key.

Needed until Textual applies a keymap once, and before it asks the input which keys it types.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from textual.app import App
from textual.binding import BindingsMap
from textual.keys import key_to_character
from textual.screen import Screen, ScreenResultType

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.dom import DOMNode


class Link(NamedTuple):
    """One node of a chain."""

    owner: type[DOMNode]
    bindings: BindingsMap
    """As its class declares them; never changed."""


class RemappingApp(App[None]):
    """An app that can give other keys to the bindings of all its nodes."""

    def __init__(self, *, ansi_color: bool | None = None) -> None:
        super().__init__(ansi_color=ansi_color)
        self._chains: dict[tuple[type[DOMNode], ...], list[BindingsMap]] = {}

    def remap(self, chain: Sequence[Link]) -> list[BindingsMap]:
        """The bindings of each node of a chain; by default, as they are declared."""
        return [link.bindings for link in chain]

    def bindings_of(self, nodes: Sequence[DOMNode]) -> list[BindingsMap]:
        """The bindings of nodes, from the one with the focus outwards."""
        owners = tuple(map(type, nodes))
        if (found := self._chains.get(owners)) is None:
            links = [Link(type(node), node._bindings) for node in nodes]
            found = self._chains[owners] = _without_typed(nodes[0], self.remap(links))
        return found


class RemappedScreen(Screen[ScreenResultType]):
    """A screen of such an app; the last base of a class, which styles only the first one."""

    @property
    def _binding_chain(self) -> list[tuple[DOMNode, BindingsMap]]:
        app = self.app
        if not isinstance(app, RemappingApp):
            return super()._binding_chain
        focused = self.focused
        if focused is None or focused.loading:
            nodes: list[DOMNode] = [self, app]
        else:
            nodes = focused.ancestors_with_self
        return list(zip(nodes, app.bindings_of(nodes), strict=True))


def declared_bindings(owner: type[DOMNode]) -> BindingsMap:
    """The bindings that a class declares or inherits."""
    return owner._merge_bindings()


def _without_typed(focused: DOMNode, chain: list[BindingsMap]) -> list[BindingsMap]:
    """The same without keys around an input that it types."""
    first, *others = chain
    kept = [
        BindingsMap.from_keys(
            {
                key: bindings
                for key, bindings in each.key_to_bindings.items()
                if not focused.check_consume_key(key, key_to_character(key))
            }
        )
        for each in others
    ]
    return [first, *kept]
