"""The option ``--columns``: columns of a table by their names."""

from __future__ import annotations

import click

NEAR = 0.6
"""How much alike a wrong name and a suggested one are, from 0 to 1."""


def columns(
    context: click.Context, parameter: click.Parameter, value: str | None
) -> tuple[str, ...] | None:
    """The names in a list with commas, in any case; `None` where none are chosen.

    Raises:
        click.BadParameter: there is no such column; the message names the nearest, or all.
    """
    if value is None:
        return None

    from seq_tui.export.list_table import LIST_COLUMNS

    names = tuple(name.strip().casefold() for name in value.split(","))
    for name in names:
        if name not in LIST_COLUMNS:
            raise click.BadParameter(_explained(name, list(LIST_COLUMNS)), context, parameter)
    return names


def _explained(name: str, known: list[str]) -> str:
    # Only a wrong name is worth the import.
    import difflib

    near = difflib.get_close_matches(name, known, n=1, cutoff=NEAR)
    advice = f"did you mean {near[0]}?" if near else f"there are {', '.join(known)}."
    return f"there is no column {name[:40]!r}; {advice}"
