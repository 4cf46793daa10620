"""Opening any file: an error is one clear sentence, and nothing in a file ever runs."""

from __future__ import annotations

import asyncio
import os
import random
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

import pytest

from seq_tui.archive.file import open_readonly, schema
from seq_tui.archive.file.archive import Archive
from seq_tui.archive.file.errors import ArchiveError
from seq_tui.archive.file.open_readonly import MAX_BYTES, open_untrusted
from seq_tui.archive.file.open_writable import open_or_create
from seq_tui.archive.file.writer import ArchiveWriter
from seq_tui.domain.failure import Cause, SourceError
from seq_tui.domain.query import Query
from tests.archive.saved_items import HOST, demo_items, everything, item, saved_demo

pytestmark = pytest.mark.anyio

NEXT = (*schema.MIGRATIONS, ("ALTER TABLE words ADD COLUMN extra TEXT",))
"""A possible future version."""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    saved_demo(tmp_path / "a.seqtui", 120).close()
    return tmp_path / "a.seqtui"


def refusal(path: Path) -> str:
    """The reason why opening a file fails."""
    with pytest.raises(ArchiveError) as raised:
        Archive.open(path)
    assert raised.value.failure.cause is Cause.FILE
    assert "\n" not in str(raised.value)
    return raised.value.failure.message


def run(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


def test_anything_but_a_regular_file_is_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert refusal(tmp_path / "none") == f"There is no file {tmp_path / 'none'}"
    assert refusal(tmp_path).endswith("it is a folder")
    assert refusal(tmp_path / "pipe").endswith("it is not a file with content")
    assert refusal(Path("/dev/zero")).endswith("it is not a file with content")
    assert refusal(Path("a\x00b")).endswith("not a valid file name")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "it is empty"),
        (b"id,name\n", "it has another format"),
        (bytes(9999), "it has another format"),
        (b"SQLite format 3\x00", "it has another format"),
        (b"SQLite format 3\x00" + bytes(9999), "it is the database of another program"),
    ],
)
def test_a_file_of_another_format_is_reported_as_one(
    tmp_path: Path, content: bytes, reason: str
) -> None:
    (tmp_path / "a").write_bytes(content)
    assert refusal(tmp_path / "a") == f"{tmp_path / 'a'} is not a seq-tui archive: {reason}"


def test_the_database_of_another_program_is_reported_as_one(tmp_path: Path) -> None:
    run(tmp_path / "a", "CREATE TABLE sequence (id)")
    assert refusal(tmp_path / "a").endswith("it is the database of another program")


@pytest.mark.parametrize("number", [-1, -(2**31)])
def test_a_negative_version_is_damage(path: Path, number: int) -> None:
    run(path, f"PRAGMA user_version = {number}")
    assert "is damaged: its tables are not those of an archive" in refusal(path)


def test_a_newer_version_is_refused_and_unchanged(path: Path) -> None:
    run(path, f"PRAGMA user_version = {schema.FORMAT_VERSION + 1}")
    before = path.read_bytes()
    assert "made by a newer seq-tui" in refusal(path)
    with pytest.raises(ArchiveError, match="made by a newer seq-tui"):
        ArchiveWriter.open_or_create(path, HOST)
    assert path.read_bytes()[:100] == before[:100]


def test_a_truncated_file_is_damaged(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-8192])
    assert refusal(path).endswith("is damaged: its end is missing")


def test_a_file_larger_than_any_archive_is_refused(path: Path) -> None:
    os.truncate(path, MAX_BYTES + 1)
    assert refusal(path).endswith("is too large: 64 GB")


@pytest.mark.parametrize(
    "addition",
    [
        "CREATE TRIGGER t AFTER INSERT ON words BEGIN SELECT 1; END",
        "CREATE VIEW v AS SELECT load_extension('x')",
        "CREATE TABLE more (a)",
        "CREATE INDEX i ON words (name)",
        "ALTER TABLE words ADD COLUMN extra TEXT GENERATED ALWAYS AS (upper(name))",
        "DROP TABLE task_index",
    ],
)
def test_tables_that_are_not_exactly_ours_are_refused(path: Path, addition: str) -> None:
    run(path, addition)
    assert refusal(path).endswith("its tables are not those of an archive")


