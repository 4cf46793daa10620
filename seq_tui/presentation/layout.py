"""Text truncated to a width in terminal cells."""

from __future__ import annotations

from rich.cells import cell_len, set_cell_size


def cut(text: str, width: int, ellipsis: str) -> str:
    """`text` in at most `width` cells, ending in `ellipsis` if truncated."""
    if cell_len(text) <= width:
        return text
    if width <= cell_len(ellipsis):
        return set_cell_size(text, width)
    return set_cell_size(text, width - cell_len(ellipsis)).rstrip() + ellipsis
