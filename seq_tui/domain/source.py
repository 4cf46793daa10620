"""Where sequences come from, as the store sees it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Protocol

from seq_tui.domain.page import never_cancelled

if TYPE_CHECKING:
    from collections.abc import Callable

    from seq_tui.domain.json import Json
    from seq_tui.domain.page import Page, RawPage
    from seq_tui.domain.query import Query
    from seq_tui.domain.sequence import Sequence


class Source(Protocol):
    """An account to read from: the live service, an archive, the demo account.

    `page` and `get` raise `seq_tui.domain.failure.SourceError`, and nothing else that is foreseen.
    """

    async def page(
        self, query: Query, number: int, *, is_wanted: Callable[[], bool] = never_cancelled
    ) -> Page:
        """Page `number` (from 1) of what `query` asks for, 100 sequences a page.

        Once `is_wanted` says no, nothing more is sent, and any wait before that ends at once. What
        was sent is not cancelled.
        """
        ...

    async def get(self, sequence_id: int) -> Sequence:
        """The sequence with that id."""
        ...

    def retry_in(self) -> float:
        """Seconds until the service, which found requests too many, may be asked again; else 0."""
        ...

    def cached_page(self, query: Query, number: int) -> Page | None:
        """The page as an earlier reading left it, or `None` where nothing is kept of it.

        It takes no longer than a key may, and never fails: `news` tells of a memory that is lost.
        """
        ...

    def pop_warning(self) -> str:
        """One line that the user should read, once; empty where there is none."""
        ...


class RawSource(Source, Protocol):
    """A source that also gives away what it has as it has it, for exports and for archives."""

    async def raw_page(
        self, query: Query, number: int, *, is_wanted: Callable[[], bool] = never_cancelled
    ) -> RawPage:
        """The page that `page` gives, with its items as they were received."""
        ...

    async def raw(self, sequence_id: int) -> Json:
        """The sequence with that id in its envelope, as it was received."""
        ...


class SourceKind(Enum):
    """What sort of account the rows come from; always on the screen."""

    LIVE = "live"
    DEMO = "demo"
    ARCHIVE = "archive"


@dataclass(frozen=True, slots=True)
class SourceInfo:
    """Which account the rows come from, in words for a person."""

    kind: SourceKind
    name: str
    """The host of a live account, the file of an archive, ``demo account``."""

    advice: str = ""
    """One line for whoever sees this account, such as how to connect their own instead."""

    as_of: str = ""
    """When the rows are from, if not from now: ``saved 24 Nov 2026``."""

    has_pages: bool = True
    """Whether Sell has a page for each sequence: it has none of an account that is not its own."""
