"""Filters the items of a live account, which cannot do it itself."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from seq_tui.archive.download.membership import SupportsHasAll
from seq_tui.domain.filter.evaluate import Surroundings, selects
from seq_tui.domain.filter.facts import Facts
from seq_tui.domain.filter.nodes import Creator, leaves
from seq_tui.domain.page import never_cancelled
from seq_tui.domain.source import AuthoritativeSource
from seq_tui.wire.records import sequence_from, unwrap

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from seq_tui.domain.filter.nodes import Filter
    from seq_tui.domain.json import Json
    from seq_tui.domain.page import RawPage
    from seq_tui.domain.query import Query


class ItemFilter:
    """Which items a filter selects; the names of creators are learned page by page."""

    def __init__(self, part: Filter) -> None:
        self._filter = part
        self._now = datetime.now(UTC)
        self._names: dict[int, str] = {}
        self._unknown: set[int] = set()
        self._needs_names = any(isinstance(leaf, Creator) for leaf in leaves(part))

    def selects(self, item: Json) -> bool:
        """Whether the filter selects an item; it never selects one without a sequence."""
        data = unwrap(item)
        surroundings = Surroundings(self._now, self._names)
        return data is not None and selects(self._filter, Facts(sequence_from(data)), surroundings)

    def prepared(self, source: AuthoritativeSource) -> AuthoritativeSource:
        """The same account; if names are needed, each page is returned once they are known."""
        return _Named(source, self.learn) if self._needs_names else source

    async def learn(self, source: AuthoritativeSource, page: RawPage) -> None:
        """Ask for the names of the creators on a page who are not known, each once."""
        records = (sequence_from(data) for item in page.items if (data := unwrap(item)) is not None)
        ids = {record.creator_id for record in records if record.creator_id is not None}
        if missing := ids - self._names.keys() - self._unknown:
            self._names |= await source.creator_names(missing)
            self._unknown |= missing - self._names.keys()


class _Named(AuthoritativeSource):
    """An account whose pages come once the names of their creators are known."""

    def __init__(
        self,
        source: AuthoritativeSource,
        learn: Callable[[AuthoritativeSource, RawPage], Awaitable[None]],
    ) -> None:
        self._source = source
        self._learn = learn

    async def raw_page(
        self, query: Query, number: int, *, is_wanted: Callable[[], bool] = never_cancelled
    ) -> RawPage:
        page = await self._source.raw_page(query, number, is_wanted=is_wanted)
        await self._learn(self._source, page)
        return page

    async def has_all(
        self, ids: Sequence[int], *, is_wanted: Callable[[], bool] = never_cancelled
    ) -> bool:
        """As the account; false, which proves nothing, if it cannot say."""
        if not isinstance(self._source, SupportsHasAll):
            return False
        return await self._source.has_all(ids, is_wanted=is_wanted)
