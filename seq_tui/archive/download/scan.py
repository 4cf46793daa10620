"""One pass over all pages of a list, with what is odd about the pages."""

from __future__ import annotations

from array import array
from contextlib import aclosing
from dataclasses import dataclass, field
from functools import partial
from itertools import count
from typing import TYPE_CHECKING, Protocol

from seq_tui.archive.download.ordered_requests import ordered_responses
from seq_tui.domain.end_of_list import end_doubt, says_last, seems_last
from seq_tui.domain.page import MAX_PAGES, PER_PAGE, NextPage
from seq_tui.wire.item_texts import received_items
from seq_tui.wire.records import item_id

if TYPE_CHECKING:
    import asyncio
    from collections.abc import AsyncGenerator, Callable, Coroutine, Iterable, Iterator
    from contextlib import AbstractContextManager
    from typing import Any

    from seq_tui.archive.download.ordered_requests import Request
    from seq_tui.archive.file.put_result import PutResult
    from seq_tui.domain.json import Json
    from seq_tui.domain.page import RawPage
    from seq_tui.domain.query import Query
    from seq_tui.domain.source import AuthoritativeSource
    from seq_tui.wire.item_texts import ReceivedItem


class Store(Protocol):
    """Where a scan puts what it receives: an archive, or `received.ReceivedItems`."""

    @property
    def stores_texts(self) -> bool:
        """Whether it needs the texts of the items, as the service wrote them."""
        ...

    def transaction(self) -> AbstractContextManager[None]:
        """Apply all changes of this block or none."""
        ...

    def put(
        self,
        items: Iterable[Json | ReceivedItem],
        *,
        pass_number: int = ...,
        match_equal: bool = ...,
    ) -> PutResult:
        """Append items that are not there; see `ArchiveWriter.put`."""
        ...

    def count_seen(self, pass_number: int) -> int:
        """The number of items that were seen in this pass, which must be the newest."""
        ...


def items_for(store: Store, page: RawPage) -> Iterable[Json | ReceivedItem]:
    """The items of a page as the store needs them."""
    return received_items(page) if store.stores_texts else page.items


@dataclass(slots=True)
class ScanResult:
    """The findings of one pass over all pages."""

    last_page: int = 0
    """The number of the last page that held anything."""

    last_length: int = 0
    """Items on that page."""

    page_length: int = PER_PAGE
    """Items on a full page: as requested, unless the service chooses another length."""

    is_last_reliable: bool = True
    """Whether no page followed one that the service had marked as the last."""

    is_single_page: bool = False
    """Whether the first page proved to be the last by itself, so that all came at one moment."""

    ids: array[int] = field(default_factory=partial(array, "q"))
    """The ids as received, in the order of the account."""

    added: int = 0
    """Items that the archive did not have."""

    repeated: int = 0
    """Items received twice, as happens if the account changes between two pages."""

    warnings: list[str] = field(default_factory=list)
    """Why the pages do not form a whole list."""


def page_requests(
    account: AuthoritativeSource, query: Query, numbers: Iterator[int]
) -> Iterator[Request[RawPage]]:
    """One request for each of these pages of what the query selects."""
    for number in numbers:
        yield partial(_raw_page, account, query, number)


def _raw_page(
    account: AuthoritativeSource, query: Query, number: int, is_wanted: Callable[[], bool]
) -> Coroutine[Any, Any, RawPage]:
    return account.raw_page(query, number, is_wanted=is_wanted)


