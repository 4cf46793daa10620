"""Where sequences come from, as the store sees it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from seq_tui.domain.page import Page
    from seq_tui.domain.query import Query
    from seq_tui.domain.sequence import Sequence


class Source(Protocol):
    """An account to read from: the live service, an archive, the demo account.

    Both methods raise `seq_tui.domain.failure.SourceError`, and nothing else that is foreseen.
    """

    async def page(self, query: Query, number: int) -> Page:
        """Page `number` (from 1) of what `query` asks for, 100 sequences a page."""
        ...

    async def get(self, sequence_id: int) -> Sequence:
        """The sequence with that id."""
        ...


class Kind(Enum):
    """What sort of account the rows come from; always on the screen."""

    LIVE = "live"
    DEMO = "demo"
    ARCHIVE = "archive"


@dataclass(frozen=True, slots=True)
class Origin:
    """Which account the rows come from, in words for a person."""

    kind: Kind
    name: str
    """The host of a live account, the file of an archive, ``demo account``."""

    advice: str = ""
    """One line for someone who sees this account by default, such as how to connect their own."""
