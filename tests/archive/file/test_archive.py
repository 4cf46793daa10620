"""Reading pages and single sequences of an archive, at any depth."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from seq_tui.archive.file.archive import Archive
from seq_tui.archive.file.history import import_history
from seq_tui.archive.file.writer import ArchiveWriter
from seq_tui.domain.failure import Cause, SourceError
from seq_tui.domain.query import Query
from seq_tui.domain.sequence import DELETED_AT
from seq_tui.server.demo.account import DemoAccount, demo_sequence
from seq_tui.wire.records import sequence_from, unwrap
from tests.archive.saved_items import (
    HOST,
    demo_items,
    everything,
    item,
    mark_deleted,
    saved,
    saved_demo,
)

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.anyio

COUNT = 342


@pytest.mark.parametrize(
    "query",
    [
        Query(),
        Query("trial"),
        Query("TRIAL · e"),
        Query("é"),
        Query("zz"),
        Query("no such name"),
        Query("handler"),
        Query("REPLY\u00a0tríal no"),
        Query("same‑day"),
        Query("90"),
        Query(str(demo_sequence(300).id)),
        Query("trial · e", is_phrase=True),
        Query("21132", is_phrase=True),
        Query.parse("task:call"),
        Query.parse("task:call áfter"),
        Query.parse("task:"),
    ],
    ids=str,
)
async def test_every_page_equals_that_of_the_account(tmp_path: Path, query: Query) -> None:
    account = DemoAccount(COUNT)
    archive = saved_demo(tmp_path / "a.seqtui", COUNT)
    for number in range(1, 7):
        page, expected = await archive.page(query, number), await account.page(query, number)
        assert page == expected._replace(total=page.total)
        raw = await archive.raw_page(query, number)
        assert raw._replace(texts=None) == await account.raw_page(query, number)


async def test_pages_can_be_read_in_any_order_and_size(tmp_path: Path) -> None:
    account = DemoAccount(COUNT)
    archive = saved_demo(tmp_path / "a.seqtui", COUNT)
    for query in (Query(), Query("e")):
        for number, size in ((7, 25), (1, 3), (100, 3), (2, 100), (9999, 1)):
            page = await archive.raw_page(query, number, size)
            assert page._replace(texts=None) == await account.raw_page(query, number, size)


async def test_ids_are_found_in_the_order_of_the_account(tmp_path: Path) -> None:
    archive = saved_demo(tmp_path / "a.seqtui", COUNT)
    wanted = [demo_sequence(row).id or 0 for row in (300, 5, 20)]
    page = await archive.page(Query(ids=(*wanted, 1, 2**70, wanted[0])), 1)
    assert [row.id for row in page.items] == sorted(wanted)
    assert page.is_last


async def test_ids_and_a_name_must_both_match(tmp_path: Path) -> None:
    items = [item(1, "Trial"), item(2, "Winback"), item(3, "TRIAL long")]
    archive = saved(tmp_path / "a.seqtui", items)
    page = await archive.page(Query("trial", (2, 3)), 1)
    assert [row.id for row in page.items] == [3]


async def test_one_sequence_is_found_by_its_id(tmp_path: Path) -> None:
    archive = saved_demo(tmp_path / "a.seqtui", 30)
    wanted = demo_sequence(17)
    assert wanted.id is not None
    assert await archive.get(wanted.id) == wanted
    assert await archive.raw(wanted.id) == demo_items(30)[17]


@pytest.mark.parametrize("sequence_id", [1, 0, -5, 2**63, 10**30])
async def test_an_unknown_id_is_not_found(tmp_path: Path, sequence_id: int) -> None:
    archive = saved_demo(tmp_path / "a.seqtui", 3)
    with pytest.raises(SourceError) as raised:
        await archive.get(sequence_id)
    assert raised.value.failure.cause is Cause.NOT_FOUND
    assert f"no sequence {sequence_id}" in str(raised.value)


async def test_an_empty_archive_has_one_empty_page(tmp_path: Path) -> None:
    archive = saved(tmp_path / "a.seqtui", [])
    page = await archive.page(Query(), 1)
    assert (page.items, page.is_last, archive.count) == ((), True, 0)


async def test_deleted_sequences_come_last_and_are_marked(tmp_path: Path) -> None:
    writer = ArchiveWriter.open_or_create(tmp_path / "a.seqtui", HOST)
    writer.put([item(each, f"Trial {each}") for each in (1, 2, 3)])
    assert mark_deleted(writer, [2, 9], "2026-11-24T00:00:00Z") == 1
    page = await writer.page(Query(), 1)
    assert [row.id for row in page.items] == [1, 3, 2]
    assert [row.extra.get(DELETED_AT) for row in page.items] == [None, None, "2026-11-24T00:00:00Z"]
    assert [row.id for row in (await writer.page(Query("trial"), 1)).items] == [1, 3, 2]
    assert (await writer.get(2)).extra[DELETED_AT] == "2026-11-24T00:00:00Z"
    assert writer.count == 2


async def test_the_row_of_a_sequence_is_known(tmp_path: Path) -> None:
    writer = ArchiveWriter.open_or_create(tmp_path / "a.seqtui", HOST)
    writer.put([item(each) for each in (50, 20, 40, 30, 10)])
    assert [writer.row_of(each) for each in (50, 20, 10, 7, 2**70)] == [0, 1, 4, None, None]
    mark_deleted(writer, [20, 30], "2026-11-24T00:00:00Z")
    rows = (await writer.page(Query(), 1)).items
    assert [row.id for row in rows] == [50, 40, 10, 20, 30]
    assert [writer.row_of(row.id or 0) for row in rows] == [0, 1, 2, 3, 4]


async def test_a_number_finds_deleted_sequences_on_the_screen_only(tmp_path: Path) -> None:
    writer = ArchiveWriter.open_or_create(tmp_path / "a.seqtui", HOST)
    writer.put([item(1, "Top 2"), item(2), item(3, "2 of us")])
    mark_deleted(writer, [2], "2026-11-24T00:00:00Z")
    assert [row.id for row in (await writer.page(Query("2"), 1)).items] == [2, 1, 3]
    assert await everything(writer, Query("2")) == [item(1, "Top 2"), item(3, "2 of us")]


async def test_raw_pages_leave_out_deleted_sequences(tmp_path: Path) -> None:
    writer = ArchiveWriter.open_or_create(tmp_path / "a.seqtui", HOST)
    writer.put([item(each, f"Trial {each}") for each in (1, 2, 3)])
    mark_deleted(writer, [2], "2026-11-24T00:00:00Z")
    assert await everything(writer) == [item(1, "Trial 1"), item(3, "Trial 3")]
    assert await everything(writer, Query("trial")) == [item(1, "Trial 1"), item(3, "Trial 3")]
    assert await everything(writer, Query(ids=(2, 3))) == [item(3, "Trial 3")]
    assert await writer.raw(2) == item(2, "Trial 2")


async def test_pages_continue_from_the_account_to_deleted_sequences(tmp_path: Path) -> None:
    writer = ArchiveWriter.open_or_create(tmp_path / "a.seqtui", HOST)
    writer.put([item(each) for each in range(1, 8)])
    old = saved(tmp_path / "old.seqtui", [item(each) for each in range(5, 11)])
    assert import_history(writer, old, "2026-11-24T00:00:00Z").deleted == 3
    pages = [await writer.page(Query(), number, 2) for number in range(1, 7)]
    rows = [[row.id for row in page.items] for page in pages]
    assert rows == [[1, 2], [3, 4], [5, 6], [7, 8], [9, 10], []]
    assert [page.is_last for page in pages] == [False, False, False, False, True, True]


async def test_a_page_tells_how_many_rows_there_are(tmp_path: Path) -> None:
    writer = ArchiveWriter.open_or_create(tmp_path / "a.seqtui", HOST)
    writer.put([item(each, f"Trial {each}") for each in range(1, 251)])
    assert [(await writer.page(Query(), number)).total for number in (1, 3, 9)] == [250] * 3
    mark_deleted(writer, [2, 7, 100], "2026-11-24T00:00:00Z")
    assert [(await writer.page(Query(), number)).total for number in (1, 2)] == [250] * 2
    old = saved(tmp_path / "old.seqtui", [item(each) for each in range(245, 261)])
    import_history(writer, old, "2026-11-24T00:00:00Z")
    pages = [await writer.page(Query(), number) for number in (1, 2, 3)]
    assert [page.total for page in pages] == [260] * 3
    assert sum(len(page.items) for page in pages) == 260


@pytest.mark.parametrize(
    ("text", "totals"),
    [
        ("trial", [None, None, 250]),
        ("task:", [0]),
        ("#5,6,7,9999", [3]),
        ("winback", [0]),
        ("trial 24", [13]),
        ("12", [13]),
        ("250", [1]),
        ("7777", [0]),
    ],
)
async def test_the_results_of_a_search_are_counted_once_all_are_found(
    tmp_path: Path, text: str, totals: list[int | None]
) -> None:
    archive = saved(tmp_path / "a.seqtui", [item(n, f"Trial {n}") for n in range(1, 251)])
    pages = [await archive.page(Query.parse(text), number + 1) for number in range(len(totals))]
    assert [page.total for page in pages] == totals
    if totals[-1] is not None:
        assert sum(len(page.items) for page in pages) == totals[-1]


async def test_an_archive_with_gaps_scans_its_rows_once(tmp_path: Path) -> None:
    writer = ArchiveWriter.open_or_create(tmp_path / "a.seqtui", HOST)
    writer.put(demo_items(COUNT))
    gone = {demo_sequence(row).id for row in (0, 1, 57, 201, COUNT - 1)}
    mark_deleted(writer, [each for each in gone if each is not None], "2026-11-24T18:30:05Z")
    writer.finish()
    archive = Archive.open(tmp_path / "a.seqtui")
    statements: list[str] = []
    archive._connection.set_trace_callback(statements.append)
    left = [each for row in range(COUNT) if (each := demo_sequence(row).id) not in gone]
    for number in (1, 7, 3, 7, 2, 8, 99):
        page = await archive.raw_page(Query(), number, 50)
        ids = [sequence_from(unwrap(each) or {}).id for each in page.items]
        assert ids == left[(number - 1) * 50 : number * 50]
        assert page.is_last == (number >= 7)
    assert sum("lag(" in each for each in statements) == 1
    # Writes of another connection are seen.
    again = ArchiveWriter.open_or_create(tmp_path / "a.seqtui", HOST)
    again.put([item(5)])
    assert (await archive.raw_page(Query(), 7, 50)).items[-1] == item(5)
