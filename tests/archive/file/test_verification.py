"""Damage of any item is told: when it is read, and when the whole file is verified."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from seq_tui.archive.file.archive import Archive
from seq_tui.archive.file.errors import DamagedError, translate_errors
from seq_tui.archive.file.schema import FORMAT_VERSION
from seq_tui.archive.file.writer import ArchiveWriter
from seq_tui.domain.failure import SourceError
from seq_tui.domain.query import Query
from seq_tui.wire.item_texts import ReceivedItem
from tests.archive.saved_items import HOST, demo_items, item, make_version_1, saved_demo

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.anyio


@pytest.fixture
def path(tmp_path: Path) -> Path:
    saved_demo(tmp_path / "a.seqtui", 30).close()
    return tmp_path / "a.seqtui"


def run(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(statement)
        connection.commit()


@pytest.mark.parametrize(
    "change",
    [
        "item = replace(item, 'previous_step\":4', 'previous_step\":5')",
        """item = replace(item, 'Trial', 'Trail')""",
        "deleted_at = '2026-01-01'",
        "seen_from = '2026-01-01'",
        "received = item",
        "checksum = checksum + 1",
    ],
)
async def test_a_change_of_one_row_is_told_with_its_id(path: Path, change: str) -> None:
    run(path, f"UPDATE sequence SET {change} WHERE id = 21132")
    archive = Archive.open(path)
    told = r"a\.seqtui is damaged: sequence 21132 is not as it was saved"
    for query in (Query(), Query("trial"), Query(ids=(21132,))):
        with pytest.raises(DamagedError, match=told):
            await archive.page(query, 1)
    with pytest.raises(DamagedError, match=told):
        await archive.item_texts(Query(), 1)
    with pytest.raises(DamagedError, match=told):
        await archive.item_text(21132)
    found = archive.verify()
    assert (found.is_intact, found.damaged) == (False, 1)
    assert found.problems == ("sequence 21132 is not as it was saved",)
    with pytest.raises(DamagedError, match=told):
        archive.require_intact()


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE sequence SET id = CASE id WHEN 21132 THEN 9999 ELSE id END",
        "UPDATE sequence SET item = (SELECT item FROM sequence WHERE id = 21143),"
        " checksum = (SELECT checksum FROM sequence WHERE id = 21143) WHERE id = 21132",
    ],
)
async def test_the_own_id_of_an_item_decides(path: Path, change: str) -> None:
    run(path, change)
    archive = Archive.open(path)
    for wanted in (9999, 21132):
        with pytest.raises(SourceError, match=r"is damaged|is no sequence"):
            await archive.get(wanted)
        with pytest.raises(SourceError, match=r"is damaged|is no sequence"):
            await archive.item_text(wanted)
    assert archive.verify().damaged == 1


def test_an_index_that_leads_to_another_row_is_damage(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        page_size = connection.execute("PRAGMA page_size").fetchone()[0]
        query = "SELECT rootpage FROM sqlite_schema WHERE name = 'sqlite_autoindex_sequence_1'"
        start = (connection.execute(query).fetchone()[0] - 1) * page_size
    content = bytearray(path.read_bytes())
    # The entry of an index is the id, here in two bytes, and the number of its row, here in one.
    entry = content.index((21132).to_bytes(2, "big") + b"\x02", start, start + page_size)
    content[entry + 2] = 3
    path.write_bytes(content)
    archive = Archive.open(path)
    with pytest.raises(DamagedError, match="for 21132"):
        asyncio.run(archive.get(21132))
    with pytest.raises(DamagedError, match="for 21132"):
        asyncio.run(archive.raw(21132))
    with pytest.raises(DamagedError, match="for 21132"):
        asyncio.run(archive.page(Query(ids=(21132,)), 1))
    with pytest.raises(DamagedError, match="for 21132"):
        asyncio.run(archive.page(Query.parse("21132"), 1))
    assert not archive.verify().is_intact


async def test_what_an_archive_holds_is_counted(tmp_path: Path) -> None:
    writer = ArchiveWriter.open_or_create(tmp_path / "a.seqtui", HOST)
    text = '{"data":{"id":5,"weight":NaN}}'
    kept = [item(1), item(3), ReceivedItem({"data": {"id": 5}}, text), None]
    writer.put([item(2), *kept], pass_number=1)
    writer.put(kept, pass_number=2, match_equal=True)
    writer.mark_deleted(2, "2026-11-25T00:00:00Z")
    found = writer.verify()
    assert found.metadata == writer.metadata
    assert (found.items, found.deleted, found.earlier) == (4, 1, 0)
    assert (found.unchecked, found.not_json, found.damaged, found.problems) == (0, 1, 0, ())
    assert found.format_version == FORMAT_VERSION


async def test_a_file_without_checksums_says_so(path: Path) -> None:
    make_version_1(path)
    found = Archive.open(path).verify()
    assert (found.format_version, found.items, found.unchecked) == (1, 30, 30)
    assert found.is_intact


async def test_a_row_that_another_process_deletes_meanwhile_is_no_damage(tmp_path: Path) -> None:
    path = tmp_path / "a.seqtui"
    writer = ArchiveWriter.open_or_create(path, HOST)
    writer.put_page(1, [item(1, "Trial"), item(2, "Trial")])
    with closing(Archive.open(path)) as archive:
        positions = archive._reader._selection(Query("trial")).find_sync(9)
        assert list(positions) == [1, 2]
        deleted: list[int] = []

        def delete_once() -> bool:
            """Delete a row while the search is under way, as a cache may at any time."""
            if not deleted:
                writer.put_page(1, [item(1, "Trial")])
                deleted.append(2)
            return True

        fresh = Query("tria")
        page = await archive.page(fresh, 1, is_wanted=delete_once)
        assert [each.id for each in page.items] == [1]


@pytest.mark.parametrize(
    "change",
    [
        "DELETE FROM sequence WHERE place = 7",
        "DELETE FROM sequence WHERE place = 7; DELETE FROM words WHERE place = 7",
        "DELETE FROM sequence WHERE place = 30; DELETE FROM words WHERE place = 30",
        "DELETE FROM sequence; DELETE FROM words",
        "UPDATE sequence SET place = 1000 WHERE place = 7",
        "UPDATE sequence SET place = 1099511627776 WHERE place = 30",
        "UPDATE sequence SET place = CASE place WHEN 7 THEN -8 ELSE -7 END WHERE place IN (7, 8);"
        "UPDATE sequence SET place = -place WHERE place < 0",
        "UPDATE sequence SET name = 'Trail' WHERE place = 7",
        "UPDATE sequence SET tasks = 0 WHERE tasks > 0",
        "UPDATE sequence SET weekdays = weekdays + 1 WHERE place = 7",
        "UPDATE words SET name = 'trail' WHERE place = 7",
        "UPDATE words SET tasks = '' WHERE place = 7",
        "DELETE FROM words WHERE place = 7",
        "DELETE FROM facts WHERE place = 7",
        "UPDATE facts SET days = days + 1 WHERE place = 7",
        "INSERT INTO words (place, name, tasks, seen) VALUES (31, 'x', '', 0)",
        "INSERT INTO earlier (id, seen_until, checksum, item) SELECT id, '', checksum, item"
        " FROM sequence WHERE place = 7",
        "UPDATE about SET is_complete = 0",
        "UPDATE about SET host = 'other.test'",
        "INSERT INTO name_index (name_index) VALUES ('delete-all')",
        "INSERT INTO name_index (name_index, rowid, name) SELECT 'delete', place, name || pad"
        " FROM words, (SELECT char(65533, 65533) AS pad) WHERE place = 7",
        "INSERT INTO task_index (rowid, tasks) VALUES (7, 'what is not there')",
        "UPDATE progress SET value = '[]'",
    ],
)
def test_any_change_of_a_finished_file_is_damage(path: Path, change: str) -> None:
    with closing(Archive.open(path)) as archive:
        assert archive.verify().is_intact
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(change)
    with closing(Archive.open(path)) as archive:
        found = archive.verify()
        assert not found.is_intact
        assert found.problems
        with pytest.raises(DamagedError):
            archive.require_intact()


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("DELETE FROM sequence WHERE place = 7", "at place 7 a sequence is missing"),
        ("DELETE FROM facts WHERE place = 7", "the facts to filter by of 1 sequences are missing"),
        ("DELETE FROM words WHERE place = 7", "the texts to search of 1 sequences are missing"),
        ("DELETE FROM words WHERE place = 7", "the search index name_index is not that of"),
        ("DELETE FROM sequence WHERE place = 30", "the texts to search of 1 sequences"),
        (
            "UPDATE sequence SET place = 1099511627776 WHERE place = 30",
            "in the place of one that is deleted",
        ),
        (
            "INSERT INTO name_index (name_index, rowid, name) SELECT 'delete', place, name || pad"
            " FROM words, (SELECT char(65533, 65533) AS pad) WHERE place = 7",
            "the search index name_index is not that of its texts",
        ),
        (
            "INSERT INTO task_index (task_index) VALUES ('delete-all')",
            "the search index task_index is not that of its texts",
        ),
    ],
)
def test_damage_of_an_unfinished_file_is_told(tmp_path: Path, change: str, told: str) -> None:
    path = tmp_path / "a.seqtui"
    with closing(ArchiveWriter.open_or_create(path, HOST)) as writer:
        writer.put(demo_items(30))
        assert writer.verify().problems == ()
    run(path, change)
    with closing(Archive.open(path)) as archive:
        assert told in "\n".join(archive.verify().problems)


def test_a_finished_file_may_be_changed_and_finished_again(path: Path) -> None:
    with closing(ArchiveWriter.open_or_create(path, HOST)) as writer:
        writer.put(demo_items(40))
        assert writer.verify().is_intact
        writer.finish()
    with closing(Archive.open(path)) as archive:
        assert (archive.verify().problems, archive.count) == ((), 40)
    run(path, "DELETE FROM sequence WHERE place = 40")
    assert not Archive.open(path).verify().is_intact


def test_an_index_without_its_parts_is_damage(path: Path) -> None:
    structure = 10  # the row that says which parts an index has
    run(path, f"UPDATE name_index_data SET block = substr(block, 1, 4) WHERE id = {structure}")
    assert (
        "the table name_index_data is not as it was written" in Archive.open(path).verify().problems
    )


@pytest.mark.parametrize("text", ["fts5: phrase queries are not supported", "fts5: syntax error"])
def test_what_only_a_damaged_index_can_cause_is_told_as_damage(path: Path, text: str) -> None:
    error = sqlite3.OperationalError(text)
    error.sqlite_errorname = "SQLITE_ERROR"
    with pytest.raises(DamagedError, match=r"a\.seqtui is damaged"), translate_errors(path):
        raise error
