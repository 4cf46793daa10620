"""Sources with fixed pages, for the tests of the paginator."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seq_tui.domain.page import Page, RawPage, never_cancelled
from tests.fake_source import FakeSource

if TYPE_CHECKING:
    from collections.abc import Callable

    from seq_tui.domain.query import Query
    from seq_tui.domain.sequence import Sequence


class Pages(FakeSource):
    """A source with fixed pages."""

    def __init__(self, *pages: Page[Sequence]) -> None:
        super().__init__()
        self.pages = pages

    async def page(
        self, query: Query, number: int, *, is_wanted: Callable[[], bool] = never_cancelled
    ) -> Page[Sequence]:
        """Return the page of that number."""
        self.requested.append((str(query), number))
        return self.pages[number - 1]


class RawPages(FakeSource):
    """The same for pages of raw items."""

    def __init__(self, *pages: RawPage) -> None:
        super().__init__()
        self.pages = pages

    async def raw_page(
        self, query: Query, number: int, *, is_wanted: Callable[[], bool] = never_cancelled
    ) -> RawPage:
        """Return the page of that number."""
        self.requested.append((str(query), number))
        return self.pages[number - 1]
