"""Plain text laid out in terminal cells: padded, or in columns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.cells import cell_len

from seq_tui.presentation.layout import cut

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

GAP = "  "
"""Between two columns."""

MIN_FLEXIBLE = 8
"""Fewest cells that the flexible column is narrowed to; below, lines are cut at their end."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a grid."""

    title: str
    to_the_right: bool = False
    """Numbers stand under each other by their last digit."""

    flexible: bool = False
    """Narrowed where the grid is wider than there is room, the widest one first."""


def pad(text: str, width: int, *, to_the_right: bool = False) -> str:
    """`text` with spaces behind it, or before it, up to `width` cells."""
    room = " " * (width - cell_len(text))
    return room + text if to_the_right else text + room


def natural_widths(columns: Sequence[Column], body: Iterable[Sequence[str]]) -> list[int]:
    """The cells that each column needs."""
    cells = zip([column.title for column in columns], *body, strict=True)
    return [max(map(cell_len, column)) for column in cells]


def fit_widths(columns: Sequence[Column], widths: list[int], width: int | None) -> list[int]:
    """The cells of each column where flexible ones are narrowed to fit into `width`."""
    widths = widths.copy()
    excess = 0 if width is None else sum(widths) + len(GAP) * (len(columns) - 1) - width
    flexible = [index for index, column in enumerate(columns) if column.flexible]
    while excess > 0 and flexible:
        widest = max(flexible, key=widths.__getitem__)
        if widths[widest] <= MIN_FLEXIBLE:
            break
        widths[widest] -= 1
        excess -= 1
    return widths


def grid(
    columns: Sequence[Column], rows: Iterable[Sequence[str]], width: int | None, ellipsis: str
) -> list[str]:
    """A line of titles and one line a row, each at most `width` cells wide if there is a width.

    A plain function and no table of rich's: 10,000 rows take a twentieth of the time.
    """
    body = list(rows)
    widths = fit_widths(columns, natural_widths(columns, body), width)

    def line(row: Sequence[str]) -> str:
        parts = [
            pad(cut(cell, size, ellipsis), size, to_the_right=column.to_the_right)
            for cell, size, column in zip(row, widths, columns, strict=True)
        ]
        text = GAP.join(parts).rstrip()
        return text if width is None else cut(text, width, ellipsis)

    return [line([column.title for column in columns]), *map(line, body)]
