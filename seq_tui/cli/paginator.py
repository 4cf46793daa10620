"""Reads all sequences of a query, and reports what was left out or may be missing."""

from __future__ import annotations

from contextlib import aclosing
from itertools import count
from typing import TYPE_CHECKING, TypeVar

from seq_tui.cli.creator_names import CreatorNames
from seq_tui.cli.template_texts import TemplateTexts
from seq_tui.domain.filter.nodes import asks_for_texts
from seq_tui.domain.source import AuthoritativeSource
from seq_tui.presentation.wording import counted

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, AsyncIterator, Callable, Iterator

    from seq_tui.domain.json import Json
    from seq_tui.domain.page import Page, RawPage
    from seq_tui.domain.query import Query
    from seq_tui.domain.sequence import Sequence
    from seq_tui.domain.source import RawSource
    from seq_tui.wire.item_texts import ReceivedItem

Item = TypeVar("Item")


class Paginator:
    """Reads the sequences of one query up to a limit.

    An account that may change is read until it is proven that nothing is missing, unless the limit
    leaves out the rest. What is streamed is yielded as it comes; everything else only when the
    reading is over. Iterate over either `pages` or `raw_pages`, and only once.

    Args:
        source: the account.
        query: which sequences to read.
        limit: the most sequences to read.
        is_streamed: whether each page is yielded as soon as it is there.
        has_names: whether the sequences get the names of their creators, where these are known.
        has_texts: the same of the texts of their e-mails.
        on_page: called after each page with the number of sequences so far.
    """

    def __init__(
        self,
        source: RawSource[Sequence],
        query: Query,
        limit: int | None = None,
        *,
        is_streamed: bool = False,
        has_names: bool = False,
        has_texts: bool = False,
        on_page: Callable[[int], None] = lambda _count: None,
    ) -> None:
        self._source = source
        self._query = query
        self._limit = limit
        self._is_streamed = is_streamed
        self._names = CreatorNames(source) if has_names else None
        self._texts = TemplateTexts(source) if has_texts else None
        self._on_page = on_page
        self.count = 0
        """Items yielded so far."""

        self.repeated = 0
        """Items received more than once, as happens if the account changes between two pages."""

        self.outdated = 0
        """Items that were yielded before a newer version came."""

        self.dropped = 0
        """Items that are not a sequence."""

        self._missing_ids = dict.fromkeys(query.ids)

        self.has_more = False
        """Whether the limit left out sequences."""

        self.gone = 0
        """Items that were yielded, and of which the account was rid when the reading ended."""

        self.warnings: list[str] = []
        """Why something may be missing; empty if nothing can be."""

    async def pages(self) -> AsyncIterator[list[Sequence]]:
        """The sequences, page by page; no page beyond the limit is requested."""
        from seq_tui.wire.item_texts import value_of
        from seq_tui.wire.page_items import parse_items

        if (live := self._live_source()) is None:
            for number in count(1):
                page = await self._source.page(self._query, number)
                self.dropped += page.dropped
                yield await self._named(self._up_to_limit([(each.id, each) for each in page.items]))
                if self._is_finished(page):
                    return
        else:
            async with aclosing(self._live_pages(live)) as pages:
                async for items in pages:
                    parsed = parse_items(map(value_of, items))
                    self.dropped += len(items) - len(parsed)
                    taken = self._up_to_limit([(each.id, each) for _, each in parsed])
                    yield await self._named(taken)

    async def raw_pages(self) -> AsyncIterator[list[Json | ReceivedItem]]:
        """The items as received, page by page, including those that are not a sequence."""
        from seq_tui.wire.item_texts import received_items, value_of
        from seq_tui.wire.records import item_id

        if (live := self._live_source()) is None:
            for number in count(1):
                page = await self._source.raw_page(self._query, number)
                pairs = [(item_id(each.value), each) for each in received_items(page)]
                yield [*self._up_to_limit(pairs)]
                if self._is_finished(page):
                    return
        else:
            async with aclosing(self._live_pages(live, has_texts=True)) as pages:
                async for items in pages:
                    yield self._up_to_limit([(item_id(value_of(each)), each) for each in items])

    def remarks(self) -> Iterator[str]:
        """Lines for standard error about what was asked for, which is no problem."""
        if self.has_more:
            yield f"only {self.count:,} are listed; --limit {self._limit} left out more"
        if note := self._source.search_note(self._query):
            yield f"the service searched names itself: {note}"
        if not self.count and (part := self._query.filter) is not None and asks_for_texts(part):
            if self._source.keeps_texts:
                yield "text: searches the texts that are known; seq-tui templates lists them"
            else:
                yield "text: searches the texts of e-mails, which only an archive can keep"

    def notes(self) -> Iterator[str]:
        """Lines for standard error about what was left out; none if nothing was."""
        if (number := self._query.number) is not None and not self.count:
            # Imported here, since most queries find something.
            from seq_tui.domain.filter.advice import template_search

            search = template_search(number)
            hint = f"; for a template: {search}" if search else ""
            yield f"no sequence has the id {number}, or that number in its name{hint}"
        if self.dropped:
            yield f"items that are not a sequence, left out: {self.dropped:,}"
        if self.repeated:
            yield f"items received more than once, written once: {self.repeated:,}"
        if self.outdated:
            yield f"{counted(self.outdated, 'sequence')} changed after having been written"
        if self.gone:
            yield f"deleted after having been written: {counted(self.gone, 'sequence')}"
        for warning in self.warnings:
            yield f"the list may be incomplete: {warning}"

    @property
    def is_whole(self) -> bool:
        """Whether this is what the account held at one moment, as far as the limit goes."""
        return not self.warnings and not self.gone

    @property
    def has_whole_account(self) -> bool:
        """Whether these were all sequences of the account, and that is proven."""
        if self._query or self._limit is not None or self.dropped or not self.is_whole:
            return False
        return isinstance(self._source, AuthoritativeSource) or self._source.holds_whole_account

    @property
    def words(self) -> str:
        """The words that must be in the name, beside any ids."""
        return self._query.name

    @property
    def missing_ids(self) -> tuple[int, ...]:
        """The ids of the query that no sequence has, as far as the pages were read."""
        return () if self.has_more else tuple(self._missing_ids)

    async def _named(self, sequences: list[Sequence]) -> list[Sequence]:
        """The sequences with what else was asked for."""
        if self._names is not None:
            sequences = await self._names.add_to(sequences)
        return sequences if self._texts is None else await self._texts.add_to(sequences)

    def _live_source(self) -> AuthoritativeSource | None:
        """The source, if it may change while it is read."""
        source = self._source
        return source if isinstance(source, AuthoritativeSource) and source.may_change else None

    async def _live_pages(
        self, source: AuthoritativeSource, *, has_texts: bool = False
    ) -> AsyncGenerator[list[Json | ReceivedItem], None]:
        # Imported here, after the first request was sent.
        from seq_tui.cli.live_items import LiveItems

        live = LiveItems(
            source,
            self._query,
            self._limit,
            self._on_page,
            is_streamed=self._is_streamed,
            has_texts=has_texts,
        )
        async with aclosing(live.pages()) as pages:
            async for items in pages:
                yield items
        self.has_more |= live.has_more
        self.repeated, self.outdated, self.gone = live.repeated, live.outdated, live.gone
        self.warnings = live.warnings

    def _up_to_limit(self, items: list[tuple[int | None, Item]]) -> list[Item]:
        """The items up to the limit."""
        room = len(items) if self._limit is None else self._limit - self.count
        self.has_more |= len(items) > room
        taken = items[:room]
        self.count += len(taken)
        for item_id, _ in taken:
            if item_id is not None:
                self._missing_ids.pop(item_id, None)
        return [item for _, item in taken]

    def _is_finished(self, page: Page[Sequence] | RawPage) -> bool:
        """Whether `page`, whose items were just yielded, is the last one to read."""
        self._on_page(self.count)
        if page.is_last or self.has_more:
            return True
        self.has_more = self.count == self._limit
        return self.has_more
