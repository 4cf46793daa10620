"""Reading a whole account into its cache, for what the service cannot search for."""

from __future__ import annotations

import asyncio
from itertools import count, islice
from typing import TYPE_CHECKING

from seq_tui.domain.failure import SourceError
from seq_tui.domain.page import MAX_IN_FLIGHT, MAX_PAGES, PER_PAGE, never_cancelled
from seq_tui.domain.query import Query
from seq_tui.wire.records import item_creator

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from seq_tui.domain.page import RawPage
    from seq_tui.domain.sequence import Sequence
    from seq_tui.domain.source import RawSource

FEW_PAGES = 5
"""Pages that are requested one after another, as long as it is not known how many there are: nearly
every account has no more, and a request past its end would be wasted."""

UNUSUAL = "some pages of the service were unusual, and are not searched"


class WholeAccount:
    """Which pages of an account were read in this session, and the reading of the others.

    Several searches share one reading, which goes on while any of them wants it.

    Args:
        live: the account.
        store: keeps a page, and returns once it can be searched.
        likely_last: the last page when the account was last seen, if it was.
    """

    def __init__(
        self,
        live: RawSource[Sequence],
        store: Callable[[RawPage], Awaitable[None]],
        likely_last: Callable[[], int | None],
    ) -> None:
        self._live = live
        self._store = store
        self._likely_last = likely_last
        self._is_wanted: Callable[[], bool] = never_cancelled
        self._task: asyncio.Task[SourceError | None] | None = None
        self._lengths: dict[int, int] = {}
        """The number of items on each page that was read."""

        self._firsts: set[int] = set()
        """The hashes of the first items of these pages: a service that ignores the number of a page
        repeats them without end."""

        self._last: int | None = None
        self.creators: set[int] = set()
        """The ids of the users who created the sequences on these pages."""

        self.doubt = ""
        """Why a search may miss something; empty if it does not."""

    @property
    def received(self) -> int:
        """How many sequences were read."""
        return sum(self._lengths.values())

    @property
    def is_whole(self) -> bool:
        """Whether all pages were read, each at some time in this session."""
        return self._last is not None and all(
            number in self._lengths for number in range(1, self._last + 1)
        )

    def note(self, page: RawPage) -> None:
        """Record that a page was read, and is or will be stored."""
        first = hash(repr(page.items[:1]))
        is_repeated = bool(page.items) and page.number not in self._lengths
        is_repeated = is_repeated and first in self._firsts
        self._firsts.add(first)
        self._lengths[page.number] = len(page.items)
        self.creators.update(filter(None, map(item_creator, page.items)))
        if page.is_last or is_repeated or page.number >= MAX_PAGES:
            self._last = page.number
        elif self._last is not None and page.number >= self._last:
            self._last = None
        is_unusual = bool(page.items) and not page.is_certain
        if is_unusual or is_repeated or len(page.items) > PER_PAGE:
            self.doubt = UNUSUAL

    def forget(self) -> None:
        """Read all pages again for the next search."""
        self._lengths.clear()
        self._firsts.clear()
        self.creators.clear()
        self._last, self.doubt = None, ""

    async def read(self, seconds: float, is_wanted: Callable[[], bool]) -> bool:
        """Read the missing pages for at most some seconds; whether none is missing any more.

        Raises:
            SourceError: a page cannot be read; those that were read are not read again.
        """
        is_abandoned = not self._is_wanted()
        self._is_wanted = is_wanted
        if self.is_whole:
            return True
        task = self._task
        if task is None or (task.done() and is_abandoned):
            # Why an earlier reading ended is of no interest to another search.
            task = self._task = asyncio.create_task(self._read_missing())
        await asyncio.wait({task}, timeout=seconds)
        if task.done():
            if self._task is task:
                self._task = None
            if (error := task.result()) is not None:
                raise error
        return self.is_whole

    async def _read_missing(self) -> SourceError | None:
        """Read until nothing is missing or wanted; or why a page cannot be read."""
        while self._is_wanted() and (numbers := self._next_numbers()):
            found = await asyncio.gather(*map(self._page, numbers))
            for page in found:
                if not isinstance(page, SourceError):
                    await self._store(page)
                    self.note(page)
            if error := next((each for each in found if isinstance(each, SourceError)), None):
                return error
        return None

    async def _page(self, number: int) -> RawPage | SourceError:
        try:
            return await self._live.raw_page(Query(), number, is_wanted=lambda: self._is_wanted())
        except SourceError as error:
            return error

    def _next_numbers(self) -> list[int]:
        """The pages to request together; none if all were read."""
        if self.is_whole:
            return []
        end = self._last or self._likely_last()
        missing = (number for number in count(1) if number not in self._lengths)
        numbers = list(islice(missing, MAX_IN_FLIGHT))
        known = [number for number in numbers if end is not None and number <= end]
        if known or numbers[0] <= FEW_PAGES or end is not None:
            return known or numbers[:1]
        return numbers
