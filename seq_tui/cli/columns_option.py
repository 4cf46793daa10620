"""The option ``--columns``: the columns of a table, by name."""

from __future__ import annotations

import click

MIN_SIMILARITY = 0.6
"""How similar a suggested name must be to the wrong one, from 0 to 1."""


def parse_columns(
    context: click.Context, parameter: click.Parameter, value: str | None
) -> tuple[str, ...] | None:
    """Split a list of names at commas, ignoring case; `None` if the option is not given.

    Raises:
        click.BadParameter: there is no such column; the message suggests a name, or lists all.
    """
    if value is None:
        return None

    from seq_tui.export.list_table import LIST_COLUMNS

    names = tuple(name.strip().casefold() for name in value.split(","))
    for name in names:
        if name not in LIST_COLUMNS:
            raise click.BadParameter(_unknown_column(name, list(LIST_COLUMNS)), context, parameter)
    return names


def _unknown_column(name: str, columns: list[str]) -> str:
    # Slow to import, and needed only for a wrong name.
    import difflib

    near = difflib.get_close_matches(name, columns, n=1, cutoff=MIN_SIMILARITY)
    advice = f"did you mean {near[0]}?" if near else f"the columns are {', '.join(columns)}."
    return f"there is no column {name[:40]!r}; {advice}"
