"""One pass over all pages of an account into an archive, with what is odd about the pages."""

from __future__ import annotations

from array import array
from contextlib import aclosing
from dataclasses import dataclass, field
from functools import partial
from itertools import count
from typing import TYPE_CHECKING

from seq_tui.archive.download.ordered_requests import ordered_responses
from seq_tui.domain.page import MAX_PAGES, PER_PAGE
from seq_tui.domain.query import Query
from seq_tui.wire.records import item_id

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable, Coroutine, Iterator
    from typing import Any

    from seq_tui.archive.download.ordered_requests import Request
    from seq_tui.archive.file.writer import ArchiveWriter
    from seq_tui.domain.json import Json
    from seq_tui.domain.page import RawPage
    from seq_tui.domain.source import AuthoritativeSource


@dataclass(slots=True)
class ScanResult:
    """The findings of one pass over all pages."""

    last_page: int = 0
    """The number of the last page that held anything."""

    page_length: int = PER_PAGE
    """Items on a full page: as requested, unless the service chooses another length."""

    is_last_reliable: bool = True
    """Whether no page followed one that the service had marked as the last."""

    is_single_page: bool = False
    """Whether the first page was marked as the last and was, so that all came at one moment."""

    ids: array[int] = field(default_factory=partial(array, "q"))
    """The ids as received, in the order of the account."""

    added: int = 0
    """Items that the archive did not have."""

    repeated: int = 0
    """Items received twice, as happens if the account changes between two pages."""

    warnings: list[str] = field(default_factory=list)
    """Why the pages do not form a whole list."""


def page_requests(
    account: AuthoritativeSource, numbers: Iterator[int]
) -> Iterator[Request[RawPage]]:
    """One request for each of these pages of the whole account."""
    for number in numbers:
        yield partial(_raw_page, account, number)


def _raw_page(
    account: AuthoritativeSource, number: int, is_wanted: Callable[[], bool]
) -> Coroutine[Any, Any, RawPage]:
    return account.raw_page(Query(), number, is_wanted=is_wanted)


class Scan:
    """A pass over all pages from one on; each is stored in the archive as it arrives.

    It ends at a page that is empty or holds no sequence with a new id, and never only because a
    page was marked as the last: a service that returns 25 sequences where 100 were requested may
    mark every page.

    Args:
        account: the account to read.
        archive: the archive to write.
        pass_number: from 1; the archive stores it with each item.
        on_stored: called with the result so far and the number of the page, in the transaction that
            stores the page.
        on_committed: called with the same after that transaction.
    """

    def __init__(
        self,
        account: AuthoritativeSource,
        archive: ArchiveWriter,
        pass_number: int,
        on_stored: Callable[[ScanResult, int], None],
        on_committed: Callable[[ScanResult, int], None],
    ) -> None:
        self._account = account
        self._archive = archive
        self._pass_number = pass_number
        self._on_stored = on_stored
        self._on_committed = on_committed
        self._was_marked_last = False
        """Whether the service marked the previous page as the last."""

        self._previous_length = 0
        """Items on the previous page."""

        self._previous_without_id: tuple[Json, ...] = ()
        """The items without an id on the previous page, which nothing else can recognise."""

    async def run(
        self, stop: asyncio.Event, first: int = 1, page_length: int = PER_PAGE
    ) -> ScanResult:
        """Scan the pages from `first` on; those before it had `page_length` items.

        Raises:
            StoppedError, SourceError: as `ordered_responses`; the pages before are stored.
            ArchiveError: the archive cannot be written.
        """
        result = ScanResult(first - 1, page_length)
        self._previous_length = page_length
        requests = page_requests(self._account, count(first))
        async with aclosing(ordered_responses(requests, stop)) as pages:
            async for page in pages:
                if not self._store(page, result):
                    break
        return result

    def _store(self, page: RawPage, result: ScanResult) -> bool:
        """Store a page; returns whether another one may follow."""
        if not page.items:
            result.is_single_page |= page.number == 1
            if not page.is_certain and not self._was_marked_last:
                result.warnings.append("the service ended the list with an error")
            return False
        without_id = tuple(item for item in page.items if item_id(item) is None)
        is_same = len(without_id) == len(page.items) and without_id == self._previous_without_id
        self._previous_without_id = without_id
        with self._archive.transaction():
            change = self._archive.put(
                () if is_same else page.items,
                pass_number=self._pass_number,
                match_equal=self._pass_number > 1,
            )
            result.added += change.added
            if page.number > 1 and change.repeated == len(page.items) - len(without_id):
                # Without this end, a service that repeats what has no id would fill the disk.
                if not is_same and without_id:
                    result.warnings.append(f"page {page.number} held no sequence with a new id")
                elif not self._was_marked_last:
                    result.warnings.append(f"page {page.number} held nothing new")
                return False
            self._update_result(page, result)
            result.repeated += change.repeated
            self._on_stored(result, page.number)
        self._on_committed(result, page.number)
        if page.number == MAX_PAGES:
            result.warnings.append(f"the list continued after page {MAX_PAGES:,}")
        return page.number < MAX_PAGES

    def _update_result(self, page: RawPage, result: ScanResult) -> None:
        """Add the findings of a page that held something new."""
        if page.number == 1:
            result.page_length = len(page.items)
        elif self._previous_length != result.page_length:
            result.warnings.append(
                f"page {page.number - 1} held {self._previous_length} items, and page 1"
                f" {result.page_length}"
            )
        if self._was_marked_last:
            result.is_last_reliable = False
        result.last_page = page.number
        result.ids.extend(each for item in page.items if (each := item_id(item)) is not None)
        self._previous_length, self._was_marked_last = len(page.items), page.is_last
        result.is_single_page = page.number == 1 and page.is_last
