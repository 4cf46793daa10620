"""The first rows of an account, drawn before Textual is imported.

Importing Textual takes longer than everything else that the first rows need (measured: 150 of 280
ms). So they are drawn without it, with the layout and the styles of the screen, which then repaints
nothing. Tests compare the two cell by cell.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from seq_tui.domain.sequence import with_creator_name
from seq_tui.domain.source import SourceKind
from seq_tui.presentation.glyphs import UNICODE
from seq_tui.presentation.layout import cut
from seq_tui.presentation.wording import as_of_text
from seq_tui.sanitize import strip_controls
from seq_tui.store.paged_list import PagedList
from seq_tui.terminal.cell_diff import BEGIN, END, TerminalCells
from seq_tui.ui.cells import Cell, fit, fit_line
from seq_tui.ui.first_paint.styles import sgr_of, styles_of
from seq_tui.ui.options import DEFAULT_OPTIONS
from seq_tui.ui.saved_view import SavedView, first_top
from seq_tui.ui.search_prompt import PLACEHOLDER, PROMPT, initial_query
from seq_tui.ui.sequence_line import (
    BORDERS,
    LIST_MARGINS,
    SequenceColumns,
    first_rows,
    head_line,
    highlighted,
    sequence_line,
    title_of,
    with_matches,
)
from seq_tui.ui.status_cells import (
    account_status,
    count_text,
    default_state,
    position_text,
    status_cells,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from datetime import datetime

    from rich.color import ColorSystem

    from seq_tui.domain.page import Page
    from seq_tui.domain.query import Sort
    from seq_tui.domain.sequence import Sequence
    from seq_tui.domain.source import SourceInfo
    from seq_tui.terminal.held_terminal import HeldTerminal
    from seq_tui.ui.cells import Line
    from seq_tui.ui.themes import ThemeColours

TITLE_MARGINS = 6
"""Columns of the border that have no title: a corner, a line and a blank at each end."""

OTHER_LINES = 6
"""Lines around the rows: status, border, search box, heads, border, keys."""


class FirstPaint:
    """The first screen of an account, on a terminal that is held until Textual takes over.

    Args:
        terminal: the terminal to draw on.
        source_info: the account.
        query: the text in the search box.
        colours: the terminal's colour system.
        now: returns the present time, in the zone that the system had at the age of the rows;
            called only if they have one.
        theme: the colours of the theme.
        list_columns: the columns of the list beside the name.
        view: where the user was.
        sort: the order of the rows.
    """

    def __init__(
        self,
        terminal: HeldTerminal,
        source_info: SourceInfo,
        query: str,
        colours: ColorSystem,
        now: Callable[[datetime], datetime],
        theme: ThemeColours,
        list_columns: tuple[str, ...] = DEFAULT_OPTIONS.columns,
        view: SavedView | None = None,
        sort: Sort | None = None,
        known_creators: Callable[[Collection[int]], dict[int, str]] = lambda _ids: {},
    ) -> None:
        self.terminal = terminal
        self._pages: dict[int, Page[Sequence]] = {}
        self._view = view or SavedView()
        self._sort = sort
        self._known_creators = known_creators
        self._creators: dict[int, str] = {}
        self._source_info = source_info
        self._query = strip_controls(query)
        self._wanted = initial_query(self._query).wanted if self._query else ()
        """What to mark in the names."""
        self._colours = colours
        self._styles = styles_of(theme)
        self._now = now
        self._columns, self._height = terminal.columns, terminal.lines
        self._needs = SequenceColumns.of(list_columns)
        """The columns that the rows of all pages drawn so far need."""
        self._cells = TerminalCells()
        """What is on the terminal, so that a second page draws only the cells that change."""

    @property
    def pages(self) -> tuple[Page[Sequence], ...]:
        """The newest pages drawn."""
        return tuple(self._pages.values())

    @property
    def rows_in_view(self) -> int:
        """How many rows fit."""
        return self._height - OTHER_LINES

    def draw(self, *pages: Page[Sequence]) -> None:
        """Draw these pages too, or an empty list before there are any.

        Any thread may call this, but only one at a time.
        """
        self._pages |= {page.number: page for page in pages}
        lines = enumerate(self._lines(), 1)
        output = "".join(f"\x1b[{row};1H{line}" for row, line in lines)
        size = (self._columns, self._height)
        parts = [self._cells.diff(each, size) for each in (BEGIN, output, END)]
        self.terminal.draw("".join(parts).removeprefix(BEGIN).removesuffix(END))

    def _lines(self) -> list[str]:
        rows: PagedList[Sequence] = PagedList()
        if self._view.row:
            rows.assume_row(self._view.row)
        for page in self.pages:
            rows.put(page)
        top = first_top(self._view, self.rows_in_view, rows.count, has_tail=rows.total is None)
        measured = self._view.top if self._view.top < rows.count else 0
        self._learn_creators()
        self._needs = self._needs.grown(map(self._named, first_rows(rows, measured)), UNICODE)
        lines = (
            self._status(rows),
            self._border_line("╭", "╮", f" {self._title} "),
            self._pane_line(self._search(rows)),
            *(self._pane_line(line) for line in self._list(rows, top)),
            self._border_line("╰", "╯"),
            (Cell(" " * self._columns, "panel"),),
        )
        return [self._rendered(line) for line in lines]

    def _learn_creators(self) -> None:
        """Find the names that are known of those who created the sequences, if they are shown."""
        if "creator" in self._needs.chosen:
            found = (row.creator_id for page in self.pages for row in page.items)
            self._creators |= self._known_creators({each for each in found if each is not None})

    def _named(self, sequence: Sequence) -> Sequence:
        return with_creator_name(sequence, self._creators) if self._creators else sequence

    @property
    def _title(self) -> str:
        return cut(title_of(self._sort), self._list_columns - TITLE_MARGINS, UNICODE.ellipsis)

    @property
    def _list_columns(self) -> int:
        """Columns of the list, with its border."""
        layout = self._view.layout
        if layout.is_single(self._columns):
            return self._columns
        return layout.list_columns(self._columns, self._needs.pane_width)

    def _status(self, rows: PagedList[Sequence]) -> Line:
        state, role = default_state(self._source_info, UNICODE), self._source_info.kind.value
        if self._source_info.kind is SourceKind.LIVE:
            # The screen requests the page too.
            state = role = "loading"
        times = [page.read_at for page in self.pages if page.read_at is not None]
        if times:
            state += f" {UNICODE.dot} {as_of_text(min(times), self._now(min(times)))}"
        position = position_text(rows, self._view.row)
        status = account_status(self._source_info, position, state, role)
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

    def _list(self, rows: PagedList[Sequence], top: int) -> list[Line]:
        """The heads and the rows; all blank before there are any."""
        height = self.rows_in_view
        if not self._pages or not rows.count:
            return [()] * (height + 1)
        width = self._list_columns - BORDERS - LIST_MARGINS
        has_bar = rows.count + (rows.total is None) > height
        indexes = range(top, top + height)
        lines = [self._row(rows, index, width, has_bar=has_bar) for index in indexes]
        return [(Cell(" "), *head_line(self._needs, width, self._sort)), *lines]

    def _row(self, rows: PagedList[Sequence], index: int, width: int, *, has_bar: bool) -> Line:
        if index >= rows.count:
            return ()
        if (sequence := rows.row(index)) is None:
            # On a page that has not arrived.
            line: Line = (Cell(fit(UNICODE.ellipsis, width, ""), "quiet"),)
        else:
            line = sequence_line(self._named(sequence), self._needs, width, UNICODE)
        line = with_matches(line, self._wanted)
        if index != self._view.row:
            return (Cell(" "), *line)
        blank = Cell(" " * (1 if has_bar else 2), "name")
        under = (Cell(cell.text, f"cursor {cell.role}") for cell in (*highlighted(line), blank))
        return (Cell(UNICODE.cursor, "cursor mark"), *under)

    def _rendered(self, line: Line) -> str:
        return "".join(
            f"{sgr_of(self._styles[cell.role], self._colours)}{cell.text}\x1b[0m" for cell in line
        )
