"""Reading a whole list, and proving that nothing is missing.

The problem: pages shift while they are read. Each sequence that is created or deleted moves every
later one to another row, and perhaps to a page that has been read already. So having read a list to
its end does not prove that all of it was received.

The proof rests on a moment T, at which the last page is requested by itself, and on two facts that
hold in whatever order the account lists its sequences, and whatever changes meanwhile:

1. *How many there were at T.* One response describes one moment. So the last page tells the number
   of sequences at T: the full pages before it, and the items on it.
2. *Which were there at T.* An id is assigned once and never again. So a sequence that was received
   before T, and is still there after T, was there at T.

If fact 2 holds for as many sequences as fact 1 counts, these are all of them: what was received is
exactly what the list held at T, each sequence in a state that it had during the reading. Any other
sequence received had left the list by T.

To see every sequence again after T, all pages are read once more, which doubles the requests: if
that pass adds nothing new, and sees as many sequences as were counted, the proof is complete. If
not, another count and another pass follow, a limited number of times.

A shortcut avoids that for an account that did not change. Requesting a list of some hundred ids,
but only its last row, returns a row only if all of these sequences exist
(`seq_tui.archive.download.membership`). A service that ignores the ids, or the page, would return
another row, since the ids are spread over the whole account. The proof does not depend on the
shortcut: unless every response confirms, all pages are read again. Nor is there one for a search:
a sequence that was renamed still exists, but may be found no longer.

Four special cases. A list whose first page proved to be its last was read in one moment. If the
first page was only followed by an empty one, as that of a service may be that returns 25 items
where 100 were requested, it is requested once more after that: T is when the empty page was
requested, and the first page is either full, or it was the whole list when it was read. Pages from
an earlier, interrupted run are always read again, since they may be hours old. If there is only one
request at a time, T is when the last page was read or, if that is full, the empty one after it, and
neither is read again.

The proof assumes that a response describes one moment, and that a page is a part of one list. A
service that visibly breaks this (by a short page before the last one, a page that holds nothing
new, or an error for an end) is not trusted, and the warnings give the reason.
"""

from __future__ import annotations

from contextlib import aclosing
from dataclasses import dataclass
from typing import TYPE_CHECKING

from seq_tui.archive.download.membership import SupportsHasAll, membership_requests, split_ids
from seq_tui.archive.download.ordered_requests import ordered_responses
from seq_tui.archive.download.scan import Scan, ScanResult, items_for, page_requests
from seq_tui.domain.page import MAX_IN_FLIGHT, PER_PAGE
from seq_tui.wire.records import item_id

if TYPE_CHECKING:
    import asyncio
    from collections.abc import AsyncGenerator, Callable

    from seq_tui.archive.download.scan import Store
    from seq_tui.domain.page import RawPage
    from seq_tui.domain.query import Query
    from seq_tui.domain.source import AuthoritativeSource

MAX_RESCANS = 8
"""Times that all pages are read again before an account that keeps changing is given up."""

MAX_END_REQUESTS = 8
"""Pages requested to find the last one again, which is where it was unless the account changed."""


@dataclass(frozen=True, slots=True)
class Start:
    """Where a reading begins: at the first page, or where an earlier run was interrupted."""

    pass_number: int = 1
    page: int = 0
    """The last page that was stored in this pass."""

    page_length: int = PER_PAGE


FROM_THE_BEGINNING = Start()


