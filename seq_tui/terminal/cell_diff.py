"""What stands on the terminal, so that of each frame only the cells that changed are written.

Textual writes every region that may have changed, each piece of it with its look in full, and
often more than once (measured, 8.2.8: 1,000 bytes for a step in a list, 15,000 for the steps beside
it, most of them spaces that were there before). Over a slow link that is what a key costs.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.geometry import Size

from seq_tui.terminal.sgr import SgrTransitions

if TYPE_CHECKING:
    from collections.abc import Iterator

BEGIN, END = "\x1b[?2026h", "\x1b[?2026l"
"""Around a frame that a terminal shows at once (synchronised output)."""

ANOTHER_SCREEN, ALTERNATE = "\x1b[?1049", "\x1b[?1049h"
"""To and from the alternate screen, which is empty; and to it."""

GAP = 7
"""Unchanged cells that are written again where going around them would take more bytes."""

MANY = 1_024
"""Texts whose cells are remembered; a screen has some hundreds."""

_PIECES = re.compile(
    r"\x1b\[(?P<row>\d+);(?P<column>\d+)H"
    r"|\x1b\[(?P<pen>[\d;]*)m"
    r"|(?P<newline>\n)"
    r"|(?P<text>[^\x00-\x1f\x7f-\x9f]+)"
    r"|(?P<other>\x1b[PX^_](?:[^\x1b]|\x1b[^\\])*\x1b\\"
    r"|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b\[[0-?]*[ -/]*[@-~]|.)",
    re.DOTALL,
)


class TerminalCells:
    """The cells of a terminal, by what was written to it.

    Text with characters that join others, as in many emoji, is written as it is, and so is all that
    follows it in its line: terminals do not agree on its width.
    """

    def __init__(self) -> None:
        self._rows: dict[int, tuple[list[str | None], list[str]]] = {}
        """Of each line the characters, and their looks: nothing in the second cell of a wide one,
        `None` where it is not known."""
        self._screen = ""
        """How the terminal came to the screen that it shows."""
        self._pens = SgrTransitions()
        self._known: dict[tuple[str, str], tuple[list[str], list[str]]] = {}
        """The cells of texts in their looks; a list that scrolls shows the same ones again."""
        self._column = self._row = 0
        """Where the next text belongs."""
        self._pen = ""
        """How it looks."""
        self._is_at: tuple[int, int] | None = None
        """Where the terminal would write it."""
        self._is_in = ""
        """How the terminal would write it."""
        self._is_placed = False
        """Whether the cursor has to be where the next text belongs."""
        self._output: list[str] = []
        self._is_in_frame = False
        self._is_forgotten = False
        self._size = Size(0, 0)

    def forget(self) -> None:
        """Take nothing for granted from the next output on; from any thread."""
        self._is_forgotten = True

    def know(self, output: str, size: Size) -> None:
        """Know what stands on an alternate screen that was empty before `output` was written."""
        self._size = size
        self._take(f"{ALTERNATE}{output}")
        self._finished()

    def shorten(self, output: str, size: Size) -> str:
        """What to write in the place of `output`; that of a frame comes with its end.

        Args:
            output: control sequences and text.
            size: the columns and rows that it was made for; none where it is not known yet.
        """
        if self._is_forgotten or (size and size != self._size):
            self._is_forgotten, self._size = False, size
            self._clear()
        if output == BEGIN:
            self._is_in_frame = True
        elif output == END:
            self._is_in_frame = False
            if frame := self._finished():
                return f"{BEGIN}{frame}{END}"
        else:
            self._take(output)
        return "" if self._is_in_frame else self._finished()

    def _take(self, output: str) -> None:
        for piece in _PIECES.finditer(output):
            kind = piece.lastgroup
            if kind == "text":
                self._write(piece[0])
            elif kind == "pen":
                pen = piece["pen"]
                self._pen = "" if pen in ("", "0") else f"{self._pen};{pen}".strip(";")
            elif kind == "column":
                self._column, self._row = int(piece["column"]) - 1, int(piece["row"]) - 1
                self._is_placed = True
            elif kind == "newline":
                self._row += 1
            else:
                self._take_other(piece[0])

    def _take_other(self, control: str) -> None:
        if control.startswith(ANOTHER_SCREEN):
            if control == self._screen:
                # Most terminals would empty it.
                return
            self._screen = control
            self._rows.clear()
        self._is_at = None
        self._output.append(control)

    def _write(self, text: str) -> None:
        known = self._known.get((text, self._pen))
        if known is None:
            wanted = _cells(text)
            if wanted is None:
                self._write_as_it_is(text)
                return
            blank = self._pens.on_blanks(self._pen)
            looks = [blank if character == " " else self._pen for character in wanted]
            if len(self._known) >= MANY:
                self._known.clear()
            known = self._known[text, self._pen] = (wanted, looks)
        self._write_cells(*known)

    def _write_cells(self, wanted: list[str], wanted_looks: list[str]) -> None:
        begin, end = self._column, self._column + len(wanted)
        self._column = end
        characters, looks = self._rows.setdefault(self._row, ([], []))
        if (missing := end - len(characters)) > 0:
            characters += [None] * missing
            looks += [""] * missing
        before, looks_before = characters[begin:end], looks[begin:end]
        if before == wanted and looks_before == wanted_looks:
            return
        cells = zip(before, wanted, looks_before, wanted_looks, strict=True)
        changed = [
            index
            for index, (is_, to_be, look, look_to_be) in enumerate(cells, begin)
            if is_ != to_be or look != look_to_be
        ]
        characters[begin:end], looks[begin:end] = wanted, wanted_looks
        for first, last in _spans(changed):
            while first > begin and wanted[first - begin] == "":
                first -= 1
            while last < end and wanted[last - begin] == "":
                last += 1
            self._put(first, "".join(wanted[first - begin : last - begin]))
            self._is_at = (last, self._row)

    def _write_as_it_is(self, text: str) -> None:
        characters, _ = self._rows.setdefault(self._row, ([], []))
        characters[self._column :] = [None] * len(characters[self._column :])
        self._put(self._column, text)
        self._column += cell_len(text)
        self._is_at = None

    def _put(self, column: int, text: str) -> None:
        if self._is_at != (column, self._row):
            self._output.append(f"\x1b[{self._row + 1};{column + 1}H")
        self._output += [self._pens.way(self._is_in, self._pen), text]
        self._is_in = self._pen

    def _clear(self) -> None:
        self._rows.clear()
        self._is_at = None

    def _finished(self) -> str:
        """What is to be written so far, up to the terminal's own look and the cursor's place."""
        if self._is_in:
            self._output.append(self._pens.way(self._is_in, ""))
            self._is_in = ""
        place = (self._column, self._row)
        if self._is_placed and self._is_at != place:
            self._output.append(f"\x1b[{self._row + 1};{self._column + 1}H")
            self._is_at = place
        self._is_placed = False
        output = "".join(self._output)
        self._output.clear()
        return output


def _cells(text: str) -> list[str] | None:
    """The text by cells; `None` where some of its characters are not cells by themselves."""
    if text.isascii():
        return list(text)
    widths = {character: cell_len(character) for character in set(text)}
    if not all(0 < width <= 2 for width in widths.values()):
        return None
    cells = [cell for character in text for cell in (character, "")[: widths[character]]]
    return cells if len(cells) == cell_len(text) else None


def _spans(columns: list[int]) -> Iterator[tuple[int, int]]:
    """Columns as stretches from the first to behind the last, over small gaps."""
    first = last = columns[0]
    for column in columns[1:]:
        if column - last > GAP:
            yield first, last + 1
            first = column
        last = column
    yield first, last + 1
