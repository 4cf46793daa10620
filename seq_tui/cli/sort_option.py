"""The option ``--sort``: the order of a list."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from seq_tui.cli.columns_option import complete_columns, known_column

if TYPE_CHECKING:
    from seq_tui.export.list_order import SortKey

DIRECTIONS = {"asc": False, "desc": True}
"""Whether each direction is descending."""


def parse_sort(
    context: click.Context, parameter: click.Parameter, value: str | None
) -> tuple[SortKey, ...]:
    """Split a list of columns at commas: ``name``, ``-updated`` or ``updated:desc``.

    Raises:
        click.BadParameter: there is no such column or direction.
    """
    if value is None:
        return ()

    from seq_tui.export.list_order import SortKey

    keys: list[SortKey] = []
    for text in value.casefold().split(","):
        column, colon, direction = text.strip().partition(":")
        if direction not in DIRECTIONS and colon:
            message = f"a direction is asc or desc, not {direction[:40]!r}."
            raise click.BadParameter(message, context, parameter)
        is_descending = DIRECTIONS[direction] if colon else column.startswith("-")
        name = known_column(column.removeprefix("-").strip(), context, parameter)
        keys.append(SortKey(name, is_descending))
    return tuple(keys)


def complete_sort(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[str]:
    """The orders that begin with `incomplete`, each with one column or direction more."""
    head, colon, direction = incomplete.rpartition(":")
    if colon and "," not in direction:
        return [f"{head}:{name}" for name in DIRECTIONS if name.startswith(direction)]
    before, comma, last = incomplete.rpartition(",")
    sign = "-" if last.startswith("-") else ""
    columns = complete_columns(context, parameter, f"{before}{comma}{last.removeprefix('-')}")
    if sign:
        return [f"{before}{comma}-{column.rpartition(',')[2]}" for column in columns]
    return [f"{column}{suffix}" for column in columns for suffix in ("", ":desc")]


sort_option = click.option(
    "--sort",
    "sort_keys",
    metavar="COLUMNS",
    callback=parse_sort,
    shell_complete=complete_sort,
    help="Sort by these columns, separated by commas; -updated or updated:desc sorts the last"
    " first. All sequences are read before the first is written.",
)