class ProvenReading:
    """Reads all pages of a list into a store, again and again until nothing can be missing.

    Args:
        account: the account to read. If it is a `SupportsHasAll`, the shortcut is used.
        query: selects the list to read.
        store: where to put the items.
        stop: set to request a stop.
        in_flight: the most requests at a time.
        max_rescans: how often all pages are read again at most.
        on_stored: called in the transaction that stores a page.
        on_checked: called after each check of ids, with the number of checks done and of all.
    """

    _counted: int | None = None
    """How many sequences there were at one moment after the latest pass, if that was found."""

    def __init__(
        self,
        account: AuthoritativeSource,
        query: Query,
        store: Store,
        stop: asyncio.Event,
        *,
        in_flight: int = MAX_IN_FLIGHT,
        max_rescans: int = MAX_RESCANS,
        on_stored: Callable[[Start], None] = lambda _start: None,
        on_checked: Callable[[int, int], None] = lambda _done, _total: None,
    ) -> None:
        self._account = account
        self._query = query
        self._store = store
        self._stop = stop
        self._in_flight = in_flight
        self._max_rescans = max_rescans
        self._on_stored = on_stored
        self._on_checked = on_checked
        self.pass_number = 1
        """The number of the latest pass."""

        self.rescan = 0
        """How often all pages have been read again."""

        self._scan = self._new_scan()
        self._received = 0
        """Items that were added to the store in earlier passes."""

        self.repeated = 0
        """Items received twice in one pass."""

        self.last_page: int | None = None
        """The number of the last page, once it is known."""

        self.warnings: list[str] = []
        """Why something may be missing; empty if the reading ended and is proven."""

    @property
    def received(self) -> int:
        """Items that were added to the store so far."""
        return self._received + self._scan.result.added

    async def pages(
        self, start: Start = FROM_THE_BEGINNING, received: RawPage | None = None
    ) -> AsyncGenerator[RawPage, None]:
        """Yield each page, of every pass, once it is stored.

        Use it within `contextlib.aclosing`. The first page is not requested if it was `received`.

        Raises:
            StoppedError, SourceError: the reading ended early.
        """
        self.pass_number = start.pass_number
        is_fresh = start.page == 0
        next_pass = self._scan_from(start.page + 1, start.page_length, received)
        while True:
            async with aclosing(next_pass) as pages:
                async for page in pages:
                    yield page
            if self.warnings or (is_fresh and await self._is_proven(self._scan.result)):
                return
            if self.rescan == self._max_rescans:
                break
            if not is_fresh:
                self._counted = await self._count(self._scan.result)
            self.rescan += 1
            self.pass_number, is_fresh = self.pass_number + 1, True
            next_pass = self._scan_from(1, PER_PAGE)
        self.warnings.append(self._doubt(self._scan.result))

    async def page(self, number: int) -> RawPage:
        """One page by itself; it is not stored.

        Raises:
            StoppedError, SourceError: there is none.
        """
        requests = page_requests(self._account, self._query, iter([number]))
        async with aclosing(ordered_responses(requests, self._stop)) as pages:
            return await anext(pages)

    async def _is_proven(self, result: ScanResult) -> bool:
        """Whether nothing can be missing after a pass from the first page on."""
        counted = self._counted
        is_as_counted = not result.added and self._store.count_seen(self.pass_number) == counted
        if result.is_single_page or is_as_counted or await self._confirm_page(result):
            return True
        self._counted = await self._count(result)
        return await self._confirm_ids(result, self._counted)

    def _doubt(self, result: ScanResult) -> str:
        """Why the reading is given up."""
        seen = self._store.count_seen(self.pass_number)
        if result.repeated and seen + result.repeated == self._counted:
            return (
                f"the pages hold {self._counted:,} sequences, but some came twice in each reading,"
                f" so that there are only {seen:,}"
            )
        return (
            f"the account kept changing: it held {self._counted:,} sequences when they were last"
            f" counted, and {seen:,} were there when they were last read"
        )

    async def _scan_from(
        self, first: int, page_length: int, received: RawPage | None = None
    ) -> AsyncGenerator[RawPage, None]:
        """One pass, from page `first` on."""
        self._received += self._scan.result.added
        self._scan = self._new_scan()
        pages_of_pass = self._scan.pages(self._stop, first, page_length, received)
        async with aclosing(pages_of_pass) as pages:
            async for page in pages:
                yield page
        result = self._scan.result
        self.repeated += result.repeated
        self.last_page = result.last_page
        self.warnings += result.warnings
        self._on_stored(Start(self.pass_number + 1, 0, result.page_length))

    def _new_scan(self) -> Scan:
        def on_stored(result: ScanResult, page: int) -> None:
            self._on_stored(Start(self.pass_number, page, result.page_length))

        return Scan(
            self._account, self._query, self._store, self.pass_number, self._in_flight, on_stored
        )

    async def _count(self, result: ScanResult) -> int:
        """The number of sequences at one moment; an upper bound if the account keeps changing.

        Requests the last page by itself, unless it was. If that is empty now, the full pages before
        it are the upper bound.
        """
        if self._in_flight == 1:
            return result.page_length * max(result.last_page - 1, 0) + result.last_length
        number = max(result.last_page, 1)
        bound = 0
        is_previous_full, short_bound = False, None
        for _ in range(MAX_END_REQUESTS):
            page = await self.page(number)
            bound = result.page_length * (number - 1) + len(page.items)
            if page.items:
                pairs = zip(items_for(self._store, page), map(item_id, page.items), strict=True)
                known = [(item, key) for item, key in pairs if key is not None]
                change = self._store.put([item for item, _ in known], pass_number=self.pass_number)
                self._received += change.added
                result.ids.extend(key for _, key in known)
                is_short = len(page.items) < result.page_length
                if page.is_last if result.is_last_reliable else is_short:
                    return bound
                # A short page claims a next one: if there is none, all rows were on those before.
                is_previous_full, short_bound = not is_short, bound if is_short else None
                number += 1
            elif short_bound is not None:
                return short_bound
            elif (
                number == 1 or is_previous_full or self._store.count_seen(self.pass_number) == bound
            ):
                return bound
            else:
                number -= 1
        return bound

    async def _confirm_page(self, result: ScanResult) -> bool:
        """Whether the only page is still the same after the next one was empty."""
        if result.last_page != 1:
            return False
        if self._in_flight > 1 and (await self.page(2)).items:
            # The one that was read may have been requested before the first.
            return False
        page = await self.page(1)
        same_ids = {item_id(item) for item in page.items} == set(result.ids)
        return same_ids and len(page.items) == result.last_length

    async def _confirm_ids(self, result: ScanResult, count: int) -> bool:
        """Whether the account confirms, by a few requests, that it holds every sequence read."""
        if self._query or not isinstance(self._account, SupportsHasAll):
            return False
        if self._store.count_seen(self.pass_number) != count:
            return False
        ids = list(dict.fromkeys(result.ids))
        if len(ids) != count or count < 2 or not result.is_last_reliable:
            # If a page followed one that seemed to be the last, that one may have been short, and
            # all the rows counted wrongly.
            return False
        parts = split_ids(ids)
        done = 0
        requests = membership_requests(self._account, parts)
        async with aclosing(ordered_responses(requests, self._stop)) as responses:
            async for is_confirmed in responses:
                done += 1
                self._on_checked(done, len(parts))
                if not is_confirmed:
                    return False
        return True
