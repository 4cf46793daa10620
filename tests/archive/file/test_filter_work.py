"""How much SQLite does for a filter with words: little where an index tells most rows apart."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING

import pytest

from seq_tui.archive.file import ordered_rows
from seq_tui.archive.file.archive import Archive
from seq_tui.archive.file.filter_scan import FilterScan
from seq_tui.archive.file.writer import ArchiveWriter
from seq_tui.domain.query import Query, Sort
from tests.archive.saved_items import HOST, demo_items

if TYPE_CHECKING:
    from collections.abc import Iterator
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
def archive(path: Path) -> Iterator[Archive]:
    with closing(Archive.open(path)) as archive:
        yield archive


async def work(archive: Archive, query: Query) -> int:
    """The instructions that SQLite runs to count what a query selects, in hundreds."""
    calls = count()
    archive._connection.set_progress_handler(lambda: next(calls) < 0, INSTRUCTIONS)
    assert await archive.count_results(query) is not None
    archive._connection.set_progress_handler(None, 0)
    return next(calls)


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
