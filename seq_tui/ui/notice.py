"""A text in place of rows: that they are loading, that there are none, or why they are missing."""

from __future__ import annotations

import re
from enum import Enum
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len

from seq_tui.presentation.layout import cut, wrap
from seq_tui.ui.cells import Cell

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from seq_tui.ui.cells import Line

HINTED_KEYS = {"r": "refresh", "esc": "back"}
"""The bindings that a hint names, by their own keys."""

_KEY = re.compile(rf"(?<!\S)({'|'.join(HINTED_KEYS)})(?!\S)")

MAX_COLUMNS = 60
"""Most cells in a line; a longer one is hard to read."""

MARGIN = 2
"""Blank cells at each side."""


class NoticeState(Enum):
    """States that must never look alike; each value is the role of the sentence."""

    LOADING = "loading"
    EMPTY = "empty"
    FAILED = "failed"
    CHOSEN = "warning"
    """Nothing failed: it is what the user asked for."""
    ASIDE = "quiet"
    """What helps beside the sentence of the other pane."""


class Notice(NamedTuple):
    """One sentence, what to do, and details; all of it sanitised."""

    state: NoticeState
    sentence: str
    mark: str = ""
    """Before the sentence: the spinner, or the sign of a failure."""

    details: tuple[str, ...] = ()
    """What explains the sentence; left out first where there is little room."""

    advice: str = ""
    """What the user can do about it."""

    hint: str = ""
    """What happens by itself, and the keys that help."""

    examples: tuple[tuple[str, str], ...] = ()
    """What can be typed, each with its meaning."""

    footnote: str = ""
    """What only support needs to know; last, and the first to be left out."""

    keys: tuple[str, ...] = tuple(HINTED_KEYS)
    """The keys that the hint names."""

    def with_keys(self, text_of: Callable[[str], str]) -> Notice:
        """The same with the keys that the user chose, by the ids of bindings."""
        if not _KEY.search(self.hint):
            return self
        texts = {key: text_of(name) for key, name in HINTED_KEYS.items()}
        hint = _KEY.sub(lambda match: texts[match[1]], self.hint)
        return self._replace(hint=hint, keys=tuple(texts.values()))

    @property
    def heading(self) -> str:
        """The sentence after its mark."""
        return f"{self.mark} {self.sentence}" if self.mark else self.sentence

    @property
    def one_line(self) -> str:
        """The sentence and what follows from it, for a place below rows."""
        if self.hint:
            return f"{self.heading}; {self.hint}"
        return f"{self.heading}. {self.advice}" if self.advice else self.heading


@lru_cache(maxsize=8)
def notice_lines(
    notice: Notice, width: int, height: int, ellipsis: str, heading_row: int | None = None
) -> tuple[Line, ...]:
    """The notice in `height` lines of `width` cells: from a row on, or in the middle.

    Where there is no room from that row on, it begins as much higher as it has to.

    What does not fit is left out: blank lines first, then the footnote, details, examples and
    advice. The sentence and the hint stay; a text that is cut all the same ends in the ellipsis.
    """
    columns = max(1, min(MAX_COLUMNS, width - 2 * MARGIN))
    blocks = _blocks(notice, columns)
    kept = [block for block in blocks if block]
    is_spacious = _height(kept, is_spacious=True) <= height
    for index in (5, 1, 2, 3):
        if _height(kept, is_spacious=is_spacious) > height and blocks[index] in kept:
            kept.remove(blocks[index])
    lines: list[Line] = []
    for block in kept:
        lines += [()] * (is_spacious and bool(lines)) + block
    if len(lines) > height > 0:
        last = lines[height - 1][0]
        text = cut(f"{last.text} {ellipsis}", columns, ellipsis)
        lines[height - 1 :] = [(Cell(text, last.role),)]
    centred = [_centred(line, width) for line in lines]
    blank = max(0, height - len(centred))
    above = blank // 2 if heading_row is None else max(0, min(heading_row, blank))
    return (*([()] * above), *centred)


def _blocks(notice: Notice, columns: int) -> list[list[Line]]:
    """The heading, the details, the examples, the advice, the hint and the footnote, wrapped."""
    key_width = max((cell_len(key) for key, _ in notice.examples), default=0)
    example_width = max((cell_len(text) for _, text in notice.examples), default=0)
    pairs = [
        (Cell(f"{key:<{key_width}}  ", "name"), Cell(f"{text:<{example_width}}", "quiet"))
        for key, text in notice.examples
    ]
    fits = key_width + 2 + example_width <= columns
    return [
        _wrapped(notice.heading, notice.state.value, columns),
        [line for text in notice.details for line in _wrapped(text, "quiet", columns)],
        list(pairs) if fits else [],
        _wrapped(notice.advice, "name", columns),
        [_with_keys(line, notice.keys) for line in balanced(notice.hint, columns)]
        if notice.hint
        else [],
        _wrapped(notice.footnote, "quiet", columns),
    ]


def _with_keys(text: str, keys: Collection[str]) -> Line:
    """A line of a hint, with its keys in the colour of what can be typed."""
    return tuple(
        Cell(part, "name" if part in keys else "quiet")
        for part in re.split(rf"(?<!\S)({'|'.join(map(re.escape, keys))})(?!\S)", text)
        if part
    )


def _wrapped(text: str, role: str, columns: int) -> list[Line]:
    return [(Cell(line, role),) for line in balanced(text, columns)] if text else []


def balanced(text: str, columns: int) -> list[str]:
    """The text in as few lines as its width allows, all of about the same length."""
    lines = wrap(text, columns)
    narrow, wide = columns // 2, columns
    while narrow + 1 < wide:
        middle = (narrow + wide) // 2
        if len(closer := wrap(text, middle)) == len(lines):
            wide, lines = middle, closer
        else:
            narrow = middle
    return lines


def _height(blocks: list[list[Line]], *, is_spacious: bool) -> int:
    return sum(map(len, blocks)) + (len(blocks) - 1) * is_spacious


def _centred(line: Line, width: int) -> Line:
    room = width - sum(cell_len(cell.text) for cell in line)
    return (Cell(" " * max(0, room // 2)), *line) if line else ()
