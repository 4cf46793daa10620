"""The base classes of every account, and how the screen describes one."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import replace
from enum import Enum
from typing import TYPE_CHECKING, Generic, NamedTuple

from seq_tui.domain.page import Record, never_cancelled

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from seq_tui.domain.json import Json
    from seq_tui.domain.page import Page, RawPage
    from seq_tui.domain.query import Query
    from seq_tui.domain.template_text import TemplateText


class Source(ABC, Generic[Record]):
    """An account to read from: the live service, an archive, the demo account.

    Only `page` and `get` raise, and they raise `seq_tui.domain.failure.SourceError`.
    """

    @abstractmethod
    async def page(
        self, query: Query, number: int, *, is_wanted: Callable[[], bool] = never_cancelled
    ) -> Page[Record]:
        """Page `number` (from 1) of what `query` selects, 100 records a page.

        Once `is_wanted` returns false, nothing more is sent and any wait ends at once. A request in
        flight is not cancelled.
        """

    async def count_results(
        self, query: Query, *, is_wanted: Callable[[], bool] = never_cancelled
    ) -> int | None:
        """How many records `query` selects; `None` if that cannot be told without a request.

        Never fails. It may take seconds, in which other tasks run; it ends, and keeps what it has
        counted, once `is_wanted` returns false.
        """
        return None

    @abstractmethod
    async def get(self, record_id: int) -> Record:
        """The record with that id."""

    def retry_in(self) -> float:
        """Seconds until the service accepts requests again after a rate limit; 0 if it does now."""
        return 0.0

    def cached_page(self, query: Query, number: int) -> Page[Record] | None:
        """The page as it was last read, or `None` if it is not cached.

        Fast enough to call on a key press, and never fails: `pop_warning` reports a lost cache.
        """
        return None

    async def find_row(
        self, query: Query, record_id: int, *, is_wanted: Callable[[], bool] = never_cancelled
    ) -> int | None:
        """The row of a record in what `query` selects; `None` if no request is to tell it.

        As `count_results`, it never fails, and may take seconds.
        """
        return None

    def row_of(self, record_id: int) -> int | None:
        """The row of a record in the list of all records, from 0; `None` if it is not known.

        Fast enough to call on a key press, and never fails.
        """
        return None

    def reload(self) -> SourceInfo | None:
        """Follow the account to where it is now; how to describe it, if that is another place.

        Never fails: `pop_warning` says why it stays where it was.
        """
        return None

    def likely_last_page(self, query: Query) -> int | None:
        """The last page of a query when it was last seen; `None` if it is not known.

        Fast enough to call on a key press, and never fails. It saves requests, and proves nothing.
        """
        return None

    def searched(self, query: Query) -> int:
        """How many records were compared with a query so far; 0 if the source does not compare."""
        return 0

    async def creator_names(self, ids: Collection[int]) -> dict[int, str]:
        """The names of users by id, without those that are not known or may not be read.

        Never fails: without a name, the id says who created a sequence.
        """
        return self.known_creator_names(ids)

    def known_creator_names(self, ids: Collection[int]) -> dict[int, str]:
        """Those of these names that are known without a request.

        Fast enough to call on a key press, and never fails.
        """
        return {}

    @property
    def keeps_texts(self) -> bool:
        """Whether there may be any `template_texts`, so that asking for them is worth it."""
        return False

    async def template_texts(self, ids: Collection[int]) -> dict[int, TemplateText]:
        """What the e-mail templates with these ids say, without those whose text is not known.

        Never fails. Only an archive has any: the service has no endpoint for them.
        """
        return {}

    async def missing_texts(self) -> tuple[int, int] | None:
        """Of how many e-mail templates the text is missing, and of how many in all.

        `None` if no texts are kept, or it would take long to count. Never fails.
        """
        return None

    def answers_at_once(self, query: Query) -> bool:
        """Whether a query needs no request, so that it need not wait for a pause in typing.

        Fast enough to call on a key press.
        """
        return False

    def search_note(self, query: Query) -> str:
        """One line for the user: what a search may miss; empty if it misses nothing."""
        return ""

    def pop_warning(self) -> str:
        """One line to show to the user, returned once; empty if there is none."""
        return ""


class RawSource(Source[Record]):
    """A source that also returns items as it received them, for exports and archives."""

    @property
    def holds_whole_account(self) -> bool:
        """Whether an empty query selects all that the account had when it was saved, as proven.

        An `AuthoritativeSource` is the account itself.
        """
        return False

    @abstractmethod
    async def raw_page(
        self, query: Query, number: int, *, is_wanted: Callable[[], bool] = never_cancelled
    ) -> RawPage:
        """The page that `page` returns, with its items as received."""

    @abstractmethod
    async def raw(self, record_id: int) -> Json:
        """The record with that id in its envelope, as received."""

    async def raw_text(self, record_id: int) -> str:
        """The same as JSON: the text that was received, if the source has it."""
        # Imported late: the first rows do without it.
        import json

        return json.dumps(await self.raw(record_id), separators=(",", ":"))


class AuthoritativeSource(ABC):
    """An account that answers for itself, so that its answers can prove that nothing is missing.

    The service is one. A cache is not, nor is an archive: where its rows end, the account may go
    on. A base of its own, not a flag of `RawSource`, so that whatever proves completeness cannot be
    given anything else.
    """

    may_change = True
    """Whether it may change while it is read."""

    @abstractmethod
    async def raw_page(
        self, query: Query, number: int, *, is_wanted: Callable[[], bool] = never_cancelled
    ) -> RawPage:
        """Page `number` (from 1) with its items as received."""

    async def creator_names(self, ids: Collection[int]) -> dict[int, str]:
        """As in `Source`."""
        return {}

    def scan_query(self, query: Query) -> Query:
        """What to read page by page to find what `query` selects.

        It differs from `query` if that is filtered from the results of another one, whose pages are
        those of the service: for a filter or an order, from the whole account.
        """
        return replace(query, filter=None, sort=None)


class SourceKind(Enum):
    """The kind of account that the rows come from; always visible on the screen."""

    LIVE = "live"
    DEMO = "demo"
    ARCHIVE = "archive"


class SourceInfo(NamedTuple):
    """Which account the rows come from, as text for the user."""

    kind: SourceKind
    name: str
    """The host of a live account, the file of an archive, ``demo account``."""

    advice: str = ""
    """One line for the user, such as how to connect an own account instead."""

    as_of: str = ""
    """The age of rows that are not current: ``saved 24 Nov 2026``."""

    has_pages: bool = True
    """Whether Sell has a web page for each sequence, as it has for its own accounts only."""

    profile: str = ""
    """The name under which the user knows the account; empty if there is none."""
