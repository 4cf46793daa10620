"""How much SQLite does for a query: little where an index tells, or a row is known."""

from __future__ import annotations

import asyncio
from contextlib import closing, contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from seq_tui.archive.file import archive as archive_file
from seq_tui.archive.file import indexed_order, ordered_rows
from seq_tui.archive.file.archive import PAINT_S, Archive
from seq_tui.archive.file.filter_scan import FilterScan
from seq_tui.archive.file.writer import ArchiveWriter
from seq_tui.domain.page import PER_PAGE
from seq_tui.domain.query import Query, Sort
from tests.archive.saved_items import HOST, demo_items
from tests.virtual_time import VIRTUAL

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

pytestmark = pytest.mark.anyio

SIZE = 3_000

INSTRUCTIONS = 100


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("archive") / "a.seqtui"
    with closing(ArchiveWriter.open_or_create(path, HOST)) as writer:
        writer.put(demo_items(SIZE))
    return path


@pytest.fixture
def anyio_backend() -> tuple[str, Mapping[str, object]]:
    return VIRTUAL


@pytest.fixture
def archive(path: Path) -> Iterator[Archive]:
    with closing(Archive.open(path)) as archive:
        yield archive


@contextmanager
def counted(archive: Archive) -> Iterator[list[int]]:
    """The instructions that SQLite runs meanwhile, in hundreds: the length of the list."""
    calls: list[int] = []
    archive._connection.set_progress_handler(lambda: calls.append(0), INSTRUCTIONS)
    try:
        yield calls
    finally:
        archive._connection.set_progress_handler(None, 0)


async def work(archive: Archive, query: Query) -> int:
    """The instructions that SQLite runs to count what a query selects, in hundreds."""
    with counted(archive) as calls:
        assert await archive.count_results(query) is not None
    return len(calls)


@pytest.mark.parametrize("text", ["zzebra", "zq", "task:zzebra", "task:zq", "zq task:call"])
async def test_words_that_no_row_has_need_no_scan(archive: Archive, text: str) -> None:
    scan = await work(archive, Query.parse("steps>90"))
    assert scan > 2 * SIZE / INSTRUCTIONS
    assert await work(archive, Query.parse(f"{text} steps>3")) < scan / 5


@pytest.mark.parametrize("text", ["winback steps>3", "ba steps>3", "winback ba steps>3"])
@pytest.mark.parametrize("is_descending", [False, True])
async def test_in_the_order_of_names_only_rows_with_the_words_are_compared(
    archive: Archive, monkeypatch: pytest.MonkeyPatch, text: str, *, is_descending: bool
) -> None:
    monkeypatch.setattr(ordered_rows, "WALKED", 1)
    *words, _ = text.split()
    compared: list[int] = []
    pick = FilterScan.pick

    def noted(scan: FilterScan, places: list[int]) -> list[int] | None:
        compared.extend(places)
        return pick(scan, places)

    monkeypatch.setattr(FilterScan, "pick", noted)
    query = replace(Query.parse(text), sort=Sort("name", is_descending))
    page = await archive.page(query, 1)
    names = [
        archive._connection.execute("SELECT name FROM words WHERE place = ?", (place,)).fetchone()
        for place in compared
    ]
    assert all(word in name for (name,) in names for word in words)
    assert len(compared) >= len(page.items) > 0


@pytest.mark.parametrize("key", ["name", "length", "created", "updated"])
@pytest.mark.parametrize("is_descending", [False, True])
async def test_rows_beside_one_that_was_counted_need_no_count(
    archive: Archive, monkeypatch: pytest.MonkeyPatch, key: str, *, is_descending: bool
) -> None:
    monkeypatch.setattr(ordered_rows, "AWAY", 200)
    monkeypatch.setattr(indexed_order, "CHUNK", 200)
    query = Query(sort=Sort(key, is_descending))
    ids = archive._connection.execute("SELECT id FROM sequence").fetchall()
    rows = {each: await archive.find_row(query, each) or 0 for (each,) in ids[::100]}
    row = next(each for each in rows.values() if SIZE * 2 / 3 < each < SIZE * 4 / 5)
    located = next(each for each, found in rows.items() if found == row)
    number = row // PER_PAGE + 1
    archive._reader._latest = None
    with counted(archive) as calls_before:
        page = await archive.page(query, number)
    archive._reader._latest = None
    assert await archive.find_row(query, located) == row
    with counted(archive) as calls_after:
        assert await archive.page(query, number) == page
    assert len(calls_after) < len(calls_before) / 2


async def test_the_screen_is_painted_before_the_rows_of_a_large_archive_are_counted(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive_file, "COUNTED_AT_ONCE", SIZE - 1)
    work = []
    with counted(archive) as calls:
        asyncio.get_running_loop().call_later(PAINT_S / 2, lambda: work.append(len(calls)))
        assert await archive.find_row(Query(sort=Sort("name")), 21_128) is not None
        work.append(len(calls))
    assert work[0] <= 1 < work[1]
