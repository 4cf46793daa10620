"""The pages of a search whose results are filtered here, as `seq_tui.client.name_search` says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seq_tui.domain.folding import contains_all
from seq_tui.domain.page import PER_PAGE, NextPage, RawPage
from seq_tui.domain.query import Query
from seq_tui.wire.errors import RefusedError
from seq_tui.wire.records import item_id, item_name

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from typing import TypeAlias

    from seq_tui.domain.json import Json

    PageReader: TypeAlias = Callable[[Query, int], Awaitable[RawPage]]
    """Reads a page of what the service finds."""

NO_SUCH_ID = (400, 404, 422)
"""The statuses of a service that refuses a number as an id."""


class FilteredPages:
    """The pages of a query that is filtered here.

    They are as long as any other, so each is collected from as many pages of the service as it
    takes, except for a first one that is probably the only one. Where each begins is remembered; a
    page further on is found through those before it.
    """

    def __init__(self, query: Query) -> None:
        self.query = query
        self._starts = {1: (1, 0)}
        """By the number of a page: the page of the service on which it begins, and the number of
        matches there that belong to the page before."""

        self.searched = 0
        """How many sequences of the service were compared with the words so far."""

        self._has_number = False
        """Whether there is a sequence whose id is the number; it comes first."""

        self._divided: tuple[int, list[Json], RawPage] | None = None
        """The page of the service that was read last, if its matches belong to two pages; its
        number and its matches."""

    async def page(self, number: int, read: PageReader) -> RawPage:
        """Page `number` (from 1); past the end, empty and the last.

        Raises:
            SellError: as `read` does.
        """
        known = max(page for page in self._starts if page <= number)
        page = await self._collect(known, read)
        while known < number and not page.is_last:
            known += 1
            page = await self._collect(known, read)
        if known < number:
            return page._replace(number=number, items=(), texts=None)
        return page

    async def _collect(self, number: int, read: PageReader) -> RawPage:
        """The page, whose start is known; this finds the start of the next one."""
        service_page, skipped = self._starts[number]
        found: list[Json] = []
        seen: set[str] = set()
        while True:
            matches, raw = await self._matches_on(service_page, read, is_divided=skipped > 0)
            first = repr(raw.items[:1])
            if raw.items and first in seen:
                # A service that ignores the page number repeats the same items without end.
                return RawPage(number, tuple(found), True, False, NextPage.BACK)
            seen.add(first)
            room = PER_PAGE - len(found)
            found += matches[skipped : skipped + room]
            if is_divided := len(matches) - skipped > room:
                self._divided = (service_page, matches, raw)
                self._starts[number + 1] = (service_page, skipped + room)
            elif raw.is_last:
                return raw._replace(number=number, items=tuple(found), texts=None)
            else:
                service_page, skipped = service_page + 1, 0
                self._starts[number + 1] = (service_page, 0)
            if is_divided or len(found) == PER_PAGE:
                return RawPage(number, tuple(found), is_last=False)
            if found and is_probably_all(raw):
                # Shown now, before another request proves it.
                return raw._replace(number=number, items=tuple(found), texts=None)

    async def _matches_on(
        self, service_page: int, read: PageReader, *, is_divided: bool
    ) -> tuple[list[Json], RawPage]:
        """The matches on a page of the service, and that page."""
        if is_divided and self._divided is not None and self._divided[0] == service_page:
            # Used once, so that a page that is requested again is read again.
            (_, matches, raw), self._divided = self._divided, None
            return matches, raw
        raw = await read(self.query, service_page)
        self.searched = max(self.searched, (service_page - 1) * PER_PAGE + len(raw.items))
        first = await self._with_number(read) if service_page == 1 else ()
        return [*first, *filter(self._is_match, raw.items)], raw

    def _is_match(self, item: Json) -> bool:
        """Whether the name contains the words, and the id is not the number, which comes first."""
        is_first = self._has_number and item_id(item) == self.query.number
        return not is_first and contains_all(item_name(item), self.query.words)

    async def _with_number(self, read: PageReader) -> tuple[Json, ...]:
        """The sequence whose id is the number, if there is one."""
        if self.query.number is None:
            return ()
        try:
            received = (await read(Query(ids=(self.query.number,)), 1)).items
        except RefusedError as error:
            if error.failure.status not in NO_SUCH_ID:
                raise
            received = ()
        # A server may ignore the parameter.
        found = tuple(item for item in received if item_id(item) == self.query.number)[:1]
        self._has_number = bool(found)
        return found


def is_probably_all(raw: RawPage) -> bool:
    """Whether a page is a short first one that says nothing of a second."""
    return raw.number == 1 and raw.next_page is NextPage.UNSAID and len(raw.items) < PER_PAGE
