"""One reading of all pages of an account into an archive, and what is odd about the pages."""

from __future__ import annotations

from array import array
from contextlib import aclosing
from dataclasses import dataclass, field
from functools import partial
from itertools import count
from typing import TYPE_CHECKING, Protocol

from seq_tui.archive.download.ordered_requests import in_order
from seq_tui.domain.page import PER_PAGE
from seq_tui.domain.query import Query
from seq_tui.wire.records import item_id

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable, Coroutine, Iterator
    from typing import Any

    from seq_tui.archive.download.ordered_requests import Call
    from seq_tui.archive.file.writer import ArchiveWriter
    from seq_tui.domain.page import RawPage

MAX_PAGES = 100_000
"""Pages after which a list that never ends is left: ten million sequences."""


class Pages(Protocol):
    """An account to save: what `SellClient`, `Archive` and the demo account have in common."""

    def raw_page(
        self, query: Query, number: int, *, is_wanted: Callable[[], bool] = ...
    ) -> Coroutine[Any, Any, RawPage]:
        """Page `number` (from 1) with its items as they were received."""
        ...


@dataclass(slots=True)
class ScanResult:
    """What one reading of all pages found."""

    last: int = 0
    """The number of the last page that held anything."""

    length: int = PER_PAGE
    """Items on a full page; what was asked for, unless the service takes no notice."""

    says_when_over: bool = True
    """Whether nothing came behind the page that the service called the last."""

    is_one_answer: bool = False
    """Whether the first page was called the last, and was, so that all came at one moment."""

    ids: array[int] = field(default_factory=partial(array, "q"))
    """The ids as they came, in the order of the account."""

    added: int = 0
    """Items that the archive did not have."""

    repeated: int = 0
    """Items that came twice, as they do when the account changes between two pages."""

    warnings: list[str] = field(default_factory=list)
    """What makes the pages no whole list."""


def asked_pages(account: Pages, numbers: Iterator[int]) -> Iterator[Call[RawPage]]:
    """A request for each of these pages of the whole account."""
    for number in numbers:
        yield partial(_asked, account, number)


def _asked(
    account: Pages, number: int, is_wanted: Callable[[], bool]
) -> Coroutine[Any, Any, RawPage]:
    return account.raw_page(Query(), number, is_wanted=is_wanted)


class Scan:
    """A reading of all pages from one on, each put into the archive as it comes.

    It ends at an empty page or one that holds nothing new, never just because the service said so:
    a service that gives 25 sequences where 100 were asked for may call each page the last.

    Args:
        account: what is read.
        archive: where it goes to.
        reading: its number, from 1; the archive notes it with each item.
        keep: called with the listing and the number of a page, in the transaction that keeps it.
        tell: called with the same when it has been kept.
    """

    def __init__(
        self,
        account: Pages,
        archive: ArchiveWriter,
        pass_number: int,
        keep: Callable[[ScanResult, int], None],
        tell: Callable[[ScanResult, int], None],
    ) -> None:
        self._account = account
        self._archive = archive
        self._pass_number = pass_number
        self._keep = keep
        self._tell = tell
        self._is_over = False
        """Whether the service called the last page so."""

        self._held = 0
        """Items on the last page."""

    async def run(self, stop: asyncio.Event, first: int = 1, length: int = PER_PAGE) -> ScanResult:
        """Read the pages from `first` on; `length` is that of those before it.

        Raises:
            StoppedError, SourceError: as `in_order`; the pages before are kept.
            ArchiveError: the archive cannot be written.
        """
        result = ScanResult(first - 1, length)
        self._held = length
        calls = asked_pages(self._account, count(first))
        async with aclosing(in_order(calls, stop)) as pages:
            async for page in pages:
                if not self._take(page, result):
                    break
        return result

    def _take(self, page: RawPage, result: ScanResult) -> bool:
        """Keep a page; whether another one may follow."""
        if not page.items:
            result.is_one_answer |= page.number == 1
            if not page.is_certain and not self._is_over:
                result.warnings.append("the service ended the list with an error")
            return False
        with self._archive.transaction():
            change = self._archive.put(
                page.items, pass_number=self._pass_number, again=self._pass_number > 1
            )
            result.added += change.added
            if change.repeated == len(page.items):
                if not self._is_over:
                    result.warnings.append(f"page {page.number} held nothing new")
                return False
            self._note(page, result)
            result.repeated += change.repeated
            self._keep(result, page.number)
        self._tell(result, page.number)
        if page.number == MAX_PAGES:
            result.warnings.append(f"the list went on behind page {MAX_PAGES:,}")
        return page.number < MAX_PAGES

    def _note(self, page: RawPage, result: ScanResult) -> None:
        """Take note of a page that held something new."""
        if page.number == 1:
            result.length = len(page.items)
        elif self._held != result.length:
            result.warnings.append(
                f"page {page.number - 1} held {self._held} items, and page 1 {result.length}"
            )
        if self._is_over:
            result.says_when_over = False
        result.last = page.number
        result.ids.extend(each for item in page.items if (each := item_id(item)) is not None)
        self._held, self._is_over = len(page.items), page.is_last
        result.is_one_answer = page.number == 1 and page.is_last
