"""Long archives in the order of a key: only what the first rows need is read."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from seq_tui.archive.file import creator_order, filter_scan, indexed_order, ordered_rows, search
from seq_tui.archive.file.archive import Archive
from seq_tui.archive.file.filter_scan import FilterScan
from seq_tui.archive.file.ordered_rows import OrderedRows
from seq_tui.archive.file.search import Matches
from seq_tui.domain.page import PER_PAGE
from seq_tui.domain.query import Query, Sort
from tests.archive.file.plain_order import SORTS, expected, pages_of
from tests.archive.saved_items import demo_items, item, saved, saved_demo

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("sort", SORTS, ids=str)
async def test_rows_before_those_far_away_are_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sort: Sort
) -> None:
    monkeypatch.setattr(indexed_order, "CHUNK", 20)
    monkeypatch.setattr(creator_order, "MAX_CREATORS", 200)
    monkeypatch.setattr(ordered_rows, "AWAY", 100)
    with closing(saved_demo(tmp_path / "a.seqtui", 1_000)) as archive:
        rows = await pages_of(archive, Query())
        monkeypatch.setattr(OrderedRows, "_sorted", lambda _: iter(()))
        page = await archive.page(Query(sort=sort), 7)
        assert list(page.items) == expected(rows, sort, archive)[600:700]


@pytest.mark.parametrize("text", ["steps>2", "task: -steps>90", "a", "a days<50", "-task:zzz"])
async def test_the_first_rows_of_a_common_filter_need_no_search_of_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    monkeypatch.setattr(indexed_order, "CHUNK", 200)
    monkeypatch.setattr(ordered_rows, "WALKED", 2)
    query = replace(Query.parse(text), sort=Sort("name"))
    with closing(saved_demo(tmp_path / "a.seqtui", 1_000)) as archive:
        in_account_order = await pages_of(archive, Query.parse(text))
        with monkeypatch.context() as patch:
            patch.setattr(FilterScan, "find_more", None)
            patch.setattr(Matches, "find_more", None)
            page = await archive.page(query, 1)
        assert page.total is None
        assert not page.is_last
        assert await archive.count_results(query) == len(in_account_order) > 2 * PER_PAGE
        assert list(page.items) == expected(in_account_order, Sort("name"), archive)[:PER_PAGE]
        assert (await archive.page(query, 1)).total == len(in_account_order)


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("many") / "a.seqtui"
    saved(path, [*demo_items(1_000), *(item(n, "") for n in range(50))]).close()
    return path


@pytest.mark.parametrize(
    ("text", "sort"),
    [
        ("steps>4", Sort("length")),
        ("steps>4", Sort("steps")),
        ("steps<5", Sort("steps", is_descending=True)),
        ("days<=10", Sort("length", is_descending=True)),
        ("-winback days<=10", Sort("length", is_descending=True)),
        ("a steps>3", Sort("length")),
        ('" fo" steps>1', Sort("length")),
        ('" fo" steps>1', Sort("name", is_descending=True)),
        ("-creator:1700155 -creator:1700162", Sort("creator")),
        ("-creator:1700171 -creator:1700188", Sort("creator", is_descending=True)),
        ("-b", Sort("name", is_descending=True)),
        ("-b", Sort("name")),
        ('-task:"call about"', Sort("length")),
    ],
    ids=str,
)
@pytest.mark.parametrize("common", [0, 1_000_000])
async def test_the_first_rows_of_a_filter_against_its_order_come_before_all_are_found(
    many: Path, monkeypatch: pytest.MonkeyPatch, text: str, sort: Sort, common: int
) -> None:
    monkeypatch.setattr(search, "COMMON", common)
    monkeypatch.setattr(indexed_order, "CHUNK", 20)
    monkeypatch.setattr(creator_order, "MAX_CREATORS", 200)
    monkeypatch.setattr(ordered_rows, "FEW", 20)
    monkeypatch.setattr(ordered_rows, "FIRST", 250)
    monkeypatch.setattr(ordered_rows, "WALKED", 100)
    monkeypatch.setattr(filter_scan, "SCANNED", 100)
    monkeypatch.setattr(filter_scan, "COMPARED", 100)
    query = replace(Query.parse(text), sort=sort)
    with closing(Archive.open(many)) as archive:
        in_account_order = await pages_of(archive, Query.parse(text))
        page = await archive.page(query, 1)
        assert page.total is None
        rows = [*page.items, *(await archive.page(query, 2)).items]
        assert (await archive.page(query, 2)).total is None
        assert await archive.count_results(query) == len(in_account_order)
        rows += (await archive.page(query, 3)).items
        assert rows == expected(in_account_order, sort, archive)[: 3 * PER_PAGE]
        assert len(rows) > 2 * PER_PAGE
