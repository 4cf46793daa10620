"""The line under the search box: what is wrong with the search, or how it may go on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from seq_tui.presentation.layout import cut
from seq_tui.ui.cells import Cell, Line

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from seq_tui.domain.filter.completion import Completion
    from seq_tui.domain.filter.parser import Mistake
    from seq_tui.presentation.glyphs import Glyphs

EXAMPLES = ("steps>5", "has:reply", "-word", "a or b", "task:price", "updated<90d")
"""For an empty box, as many as there is room for."""

ALONE = 2
"""Candidates up to which their meaning is said too, if there is room."""


def examples_line(width: int) -> Line:
    """What can be typed besides words."""
    return (Cell(_fitting(EXAMPLES, width), "quiet"),)


def completion_line(found: Iterable[Completion], key: str, width: int, glyphs: Glyphs) -> Line:
    """The ways to go on, and the key that takes the first."""
    candidates = [*found]
    if not candidates:
        return ()
    room = width - cell_len(key) - 1
    first = candidates[0]
    text = f"{first.text}  {first.meaning}" if first.meaning else first.text
    if len(candidates) > 1:
        text = f"{text} {glyphs.ellipsis}"
    if len(candidates) > ALONE or cell_len(text) > room:
        texts = [each.text for each in candidates]
        text = _fitting(texts, room, glyphs.ellipsis) or first.text
    return Cell(f"{key} ", "name"), Cell(cut(text, room, glyphs.ellipsis), "quiet")


def advice_line(advice: str, width: int, glyphs: Glyphs) -> Line:
    """What may be meant by a search that says something else."""
    # Imported here, since only what is typed needs it.
    from seq_tui.domain.filter.advice import READ_AS

    if cell_len(advice) > width:
        advice = advice.replace(READ_AS, "=", 1)
    return (Cell(cut(advice, width, glyphs.ellipsis), "name"),)


def mistake_line(text: str, mistake: Mistake, shift: int, width: int, glyphs: Glyphs) -> Line:
    """A mark under what cannot be read, and the reason beside it.

    Args:
        text: in the box.
        mistake: what cannot be read.
        shift: cells from the beginning of the line to that of the text; negative if the text is
            scrolled.
        width: the cells of the line.
        glyphs: the signs that the terminal can show.
    """
    ellipsis = glyphs.ellipsis
    if is_unfinished(text, mistake):
        return (Cell(cut(mistake.message, width, ellipsis), "quiet"),)
    start = min(max(0, shift + cell_len(text[: mistake.start])), max(0, width - 1))
    stop = shift + cell_len(text[: mistake.stop])
    mark = "^" * max(min(stop, width) - start, 1)
    reason = mistake.message
    right, left = width - start - 2, start - 1
    if cell_len(reason) + len(mark) > right + 1:
        # One mark leaves more room for the reason.
        mark = "^"
    if max(left, right) < cell_len(reason) <= width:
        return (Cell(reason, "warning"),)
    if cell_len(reason) <= right or left <= right:
        return Cell(" " * start), Cell(cut(f"{mark} {reason}", width - start, ellipsis), "warning")
    return (Cell(f"{cut(reason, left, ellipsis).rjust(left)} {mark}", "warning"),)


def is_unfinished(text: str, mistake: Mistake) -> bool:
    """Whether a search is only not typed to its end."""
    typed = text.rstrip()
    is_at_end = mistake.stop >= len(typed)
    return is_at_end and (typed.endswith((":", "<", ">", "=", "(", "#", "-")) or _ends_in_or(typed))


def _ends_in_or(text: str) -> bool:
    return text.lower().split()[-1:] == ["or"]


def _fitting(texts: Sequence[str], width: int, sign: str = "") -> str:
    """As many of the texts as there is room for, side by side, with a sign if one is left out."""
    line = fitting = ""
    for number, text in enumerate(texts, 1):
        line = f"{line}  {text}" if line else text
        if cell_len(line) > width:
            break
        ended = f"{line} {sign}" if sign and number < len(texts) else line
        if cell_len(ended) <= width:
            fitting = ended
    return fitting
