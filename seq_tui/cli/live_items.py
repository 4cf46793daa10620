"""Reads the items of a query from an account that may change meanwhile."""

from __future__ import annotations

import asyncio
from contextlib import aclosing
from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING

from seq_tui.client.filtered_pages import NO_SUCH_ID
from seq_tui.domain.failure import Cause, SourceError
from seq_tui.domain.folding import contains_all
from seq_tui.domain.page import NextPage, newest
from seq_tui.domain.query import Query
from seq_tui.domain.source import RawSource
from seq_tui.wire.item_texts import received_items, value_of
from seq_tui.wire.records import item_id, item_name, item_updated_at

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable, Iterable

    from seq_tui.archive.download.proof import ProvenReading
    from seq_tui.archive.download.received import ReceivedItems
    from seq_tui.cli.item_filter import ItemFilter
    from seq_tui.domain.filter.nodes import Filter
    from seq_tui.domain.json import Json
    from seq_tui.domain.page import RawPage
    from seq_tui.domain.sequence import Sequence
    from seq_tui.domain.source import AuthoritativeSource
    from seq_tui.wire.item_texts import ReceivedItem

MAX_LIST_RESCANS = 3
"""Times that an account that keeps changing is read again for a list. An archive is worth more
requests: `seq_tui.archive.download.proof.MAX_RESCANS`."""