def test_the_sql_of_an_index_may_be_that_of_another_sqlite(path: Path) -> None:
    run(
        path,
        "PRAGMA writable_schema = ON",
        "UPDATE sqlite_schema SET sql = replace(sql, 'block BLOB', 'block  BLOB')",
    )
    assert len(asyncio.run(everything(Archive.open(path)))) == 120


def test_corrupted_content_raises_archive_errors_only(path: Path) -> None:
    whole = path.read_bytes()
    for seed in range(40):
        chance = random.Random(seed)
        content = bytearray(whole)
        for _ in range(chance.choice([1, 20, 400])):
            content[chance.randrange(100, len(content))] = chance.randrange(256)
        path.write_bytes(content)
        with suppress(ArchiveError):
            asyncio.run(read_much(Archive.open(path)))


async def read_much(archive: Archive) -> None:
    with closing(archive):
        assert archive.metadata.host
        for query in (Query(), Query("trial"), Query("e"), Query(ids=(21132, 1))):
            await archive.page(query, 1)
            await archive.raw_page(query, 2)
        with suppress(SourceError):
            await archive.get(21132)


@pytest.mark.parametrize(
    "text", ["[[[", "[" * 100_000, "", "7" * 5000, "nothing"], ids=lambda text: text[:3]
)
def test_a_text_that_is_not_json_is_damage(path: Path, text: str) -> None:
    run(path, f"UPDATE sequence SET item = '{text}' WHERE place = 7")
    with pytest.raises(ArchiveError, match="is damaged"):
        asyncio.run(Archive.open(path).page(Query(), 1))


def test_a_text_in_another_encoding_is_damage(path: Path) -> None:
    run(path, "UPDATE sequence SET item = CAST(x'22ff22' AS TEXT) WHERE place = 7")
    with pytest.raises(ArchiveError, match="is damaged"):
        asyncio.run(Archive.open(path).page(Query(), 1))


@pytest.mark.parametrize("table", ["about", "sequence"])
async def test_missing_rows_are_damage(path: Path, table: str) -> None:
    run(path, f"DELETE FROM {table}")
    with pytest.raises(ArchiveError, match="is damaged"):
        await read_much(Archive.open(path))


async def test_a_sequence_without_content_is_damage(path: Path) -> None:
    run(path, "UPDATE sequence SET item = 'null' WHERE id = 21132")
    with pytest.raises(ArchiveError, match="is damaged"):
        await Archive.open(path).get(21132)


def test_reading_writes_nothing_to_an_archive_or_beside_it(path: Path) -> None:
    before = path.read_bytes()
    archive = Archive.open(path)
    assert len(asyncio.run(everything(archive))) == 120
    with pytest.raises(sqlite3.OperationalError):
        archive._connection.execute("DELETE FROM words")
    archive.close()
    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]


def test_a_file_that_cannot_be_locked_is_read_unless_a_write_is_unfinished(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    connect_safely = open_readonly._connect_safely

    def without_locks(address: str) -> sqlite3.Connection:
        if "immutable" not in address:
            raise sqlite3.OperationalError("attempt to write a readonly database")
        return connect_safely(address)

    monkeypatch.setattr(open_readonly, "_connect_safely", without_locks)
    assert len(asyncio.run(everything(Archive.open(path)))) == 120
    path.with_name("a.seqtui-wal").touch()
    with pytest.raises(ArchiveError):
        Archive.open(path)


async def test_an_archive_that_is_being_written_can_be_read(tmp_path: Path) -> None:
    writer = ArchiveWriter.open_or_create(tmp_path / "a.seqtui", HOST)
    writer.put([item(1)])
    reader = Archive.open(tmp_path / "a.seqtui")
    writer.put([item(2)])
    assert await everything(reader) == [item(1), item(2)]


def test_an_older_version_is_read_as_it_is(path: Path) -> None:
    before = path.read_bytes()
    archive = Archive(open_untrusted(path, NEXT), path)
    assert schema.version(archive._connection) == schema.FORMAT_VERSION
    assert asyncio.run(everything(archive)) == demo_items(120)
    archive.close()
    assert path.read_bytes() == before


def test_a_migration_that_fails_leaves_the_older_version(path: Path) -> None:
    broken = (*schema.MIGRATIONS, ("DROP TABLE about", "DROP TABLE nothing"))
    with pytest.raises(ArchiveError):
        open_or_create(path, broken)
    assert asyncio.run(everything(Archive.open(path))) == demo_items(120)
