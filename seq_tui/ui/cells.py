"""Lines of text as cells with roles, before they get a style: pure functions."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len, set_cell_size

from seq_tui.presentation.layout import cut

if TYPE_CHECKING:
    from collections.abc import Iterable

BLANK = re.compile(r"(?<!\S) | (?!\S)")
"""A space that is not between two words."""

MATCH = "match"
"""The role of what a search matched."""

CHARACTERS_PER_CELL = 8
"""More than any text needs; of a name of a megabyte only the beginning is measured."""


class Cell(NamedTuple):
    """A piece of a line with one role."""

    text: str
    """Sanitized text; its width is counted in terminal cells."""

    role: str = ""
    """Such as ``name`` or ``quiet``; a style sheet gives each role its style."""

    is_banded: bool = False
    """Whether it has the background of the role ``band``, also under the cursor."""


Line = tuple[Cell, ...]


def fit(text: str, width: int, ellipsis: str) -> str:
    """The text cut or padded to exactly `width` cells; a cut text ends in the ellipsis."""
    text = text[: width * CHARACTERS_PER_CELL]
    return set_cell_size(cut(text, width, ellipsis), width) if width > 0 else ""


def fit_line(line: Line, width: int, ellipsis: str) -> Line:
    """The line cut or padded to exactly `width` cells."""
    fitted: list[Cell] = []
    remaining = width
    for cell in line:
        if remaining <= 0:
            break
        text = (
            cell.text if cell_len(cell.text) <= remaining else fit(cell.text, remaining, ellipsis)
        )
        fitted.append(cell._replace(text=text))
        remaining -= cell_len(text)
    if remaining > 0:
        fitted.append(Cell(" " * remaining))
    return tuple(fitted)


def marked(cell: Cell, wanted: Iterable[str]) -> Line:
    """The cell with what matches a search marked in it.

    Args:
        cell: a text.
        wanted: the folded texts that were searched for.
    """
    # Imported here, since few lists are searched, and none before the first paint.
    from seq_tui.domain.matches import match_spans

    cells: list[Cell] = []
    end = 0
    padded = len(cell.text.rstrip())
    for start, stop in match_spans(cell.text[:padded], wanted):
        cells += cell._replace(text=cell.text[end:start]), Cell(cell.text[start:stop], MATCH)
        end = stop
    cells.append(cell._replace(text=cell.text[end:]))
    return tuple(each for each in cells if each.text)


def banded(line: Line, spans: Iterable[tuple[int, int]], sign: str) -> Line:
    """The line over a band in the columns of each span, where `sign` stands for blank cells.

    Its characters are one cell wide each. A space between two words is no blank cell.
    """
    columns = {column for span in spans for column in range(*span)}
    text = "".join(cell.text for cell in line).ljust(max(columns, default=-1) + 1)
    roles = [cell.role for cell in line for _ in cell.text]
    roles += [""] * (len(text) - len(roles))
    signed = columns & {match.start() for match in BLANK.finditer(text)}
    pieces = (
        (sign, "band", True) if column in signed else (character, role, column in columns)
        for column, (character, role) in enumerate(zip(text, roles, strict=True))
    )
    return tuple(
        Cell("".join(character for character, *_ in group), *look)
        for look, group in groupby(pieces, key=lambda piece: piece[1:])
    )
