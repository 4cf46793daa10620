"""A live account with a cache of its pages."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING

from seq_tui.archive.cache.whole_account import WholeAccount
from seq_tui.domain.failure import Cause, Failure, SourceError
from seq_tui.domain.page import Page, never_cancelled
from seq_tui.domain.sequence import Sequence
from seq_tui.domain.source import RawSource
from seq_tui.wire.page_items import page_from

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable, Collection

    from seq_tui.archive.cache.cache import Cache
    from seq_tui.archive.cache.disabled import DisabledCache
    from seq_tui.domain.json import Json
    from seq_tui.domain.page import RawPage
    from seq_tui.domain.query import Query
    from seq_tui.domain.source import SourceInfo


PARTIAL_S = 1.0
"""Seconds after which what was found so far is shown, while the account is still being read."""

NO_CACHE = "The service can search for words and ids only, and there is no cache to search in"
NO_CACHE_ADVICE = "An archive can do more: seq-tui archive FILE saves one."

OFFLINE_ADVICE = "Start without it to ask the account."


class CachedSource(RawSource[Sequence]):
    """The answers of an account, with those of earlier sessions from its cache.

    Every page of all sequences is cached. Pages of search results are not, since they do not show
    where in the account their rows are; offline, a search runs over the cached pages.

    Args:
        live: the account; without it every request fails as offline.
        cache: the account's cache.
        clock: returns the current time, with a zone.
    """

    def __init__(
        self,
        live: RawSource[Sequence] | None,
        cache: Cache | DisabledCache,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._live = live
        self._cache = cache
        self._clock = clock
        self._whole = None if live is None else WholeAccount(live, self._store, cache.last_page)
        self._asked: set[int] = set()
        """The creators whose names a search has asked for, whether they are known now or not."""

    async def page(
        self, query: Query, number: int, *, is_wanted: Callable[[], bool] = never_cancelled
    ) -> Page[Sequence]:
        """The account's own answer, with the time at which it arrived.

        What the service cannot search for is searched for in the cache, once it has the whole
        account; until then, now and then a page of what was found so far.
        """
        live = self._require_live()
        if self._whole is not None and query.needs_whole_account:
            return await self._page_of_whole(self._whole, query, number, is_wanted)
        raw = await live.raw_page(query, number, is_wanted=is_wanted)
        read_at = self._clock()
        if not query:
            self._cache.store(raw, read_at)
            if self._whole is not None:
                self._whole.note(raw)
        return page_from(raw)._replace(read_at=read_at)

    async def _page_of_whole(
        self, whole: WholeAccount, query: Query, number: int, is_wanted: Callable[[], bool]
    ) -> Page[Sequence]:
        if self._cache.is_disabled and not whole.is_whole:
            raise SourceError(Failure(Cause.FILE, NO_CACHE, NO_CACHE_ADVICE))
        is_whole = await whole.read(PARTIAL_S, is_wanted)
        if is_whole and query.needs_creator_names:
            await self._learn_names(whole.creators)
        await self._written()
        page = self._cache.page(query, number)
        if self._cache.pop_loss():
            whole.forget()
            is_whole = False
        if page is None and is_whole:
            raise SourceError(Failure(Cause.FILE, NO_CACHE, NO_CACHE_ADVICE))
        if page is None:
            page = Page(number, (), is_last=True)
        return page._replace(is_partial=not is_whole)

    async def _learn_names(self, creators: Collection[int]) -> None:
        """Store the names of these users, each of whom is asked for once.

        Another search waits for the answer as well: without the names it would find nothing.
        """
        async with self._asking:
            asked = self._asked
            if unknown := set(creators) - asked:
                await self.creator_names(unknown)
                asked |= unknown

    @cached_property
    def _asking(self) -> asyncio.Lock:
        # Imported late: the first rows of a cache need no event loop.
        import asyncio

        return asyncio.Lock()

    async def _store(self, page: RawPage) -> None:
        """Store a page where it can be searched."""
        self._cache.store(page, self._clock())
        await self._written()

    async def _written(self) -> None:
        """Wait until all pages that were stored are written."""
        # Imported late: the first rows of a cache need no event loop.
        import asyncio

        loop, is_written = asyncio.get_running_loop(), asyncio.Event()
        self._cache.flush(lambda: loop.call_soon_threadsafe(is_written.set))
        await is_written.wait()

    async def raw_page(
        self, query: Query, number: int, *, is_wanted: Callable[[], bool] = never_cancelled
    ) -> RawPage:
        """The account's own answer as received."""
        return await self._require_live().raw_page(query, number, is_wanted=is_wanted)

    async def get(self, sequence_id: int) -> Sequence:
        """The account's own answer."""
        return await self._require_live().get(sequence_id)

    async def raw(self, sequence_id: int) -> Json:
        """The account's own answer as received."""
        return await self._require_live().raw(sequence_id)

    async def creator_names(self, ids: Collection[int]) -> dict[int, str]:
        """The names from the cache, and the account's own answer for those that it lacks."""
        names = self.known_creator_names(ids)
        missing = set(ids) - names.keys()
        if self._live is not None and missing:
            found = await self._live.creator_names(missing)
            if found:
                self._cache.store_creator_names(found)
            names |= found
        return names

    def known_creator_names(self, ids: Collection[int]) -> dict[int, str]:
        """The names from the cache."""
        cached = self._cache.creator_names()
        return {each: cached[each] for each in ids if each in cached}

    def retry_in(self) -> float:
        """Seconds until the account may be asked again, where it found requests too many."""
        return 0.0 if self._live is None else self._live.retry_in()

    def cached_page(self, query: Query, number: int) -> Page[Sequence] | None:
        """The page as it is kept, with the time at which it was read."""
        return self._cache.page(query, number)

    def row_of(self, record_id: int) -> int | None:
        """The row at which the sequence was last seen."""
        return self._cache.row_of(record_id)

    async def find_row(
        self, query: Query, record_id: int, *, is_wanted: Callable[[], bool] = never_cancelled
    ) -> int | None:
        """The row in what the cache finds, once that has the whole account."""
        if not query.needs_whole_account or (self._whole is not None and not self._whole.is_whole):
            return None
        # Imported here, since the first rows of a cache do without it.
        from seq_tui.archive.file.archive import find_in_steps

        return await find_in_steps(lambda: self._cache.locate(query, record_id), is_wanted)

    def likely_last_page(self, query: Query) -> int | None:
        """The last page of all sequences, as an earlier session found it."""
        return None if query else self._cache.last_page()

    def searched(self, query: Query) -> int:
        """How many sequences of the account were read or compared for a query so far."""
        if query.needs_whole_account:
            is_over = self._whole is None or self._whole.is_whole
            return 0 if self._whole is None or is_over else self._whole.received
        return 0 if self._live is None else self._live.searched(query)

    def answers_at_once(self, query: Query) -> bool:
        """Whether the cache answers alone: offline, or once it has all that the query needs."""
        if self._whole is None:
            return True
        if not query.needs_whole_account or not self._whole.is_whole:
            return False
        return not query.needs_creator_names or self._whole.creators <= self._asked

    def search_note(self, query: Query) -> str:
        """What the account itself may miss; the cache misses nothing."""
        if query.needs_whole_account:
            return "" if self._whole is None else self._whole.doubt
        return "" if self._live is None else self._live.search_note(query)

    def reload(self) -> SourceInfo | None:
        """Read the whole account again before the next search that needs it."""
        if self._whole is not None:
            self._whole.forget()
        self._asked = set()
        return None

    def pop_warning(self) -> str:
        """What happened to the cache, once."""
        return self._cache.pop_warning()

    def close(self) -> None:
        """Write the pages that are still queued, and close the cache."""
        self._cache.close()

    def _require_live(self) -> RawSource[Sequence]:
        if self._live is None:
            raise SourceError(
                Failure(Cause.OFFLINE, "No requests are sent with --offline", OFFLINE_ADVICE)
            )
        return self._live
