"""Lines of text as cells with roles, before they get a style: pure functions."""

from __future__ import annotations

from typing import NamedTuple

from rich.cells import cell_len, set_cell_size

from seq_tui.presentation.layout import cut

CHARACTERS_PER_CELL = 8
"""More than any text needs; of a name of a megabyte only the beginning is measured."""


class Cell(NamedTuple):
    """A piece of a line with one role."""

    text: str
    """Sanitized text; its width is counted in terminal cells."""

    role: str = ""
    """Such as ``name`` or ``quiet``; a style sheet gives each role its style."""


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
        fitted.append(Cell(text, cell.role))
        remaining -= cell_len(text)
    if remaining > 0:
        fitted.append(Cell(" " * remaining))
    return tuple(fitted)