class LiveItems:
    """The items of a query, proven to be all of them (`seq_tui.archive.download.proof`).

    Once the limit is known to leave out more, no further page is requested, and nothing is proven.

    Args:
        source: the account.
        query: selects the sequences.
        limit: how many are wanted at most; more may be yielded.
        is_streamed: whether each page is yielded as it comes. Otherwise all are yielded once they
            are proven, each in its newest version.
        has_texts: whether the items of a list are yielded with their texts as received.
        on_page: called after each page with the number of sequences so far.
    """

    def __init__(
        self,
        source: AuthoritativeSource,
        query: Query,
        limit: int | None,
        on_page: Callable[[int], None],
        *,
        is_streamed: bool,
        has_texts: bool = False,
    ) -> None:
        self._filter = None if query.filter is None else item_filter(query.filter)
        self._source = source if self._filter is None else self._filter.prepared(source)
        self._query = query
        self._scan_query = source.scan_query(query)
        self._limit = limit
        self._on_page = on_page
        self._is_streamed = is_streamed
        self._has_texts = has_texts
        self._selected = 0
        self.repeated = 0
        """Items received more than once, as happens if the account changes between two pages."""

        self.outdated = 0
        """Items that were yielded before a newer version came."""

        self.has_more = False
        """Whether the limit left out sequences, which are known to exist."""

        self.gone = 0
        """Items that were yielded, and of which the account was rid when the reading ended."""

        self.warnings: list[str] = []
        """Why something may be missing; empty if nothing can be."""

    async def pages(self) -> AsyncGenerator[list[Json | ReceivedItem], None]:
        """Yield the items, each id once.

        Use it within `contextlib.aclosing`.

        Raises:
            SourceError: they cannot be read.
        """
        pages = self._named() if self._query.ids else self._listed()
        async with aclosing(pages):
            async for items in pages:
                yield items

    async def _named(self) -> AsyncGenerator[list[Json | ReceivedItem], None]:
        """The sequences with the ids of the query.

        An id that is not in a response is requested once more: a service may return fewer items
        than were named. What was not named is left out: a service may ignore the names.
        """
        for number in count(1):
            missing = set(self._query.ids_on(number))
            if not missing or self.has_more:
                return
            items = self._received(await self._source.raw_page(self._query, number))
            while found := _with_ids(items, missing):
                yield list(found.values())
                missing -= found.keys()
                self._add(len(found))
                self.has_more = self._is_limit_passed()
                if not missing or self.has_more:
                    break
                query = replace(self._query, ids=tuple(sorted(missing)))
                items = self._received(await self._source.raw_page(query, 1))
            if items and missing and not self.has_more and isinstance(self._source, RawSource):
                # Others than were named: the service ignores the names.
                async with aclosing(self._one_by_one(self._source, missing)) as found_items:
                    async for item in found_items:
                        yield [item]

    async def _one_by_one(
        self, source: RawSource[Sequence], ids: set[int]
    ) -> AsyncGenerator[Json, None]:
        """The sequences with these ids, each by a request of its own."""
        for sequence_id in sorted(ids):
            if self.has_more:
                return
            try:
                item = await source.raw(sequence_id)
            except SourceError as error:
                if error.failure.cause is not Cause.NOT_FOUND:
                    raise
                continue
            if not contains_all(item_name(item), self._query.words):
                continue
            yield item
            self._add(1)
            self.has_more = self._is_limit_passed()

    async def _listed(self) -> AsyncGenerator[list[Json | ReceivedItem], None]:
        page = await self._source.raw_page(self._scan_query, 1)
        with_number = await self._with_number()
        items = [*with_number, *filter(self._is_selected, newest(self._received(page), _version))]
        self._add(len(items))
        self.has_more = self._leaves_out_more(page)
        if self._is_streamed or self.has_more:
            yield [*items]
        if self.has_more:
            return
        if not self._is_streamed:
            yield [*with_number]
        async with aclosing(self._proven(page)) as pages:
            async for proven in pages:
                yield proven

    async def _proven(self, first: RawPage) -> AsyncGenerator[list[Json | ReceivedItem], None]:
        """What is selected, without what is on the first page if that was yielded."""
        # Imported here, where the first page of a stream is written (13 ms of processor time).
        from seq_tui.archive.download.proof import ProvenReading
        from seq_tui.archive.download.received import ReceivedItems

        stores_items = not self._is_streamed
        with ReceivedItems(
            stores_items=stores_items,
            stores_texts=self._has_texts,
            is_selected=self._is_selected,
        ) as received:
            reading = ProvenReading(
                self._source,
                self._scan_query,
                received,
                asyncio.Event(),
                in_flight=1,
                max_rescans=MAX_LIST_RESCANS,
            )
            async with aclosing(reading.pages(received=first)) as pages:
                async for page in pages:
                    if page is first:
                        continue
                    self._add(len(received.new_items))
                    if self._is_streamed:
                        yield [*received.new_items]
                    # What was read again is read to its end, which tells what is gone.
                    if not reading.rescan and self._leaves_out_more(page):
                        self.has_more = True
                        break
                else:
                    self._conclude(reading, received)
            if not self._is_streamed:
                for items in received.pages(reading.pass_number):
                    yield items

    def _conclude(self, reading: ProvenReading, received: ReceivedItems) -> None:
        """Say what changed and what may be missing, now that the list was read to its end."""
        self.repeated = reading.repeated
        self.warnings += reading.warnings
        if self._is_streamed:
            self.outdated = received.outdated
            self.gone = received.count_unseen(reading.pass_number)

    def _received(self, page: RawPage) -> list[Json | ReceivedItem]:
        """The items of a page, with their texts if those are wanted."""
        return [*(received_items(page) if self._has_texts else page.items)]

    def _is_selected(self, received: Json | ReceivedItem) -> bool:
        if self._scan_query == self._query:
            return True
        item = value_of(received)
        if self._filter is not None:
            return self._filter.selects(item)
        number = self._query.number
        is_first = number is not None and item_id(item) == number
        return not is_first and contains_all(item_name(item), self._query.words)

    async def _with_number(self) -> list[Json | ReceivedItem]:
        """The sequence whose id is the number that is searched for, if there is one."""
        number = self._query.number
        if number is None or self._scan_query == self._query:
            return []
        try:
            page = await self._source.raw_page(Query(ids=(number,)), 1)
        except SourceError as error:
            if error.failure.status not in NO_SUCH_ID:
                raise
            return []
        return list(_with_ids(self._received(page), {number}).values())

    def _add(self, count: int) -> None:
        self._selected += count
        self._on_page(self._selected)

    def _is_limit_passed(self) -> bool:
        return self._limit is not None and self._selected > self._limit

    def _leaves_out_more(self, page: RawPage) -> bool:
        """Whether there are more than the limit, as far as the latest page shows."""
        is_claimed = page.next_page is NextPage.CLAIMED and not page.is_last
        is_each_listed = not self._query
        is_claimed_left_out = is_claimed and is_each_listed and self._selected == self._limit
        return self._is_limit_passed() or is_claimed_left_out


def item_filter(part: Filter) -> ItemFilter:
    """What a filter selects; few commands have one, so it is imported here."""
    from seq_tui.cli.item_filter import ItemFilter

    return ItemFilter(part)


def _version(item: Json | ReceivedItem) -> tuple[int | None, str]:
    value = value_of(item)
    return item_id(value), item_updated_at(value)


def _with_ids(
    items: Iterable[Json | ReceivedItem], ids: set[int]
) -> dict[int, Json | ReceivedItem]:
    """The newest version of each of these ids that is among the items."""
    found = {item_id(value_of(item)): item for item in newest(items, _version)}
    return {key: item for key, item in found.items() if key is not None and key in ids}
