"""Rows by index, over a bounded number of pages."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING, Generic

from seq_tui.domain.page import PER_PAGE, Record, Window
from seq_tui.store.extent import Extent
from seq_tui.store.page_map import PageMap

if TYPE_CHECKING:
    from datetime import datetime

    from seq_tui.domain.page import Page

MAX_PAGES = 20
"""Pages held at once: 2,000 rows are sixty screens, and take under 6 MB. A search holds its own
beside them.

Measured: 258 kB for a page of 100 demo sequences of 5 steps, as read from the service's JSON
(``python -m pytest tests/store/test_page_memory.py`` measures it anew).
"""


class PagedList(Generic[Record]):
    """The records of one query that were read so far; the one writer of rows.

    Pages that were not seen for longest make room for new ones, so that the memory in use depends
    neither on the account's size nor on how far its user scrolled.
    """

    def __init__(self, per_page: int = PER_PAGE, max_pages: int = MAX_PAGES) -> None:
        self._map = PageMap(per_page)
        self._max_pages = max_pages
        self._pages: OrderedDict[int, tuple[Record, ...]] = OrderedDict()
        """The pages held, the least recently seen first."""
        self._page_of_id: dict[int, int] = {}
        self._expired: set[int] = set()
        self._read_at: dict[int, datetime] = {}
        """When the pages held were read, as far as their source says."""
        self._seen = Window(0, 1)
        self._extent = Extent()
        self.assumed = 0
        """Rows that are taken to be there because someone asked for the last of them, while none
        of its page is known; 0 without such rows."""
        self.dropped: dict[int, int] = {}
        """Items that could not be read, by page; only pages with such items are there."""
        self.repeated: dict[int, int] = {}
        """Likewise, rows left out because their page or another one in memory holds them."""

    @property
    def count(self) -> int:
        """How many rows are known, or else assumed, to be there."""
        return max(self._known, self.assumed)

    @property
    def total(self) -> int | None:
        """How many rows there are; `None` while the last page is not known."""
        return self._known if self._extent.is_ended else None

    @property
    def is_certain(self) -> bool:
        """False if what is known of the end was concluded from an error."""
        return self._extent.is_certain

    @property
    def pages_held(self) -> int:
        """How many pages are in memory."""
        return len(self._pages)

    def row(self, index: int) -> Record | None:
        """The record in a row, or `None` if its page is not in memory."""
        number = self._map.page_of(index)
        rows = self._pages.get(number)
        if rows is None:
            return None
        offset = index - self._map.first_row(number)
        return rows[offset] if 0 <= offset < len(rows) else None

    def find(self, record_id: int) -> int | None:
        """The row of a record that is in memory."""
        number = self._page_of_id.get(record_id)
        if number is None:
            return None
        ids = [record.id for record in self._pages[number]]
        return self._map.first_row(number) + ids.index(record_id)

    def put(self, page: Page[Record]) -> Window:
        """Take in a page, and say which rows changed."""
        self._learn_page_size(page)
        self._forget(page.number)
        before = self.count
        rows, first_moved = self._without_repeats(page)
        self._pages[page.number] = rows
        if page.read_at is not None:
            self._read_at[page.number] = page.read_at
        self._page_of_id |= {row.id: page.number for row in rows if row.id is not None}
        self._count(page, rows)
        first = self._map.first_row(page.number)
        is_as_thought = len(rows) == self._map.length(page.number) and first_moved is None
        self._map.set_length(page.number, len(rows))
        self._note_extent(page, is_empty=not rows)
        self._evict()
        if is_as_thought and before <= self.count:
            return Window(first, first + len(rows))
        # A page of another length than thought moves every row behind it, and an end cuts them off.
        start = min(first, self.count) if first_moved is None else min(first, first_moved)
        return Window(start, max(before, self.count))

    def recall(self, page: Page[Record]) -> Window:
        """Take in a page as it once was, to be looked at until it is read; says which rows changed.

        Like an expired page, it gives its rows up to any page that is read.
        """
        changed = self.put(page)
        self._expired.add(page.number)
        return changed

    def reach(self, row: int) -> None:
        """Assume that there are rows up to this one, so that it can be looked at before the others.

        It replaces what was assumed before. Whatever page comes next that proves it wrong takes it
        back, and `count` is what is known again.
        """
        ceiling = self._extent.ceiling
        self.assumed = row + 1 if ceiling is None else min(row + 1, self._map.first_row(ceiling))
        self._check_assumed()

    def next_probe(self) -> int | None:
        """The page to read next in order to find the last one; `None` once it is known."""
        return self._extent.next_probe()

    def see(self, window: Window) -> None:
        """Note which rows are looked at: their pages make no room for others."""
        self._seen = window
        for number in self._pages_of(window):
            if number in self._pages:
                self._pages.move_to_end(number)

    def missing(self, window: Window) -> list[int]:
        """The numbers of the pages that a window of rows still needs, in order.

        Beyond the known and assumed rows, that is the page behind the last known one, until the
        end is known.
        """
        return [
            number
            for number in self._pages_of(window)
            if number not in self._pages or number in self._expired
        ]

    def absent(self, window: Window) -> list[int]:
        """Those of the `missing` pages that there is nothing of to be looked at."""
        return [number for number in self._pages_of(window) if number not in self._pages]

    def as_of(self, window: Window) -> datetime | None:
        """When the rows of a window were read that are to be read again: the earliest time of all.

        `None` where all are as the source has them now, or where it does not say.
        """
        times = [
            self._read_at[number]
            for number in self._pages_of(window)
            if number in self._expired and number in self._read_at
        ]
        return min(times, default=None)

    def expire(self) -> None:
        """Ask for every page anew, while the rows at hand stay to be looked at."""
        self._expired = set(self._pages)

    @property
    def _known(self) -> int:
        return self._map.first_row(self._extent.frontier + 1)

    def _pages_of(self, window: Window) -> range:
        is_ended, last_page = self._extent.is_ended, self._extent.decided_by
        if is_ended:
            window = window.clip(0, max(self.count, 1))
        else:
            last_page = max(self._extent.frontier + 1, self._map.page_of(self.assumed - 1))
        if not window:
            return range(0)
        first, last = self._map.page_of(window.start), self._map.page_of(window.stop - 1)
        if is_ended and window.stop >= self.count:
            # An empty page may have said that it is the last; only that one can say otherwise.
            last = last_page
        return range(min(first, last_page), min(last, last_page) + 1)

    def _learn_page_size(self, page: Page[Record]) -> None:
        """Believe the first page: a service that gives 25 when asked for 100 does so each time."""
        sent = len(page.items) + page.dropped + page.repeated
        if page.number == 1 and not page.is_last and sent and self._extent.frontier == 0:
            self._map = PageMap(sent)

    def _count(self, page: Page[Record], rows: tuple[Record, ...]) -> None:
        """Note what the page held besides its rows."""
        repeated = page.repeated + len(page.items) - len(rows)
        for counts, count in ((self.dropped, page.dropped), (self.repeated, repeated)):
            counts.pop(page.number, None)
            if count:
                counts[page.number] = count

    def _without_repeats(self, page: Page[Record]) -> tuple[tuple[Record, ...], int | None]:
        """The page's rows, each once, that no other page holds; the first row that left another.

        Rows move between pages when the account changes while it is read. The page that was read
        last is right, so a page that is to be read anew gives the row up.
        """
        held: dict[int | None, int] = {
            row.id: self._page_of_id[row.id] for row in page.items if row.id in self._page_of_id
        }
        first_moved: int | None = None
        for number in sorted(set(held.values()) & self._expired, reverse=True):
            rows = tuple(row for row in self._pages[number] if held.get(row.id) != number)
            self._pages[number] = rows
            self._map.set_length(number, len(rows))
            first_moved = self._map.first_row(number)
        taken = {row_id for row_id, number in held.items() if number not in self._expired}
        kept: list[Record] = []
        for row in page.items:
            if row.id not in taken:
                kept.append(row)
            if row.id is not None:
                taken.add(row.id)
        return tuple(kept), first_moved

    def _note_extent(self, page: Page[Record], *, is_empty: bool) -> None:
        """Note what the page says of the end, and forget what was behind it."""
        extent = self._extent
        if is_empty and (page.is_last or page.number >= extent.frontier):
            # A service that takes no notice of the page's number would give the same for ever.
            is_certain = page.is_last and page.is_certain
            extent.ends_before(page.number, self._pages, is_certain=is_certain)
        elif page.is_last:
            extent.ends_with(page.number, is_certain=page.is_certain)
        else:
            extent.has(page.number)
        if extent.ceiling is not None and extent.decided_by == page.number:
            self._map.forget_from(extent.ceiling)
            for number in [held for held in self._pages if held > page.number]:
                self._forget(number)
            for counts in (self.dropped, self.repeated):
                for number in [noted for noted in counts if noted > page.number]:
                    del counts[number]
        self._check_assumed()

    def _check_assumed(self) -> None:
        """Assume nothing that is known by now, be it to be there or not to be."""
        ceiling = self._extent.ceiling
        is_past_end = ceiling is not None and self._map.first_row(ceiling) < self.assumed
        if is_past_end or self.assumed <= self._known:
            self.assumed = 0

    def _evict(self) -> None:
        seen = self._pages_of(self._seen)
        spare = [number for number in self._pages if number not in seen]
        for number in spare[: max(0, len(self._pages) - self._max_pages)]:
            self._forget(number)

    def _forget(self, number: int) -> None:
        self._expired.discard(number)
        self._read_at.pop(number, None)
        for row in self._pages.pop(number, ()):
            if row.id is not None:
                del self._page_of_id[row.id]
