"""Text truncated or wrapped to a width in terminal cells."""

from __future__ import annotations

from rich.cells import cell_len, chop_cells, set_cell_size


def cut(text: str, width: int, ellipsis: str) -> str:
    """`text` in at most `width` cells, ending in `ellipsis` if truncated."""
    if cell_len(text) <= width:
        return text
    if width <= cell_len(ellipsis):
        return set_cell_size(text, width)
    return set_cell_size(text, width - cell_len(ellipsis)).rstrip() + ellipsis


def wrap(text: str, width: int) -> list[str]:
    """`text` in lines of at most `width` cells, broken between words where there are any.

    Without room for one cell, lines of one character.
    """
    lines: list[str] = []
    for paragraph in text.expandtabs(4).split("\n"):
        line: str | None = None
        for word in paragraph.split(" "):
            longer = word if line is None else f"{line} {word}"
            if cell_len(longer) <= width:
                line = longer
                continue
            if line and not line.isspace():
                lines.append(line)
            *whole, line = chop_cells(word, max(width, 1)) or [""]
            lines.extend(whole)
        lines.append(line or "")
    return lines
