"""An account of any number of pages that answers immediately, and past its end as set."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from seq_tui.domain.failure import SourceError
from seq_tui.domain.page import Page, never_cancelled
from tests.store.pages import page
from tests.store.scripted_source import FAILURE, PER_PAGE, ScriptedSource

if TYPE_CHECKING:
    from collections.abc import Callable

    from seq_tui.domain.query import Query
    from seq_tui.domain.sequence import Sequence


class PastEnd(Enum):
    """What a service may answer to a page past the end."""

    EMPTY = "200 without items"
    REFUSED = "404, which may mean the end"
    FAILED = "500"


class AccountSource(ScriptedSource):
    """An account of `last` pages with numbered rows; only the last page may be shorter."""

    def __init__(
        self,
        last: int,
        last_length: int = PER_PAGE,
        *,
        per_page: int = PER_PAGE,
        says_last: bool = False,
        past_end: PastEnd = PastEnd.EMPTY,
    ) -> None:
        super().__init__()
        self.last = last
        self.per_page = per_page
        self.size = (last - 1) * per_page + min(last_length, per_page)
        self.says_last = says_last
        self.past_end = past_end

    async def page(
        self, query: Query, number: int, *, is_wanted: Callable[[], bool] = never_cancelled
    ) -> Page[Sequence]:
        """A page, or past the end the answer that `past_end` selects."""
        self.requested.append(number)
        if number > self.last:
            if self.past_end is PastEnd.FAILED:
                raise SourceError(FAILURE)
            is_certain = self.past_end is PastEnd.EMPTY
            return Page(number, (), is_last=True, is_certain=is_certain)
        first = (number - 1) * self.per_page
        is_last = number == self.last and self.says_last
        return page(number, range(first, min(first + self.per_page, self.size)), is_last=is_last)
