"""Archives in the order of a key: that of a plain sort, whatever the file and the query."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING

import pytest

from seq_tui.archive.cache.pages import CachedPages
from seq_tui.archive.file import creator_order, filter_scan, indexed_order, ordered_rows
from seq_tui.archive.file.archive import Archive
from seq_tui.archive.file.deleted import Deleted
from seq_tui.archive.file.positions import FoundInParts
from seq_tui.archive.file.writer import ArchiveWriter
from seq_tui.domain.page import PER_PAGE, never_cancelled
from seq_tui.domain.query import Query, Sort
from seq_tui.domain.sequence import DELETED_AT
from seq_tui.wire.records import sequence_from, unwrap
from tests.archive.file.plain_order import SORTS, expected, pages_of
from tests.archive.saved_items import (
    HOST,
    demo_items,
    make_version_1,
    mark_deleted,
    saved_demo,
)
from tests.domain.plain_sort import plainly_sorted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from seq_tui.domain.json import Json
    from seq_tui.domain.sequence import Sequence

pytestmark = pytest.mark.anyio

QUERIES = [
    *("", "trial", "o", "1", "21132", "#1,2,3,21128,21132 #99", "-trial", "steps>3", "task:"),
    *("days<=10", "a steps>3", "task:call -trial", "steps>=0 or id:1"),
]

NAMES = {3: "Zoë", 4: "anna", 5: "Anna", 7: "\x00"}


def odd(number: int, **fields: Json) -> Json:
    """An item with few fields, and these as given."""
    return {"data": {"id": number, **fields}, "meta": {"type": "sequence"}}


WAIT: Json = {"delay_from_previous_step": 1, "delay_from_previous_step_unit": "fortnights"}

ODD: list[Json] = [
    None,
    odd(1),
    odd(2, name="", created_at="yesterday", creator_id=9),
    odd(3, name="\x00b", steps_total=3, creator_id=8),
    odd(4, name="\ufffda", steps_total=2**63 - 1, creator_id=7),
    odd(5, name="𝕏 \ud800", created_at="2026-01-01", steps=[], creator_id=3),
    odd(6, name="\uffff", created_at="2026-01-01T01:00:00+01:00", steps=[WAIT], creator_id=5),
    odd(7, name="TRIAL", updated_at="2026-01-01T00:00:00.5Z", creator_id=4),
    odd(8, name="\ue000 trial", steps_total=-1, creator_id=-(2**62)),
    odd(9, name="ß trial", updated_at="0001-01-01T00:00:00+14:00", steps_total=3),
    {"no": "sequence"},
]


@pytest.fixture(scope="module", params=["newest", "version 1", "in small parts", "given up early"])
def path(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Path]:
    path = tmp_path_factory.mktemp("archive") / "a.seqtui"
    writer = ArchiveWriter.open_or_create(path, HOST)
    writer.put([*ODD, *demo_items(150)])
    writer.save_creator_names(NAMES)
    mark_deleted(
        writer, {4, 7, 8, 9, *(each.id or 0 for each in demo_rows(writer)[40:60])}, "2026-01-01"
    )
    writer.finish()
    if request.param == "version 1":
        make_version_1(path)
        with closing(Archive.open(path)) as archive:
            assert not archive.stored_creator_names()
    if request.param in ("in small parts", "given up early"):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(indexed_order, "CHUNK", 4)
            patch.setattr(ordered_rows, "FEW", 5)
            patch.setattr(filter_scan, "SCANNED", 7)
            patch.setattr(filter_scan, "COMPARED", 2)
            patch.setattr(ordered_rows, "FIRST", 12)
            if request.param == "given up early":
                patch.setattr(ordered_rows, "WALKED", 1_000)
            else:
                patch.setattr(ordered_rows, "WALKED", 1)
                patch.setattr(creator_order, "MAX_CREATORS", 2)
            yield path
        return
    yield path


def demo_rows(archive: Archive) -> list[Sequence]:
    rows = [archive.item_of(row) for row in archive.all_rows()]
    return [sequence_from(unwrap(row.value) or {}) for row in rows][len(ODD) :]


@pytest.fixture(scope="module")
def unsorted(path: Path) -> dict[str, list[Sequence]]:
    """What each query finds in the archive, in the order of the account, as far as it was read."""
    return {}


async def in_account_order(
    archive: Archive, text: str, known: dict[str, list[Sequence]]
) -> list[Sequence]:
    """What a query finds; read once, since each order needs it."""
    if "" not in known:
        known[""] = await pages_of(archive, Query())
    if text not in known:
        known[text] = sorted(await pages_of(archive, Query.parse(text)), key=known[""].index)
    return known[text]


@pytest.mark.parametrize("sort", SORTS, ids=str)
@pytest.mark.parametrize("text", QUERIES)
async def test_rows_are_in_the_order_of_a_plain_sort(
    path: Path, unsorted: dict[str, list[Sequence]], text: str, sort: Sort
) -> None:
    with closing(Archive.open(path)) as archive:
        found = await in_account_order(archive, text, unsorted)
        rows = await pages_of(archive, replace(Query.parse(text), sort=sort))
        assert rows == expected(found, sort, archive)


@pytest.mark.parametrize("sort", [None, *SORTS], ids=str)
@pytest.mark.parametrize("text", QUERIES)
async def test_a_sequence_is_found_in_its_row(path: Path, text: str, sort: Sort | None) -> None:
    query = replace(Query.parse(text), sort=sort)
    with closing(Archive.open(path)) as archive:
        rows, _ = await archive._rows(query, 1, 999, never_cancelled, Deleted.YES)
        places = {row.id: number for number, row in enumerate(rows) if row.id is not None}
        every = {row.id for row in archive.all_rows() if row.id is not None}
        found = {each: await archive.find_row(query, each) for each in every}
        is_known = query.number is None or query.sort is not None
        assert found == {each: places.get(each) if is_known else None for each in every}


async def test_a_row_that_is_not_wanted_any_more_is_not_looked_for(path: Path) -> None:
    with closing(Archive.open(path)) as archive:
        query = Query(sort=Sort("name"))
        assert await archive.find_row(query, 1, is_wanted=lambda: False) is None


@pytest.mark.parametrize("deleted", [None, Deleted.NO, Deleted.ONLY], ids=str)
@pytest.mark.parametrize("sort", SORTS, ids=str)
async def test_pages_far_away_are_those_that_come_after_all_others(
    path: Path, monkeypatch: pytest.MonkeyPatch, sort: Sort, deleted: Deleted | None
) -> None:
    monkeypatch.setattr(ordered_rows, "AWAY", 10)
    with closing(Archive.open(path)) as archive:
        archive.deleted = deleted
        pages, query = range(1, 26), Query(sort=sort)

        async def read(numbers: Iterable[int]) -> dict[int, tuple[Sequence, ...]]:
            return {each: (await archive.page(query, each, per_page=7)).items for each in numbers}

        one_by_one = await read(pages)
        some = [*reversed(pages)], (9, 1, 10, 11, 8), (4, 20, 5, 21, 6)
        for numbers, located in zip(some * 2, (0, 0, 0, 1, 21130, 21270), strict=True):
            archive._reader._latest = None
            await archive.find_row(query, located)
            found = await read(numbers)
            assert found == {each: one_by_one[each] for each in found}
        assert sum(map(len, one_by_one.values())) > 2 * 7


@pytest.mark.parametrize("deleted", [Deleted.NO, Deleted.ONLY])
async def test_deleted_sequences_are_left_out_or_alone_as_in_the_order_of_the_account(
    path: Path, deleted: Deleted
) -> None:
    query = Query(sort=Sort("name", is_descending=True))
    with closing(Archive.open(path)) as archive:
        rows = await pages_of(archive, query)
        archive.deleted = deleted
        wanted = deleted is Deleted.ONLY
        some = await archive.page(query, 1, per_page=999)
        assert [row.id for row in some.items] == [
            row.id for row in rows if (DELETED_AT in row.extra) is wanted
        ]


@pytest.mark.parametrize("sort", SORTS, ids=str)
async def test_cached_rows_are_sorted_alike(path: Path, sort: Sort) -> None:
    query = Query(sort=sort)
    with closing(CachedPages.open(path)) as cache:
        rows = await pages_of(cache, query)
        live = [row.id for row in rows if DELETED_AT not in row.extra]
        found = [*cache.search(query, 1).items, *cache.search(query, 2).items]
        assert [row.id for row in found] == live
        assert len(live) > PER_PAGE


async def test_a_count_that_is_not_wanted_ends_and_goes_on_later(tmp_path: Path) -> None:
    query = Query.parse("a")
    wanted = iter([True, False])
    with closing(saved_demo(tmp_path / "a.seqtui", 1_000)) as archive:
        assert await archive.count_results(query, is_wanted=lambda: next(wanted, False)) is None
        total = await archive.count_results(query)
        assert total == len(await pages_of(archive, query))


@pytest.mark.parametrize("sort", [None, Sort("length")], ids=str)
@pytest.mark.parametrize("failing", [1, 2, 4, 8, 12])
async def test_after_an_error_a_search_begins_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: int, sort: Sort | None
) -> None:
    monkeypatch.setattr(ordered_rows, "FEW", 20)
    monkeypatch.setattr(filter_scan, "SCANNED", 100)
    calls = count(1)
    query = replace(Query.parse("steps>4"), sort=sort)
    with closing(saved_demo(tmp_path / "a.seqtui", 1_000)) as archive:
        selected = [
            each for each in await pages_of(archive, Query()) if (each.steps_total or 0) > 4
        ]
        archive._connection.set_progress_handler(lambda: next(calls) == failing, 300)
        assert await archive.count_results(query) is None
        archive._connection.set_progress_handler(None, 0)
        assert await archive.count_results(query) == len(selected)
        assert sorted(await pages_of(archive, query), key=selected.index) == selected


async def test_rows_are_counted_while_another_query_is_asked(tmp_path: Path) -> None:
    query, other = Query.parse("steps>4"), Query.parse("steps>5")
    with closing(saved_demo(tmp_path / "a.seqtui", 1_000)) as archive:
        number = len(await pages_of(archive, query))

        def ask_another() -> bool:
            archive._reader.count(other)
            return True

        ask_another()
        assert await archive.count_results(query, is_wanted=ask_another) == number


@pytest.mark.parametrize("is_descending", [False, True])
async def test_values_of_several_kinds_are_in_the_order_of_sqlite(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_descending: bool
) -> None:
    monkeypatch.setattr(ordered_rows, "FEW", 20)
    monkeypatch.setattr(filter_scan, "SCANNED", 100)
    query = replace(Query.parse("days>=0"), sort=Sort("steps", is_descending))
    with closing(ArchiveWriter.open_or_create(tmp_path / "a.seqtui", HOST)) as archive:
        archive.put(demo_items(1_000))
        archive._connection.execute("UPDATE facts SET steps = x'61' WHERE place % 3 = 0")
        archive._connection.execute("UPDATE facts SET steps = 'a' WHERE place % 3 = 1")
        direction = "DESC" if is_descending else "ASC"
        first = archive._connection.execute(
            "SELECT place FROM facts WHERE days >= 0 AND steps IS NOT NULL"
            f" ORDER BY steps {direction}, place LIMIT 100"
        )
        places = [place for (place,) in first]
        monkeypatch.setattr(ordered_rows, "WALKED", 1_000)
        rows, _ = await archive._rows(query, 1, 100, never_cancelled, Deleted.YES)
        assert [row.position for row in rows] == places


@pytest.mark.parametrize("is_descending", [False, True])
async def test_a_sequence_found_by_its_number_is_sorted_among_many_found_by_their_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_descending: bool
) -> None:
    monkeypatch.setattr(indexed_order, "CHUNK", 20)
    monkeypatch.setattr(ordered_rows, "FEW", 20)
    monkeypatch.setattr(ordered_rows, "WALKED", 1_000)
    sort = Sort("steps", is_descending)
    query = replace(Query.parse("9"), sort=sort)
    by_number = odd(9, name="x", steps_total=9)
    with closing(ArchiveWriter.open_or_create(tmp_path / "a.seqtui", HOST)) as archive:
        archive.put([*demo_items(1_000), by_number])
        every = await pages_of(archive, Query())
        selected = [each for each in every if each.id == 9 or "9" in (each.name or "")]
        assert len(selected) > 40
        assert await pages_of(archive, query) == plainly_sorted(selected, sort, {})


async def test_an_error_ends_every_search_that_it_may_have_left_rows_out_of() -> None:
    def parts() -> Iterator[list[int]]:
        yield [1, 2, 3]
        raise sqlite3.OperationalError("disk I/O error")

    rows = FoundInParts(parts())
    searches = asyncio.gather(
        rows.find(100, never_cancelled), rows.count(never_cancelled), return_exceptions=True
    )
    assert [type(each) for each in await searches] == [sqlite3.OperationalError] * 2
    assert rows.all_found() is None
