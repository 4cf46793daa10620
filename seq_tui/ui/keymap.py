"""Gives bindings the keys that the user chose for them."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from textual.binding import Binding, BindingsMap

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from textual.dom import DOMNode

    from seq_tui.terminal.textual_patches.binding_chain import Link

NEEDED = ("quit.always",)
"""The bindings without which there is no way out, besides those that `closes_dialog`."""

TEXTUAL_PREFIXES = {
    "Input": "input",
    "OptionList": "options",
    "ScrollableContainer": "scroll",
    "Screen": "screen",
    "CommandPalette": "palette",
}
"""How the ids of Textual's own bindings begin, which have none there."""

SAME_ID = {"screen.focus-next": "pane.next", "screen.focus-previous": "pane.previous"}
"""The bindings of Textual that have another name in the browser."""


def closes_dialog(binding_id: str) -> bool:
    """Whether a binding leaves a dialog."""
    return binding_id.endswith((".close", ".cancel")) or binding_id == "palette.escape"


def is_needed(binding_id: str) -> bool:
    """Whether a binding must keep a key."""
    return binding_id in NEEDED or closes_dialog(binding_id)


def id_of(owner: type[DOMNode], binding: Binding) -> str:
    """What a binding is called in the settings; for one of Textual's own, after its action."""
    if binding.id is not None:
        return binding.id
    for base in owner.__mro__:
        prefix = TEXTUAL_PREFIXES.get(base.__name__, "")
        if prefix and base.__module__.startswith("textual.") and binding in _declared(base):
            name = f"{prefix}.{_name_of(binding.action)}"
            return SAME_ID.get(name, name)
    return ""


def _name_of(action: str) -> str:
    """What an action of Textual does: ``cursor_left(True)`` is ``cursor-left-select``."""
    words = re.findall(r"\w+", action)
    if words[-1] == "True":
        words = [*words[:-1], "select"]
    shown = [word for word in words if word not in ("app", "screen", "command_list")]
    return "-".join(shown).replace("_", "-").removeprefix("scroll-")


@cache
def _declared(base: type[DOMNode]) -> frozenset[Binding]:
    return frozenset(Binding.make_bindings(base.__dict__.get("BINDINGS", ())))


def parse_keys(text: str) -> Iterator[str]:
    """The keys of one binding by Textual's names, without those that do not exist."""
    # Needed only if keys were chosen.
    from seq_tui.ui.key_names import UnknownKeyError, parse_key

    for name in filter(None, text.split(",")):
        try:
            yield parse_key(name)
        except UnknownKeyError:
            continue


def _moved(name: str, binding: Binding, key: str) -> Binding:
    """A binding with another key; one of Textual's own stays out of the palette."""
    is_own = binding.id is not None
    return replace(binding, key=key, key_display=None, id=name, system=not is_own)


class Keymap:
    """The keys that the user chose.

    A chosen key is taken away from every other binding that would get it where this one works, so
    that it does what was chosen. Choices that cannot hold are left out; `key_problems` says why.

    Args:
        choices: keys by the id of a binding, separated by commas; empty for none.
    """

    def __init__(self, choices: Mapping[str, str]) -> None:
        self._keys: dict[str, tuple[str, ...]] = {}
        for name, text in choices.items():
            keys = tuple(dict.fromkeys(parse_keys(text)))
            if keys or not (text or is_needed(name)):
                self._keys[name] = keys

    def __contains__(self, binding_id: str) -> bool:
        """Whether a binding has other keys than its own."""
        return binding_id in self._keys

    def apply(self, chain: Sequence[Link]) -> list[BindingsMap]:
        """The bindings of a widget, and of all around it, with the keys that hold there."""
        if not self._keys:
            return [link.bindings for link in chain]
        named = [
            [(key, id_of(link.owner, binding), binding) for key, binding in link.bindings]
            for link in chain
        ]
        present: dict[str, list[str]] = {}
        for rows in named:
            for key, name, _ in rows:
                present.setdefault(name, []).append(key)
        taken = {key for name in present for key in self._keys.get(name, ())}
        reserved = {
            keys[0]
            for name, keys in present.items()
            if is_needed(name) and name not in self._keys and taken.issuperset(keys)
        }
        return [self._mapped(each, taken - reserved, reserved) for each in named]

    def _mapped(
        self, rows: Iterable[tuple[str, str, Binding]], taken: set[str], reserved: set[str]
    ) -> BindingsMap:
        keys: dict[str, list[Binding]] = {}
        moved = set()
        for key, name, binding in rows:
            if name not in self._keys:
                if key not in taken:
                    keys.setdefault(key, []).append(binding)
            elif name not in moved:
                moved.add(name)
                for chosen in self._keys[name]:
                    if chosen not in reserved:
                        keys.setdefault(chosen, []).append(_moved(name, binding, chosen))
        return BindingsMap.from_keys(keys)
