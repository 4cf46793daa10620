"""A service that never ends and never sends anything new: the download ends, and says so."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from seq_tui.archive.download.download import Download
from seq_tui.archive.file.writer import ArchiveWriter
from seq_tui.domain.page import PER_PAGE, RawPage, never_cancelled
from seq_tui.domain.source import AuthoritativeSource
from tests.archive.saved_items import HOST

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from seq_tui.domain.json import Json
    from seq_tui.domain.query import Query

pytestmark = pytest.mark.anyio


class Repeating(AuthoritativeSource):
    """An account whose page `n` has the items that `make` returns for `n`; it has no end."""

    def __init__(self, make: Callable[[int], list[Json]], last: int = 0) -> None:
        self.make = make
        self.last = last
        """The page that is marked as the last."""
        self.highest = 0

    async def raw_page(
        self, query: Query, number: int, *, is_wanted: object = never_cancelled
    ) -> RawPage:
        assert not query
        self.highest = max(self.highest, number)
        return RawPage(number, tuple(self.make(number)), is_last=number == self.last)


def nameless(number: int) -> list[Json]:
    return [{"name": f"{number}, {row}"} for row in range(PER_PAGE)]


@pytest.mark.parametrize(
    ("make", "kept", "warning"),
    [
        (lambda _: [{"name": "a"}] * PER_PAGE, 100, "page 2 held nothing new"),
        (lambda _: [{"id": 10**400}] * PER_PAGE, 100, "page 2 held nothing new"),
        (lambda _: [None] * PER_PAGE, 100, "page 2 held nothing new"),
        (lambda _: [{"id": 1}, {"name": "a"}], 3, "page 2 held no sequence with a new id"),
        (lambda n: nameless(n % 2), 200, "page 2 held no sequence with a new id"),
        (nameless, 200, "page 2 held no sequence with a new id"),
        (lambda n: [{"id": n % 7}, "x"], 15, "page 8 held no sequence with a new id"),
        (lambda n: [{"id": n % 7}], 7, "page 8 held nothing new"),
        (lambda n: [{"id": n}] if n < 4 else nameless(1), 103, "page 4 held no sequence with"),
    ],
)
async def test_no_progress_is_the_end_and_what_was_read_is_kept(
    tmp_path: Path, make: Callable[[int], list[Json]], kept: int, warning: str
) -> None:
    writer = ArchiveWriter.open_or_create(tmp_path / "a.seqtui.partial", HOST)
    account = Repeating(make)
    result = await Download(account, writer, asyncio.Event()).run()
    assert not result.is_complete
    assert warning in result.warnings[-1]
    assert writer.row_count == kept
    assert account.highest < 13


async def test_one_page_without_an_id_is_a_whole_account(tmp_path: Path) -> None:
    writer = ArchiveWriter.open_or_create(tmp_path / "a.seqtui.partial", HOST)
    account = Repeating(lambda number: nameless(1)[:3] if number == 1 else [], last=1)
    assert (await Download(account, writer, asyncio.Event()).run()).is_complete
    assert writer.row_count == 3


async def test_a_last_page_that_is_sent_again_is_nothing_to_tell(tmp_path: Path) -> None:
    writer = ArchiveWriter.open_or_create(tmp_path / "a.seqtui.partial", HOST)
    account = Repeating(lambda _: nameless(1)[:3], last=1)
    assert (await Download(account, writer, asyncio.Event()).run()).is_complete
    assert writer.row_count == 3
