"""The left half of the screen, or all of a narrow one: the search, its rows, what is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Vertical

from seq_tui.domain.page import Window
from seq_tui.domain.source import Kind
from seq_tui.ui.navigation import Travel
from seq_tui.ui.widgets.notice import Notice, notice_for
from seq_tui.ui.widgets.search_bar import SearchBar
from seq_tui.ui.widgets.sequence_list import SequenceList

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from seq_tui.domain.sequence import Sequence
    from seq_tui.domain.source import Origin
    from seq_tui.presentation.glyphs import Glyphs
    from seq_tui.ui.search_results import Listing


class SequencesPane(Vertical):
    """Shows one listing; which one, and what is asked for it, the screen decides."""

    def __init__(self, origin: Origin, glyphs: Glyphs, text: str, *, id: str | None = None) -> None:
        """Make a pane whose search box begins with a text."""
        super().__init__(id=id)
        self._origin = origin
        self._glyphs = glyphs
        self._highlighted: tuple[int, int | None] = (0, None)
        self._notice = Notice(id="notice")
        is_local = origin.kind is not Kind.LIVE
        self.search = SearchBar(text, is_local=is_local, id="search")
        self.list = SequenceList(glyphs, id="list")
        self.travel = Travel(self.list)

    def compose(self) -> ComposeResult:
        """The search box above the list, a notice in its place or below it."""
        yield self.search
        yield self.list
        yield self._notice

    @property
    def highlighted(self) -> Sequence | None:
        """The sequence under the cursor, if it is in memory."""
        return self.list.rows.row(self.list.cursor)

    def is_searching(self, listing: Listing) -> bool:
        """Whether the rows on screen are not yet those of the text in the box."""
        return self.search.asked not in (None, listing.query)

    @property
    def is_stale(self) -> bool:
        """Whether it is said that the rows on screen are not those of the text in the box."""
        return self.list.has_class("-stale")

    def show(self, listing: Listing) -> None:
        """Put another listing in the place of the one that is shown."""
        self.list.rows = listing.rows
        self.list.row_count = listing.rows.count
        self.list.cursor = listing.cursor
        self.list.refresh_rows(Window(0, listing.rows.count))

    def take(self, listing: Listing, window: Window) -> None:
        """Show rows that came; the cursor stays on its sequence where they moved it."""
        self.list.row_count = listing.rows.count
        cursor, sequence_id = self._highlighted
        if cursor == self.list.cursor and sequence_id is not None:
            row = listing.rows.find(sequence_id)
            self.list.cursor = cursor if row is None else row
        self.list.refresh_rows(window)

    def note_highlighted(self) -> None:
        """Remember which sequence is under the cursor, to keep the cursor on it."""
        row = self.highlighted
        self._highlighted = (self.list.cursor, row.id if row else None)

    def say(self, listing: Listing) -> None:
        """Say what follows the rows, or what stands in their place."""
        self.list.tail = listing.tail(self._glyphs)
        self.list.set_class(not listing.rows.count, "-empty")
        self._notice.say(notice_for(listing, self._origin, self._glyphs))

    def say_found(self, listing: Listing) -> None:
        """Say how many rows the search found, or that it is still on its way."""
        is_searching = self.is_searching(listing)
        found = listing.found if listing.query else ""
        self.search.say(self._glyphs.ellipsis if is_searching else found)
        self.list.set_class(is_searching, "-stale")
