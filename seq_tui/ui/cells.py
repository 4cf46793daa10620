"""What a line of a list is made of, before it has a colour: pure functions over cells."""

from __future__ import annotations

from typing import NamedTuple

from rich.cells import cell_len, set_cell_size

from seq_tui.presentation.layout import cut

CHARACTERS_PER_CELL = 8
"""More than any name needs; the rest of a name of a megabyte is not even measured."""


class Cell(NamedTuple):
    """A piece of a line."""

    text: str
    """Clean text; its width is counted in terminal cells."""

    role: str = ""
    """What it is, such as ``name`` or ``quiet``; the list's style sheet gives it a look."""


Line = tuple[Cell, ...]


def fit(text: str, width: int, ellipsis: str) -> str:
    """The text cut or padded to exactly `width` cells; a cut one says so."""
    text = text[: width * CHARACTERS_PER_CELL]
    return set_cell_size(cut(text, width, ellipsis), width) if width > 0 else ""


def fit_line(line: Line, width: int, ellipsis: str) -> Line:
    """The line cut or padded to exactly `width` cells."""
    fitted: list[Cell] = []
    left = width
    for cell in line:
        if left <= 0:
            break
        text = cell.text if cell_len(cell.text) <= left else fit(cell.text, left, ellipsis)
        fitted.append(Cell(text, cell.role))
        left -= cell_len(text)
    if left > 0:
        fitted.append(Cell(" " * left))
    return tuple(fitted)
