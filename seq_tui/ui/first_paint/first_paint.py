"""The first rows of an account, drawn before Textual is imported.

To import it takes longer than all that the first rows need (measured: 150 of 280 ms). So they are
drawn without it, cell by cell where the screen will have them, and the screen changes nothing there
when it comes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from seq_tui.domain.source import SourceKind
from seq_tui.presentation.glyphs import UNICODE
from seq_tui.presentation.wording import as_of_text
from seq_tui.sanitize import strip_controls
from seq_tui.store.paged_list import PagedList
from seq_tui.ui.cells import Cell, fit, fit_line
from seq_tui.ui.first_paint.styles import STYLES, sgr_of
from seq_tui.ui.sequence_line import sequence_line
from seq_tui.ui.sizes import TWO_PANES
from seq_tui.ui.status_cells import (
    account_text,
    found_text,
    position_text,
    status_cells,
    usual_state,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from rich.color import ColorSystem

    from seq_tui.domain.page import Page
    from seq_tui.domain.sequence import Sequence
    from seq_tui.domain.source import SourceInfo
    from seq_tui.terminal.held_terminal import HeldTerminal
    from seq_tui.ui.cells import Line

LIST_SHARE, MOST_LIST = (2, 5), 64
"""Of the columns, and the most of them, that the list has beside the detail; as in ``app.tcss``."""

AROUND = 5
"""Lines that are not the list's: status, border, search box, border, keys."""

PLACEHOLDER = "search names, #21,22, or :row"
"""In an empty search box."""


class FirstPaint:
    """What can be said of an account at once, on a terminal that is held until the screen comes.

    Args:
        terminal: where it is drawn.
        origin: which account it is.
        query: what stands in the search box.
        colours: those that the terminal has.
        now: the present time, asked for where rows have an age.
    """

    def __init__(
        self,
        terminal: HeldTerminal,
        source_info: SourceInfo,
        query: str,
        colours: ColorSystem,
        now: Callable[[], datetime],
    ) -> None:
        self.terminal = terminal
        self.page: Page[Sequence] | None = None
        """The first page, once it was shown."""
        self._source_info = source_info
        self._query = strip_controls(query)
        self._colours = colours
        self._now = now
        self._columns, self._height = terminal.columns, terminal.lines
        self._drawn: list[str] = []
        """Each line as it stands on the terminal."""

    def show(self, page: Page[Sequence] | None) -> None:
        """Draw the first page, or what there is before it came; from any one thread."""
        self.page = page
        before, self._drawn = self._drawn, self._lines_with(page)
        changed = [y for y, line in enumerate(self._drawn) if before[y : y + 1] != [line]]
        self.terminal.draw("".join(f"\x1b[{y + 1};1H{self._drawn[y]}" for y in changed))

    def _lines_with(self, page: Page[Sequence] | None) -> list[str]:
        rows: PagedList[Sequence] = PagedList()
        if page is not None:
            rows.put(page)
        lines = (
            self._status(rows, page),
            self._edge("╭", "╮"),
            self._beside(self._search(rows)),
            *(self._beside(line) for line in self._rows(rows)),
            self._edge("╰", "╯"),
            (Cell(" " * self._columns, "panel"),),
        )
        return [self._painted(line) for line in lines]

    @property
    def _left(self) -> int:
        """Columns of the list with its border."""
        if self._columns < TWO_PANES:
            return self._columns
        part, whole = LIST_SHARE
        return min(self._columns * part // whole, MOST_LIST)

    def _status(self, rows: PagedList[Sequence], page: Page[Sequence] | None) -> Line:
        state, role = usual_state(self._source_info, UNICODE), self._source_info.kind.value
        if self._source_info.kind is SourceKind.LIVE:
            # Until the screen has asked too.
            state = role = "loading"
        if page is not None and page.read_at is not None:
            state += f" {UNICODE.dot} {as_of_text(page.read_at, self._now())}"
        account = account_text(self._source_info, UNICODE)
        position = position_text(rows, 0)
        return status_cells(account, position, state, self._columns, UNICODE, role)

    def _edge(self, left: str, right: str) -> Line:
        edge = Cell(f"{left}{'─' * (self._left - 2)}{right}", "border")
        if not (width := self._columns - self._left):
            return (edge,)
        return (edge, Cell(f"{left}{'─' * (width - 2)}{right}", "border beside"))

    def _beside(self, line: Line) -> Line:
        """A line of the list between its borders, and what of the detail is in that line."""
        border = Cell("│", "border")
        inside = (border, *fit_line(line, self._left - 2, UNICODE.ellipsis), border)
        if not (width := self._columns - self._left):
            return inside
        beside = Cell("│", "border beside")
        return (*inside, beside, Cell(" " * (width - 2)), beside)

    def _search(self, rows: PagedList[Sequence]) -> Line:
        found = f" {found_text(rows) if self._query else ''} "
        text, role = (self._query, "") if self._query else (PLACEHOLDER, "placeholder")
        room = self._left - 2 - 3 - len(found)
        return (Cell(" / ", "quiet"), Cell(fit(text, room, ""), role), Cell(found, "quiet"))

    def _rows(self, rows: PagedList[Sequence]) -> list[Line]:
        height = self._height - AROUND
        has_more = rows.total is None
        has_bar = rows.count + has_more > height
        width = self._left - 2 - has_bar
        return [self._row(rows, index, width) for index in range(height)]

    def _row(self, rows: PagedList[Sequence], index: int, width: int) -> Line:
        if (sequence := rows.row(index)) is None:
            return ()
        name, *others = sequence_line(sequence, width - 1, UNICODE)
        if index:
            return (Cell(" "), name, *others)
        return (Cell(UNICODE.cursor, "cursor mark"), Cell(name.text, "cursor name"), *others)

    def _painted(self, line: Line) -> str:
        return "".join(
            f"{sgr_of(STYLES[cell.role], self._colours)}{cell.text}\x1b[0m" for cell in line
        )
