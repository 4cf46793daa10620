"""The left half of the screen, or all of a narrow one: the search, its rows, what is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Vertical

from seq_tui.domain.page import Window
from seq_tui.domain.source import SourceKind
from seq_tui.ui.navigation import Navigation
from seq_tui.ui.widgets.notice import Notice, notice_for
from seq_tui.ui.widgets.search_bar import SearchBar
from seq_tui.ui.widgets.sequence_list import SequenceList

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from seq_tui.domain.sequence import Sequence
    from seq_tui.domain.source import SourceInfo
    from seq_tui.presentation.glyphs import Glyphs
    from seq_tui.ui.search_results import SearchResults


class SequencesPane(Vertical):
    """Shows one listing; which one, and what is asked for it, the screen decides."""

    def __init__(
        self, source_info: SourceInfo, glyphs: Glyphs, text: str, *, id: str | None = None
    ) -> None:
        """Make a pane whose search box begins with a text."""
        super().__init__(id=id)
        self._source_info = source_info
        self._glyphs = glyphs
        self._highlighted: tuple[int, int | None] = (0, None)
        self._notice = Notice(id="notice")
        is_local = source_info.kind is not SourceKind.LIVE
        self.search = SearchBar(text, is_local=is_local, id="search")
        self.list = SequenceList(glyphs, id="list")
        self.navigation = Navigation(self.list)

    def compose(self) -> ComposeResult:
        """The search box above the list, a notice in its place or below it."""
        yield self.search
        yield self.list
        yield self._notice

    @property
    def highlighted(self) -> Sequence | None:
        """The sequence under the cursor, if it is in memory."""
        return self.list.rows.row(self.list.cursor)

    def is_searching(self, results: SearchResults) -> bool:
        """Whether the rows on screen are not yet those of the text in the box."""
        return self.search.asked not in (None, results.query)

    @property
    def is_stale(self) -> bool:
        """Whether it is said that the rows on screen are not those of the text in the box."""
        return self.list.has_class("-stale")

    def show(self, results: SearchResults) -> None:
        """Put another listing in the place of the one that is shown."""
        self.list.rows = results.rows
        self.list.row_count = results.rows.count
        self.list.cursor = results.cursor
        self.list.refresh_rows(Window(0, results.rows.count))

    def take(self, results: SearchResults, window: Window) -> None:
        """Show rows that came; the cursor stays on its sequence where they moved it."""
        self.list.row_count = results.rows.count
        cursor, sequence_id = self._highlighted
        if cursor == self.list.cursor and sequence_id is not None:
            row = results.rows.find(sequence_id)
            self.list.cursor = cursor if row is None else row
        self.list.refresh_rows(window)

    def note_highlighted(self) -> None:
        """Remember which sequence is under the cursor, to keep the cursor on it."""
        row = self.highlighted
        self._highlighted = (self.list.cursor, row.id if row else None)

    def say(self, results: SearchResults) -> None:
        """Say what follows the rows, or what stands in their place."""
        self.list.tail = results.tail(self._glyphs)
        self.list.set_class(not results.rows.count, "-empty")
        self._notice.say(notice_for(results, self._source_info, self._glyphs))

    def say_found(self, results: SearchResults) -> None:
        """Say how many rows the search found, or that it is still on its way."""
        is_searching = self.is_searching(results)
        found = results.found if results.query else ""
        self.search.say(self._glyphs.ellipsis if is_searching else found)
        self.list.set_class(is_searching, "-stale")
