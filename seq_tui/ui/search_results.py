"""The results of one query: its rows, its loader, and the texts about them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from seq_tui.domain.page import Window
from seq_tui.presentation.wording import as_of_text
from seq_tui.store.loader import PageLoader
from seq_tui.store.paged_list import PagedList
from seq_tui.ui.status_cells import count_text, position_text

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable
    from datetime import datetime

    from seq_tui.domain.query import Query
    from seq_tui.domain.sequence import Sequence
    from seq_tui.domain.source import Source
    from seq_tui.presentation.glyphs import Glyphs
    from seq_tui.store.circuit_breaker import CircuitBreaker
    from seq_tui.ui.saved_view import SavedView


CHANGED = "The list changed while it was read: rows may be missing."


@dataclass(slots=True)
class SearchResults:
    """The rows of one query, and their loader.

    Each query has its own, so that a late page of an old query cannot land in a new list.
    """

    query: Query
    rows: PagedList[Sequence]
    loader: PageLoader[Sequence]
    cursor: int = 0
    """Where the cursor was when other results replaced these."""

    top: int = 0
    """The first row in view at the start."""

    sought: int | None = None
    """The id of the sequence that the cursor goes to once its row is loaded."""

    search_note: str = ""
    """What the search may have missed."""

    is_change_told: bool = False
    """Whether the user was told that the list changed while it was read."""

    has_worker: bool = False
    """Whether a worker receives what the loader yields."""

    @classmethod
    def of(
        cls,
        query: Query,
        source: Source[Sequence],
        slots: asyncio.Semaphore,
        breaker: CircuitBreaker,
    ) -> SearchResults:
        """Empty results; the first page is requested once a worker runs the loader."""
        rows: PagedList[Sequence] = PagedList()
        loader = PageLoader(source, query, rows, slots, breaker)
        return cls(query, rows, loader, search_note=source.search_note(query))

    def restore(self, view: SavedView) -> None:
        """Begin where an earlier session ended, and read that page first.

        If the sequence is not near its row any more, the cursor stays in the row.
        """
        if view.row or view.sequence_id is not None:
            self.cursor, self.top, self.sought = view.row, view.top, view.sequence_id
            self.rows.assume_row(view.row)
            self.loader.want(Window(view.row, view.row + 1))

    @property
    def first_top(self) -> int:
        """The first row in view at the start, if there still is such a row."""
        return self.top if self.top < self.rows.count else 0

    @property
    def is_answered(self) -> bool:
        """Whether the query has an answer or a failure."""
        return self.rows.count > 0 or self.rows.total is not None or self.loader.failure is not None

    @property
    def count_text(self) -> str:
        """``342`` rows, or ``300+`` while the end is unknown; nothing before an answer."""
        return count_text(self.rows)

    def position_text(self, cursor: int) -> str:
        """``12 of 342``, or ``12 of 300+`` while the end is unknown."""
        return position_text(self.rows, cursor)

    def age_text(self, window: Window, now: Callable[[], datetime]) -> str:
        """``as of 24 Nov 18:05`` if rows of a window are cached ones; else empty."""
        read_at = self.rows.as_of(window)
        return "" if read_at is None else as_of_text(read_at, now())

    def pop_change(self, refresh_key: str) -> str:
        """One line if the list changed while it was read, once until it is read again."""
        is_new = self.rows.has_moved and not self.is_change_told
        self.is_change_told = self.rows.has_moved
        return f"{CHANGED} Press {refresh_key} to read it again." if is_new else ""

    def end_text(self, glyphs: Glyphs, back_key: str) -> str:
        """The line below the last row: what follows, or what is missing."""
        if not self.rows.count:
            return ""
        if self.loader.is_seeking:
            return f"looking for the end{glyphs.ellipsis}  {back_key} stops"
        if self.rows.total is None and self.rows.end_doubt:
            return "the service did not say where the end is"
        if self.rows.total is None:
            return "not loaded" if self.loader.failure else f"loading more{glyphs.ellipsis}"
        notes = []
        if dropped := sum(self.rows.dropped.values()):
            notes.append(f"{dropped:,} more could not be shown")
        if repeated := sum(self.rows.repeated.values()):
            notes.append(f"{repeated:,} came twice")
        if self.rows.end_doubt:
            notes.append(f"there may be more: {self.rows.end_doubt}")
        if self.search_note:
            notes.append(self.search_note)
        return f" {glyphs.dot} ".join(notes)
