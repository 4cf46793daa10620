"""The first rows of an account, drawn before Textual is imported.

Importing Textual takes longer than everything else that the first rows need (measured: 150 of 280
ms). So they are drawn without it, with the layout and the styles of the screen, which then repaints
nothing. Tests compare the two cell by cell.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from seq_tui.domain.source import SourceKind
from seq_tui.presentation.glyphs import UNICODE
from seq_tui.presentation.wording import as_of_text
from seq_tui.sanitize import strip_controls
from seq_tui.store.paged_list import PagedList
from seq_tui.terminal.cell_diff import BEGIN, END, TerminalCells
from seq_tui.ui.cells import Cell, fit, fit_line
from seq_tui.ui.first_paint.styles import sgr_of, styles_of
from seq_tui.ui.options import DEFAULT_OPTIONS
from seq_tui.ui.search_prompt import PLACEHOLDER, PROMPT
from seq_tui.ui.sequence_line import (
    BORDERS,
    LIST_MARGINS,
    TITLE,
    SequenceColumns,
    first_rows,
    head_line,
    highlighted,
    sequence_line,
)
from seq_tui.ui.sizes import list_columns
from seq_tui.ui.status_cells import (
    account_status,
    count_text,
    default_state,
    position_text,
    status_cells,
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
    from seq_tui.ui.themes import ThemeColours

OTHER_LINES = 6
"""Lines around the rows: status, border, search box, heads, border, keys."""


class FirstPaint:
    """The first screen of an account, on a terminal that is held until Textual takes over.

    Args:
        terminal: the terminal to draw on.
        source_info: the account.
        query: the text in the search box.
        colours: the terminal's colour system.
        now: returns the present time; called only if rows have an age.
        theme: the colours of the theme.
        list_columns: the columns of the list beside the name.
    """

    def __init__(
        self,
        terminal: HeldTerminal,
        source_info: SourceInfo,
        query: str,
        colours: ColorSystem,
        now: Callable[[], datetime],
        theme: ThemeColours,
        list_columns: tuple[str, ...] = DEFAULT_OPTIONS.columns,
    ) -> None:
        self.terminal = terminal
        self.page: Page[Sequence] | None = None
        """The newest page drawn."""
        self._source_info = source_info
        self._query = strip_controls(query)
        self._colours = colours
        self._styles = styles_of(theme)
        self._now = now
        self._columns, self._height = terminal.columns, terminal.lines
        self._needs = SequenceColumns.of(list_columns)
        """The columns that the rows of all pages drawn so far need."""
        self._cells = TerminalCells()
        """What is on the terminal, so that a second page draws only the cells that change."""

    def draw(self, page: Page[Sequence] | None) -> None:
        """Draw the first page, or an empty list before it has arrived.

        Any thread may call this, but only one at a time.
        """
        self.page = page
        lines = enumerate(self._lines_with(page), 1)
        output = "".join(f"\x1b[{row};1H{line}" for row, line in lines)
        size = (self._columns, self._height)
        parts = [self._cells.diff(each, size) for each in (BEGIN, output, END)]
        self.terminal.draw("".join(parts).removeprefix(BEGIN).removesuffix(END))

    def _lines_with(self, page: Page[Sequence] | None) -> list[str]:
        rows: PagedList[Sequence] = PagedList()
        if page is not None:
            rows.put(page)
        self._needs = self._needs.grown(first_rows(rows), UNICODE)
        lines = (
            self._status(rows, page),
            self._border_line("╭", "╮", f" {TITLE} "),
            self._pane_line(self._search(rows)),
            *(self._pane_line(line) for line in self._list(rows)),
            self._border_line("╰", "╯"),
            (Cell(" " * self._columns, "panel"),),
        )
        return [self._rendered(line) for line in lines]

    @property
    def _list_columns(self) -> int:
        """Columns of the list, with its border."""
        return list_columns(self._columns, self._needs.pane_width)

    def _status(self, rows: PagedList[Sequence], page: Page[Sequence] | None) -> Line:
        state, role = default_state(self._source_info, UNICODE), self._source_info.kind.value
        if self._source_info.kind is SourceKind.LIVE:
            # The screen requests the page too.
            state = role = "loading"
        if page is not None and page.read_at is not None:
            state += f" {UNICODE.dot} {as_of_text(page.read_at, self._now())}"
        status = account_status(self._source_info, position_text(rows, 0), state, role)
        return status_cells(status, self._columns, UNICODE)

    def _border_line(self, left: str, right: str, title: str = "") -> Line:
        start = f"{left}─{title}" if title else left
        edge = Cell(f"{start}{'─' * (self._list_columns - len(start) - 1)}{right}", "border")
        if not (width := self._columns - self._list_columns):
            return (edge,)
        return (edge, Cell(f"{left}{'─' * (width - 2)}{right}", "border detail"))

    def _pane_line(self, line: Line) -> Line:
        """A line of the list between its borders, and a blank line of the detail."""
        border = Cell("│", "border")
        inside = (border, *fit_line(line, self._list_columns - 2, UNICODE.ellipsis), border)
        if not (width := self._columns - self._list_columns):
            return inside
        detail_border = Cell("│", "border detail")
        return (*inside, detail_border, Cell(" " * (width - 2)), detail_border)

    def _search(self, rows: PagedList[Sequence]) -> Line:
        prompt = f"{PROMPT} "
        count = f" {count_text(rows) if self._query else ''} "
        text, role = (self._query, "") if self._query else (PLACEHOLDER, "placeholder")
        width = self._list_columns - 2 - len(prompt) - len(count)
        if cell_len(text) > width:
            # As an input cuts it, which keeps a blank before the ellipsis.
            text = fit(text, width - 1, "") + UNICODE.ellipsis
        return (Cell(prompt, "quiet"), Cell(fit(text, width, ""), role), Cell(count, "quiet"))

    def _list(self, rows: PagedList[Sequence]) -> list[Line]:
        """The heads and the rows; all blank before there are any."""
        height = self._height - OTHER_LINES
        if not rows.count:
            return [()] * (height + 1)
        width = self._list_columns - BORDERS - LIST_MARGINS
        has_bar = rows.count + (rows.total is None) > height
        lines = [self._row(rows, index, width, has_bar=has_bar) for index in range(height)]
        return [(Cell(" "), *head_line(self._needs, width)), *lines]

    def _row(self, rows: PagedList[Sequence], index: int, width: int, *, has_bar: bool) -> Line:
        if (sequence := rows.row(index)) is None:
            return ()
        line = sequence_line(sequence, self._needs, width, UNICODE)
        if index:
            return (Cell(" "), *line)
        (text,) = highlighted(line)
        under = text.text + " " * (1 if has_bar else 2)
        return (Cell(UNICODE.cursor, "cursor mark"), Cell(under, "cursor name"))

    def _rendered(self, line: Line) -> str:
        return "".join(
            f"{sgr_of(self._styles[cell.role], self._colours)}{cell.text}\x1b[0m" for cell in line
        )
