"""Putting items into an archive."""

from __future__ import annotations

import os
import stat
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from seq_tui.archive.file.archive import Archive
from seq_tui.archive.file.errors import ArchiveError
from seq_tui.archive.file.history import Changes, import_history
from seq_tui.archive.file.put_result import PutResult
from seq_tui.archive.file.schema import DELETED_FROM
from seq_tui.archive.file.writer import ArchiveWriter
from seq_tui.domain.query import Query
from tests.archive.saved_items import (
    HOST,
    demo_items,
    everything,
    item,
    make_version_1,
    mark_deleted,
    saved,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from seq_tui.domain.json import Json

pytestmark = pytest.mark.anyio

OLD, NEW = "2026-01-01T00:00:00Z", "2026-02-01T00:00:00Z"


@pytest.fixture
def writer(tmp_path: Path) -> ArchiveWriter:
    return ArchiveWriter.open_or_create(tmp_path / "a.seqtui", HOST)


async def test_the_newer_of_two_states_stays_at_the_position_of_the_first(
    writer: ArchiveWriter,
) -> None:
    assert writer.put([item(1, "One", OLD), item(2, "Two", NEW)]) == PutResult(added=2)
    change = writer.put([item(3), item(2, "Older", OLD), item(1, "Newer", NEW), item(3)])
    assert change == PutResult(added=1, updated=1, unchanged=2)
    names = [row.name for row in (await writer.page(Query(), 1)).items]
    assert names == ["Newer", "Two", "Trial"]
    assert (await writer.page(Query("one"), 1)).items == ()


async def test_of_two_states_with_one_time_the_one_from_the_later_pass_stays(
    writer: ArchiveWriter,
) -> None:
    first: list[Json] = [item(1, "One"), {"data": {"id": 2, "name": "Two"}}]
    other: list[Json] = [item(1, "Changed"), {"data": {"id": 2, "name": "Changed"}}]
    writer.put(first, pass_number=1)
    assert writer.put(other, pass_number=1) == PutResult(repeated=2)
    assert await everything(writer) == first
    assert writer.put(other, pass_number=2) == PutResult(updated=2)
    assert await everything(writer) == other


async def test_items_without_an_id_are_duplicates_only_in_a_later_pass(
    writer: ArchiveWriter,
) -> None:
    items = [None, None, item(None)]
    assert writer.put(items) == PutResult(added=3)
    assert writer.put(items) == PutResult(added=3)
    assert writer.put(items, match_equal=True) == PutResult(unchanged=3)
    assert await everything(writer) == items * 2


async def test_items_that_a_pass_does_not_see_are_marked_deleted(writer: ArchiveWriter) -> None:
    writer.put([item(1), item(2), item(3), None], pass_number=1)
    writer.put([item(3), item(1)], pass_number=2, match_equal=True)
    assert writer.count_seen(2) == 2
    assert writer.mark_deleted(2, NEW) == 2
    assert [(row.id, row.deleted_at) for row in writer.all_rows()] == [
        (1, None),
        (3, None),
        (2, NEW),
        (None, NEW),
    ]


async def test_a_transaction_is_applied_as_a_whole_or_not_at_all(writer: ArchiveWriter) -> None:
    def interrupted() -> None:
        with writer.transaction():
            writer.put([item(1)])
            writer.save_progress("page", "1")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert await everything(writer) == []
    assert writer.load_progress("page") is None


async def test_progress_is_there_after_an_interruption(tmp_path: Path) -> None:
    first = ArchiveWriter.open_or_create(tmp_path / "a.seqtui", HOST)
    with first.transaction():
        first.put([item(1)])
        first.save_progress("page", "1")
        first.save_progress("page", "2")
        first.save_progress("gone", "x")
        first.save_progress("gone", None)
    again = ArchiveWriter.open_or_create(tmp_path / "a.seqtui", HOST)
    assert (again.load_progress("page"), again.load_progress("gone")) == ("2", None)
    assert await everything(again) == [item(1)]


def test_a_file_of_another_account_is_not_continued(tmp_path: Path) -> None:
    ArchiveWriter.open_or_create(tmp_path / "a.seqtui", HOST, "one").close()
    for host, account in ((HOST, "two"), ("other.test", "one")):
        with pytest.raises(ArchiveError, match="holds another account"):
            ArchiveWriter.open_or_create(tmp_path / "a.seqtui", host, account)


def test_metadata_is_stored(tmp_path: Path) -> None:
    writer = ArchiveWriter.open_or_create(tmp_path / "a.seqtui", HOST, "one")
    metadata = writer.metadata._replace(pages=3, is_complete=False, warnings=("page 2", "page 3"))
    writer.set_metadata(metadata)
    writer.finish()
    assert Archive.open(tmp_path / "a.seqtui").metadata == metadata


def test_a_finished_archive_is_one_file_for_its_owner_only(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        saved(tmp_path / "a.seqtui", [item(1)]).close()
    finally:
        os.umask(before)
    assert [path.name for path in tmp_path.iterdir()] == ["a.seqtui"]
    assert stat.S_IMODE((tmp_path / "a.seqtui").stat().st_mode) == 0o600


async def test_a_deleted_sequence_that_comes_back_becomes_the_last(writer: ArchiveWriter) -> None:
    writer.put([item(1), item(2)])
    mark_deleted(writer, [1], NEW)
    assert writer.put([item(1, "Back")]) == PutResult(updated=1)
    page = await writer.page(Query(), 1)
    assert [(row.name, row.extra) for row in page.items] == [("Trial", {}), ("Back", {})]


def test_an_error_during_a_change_is_one_sentence_and_rolls_it_back(
    tmp_path: Path, writer: ArchiveWriter
) -> None:
    writer.put([item(1), item(2)], pass_number=1)
    old = saved(tmp_path / "old.seqtui", [item(3)])
    writer._connection.execute("DROP TABLE words")
    changes: list[Callable[[], object]] = [
        lambda: writer.put([item(4)]),
        lambda: writer.put_page(1, [item(4)]),
        lambda: import_history(writer, old, NEW),
        lambda: writer.mark_deleted(2, NEW),
    ]
    for change in changes:
        with pytest.raises(ArchiveError, match="cannot be used: no such table: words"):
            change()
    assert writer.has_any([1]), "and is rolled back"


async def test_a_page_of_a_cache_replaces_the_previous_one(writer: ArchiveWriter) -> None:
    writer.put_page(1, [item(1, "One"), item(2)])
    writer.put_page(3, [item(5), item(6)])
    writer.put_page(1, [item(6), item(1, "Other")])
    assert await everything(writer) == [item(6), item(1, "Other"), item(5)]
    assert await everything(writer, Query("one")) == []
    assert writer.count == 3
    writer.put_page(2, [item(9)], is_last=True)
    assert await everything(writer) == [item(6), item(1, "Other"), item(9)]


async def test_a_cache_with_gaps_is_read_without_them(writer: ArchiveWriter) -> None:
    for number in (1, 7, 1000):
        first = number * 1000
        writer.put_page(number, [item(each) for each in range(first, first + 100)])
    pages = [await writer.page(Query(), number) for number in (1, 2, 3, 4)]
    assert [len(page.items) for page in pages] == [100, 100, 100, 0]
    assert [page.items[0].id for page in pages[:3]] == [1000, 7000, 1_000_000]
    assert [page.is_last for page in pages] == [False, False, True, True]


async def test_items_that_only_an_older_archive_has_are_imported_once(tmp_path: Path) -> None:
    old = ArchiveWriter.open_or_create(tmp_path / "old.seqtui", HOST)
    old.put([item(1), item(2), item(3), None])
    assert mark_deleted(old, [2], OLD) == 1
    new = ArchiveWriter.open_or_create(tmp_path / "new.seqtui", HOST)
    new.put([item(3), item(4)])
    for _ in range(2):
        assert import_history(new, old, NEW) == Changes(new=1, deleted=2)
    rows = (await new.page(Query(), 1)).items
    assert [(row.id, row.extra.get("deleted_at")) for row in rows] == [
        (3, None),
        (4, None),
        (1, NEW),
        (2, OLD),
    ]


def test_damage_of_the_older_archive_is_reported_under_its_own_name(tmp_path: Path) -> None:
    old = ArchiveWriter.open_or_create(tmp_path / "old.seqtui", HOST)
    old.put([item(1), item(2)])
    old._connection.execute("UPDATE sequence SET item = '{' WHERE id = 2")
    new = ArchiveWriter.open_or_create(tmp_path / "new.seqtui", HOST)
    with pytest.raises(ArchiveError, match=r"old\.seqtui is damaged"):
        import_history(new, old, NEW)
    assert new.row_count == 0, "and nothing is imported"


@pytest.mark.parametrize("back", [[1], [2], [3], [1, 3], [3, 1], [1, 2, 3]])
def test_a_deleted_sequence_that_comes_back_leaves_no_gap(tmp_path: Path, back: list[int]) -> None:
    writer = ArchiveWriter.open_or_create(tmp_path / "a.seqtui", HOST)
    writer.put([item(each, f"seq {each}") for each in range(1, 6)])
    mark_deleted(writer, (1, 2, 3), "2026-10-01T00:00:00Z")
    writer.put([item(each, f"seq {each}") for each in back], pass_number=2)
    rest = {1, 2, 3} - set(back)
    places = {row.id: row.position for row in writer.all_rows() if row.deleted_at is not None}
    assert places.keys() == rest
    assert sorted(places.values()) == [DELETED_FROM + number for number in range(len(rest))]
    assert (writer.deleted_count, writer.verify().problems) == (len(rest), ())


def test_pages_that_a_migration_left_free_are_released(tmp_path: Path) -> None:
    path = tmp_path / "a.seqtui"
    saved(path, demo_items(300)).close()
    size = path.stat().st_size
    make_version_1(path)
    with closing(ArchiveWriter.open_or_create(path, HOST)) as writer:
        assert writer._connection.execute("PRAGMA freelist_count").fetchone()[0] > 30
        writer.finish()
    assert path.stat().st_size <= size
    assert Archive.open(path).verify().is_intact
