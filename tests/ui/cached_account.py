"""An account with cached pages, for tests without a network."""

from __future__ import annotations

from datetime import UTC, datetime

from seq_tui.domain.failure import Cause, Failure
from seq_tui.domain.page import PER_PAGE, Page
from tests.fake_source import FakeSource, sequence

EARLIER = datetime(2026, 11, 22, 17, 5, tzinfo=UTC)
GONE = Failure(Cause.UNREACHABLE, "Cannot reach api.getbase.com")


def remembering(size: int, first: int = 0) -> FakeSource:
    """An account of `size` sequences, of which those from `first` on are cached."""
    source = FakeSource(size)
    cached = [sequence(number)._replace(name=f"Earlier {number}") for number in range(first, size)]
    for number, start in enumerate(range(0, len(cached), PER_PAGE), 1):
        items = tuple(cached[start : start + PER_PAGE])
        is_last = start + PER_PAGE >= len(cached)
        source.memory["", number] = Page(number, items, is_last, read_at=EARLIER)
    return source
