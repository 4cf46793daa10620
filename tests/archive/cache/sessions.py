"""Helpers for tests of the cache: sessions that store pages, and what the next session reads."""

from __future__ import annotations

import subprocess
import sys
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from seq_tui.archive.cache.cache import Cache
from seq_tui.domain.page import RawPage
from seq_tui.domain.query import Query
from tests.archive.saved_items import HOST, item

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

ACCOUNT = "0123456789abcdef"
NOW = datetime(2026, 11, 24, 18, 5, tzinfo=UTC)
ALL = Query()


def open_cache(find_path: Callable[[], Path], account: str = ACCOUNT) -> Cache:
    """A cache that writes each page at once."""
    return Cache(find_path, HOST, account, write_delay=0)


@contextmanager
def session(path: Path, account: str = ACCOUNT) -> Iterator[Cache]:
    """One run of the program; it ends once everything is written."""
    cache = open_cache(lambda: path, account)
    yield cache
    cache.close()


def raw_page(number: int, *, is_last: bool = False, rows: int = 100, first: int = 0) -> RawPage:
    start = first + number * 100
    items = tuple(item(each, f"Sequence {each}") for each in range(start, start + rows))
    return RawPage(number, items, is_last)


def store_pages(path: Path, *pages: RawPage, at: datetime = NOW) -> list[str]:
    """Store pages in one session; returns its warnings."""
    with session(path) as cache:
        for page in pages:
            cache.store(page, at)
    return warnings_of(cache)


def warnings_of(cache: Cache) -> list[str]:
    return list(iter(cache.pop_warning, ""))


def stored_ids(path: Path, number: int, query: Query = ALL) -> list[int | None] | None:
    """The ids of a page, as the next session reads them."""
    with session(path) as cache:
        page = cache.page(query, number)
    return None if page is None else [sequence.id for sequence in page.items]


def corrupt(data: bytes) -> bytes:
    """The file with the middle of every page overwritten, except the first."""
    pages = [data[at : at + 8192] for at in range(0, len(data), 8192)]
    return pages[0] + b"".join(page[:100] + b"\xa5" * 7000 + page[7100:] for page in pages[1:])


def run_script(script: str) -> str:
    return subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    ).stdout
