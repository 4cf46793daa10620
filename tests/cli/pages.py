"""Sources with fixed pages, for the tests of the paginator."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seq_tui.domain.page import NextPage, Page, RawPage, never_cancelled
from seq_tui.wire.envelopes import encode_sequence
from tests.fake_source import FakeSource

if TYPE_CHECKING:
    from collections.abc import Callable

    from seq_tui.domain.query import Query
    from seq_tui.domain.sequence import Sequence


class RawPages(FakeSource):
    """A source with fixed pages, and empty ones behind them."""

    def __init__(self, *pages: RawPage) -> None:
        super().__init__()
        self.pages = pages

    async def raw_page(
        self, query: Query, number: int, *, is_wanted: Callable[[], bool] = never_cancelled
    ) -> RawPage:
        """Return the page of that number."""
        self.requested.append((str(query), number))
        return self.pages[number - 1] if number <= len(self.pages) else _past_the_end(number)


class Pages(RawPages):
    """The same for pages of records."""

    def __init__(self, *pages: Page[Sequence]) -> None:
        super().__init__(*map(_encode, pages))


def _past_the_end(number: int) -> RawPage:
    return RawPage(number, (), is_last=True, next_page=NextPage.UNSAID)


def _encode(page: Page[Sequence]) -> RawPage:
    items = (*map(encode_sequence, page.items), *[None] * page.dropped)
    return RawPage(page.number, items, page.is_last, page.is_certain, page.next_page)
