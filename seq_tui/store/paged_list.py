"""Rows by index, over a bounded number of pages."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING, Generic

from seq_tui.domain.end_of_list import end_doubt
from seq_tui.domain.page import MAX_PAGES as MAX_LIST_PAGES
from seq_tui.domain.page import PER_PAGE, NextPage, Record, Window, is_newer
from seq_tui.store.extent import Extent
from seq_tui.store.page_map import PageMap

if TYPE_CHECKING:
    from datetime import datetime

    from seq_tui.domain.page import Page

MAX_PAGES = 20
"""Most pages in memory: 2,000 rows are sixty screens and take under 6 MB. A search has as many of
its own.

Measured: 258 kB for a page of 100 demo sequences of 5 steps, as read from the service's JSON
(``python -m pytest tests/store/test_page_memory.py`` measures it again).
"""


class PagedList(Generic[Record]):
    """The rows of one query that were read so far; nothing else writes rows.

    The least recently viewed pages are evicted, so memory use depends neither on the size of the
    account nor on how far the user scrolled.
    """

    def __init__(self, per_page: int = PER_PAGE, max_pages: int = MAX_PAGES) -> None:
        self._map = PageMap(per_page)
        self._max_pages = max_pages
        self._pages: OrderedDict[int, tuple[Record, ...]] = OrderedDict()
        """The pages in memory by number, the least recently viewed first."""
        self._page_of_id: dict[int, int] = {}
        self._stale: set[int] = set()
        """Pages in memory that are shown until they are read again."""
        self._read_at: dict[int, datetime] = {}
        """When the pages in memory were read, as far as their source knows."""
        self._view = Window(0, 1)
        self._extent = Extent()
        self._is_first_unsaid = False
        """Whether the first page did not say if another one follows."""
        self.assumed = 0
        """The number of rows that are assumed to exist because the user went to the last of them
        before its page was read; 0 without an assumption."""
        self.dropped: dict[int, int] = {}
        """The number of unreadable items by page; pages without any have no entry."""
        self.repeated: dict[int, int] = {}
        """Likewise, the rows left out because the same or another page in memory has them."""
        self.has_moved = False
        """Whether pages that were read show that rows moved between them, or that the end did."""

    @property
    def count(self) -> int:
        """How many rows are known or assumed to exist."""
        return max(self._known_count, self.assumed)

    @property
    def total(self) -> int | None:
        """How many rows exist; `None` while the last page is unknown."""
        return self._known_count if self._extent.is_ended else None

    @property
    def end_doubt(self) -> str:
        """Why the end, or the page known to be past it, is not certain; empty if it is."""
        return self._extent.doubt

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
        """Store a page; returns the rows that changed."""
        self._adopt_page_size(page)
        end_before = self._fresh_end
        self._remove(page.number)
        before = self.count
        rows, first_changed = self._deduplicate(page)
        self._pages[page.number] = rows
        if page.read_at is not None:
            self._read_at[page.number] = page.read_at
        self._page_of_id |= {row.id: page.number for row in rows if row.id is not None}
        self._update_counts(page, rows)
        first = self._map.first_row(page.number)
        is_as_expected = len(rows) == self._map.length(page.number) and first_changed is None
        self._map.set_length(page.number, len(rows))
        self._update_extent(page, is_empty=not rows)
        is_proof = bool(rows) or self._fresh_end is not None
        self.has_moved |= is_proof and end_before not in (None, self._fresh_end)
        self._evict()
        if is_as_expected and before <= self.count:
            return Window(first, first + len(rows))
        # A page of an unexpected length moves every later row, and a new end removes them.
        start = min(first, self.count) if first_changed is None else min(first, first_changed)
        return Window(start, max(before, self.count))

    def put_cached(self, page: Page[Record]) -> Window:
        """Store a page of an earlier time, shown until it is read; returns the rows that changed.

        Like every stale page, it loses the rows that a page read later has too.
        """
        has_moved, changed = self.has_moved, self.put(page)
        self.has_moved = has_moved
        self._stale.add(page.number)
        if page.items and not self._pages.get(page.number):
            length = self._length_to_read(page.number, self._extent.frontier)
            self._map.set_length(page.number, length)
            return changed.union(Window(self._map.first_row(page.number), self.count))
        return changed

    def put_total(self, total: int) -> Window:
        """Take the number of rows from a source that counted them; returns the rows that changed.

        Where pages show something else, they are right.
        """
        last = -(-total // self._map.per_page)
        before = self.count
        if not self._extent.is_ended and last >= self._extent.frontier > 0:
            self._end_at(last, total)
            self._check_assumption()
        return Window(min(before, self.count), max(before, self.count))

    def assume_row(self, row: int) -> None:
        """Assume that this row and all before it exist, so that it can be shown before them.

        This replaces an earlier assumption. A page that disproves it removes it, and `count` is
        the number of known rows again.
        """
        ceiling = self._extent.ceiling
        self.assumed = row + 1 if ceiling is None else min(row + 1, self._map.first_row(ceiling))
        self._check_assumption()

    def first_missing_page(self) -> int | None:
        """The first page that is not in memory, among those of which all fit there; or `None`."""
        last = self._extent.frontier + (not self._extent.is_ended)
        numbers = range(1, min(last, self._max_pages // 2) + 1)
        return next(filter(self._is_missing, numbers), None)

    def next_probe(self) -> int | None:
        """The page to read next in order to find the last one; `None` once it is known."""
        return self._extent.next_probe()

    def expect_last_page(self, number: int | None) -> None:
        """Search for the last page near this one; it only saves requests, and proves nothing."""
        is_possible = number is not None and 0 < number <= MAX_LIST_PAGES
        self._extent.likely_last = number if is_possible else None

    def page_to_check(self) -> int | None:
        """The second page, if the first one said nothing of it; `None` if that is settled.

        Most accounts have one page, and it is the answer to the second that proves this.
        """
        return 2 if self._is_first_unsaid and self._extent.is_unknown_after(1) else None

    def set_view(self, window: Window) -> None:
        """Set the rows in view, whose pages are not evicted."""
        self._view = window
        for number in self._pages_of(window):
            if number in self._pages:
                self._pages.move_to_end(number)

    def pages_to_read(self, window: Window) -> list[int]:
        """The pages of a window that are stale or not in memory, in order.

        Beyond the known and assumed rows, this includes the page after the last known one until the
        end is known.
        """
        return [
            number
            for number in self._pages_of(window)
            if number not in self._pages or number in self._stale
        ]

    def missing_pages(self, window: Window) -> list[int]:
        """Those of the `pages_to_read` that are not in memory, or of which no row is left there."""
        return list(filter(self._is_missing, self._pages_of(window)))

    def _is_missing(self, number: int) -> bool:
        return number not in self._pages or (number in self._stale and not self._pages[number])

    def as_of(self, window: Window) -> datetime | None:
        """When the stale rows of a window were read: the earliest time of all.

        `None` if none is stale, or if their source does not know.
        """
        if not self._stale:
            return None
        times = [
            self._read_at[number]
            for number in self._pages_of(window)
            if number in self._stale and number in self._read_at
        ]
        return min(times, default=None)

    def mark_stale(self) -> None:
        """Let every page be read again, while its rows are still shown."""
        self._stale = set(self._pages)
        self.has_moved = False

    @property
    def _known_count(self) -> int:
        return self._map.first_row(self._extent.frontier + 1)

    @property
    def _fresh_end(self) -> int | None:
        """The last page; `None` while it is unknown, or as long as any page is to be read again."""
        return self._extent.frontier if self._extent.is_ended and not self._stale else None

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
            # The end may be known from an empty page, and only that page can disprove it.
            last = last_page
        return range(min(first, last_page), min(last, last_page) + 1)

    def _adopt_page_size(self, page: Page[Record]) -> None:
        """Expect pages as long as the first: a service that returns 25 of 100 always does so."""
        sent = len(page.items) + page.dropped + page.repeated
        if page.number == 1 and not page.is_last and sent and self._extent.frontier == 0:
            self._map = PageMap(sent)

    def _update_counts(self, page: Page[Record], rows: tuple[Record, ...]) -> None:
        """Count the items of the page that are not among its rows."""
        repeated = page.repeated + len(page.items) - len(rows)
        for counts, count in ((self.dropped, page.dropped), (self.repeated, repeated)):
            counts.pop(page.number, None)
            if count:
                counts[page.number] = count

    def _deduplicate(self, page: Page[Record]) -> tuple[tuple[Record, ...], int | None]:
        """The page's rows that no other page has; the first row that changed on another page.

        Rows move between pages when the account changes while it is read. The page read last is
        right about their places, so a stale page loses the row. One that loses all has other rows
        now, unless nothing follows it. Of two versions of a record, the newer one is shown,
        whichever page it is on.
        """
        pages = {
            row.id: self._page_of_id[row.id] for row in page.items if row.id in self._page_of_id
        }
        known = {row.id: row for number in set(pages.values()) for row in self._pages[number]}
        newer: dict[int | None, Record] = {
            row.id: row for row in page.items if row.id in pages and is_newer(row, known[row.id])
        }
        first_changed: int | None = None
        for number in sorted(set(pages.values()), reverse=True):
            before = self._pages[number]
            if number in self._stale:
                now = tuple(row for row in before if row.id not in pages)
            else:
                now = tuple(newer.get(row.id, row) for row in before)
            if now == before:
                continue
            self._pages[number] = now
            self._map.set_length(number, len(now) or self._length_to_read(number, page.number))
            first_changed = self._map.first_row(number)
        taken = {row_id for row_id, number in pages.items() if number not in self._stale}
        # A page that only repeats others is one of a service that ignores the number.
        self.has_moved |= 0 < len(taken) < len(page.items)
        unique: list[Record] = []
        for row in page.items:
            if row.id not in taken:
                other = known.get(row.id) if row.id in pages else None
                unique.append(row if other is None or not is_newer(other, row) else other)
            if row.id is not None:
                taken.add(row.id)
        return tuple(unique), first_changed

    def _length_to_read(self, number: int, latest: int) -> int:
        """How many rows a stale page may have that lost all it had to page number `latest`.

        Without a row, no window would contain the page, and it would not be read again.
        """
        return self._map.per_page if number < max(latest, self._extent.frontier) else 0

    def _update_extent(self, page: Page[Record], *, is_empty: bool) -> None:
        """Record what the page shows of the end, and remove what was after it."""
        extent = self._extent
        if page.total and (last := self._last_page_of(page.total, page)):
            self._end_at(last, page.total, read=page.number)
        elif is_empty and (page.is_last or page.number >= extent.frontier):
            # Even without `is_last`: a service that ignores page numbers repeats its rows forever.
            doubt = end_doubt(page) if page.is_last else f"page {page.number:,} only repeats others"
            extent.record_past_end(page.number, self._pages, doubt)
            self._map.reset_from(page.number)
            self._remove_after(page.number)
        elif page.is_last:
            extent.record_last_page(page.number, end_doubt(page))
            self._remove_after(page.number)
        else:
            extent.record_page(page.number)
            is_unsaid = page.next_page is NextPage.UNSAID
            if page.number == 1:
                self._is_first_unsaid = is_unsaid
            elif is_unsaid and not self._is_first_unsaid and page.number == extent.frontier:
                # Most likely a full last page: the next one to read proves it.
                extent.likely_last = page.number
        self._check_assumption()

    def _end_at(self, last: int, total: int, read: int = 0) -> None:
        """Record that a page is the last of as many rows; page number `read` was just stored."""
        self._extent.record_last_page(last, "")
        self._remove_after(last)
        if last != read:
            self._expect_length(last, total - (last - 1) * self._map.per_page)

    def _last_page_of(self, total: int, page: Page[Record]) -> int | None:
        """The last page of as many rows as a source says there are, if its page agrees."""
        last = -(-total // self._map.per_page)
        is_as_said = page.number >= last if page.is_last else page.number < last
        return last if is_as_said else None

    def _expect_length(self, number: int, length: int) -> None:
        """Expect as many rows on a page as the total leaves to it; read it again if it differs."""
        if number not in self._pages:
            self._map.set_length(number, length)
        elif self._map.length(number) != length:
            self._stale.add(number)

    def _remove_after(self, number: int) -> None:
        """Remove all that is known of pages after this one."""
        self._map.reset_from(number + 1)
        for later in [each for each in self._pages if each > number]:
            self._remove(later)
        for counts in (self.dropped, self.repeated):
            for later in [each for each in counts if each > number]:
                del counts[later]

    def _check_assumption(self) -> None:
        """Remove an assumption that is proven or disproven by now."""
        ceiling = self._extent.ceiling
        is_past_end = ceiling is not None and self._map.first_row(ceiling) < self.assumed
        if is_past_end or self.assumed <= self._known_count:
            self.assumed = 0

    def _evict(self) -> None:
        in_view = self._pages_of(self._view)
        candidates = [number for number in self._pages if number not in in_view]
        for number in candidates[: max(0, len(self._pages) - self._max_pages)]:
            self._remove(number)

    def _remove(self, number: int) -> None:
        self._stale.discard(number)
        self._read_at.pop(number, None)
        for row in self._pages.pop(number, ()):
            if row.id is not None:
                del self._page_of_id[row.id]
