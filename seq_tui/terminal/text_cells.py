"""The cells of texts in their styles; a list that scrolls shows the same ones again."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from seq_tui.terminal.cell_widths import cells_of, disputed_in

if TYPE_CHECKING:
    from seq_tui.terminal.cell_runs import Part
    from seq_tui.terminal.sgr import SgrTransitions

MAX_TEXTS = 512
"""Texts whose cells are cached; a screen has some hundreds."""

MAX_LINES = 128
"""The same of lines: those of several screens would take more memory than time."""

_PIECES = re.compile(r"\x1b\[(?P<sgr>[\d;]*)m|(?P<text>[^\x1b]+)")


class Texts(NamedTuple):
    """Texts beside each other, cell by cell."""

    cells: list[str]
    """The characters; the second cell of a wide one is empty."""

    styles: list[str]
    parts: list[Part]
    disputed: frozenset[str]
    """The characters that a terminal may measure differently."""


class Line(NamedTuple):
    """Texts, and the style after them."""

    texts: Texts
    sgr: str


class TextCells:
    """Remembers what texts look like."""

    def __init__(self, transitions: SgrTransitions) -> None:
        self._transitions = transitions
        self._texts: dict[tuple[str, str], Texts] = {}
        self._lines: dict[tuple[str, str], Line | None] = {}

    def of_text(self, text: str, sgr: str) -> Texts | None:
        """A text in a style; `None` if its width depends on the terminal."""
        if (found := self._texts.get((text, sgr))) is None:
            if (cells := cells_of(text)) is None:
                return None
            blank = self._transitions.on_blank(sgr)
            styles = [blank if character == " " else sgr for character in cells]
            found = Texts(cells, styles, [(0, len(cells), sgr)], disputed_in(text))
            if len(self._texts) >= MAX_TEXTS:
                self._texts.clear()
            self._texts[text, sgr] = found
        return found

    def of_line(self, line: str, sgr: str) -> Line | None:
        """Texts and changes of style that begin in a style; `None` if a width is in doubt."""
        key = line, sgr
        if key not in self._lines:
            if len(self._lines) >= MAX_LINES:
                self._lines.clear()
            self._lines[key] = self._parsed(line, sgr)
        return self._lines[key]

    def _parsed(self, line: str, sgr: str) -> Line | None:
        whole = Texts([], [], [], frozenset())
        for piece in _PIECES.finditer(line):
            if piece.lastgroup == "sgr":
                sgr = self._transitions.add(sgr, piece["sgr"])
                continue
            if (found := self.of_text(piece["text"], sgr)) is None or found.disputed:
                return None
            begin = len(whole.cells)
            whole.parts.append((begin, begin + len(found.cells), sgr))
            whole.cells.extend(found.cells)
            whole.styles.extend(found.styles)
        return Line(whole, sgr)
