"""Key bindings as a table with one row for each command."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from textual.binding import Binding, BindingType
from textual.keys import format_key

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    from textual.binding import ActiveBinding

Group = Binding.Group
"""What commands have in common; help and palette show its description as a heading."""

MOVE = Group("Move")
FIND = Group("Find")
START = Group("Start")
TAKE_AWAY = Group("Take away")
ACCOUNT = Group("Account")
PROGRAM = Group("seq-tui")

GROUPS = (MOVE, FIND, START, TAKE_AWAY, ACCOUNT, PROGRAM)
"""In the order of the help."""

PLAIN_LABELS = {"escape": "esc", "pageup": "pgup", "pagedown": "pgdn", "delete": "del"}
"""Labels of keys that have another name on keyboards than in Textual."""

SYMBOLS = {"up": "↑", "down": "↓", "left": "←", "right": "→", "enter": "⏎"}
"""Labels of keys for terminals that can show them; elsewhere, the name is the label."""


class KeyBinding(NamedTuple):
    """A command and its keys."""

    name: str
    """Identifies the binding in the key line, the help, the palette and the settings."""

    keys: str
    """Textual's names of the keys, separated by commas."""

    action: str
    description: str
    """One word or two, such as ``Next pane``."""

    tooltip: str
    """One line that can be understood by itself."""

    group: Group | None = None
    """Where help and palette list it; by default, the table's group."""

    label: str = ""
    """What is written for all of its keys together; by default, each has its own label."""


Row = KeyBinding | tuple[str, str, str, str, str] | tuple[str, str, str, str, str, Group]


def bindings(
    *rows: Row,
    group: Group | None = None,
    footer: Collection[str] = (),
    priority: bool = False,
) -> list[BindingType]:
    """The bindings of a class.

    Args:
        rows: the rows of the table.
        group: the group of each row that names none; dialogs have no groups.
        footer: the names of the bindings to show in the key line.
        priority: whether they come before the bindings of the focused widget.
    """
    return [
        Binding(
            row.keys,
            row.action,
            row.description,
            key_display=row.label or None,
            id=row.name,
            tooltip=row.tooltip,
            show=row.name in footer,
            priority=priority,
            group=row.group or group,
        )
        for row in (KeyBinding(*values) for values in rows)
    ]


def labels_by_id(
    bindings: Iterable[ActiveBinding], label: Callable[[Binding], str]
) -> dict[str, tuple[ActiveBinding, str]]:
    """The enabled bindings that have an id of ours, each once, with the labels of all of its keys.

    Several keys that have one label together, such as the digits of a count, are labelled once.
    """
    found: dict[str, tuple[ActiveBinding, str]] = {}
    labels: dict[str, list[str]] = {}
    for active in bindings:
        if active.enabled and (name := active.binding.id) and not active.binding.system:
            text, known = label(active.binding), labels.setdefault(name, [])
            known += [text] * (text not in known)
            found[name] = active, " ".join(known)
    return found


def key_label(key: str, *, is_plain: bool) -> str:
    """What is written for a key: the character that it types, a symbol, or its name.

    Args:
        key: Textual's name, such as ``slash`` or ``shift+left``.
        is_plain: whether the terminal shows ASCII only.
    """
    *modifiers, name = key.split("+")
    label = PLAIN_LABELS.get(name, name)
    if name in SYMBOLS:
        label = name if is_plain else SYMBOLS[name]
    elif len(character := format_key(name)) == 1 and (character.isascii() or not is_plain):
        label = character
    held = "".join("^" if modifier == "ctrl" else f"{modifier}+" for modifier in modifiers)
    return f"{held}{label}"
