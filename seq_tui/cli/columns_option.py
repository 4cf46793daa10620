"""The option ``--columns``: the columns of a table, by name."""

from __future__ import annotations

import click

from seq_tui.cli.suggestion import closest_name


def parse_columns(
    context: click.Context, parameter: click.Parameter, value: str | None
) -> tuple[str, ...] | None:
    """Split a list of names at commas, ignoring case; `None` if the option is not given.

    Raises:
        click.BadParameter: there is no such column; the message suggests a name, or lists all.
    """
    if value is None:
        return None

    names = [name.strip().casefold() for name in value.split(",")]
    return tuple(known_column(name, context, parameter) for name in dict.fromkeys(names))


def known_column(name: str, context: click.Context, parameter: click.Parameter) -> str:
    """The name, which must be that of a column.

    Raises:
        click.BadParameter: there is no such column; the message suggests a name, or lists all.
    """
    from seq_tui.export.list_table import LIST_COLUMNS

    if name not in LIST_COLUMNS:
        raise click.BadParameter(_unknown_column(name, list(LIST_COLUMNS)), context, parameter)
    return name


def _unknown_column(name: str, columns: list[str]) -> str:
    near = closest_name(name, columns)
    advice = f"did you mean {near}?" if near else f"the columns are {', '.join(columns)}."
    return f"there is no column {name[:40]!r}; {advice}"
