"""The option ``--columns``: the columns of a table, by name."""

from __future__ import annotations

import click

from seq_tui.cli.suggestion import closest_name
from seq_tui.export.column_names import COLUMN_NAMES


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


def complete_columns(
    _context: click.Context, _parameter: click.Parameter, incomplete: str
) -> list[str]:
    """The lists of columns that begin with `incomplete`, each with one column more."""
    head, comma, start = incomplete.rpartition(",")
    chosen = [each.removeprefix("-").partition(":")[0] for each in head.split(",")]
    names = [name for name in COLUMN_NAMES if name not in chosen and name.startswith(start)]
    return [f"{head}{comma}{name}" for name in names]


def known_column(name: str, context: click.Context, parameter: click.Parameter) -> str:
    """The name, which must be that of a column.

    Raises:
        click.BadParameter: there is no such column; the message suggests a name, or lists all.
    """
    if name not in COLUMN_NAMES:
        raise click.BadParameter(_unknown_column(name), context, parameter)
    return name


def _unknown_column(name: str) -> str:
    near = closest_name(name, COLUMN_NAMES)
    advice = f"did you mean {near}?" if near else f"the columns are {', '.join(COLUMN_NAMES)}."
    return f"there is no column {name[:40]!r}; {advice}"
