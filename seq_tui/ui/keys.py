"""Keys as a table: one row for each thing that keys do."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from textual.binding import Binding, BindingType

if TYPE_CHECKING:
    from collections.abc import Collection


class Key(NamedTuple):
    """What some keys do; footer, help, palette and settings know it by its name."""

    name: str
    keys: str
    """Textual's names of the keys, with commas."""

    action: str
    description: str
    """One word or two."""

    tooltip: str
    """One line."""


def bindings(
    *keys: Key | tuple[str, str, str, str, str],
    footer: Collection[str] = (),
    priority: bool = False,
) -> list[BindingType]:
    """The bindings of a class.

    Args:
        keys: the rows of the table.
        footer: the names of those that stand in the footer.
        priority: whether they come before those of the widget that has the focus.
    """
    return [
        Binding(
            key.keys,
            key.action,
            key.description,
            id=key.name,
            tooltip=key.tooltip,
            show=key.name in footer,
            priority=priority,
        )
        for key in (Key(*row) for row in keys)
    ]
