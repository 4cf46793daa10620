"""Checks everything that an archive holds, and says what it is."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from seq_tui.archive.file.errors import translate_errors
from seq_tui.wire.records import item_id

if TYPE_CHECKING:
    import sqlite3

    from seq_tui.archive.file.archive import Archive
    from seq_tui.archive.file.metadata import ArchiveMetadata
    from seq_tui.archive.file.reader import Row

MAX_PROBLEMS = 20
"""Most problems that are described; all are counted."""


@dataclass(frozen=True, slots=True)
class Verification:
    """What an archive holds, and what is wrong with it."""

    metadata: ArchiveMetadata
    """When and from where it was saved, and whether it is complete."""

    format_version: int
    """The version of the file's format; the newest one when it is next written."""

    items: int
    """Items that the account still had when it was saved."""

    deleted: int
    """Items that the account has since deleted."""

    earlier: int
    """Earlier forms of sequences."""

    unchecked: int
    """Items and forms without a checksum, as in a file of an older version."""

    not_json: int
    """Items that the service sent in what is no valid JSON."""

    damaged: int
    """Items and forms that are not as they were saved, and other damage."""

    problems: tuple[str, ...]
    """What is damaged, one line each, at most `MAX_PROBLEMS`."""

    @property
    def is_intact(self) -> bool:
        """Whether nothing is damaged."""
        return not self.damaged


def verify_archive(archive: Archive, connection: sqlite3.Connection, version: int) -> Verification:
    """Read the whole file: let SQLite check it, and compare each item with its checksum.

    Raises:
        ArchiveError: so much is damaged that the file cannot be read.
    """
    with translate_errors(archive.path):
        found = connection.execute(f"PRAGMA integrity_check({MAX_PROBLEMS})").fetchall()
    problems = [f"SQLite: {text}" for (text,) in found if text != "ok"]
    items = deleted = earlier = unchecked = not_json = 0
    for row in archive.all_rows():
        items += row.deleted_at is None
        deleted += row.deleted_at is not None
        unchecked += row.checksum is None
        not_json += row.received is not None
        problems += _problem(row)
    for row in archive.all_earlier_rows():
        earlier += 1
        unchecked += row.checksum is None
        not_json += row.received is not None
        problems += (f"an earlier form: {text}" for text in _problem(row))
    return Verification(
        archive.metadata,
        version,
        items,
        deleted,
        earlier,
        unchecked,
        not_json,
        len(problems),
        tuple(problems[:MAX_PROBLEMS]),
    )


def _problem(row: Row) -> list[str]:
    """What is wrong with a row, in one line; empty if nothing is."""
    name = "an item" if row.id is None else f"sequence {row.id}"
    if not row.is_intact:
        return [f"{name} is not as it was saved"]
    try:
        value = json.loads(row.text)
    except (ValueError, RecursionError):
        return [f"{name} is no JSON"]
    if item_id(value) != row.id:
        return [f"{name} has the item of sequence {item_id(value)}"]
    return []
