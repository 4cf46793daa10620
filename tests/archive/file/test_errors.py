"""Errors of SQLite and of the content, each as one sentence that names the file."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from seq_tui.archive.file.errors import ArchiveError, translate_errors

PATH = Path("/saved/a.seqtui")


def message_of(error: Exception) -> str:
    with pytest.raises(ArchiveError) as raised, translate_errors(PATH):
        raise error
    return raised.value.failure.message


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("SQLITE_BUSY", "is in use by another program"),
        ("SQLITE_LOCKED_SHAREDCACHE", "is in use by another program"),
        ("SQLITE_FULL", "cannot be written: the disk is full"),
        ("SQLITE_CANTOPEN_ISDIR", "cannot be opened"),
        ("SQLITE_READONLY_DBMOVED", "was moved or deleted while it was written"),
        ("SQLITE_READONLY_ROLLBACK", "cannot be written"),
        ("SQLITE_IOERR_READ", "cannot be read or written: the disk failed"),
        ("SQLITE_CORRUPT_VTAB", "is damaged"),
        ("SQLITE_NOTADB", "is damaged"),
    ],
)
def test_an_error_of_sqlite_is_one_sentence(name: str, reason: str) -> None:
    error = sqlite3.OperationalError("database error")
    error.sqlite_errorname = name
    assert message_of(error) == f"The archive {PATH} {reason}"


@pytest.mark.parametrize(
    "error",
    [
        sqlite3.OperationalError("Could not decode to UTF-8"),
        ValueError("not JSON"),
        RecursionError(),
    ],
    ids=repr,
)
def test_an_error_without_a_name_is_damage(error: Exception) -> None:
    assert message_of(error) == f"The archive {PATH} is damaged"