class Scan:
    """A pass over all pages from one on; each is put into the store as it arrives.

    It ends at a page that is empty or holds no sequence with a new id, and never only because a
    page was marked as the last: a service that returns 25 sequences where 100 were requested may
    mark every page.

    Args:
        account: the account to read.
        query: selects the list to read.
        store: where to put the items.
        pass_number: from 1; the store remembers it with each item.
        in_flight: the most requests at a time.
        on_stored: called with the result so far and the number of the page, in the transaction that
            stores the page.
    """

    def __init__(
        self,
        account: AuthoritativeSource,
        query: Query,
        store: Store,
        pass_number: int,
        in_flight: int,
        on_stored: Callable[[ScanResult, int], None],
    ) -> None:
        self._account = account
        self._query = query
        self._store = store
        self._pass_number = pass_number
        self._in_flight = in_flight
        self._on_stored = on_stored
        self.result = ScanResult()
        """The findings so far."""

        self._seemed_last = False
        """Whether the previous page looked like the last one."""

        self._said_last = False
        """Whether it was the last one in a form that is believed if no other page can be had."""

        self._previous_without_id: tuple[Json, ...] = ()
        """The items without an id on the previous page, which nothing else can recognise."""

    async def pages(
        self,
        stop: asyncio.Event,
        first: int = 1,
        page_length: int = PER_PAGE,
        received: RawPage | None = None,
    ) -> AsyncGenerator[RawPage, None]:
        """Yield the pages from `first` on once they are stored.

        Use it within `contextlib.aclosing`.

        Args:
            stop: set to request a stop.
            first: the number of the first page.
            page_length: the items on each page before it.
            received: the first page, if it was read already.

        Raises:
            StoppedError, SourceError: as `ordered_responses`; the pages before are stored.
            ArchiveError: the store cannot be written.
        """
        self.result = ScanResult(first - 1, page_length if first > 1 else 0, page_length)
        numbers = count(first if received is None else first + 1)
        requests = page_requests(self._account, self._query, numbers)
        async with aclosing(ordered_responses(requests, stop, self._in_flight)) as pages:
            page = await anext(pages) if received is None else received
            while self._put(page, self.result):
                yield page
                if page.number == MAX_PAGES:
                    self.result.warnings.append(f"the list continued after page {MAX_PAGES:,}")
                    return
                page = await anext(pages)
            if not page.items and page.next_page is NextPage.CLAIMED:
                following = await anext(pages)
                if following.items:
                    doubt = f"page {page.number:,} was empty, and page {following.number:,} was not"
                    self.result.warnings.append(doubt)

    def _put(self, page: RawPage, result: ScanResult) -> bool:
        """Store a page; returns whether it held anything new."""
        if not page.items:
            result.is_single_page |= page.number == 1
            if not page.is_certain:
                result.is_single_page |= page.number == 2 and self._said_last
                result.warnings += [] if self._said_last else [end_doubt(page)]
            return False
        without_id = tuple(item for item in page.items if item_id(item) is None)
        is_same = len(without_id) == len(page.items) and without_id == self._previous_without_id
        self._previous_without_id = without_id
        with self._store.transaction():
            change = self._store.put(
                () if is_same else items_for(self._store, page),
                pass_number=self._pass_number,
                match_equal=self._pass_number > 1,
            )
            result.added += change.added
            has_nothing_new = change.repeated == len(page.items) - len(without_id)
            if page.number > 1 and has_nothing_new and not self._is_moved_end(page, result):
                # Without this end, a service that repeats what has no id would fill the disk.
                if not is_same and without_id:
                    result.warnings.append(f"page {page.number} held no sequence with a new id")
                elif not self._said_last:
                    result.warnings.append(f"page {page.number} held nothing new")
                return False
            self._update_result(page, result)
            result.repeated += change.repeated
            self._on_stored(result, page.number)
        return True

    @staticmethod
    def _is_moved_end(page: RawPage, result: ScanResult) -> bool:
        """Whether the rows may be those that ended the previous page, before others were created.

        Such a page is as long as what was created, and comes once.
        """
        is_after_full_page = result.last_length == result.page_length
        return is_after_full_page and len(page.items) < result.page_length

    def _update_result(self, page: RawPage, result: ScanResult) -> None:
        """Add the findings of a page that held something new."""
        if page.number == 1:
            result.page_length = len(page.items)
        elif result.last_length != result.page_length:
            result.warnings.append(
                f"page {page.number - 1} held {result.last_length} items, and page 1"
                f" {result.page_length}"
            )
        if self._seemed_last:
            result.is_last_reliable = False
        if not page.is_certain:
            result.warnings.append(end_doubt(page))
        result.last_page, result.last_length = page.number, len(page.items)
        result.ids.extend(each for item in page.items if (each := item_id(item)) is not None)
        self._seemed_last, self._said_last = seems_last(page), says_last(page)
        result.is_single_page = page.number == 1 and page.is_last and page.is_certain
