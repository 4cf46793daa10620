"""An older SQLite, or one with fewer parts: what it cannot read is never called damaged."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path
from shutil import copy
from typing import TYPE_CHECKING

import pytest

from seq_tui.archive.file import schema
from seq_tui.archive.file.archive import Archive
from seq_tui.archive.file.errors import ArchiveError, DamagedError
from seq_tui.archive.file.open_readonly import reopen
from seq_tui.archive.file.writer import ArchiveWriter
from tests.archive.cache.sessions import raw_page, store_pages
from tests.archive.saved_items import HOST, everything, saved_demo

if TYPE_CHECKING:
    from collections.abc import Callable

STRICT_FILE = Path(__file__).parents[2] / "data" / "archive-v1.seqtui"
"""Its tables are declared STRICT, which SQLite knows since 3.37."""

OPENINGS: list[Callable[[Path], object]] = [
    Archive.open,
    reopen,
    lambda path: ArchiveWriter.open_or_create(path, HOST),
]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    saved_demo(tmp_path / "a.seq", 120).close()
    return tmp_path / "a.seq"


def use_version(monkeypatch: pytest.MonkeyPatch, *version: int) -> None:
    monkeypatch.setattr(sqlite3, "sqlite_version_info", version)
    monkeypatch.setattr(sqlite3, "sqlite_version", ".".join(map(str, version)))


def refusal(opening: Callable[[Path], object], path: Path) -> str:
    with pytest.raises(ArchiveError) as raised:
        opening(path)
    assert not isinstance(raised.value, DamagedError)
    return str(raised.value.failure)


def fail_with(monkeypatch: pytest.MonkeyPatch, name: str, text: str) -> None:
    """Let every connection fail as SQLite does."""
    error = sqlite3.DatabaseError(text)
    error.sqlite_errorname = name

    def connect(*_: object, **__: object) -> sqlite3.Connection:
        raise error

    monkeypatch.setattr(sqlite3, "connect", connect)


@pytest.mark.parametrize("version", [(3, 33, 0), (3, 31, 1), (3, 7, 17)])
@pytest.mark.parametrize("opening", OPENINGS)
def test_an_sqlite_that_is_too_old_is_named_before_the_file_is_opened(
    path: Path,
    monkeypatch: pytest.MonkeyPatch,
    opening: Callable[[Path], object],
    version: tuple[int, ...],
) -> None:
    use_version(monkeypatch, *version)
    found = ".".join(map(str, version))
    assert f"{path} needs SQLite 3.34 or newer, and this Python has {found}" in refusal(
        opening, path
    )


def test_tables_are_made_in_words_that_the_oldest_sqlite_knows(path: Path) -> None:
    statements = [statement for migration in schema.MIGRATIONS for statement in migration]
    assert [each for each in statements if "STRICT" in each] == []
    with closing(sqlite3.connect(path)) as connection:
        made = connection.execute("SELECT sql FROM sqlite_schema WHERE sql LIKE '%STRICT%'")
        assert made.fetchall() == []


def test_a_file_with_strict_tables_is_read_and_continued(tmp_path: Path) -> None:
    path = Path(copy(STRICT_FILE, tmp_path))
    assert len(asyncio.run(everything(Archive.open(path)))) == 11
    ArchiveWriter.open_or_create(path, HOST, "an account").close()


@pytest.mark.parametrize("table", ["about", "progress"])
def test_a_file_with_strict_tables_is_not_damaged_where_sqlite_cannot_read_them(
    path: Path, monkeypatch: pytest.MonkeyPatch, table: str
) -> None:
    use_version(monkeypatch, 3, 34, 1)
    text = f'malformed database schema ({table}) - near "STRICT": syntax error'
    fail_with(monkeypatch, "SQLITE_CORRUPT", text)
    for opening in OPENINGS:
        assert f"{path} needs SQLite 3.37 or newer, and this Python has 3.34.1" in refusal(
            opening, path
        )


@pytest.mark.parametrize("text", ["no such module: fts5", "no such tokenizer: trigram"])
def test_an_sqlite_without_full_text_search_is_named(
    path: Path, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    fail_with(monkeypatch, "SQLITE_ERROR", text)
    for opening in OPENINGS:
        message = refusal(opening, path)
        assert f"{path} needs an SQLite with full-text search ({text})" in message


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("SQLITE_ERROR", 'near "STRICT": syntax error'),
        ("SQLITE_ERROR", "no such table: sqlite_schema"),
        ("SQLITE_ERROR", "invalid fts5 file format (found 5, expected 4) - run 'rebuild'"),
        ("SQLITE_TOOBIG", "string or blob too big"),
        ("SQLITE_CONSTRAINT_UNIQUE", "UNIQUE constraint failed: sequence.id"),
        ("SQLITE_MISMATCH", "datatype mismatch"),
        ("SQLITE_PROTOCOL", "locking protocol"),
        ("SQLITE_NOLFS", "large file support is disabled"),
        ("unknown", "unknown error"),
    ],
)
def test_a_cache_is_moved_aside_only_if_sqlite_says_that_it_is_damaged(
    path: Path, monkeypatch: pytest.MonkeyPatch, name: str, text: str
) -> None:
    before = path.read_bytes()
    fail_with(monkeypatch, name, text)
    [warning] = store_pages(path, raw_page(1))
    assert warning.startswith("Pages are not cached in this session: ")
    assert text in warning
    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]


def test_a_cache_is_left_alone_by_an_sqlite_that_is_too_old(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = path.read_bytes()
    use_version(monkeypatch, 3, 26, 0)
    [warning] = store_pages(path, raw_page(1))
    assert "needs SQLite 3.34 or newer" in warning
    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]
