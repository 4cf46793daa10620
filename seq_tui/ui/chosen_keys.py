"""An app whose keys the user chooses, and what its texts call them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seq_tui.terminal.textual_patches.binding_chain import RemappingApp, declared_bindings
from seq_tui.ui.keymap import Keymap, id_of
from seq_tui.ui.keys import SYMBOLS, key_label

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from textual.binding import Binding, BindingsMap
    from textual.dom import DOMNode

    from seq_tui.terminal.textual_patches.binding_chain import Link


class ChosenKeysApp(RemappingApp):
    """An app with the keys of a keymap; the labels of keys are the same everywhere."""

    has_plain_keys = False
    """Whether the terminal shows ASCII only."""

    chosen_keys = Keymap({})

    def remap(self, chain: Sequence[Link]) -> list[BindingsMap]:
        """The bindings with the keys of the user."""
        return self.chosen_keys.apply(chain)

    def get_key_display(self, binding: Binding) -> str:
        """The same label of a key everywhere."""
        return binding.key_display or key_label(binding.key, is_plain=self.has_plain_keys)


def key_text(node: DOMNode, binding_id: str, *, letter: bool = False) -> str:
    """What a sentence calls the key of a binding of a node, or of those around it.

    If it has none, its name, by which the palette finds it.

    Args:
        node: where the binding works.
        binding_id: its id.
        letter: whether a key that types a letter is named, if it has one, not the first key.
    """
    app, nodes = node.app, node.ancestors_with_self
    chain = app.bindings_of(nodes) if isinstance(app, RemappingApp) else []
    keyed = [*_find(nodes, chain, binding_id)]
    typing = [binding for binding in keyed if len(binding.key) == 1] if letter else []
    for binding in (*typing, *keyed):
        label = app.get_key_display(binding)
        # A symbol would look like a sign of the sentence.
        is_symbol = label[-1:] in SYMBOLS.values()
        return key_label(binding.key, is_plain=True) if is_symbol else label
    own = _find(nodes, map(declared_bindings, map(type, nodes)), binding_id)
    return next((binding.description for binding in own), binding_id)


def _find(
    nodes: Iterable[DOMNode], chain: Iterable[BindingsMap], binding_id: str
) -> Iterator[Binding]:
    """The bindings with an id."""
    for node, bindings in zip(nodes, chain, strict=False):
        for _, binding in bindings:
            if id_of(type(node), binding) == binding_id:
                yield binding
