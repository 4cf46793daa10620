"""Key bindings as a table with one row for each command."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from textual.binding import Binding, BindingType

if TYPE_CHECKING:
    from collections.abc import Collection


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


def bindings(
    *rows: KeyBinding | tuple[str, str, str, str, str],
    footer: Collection[str] = (),
    priority: bool = False,
) -> list[BindingType]:
    """The bindings of a class.

    Args:
        rows: the rows of the table.
        footer: the names of the bindings to show in the key line.
        priority: whether they come before the bindings of the focused widget.
    """
    return [
        Binding(
            row.keys,
            row.action,
            row.description,
            id=row.name,
            tooltip=row.tooltip,
            show=row.name in footer,
            priority=priority,
        )
        for row in (KeyBinding(*values) for values in rows)
    ]
