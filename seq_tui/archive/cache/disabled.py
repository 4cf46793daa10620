"""The cache of a session that has none."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from seq_tui.domain.page import Page, RawPage
    from seq_tui.domain.query import Query
    from seq_tui.domain.sequence import Sequence


class DisabledCache:
    """A `seq_tui.archive.cache.cache.Cache` that holds nothing, where the system cannot have one.

    Args:
        reason: why, for the user.
    """

    is_disabled = True
    """Nothing is ever written."""

    def __init__(self, reason: str) -> None:
        self._warning = f"Pages are not cached in this session: {reason}"

    def page(self, query: Query, number: int) -> Page[Sequence] | None:
        """No page is cached."""
        del query, number
        return None

    def row_of(self, sequence_id: int) -> int | None:
        """No sequence was seen."""
        del sequence_id
        return None

    def locate(self, query: Query, sequence_id: int) -> tuple[int | None, bool]:
        """No sequence is found."""
        del query, sequence_id
        return None, True

    def last_page(self) -> int | None:
        """The account was not seen."""
        return None

    def creator_names(self) -> dict[int, str]:
        """No name is known."""
        return {}

    def store_creator_names(self, names: Mapping[int, str]) -> None:
        """Ignore the names."""

    def store(self, page: RawPage, read_at: datetime) -> None:
        """Ignore the page."""

    def flush(self, on_written: Callable[[], object]) -> None:
        """Nothing is to be written."""
        on_written()

    def pop_loss(self) -> bool:
        """Nothing was stored that could be lost."""
        return False

    def pop_warning(self) -> str:
        """Why nothing is cached, once."""
        warning, self._warning = self._warning, ""
        return warning

    def close(self) -> None:
        """Nothing is open."""
