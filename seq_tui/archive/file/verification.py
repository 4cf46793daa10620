"""Checks everything that an archive holds, and says what it is."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from seq_tui.archive.file.errors import translate_errors
from seq_tui.archive.file.facts_table import has_facts_table
from seq_tui.archive.file.index_check import wrong_indexes
from seq_tui.archive.file.schema import CURRENT_NAMES, DELETED_FROM
from seq_tui.archive.file.table_checksums import has_table_checksums, table_problems
from seq_tui.archive.texts.text_rows import count_texts, text_problems
from seq_tui.wire.records import item_id

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from seq_tui.archive.file.metadata import ArchiveMetadata
    from seq_tui.archive.file.reader import Row
    from seq_tui.archive.file.stored_rows import StoredRows

MAX_PROBLEMS = 20
"""Most problems that are described; all are counted."""

_WITHOUT_WORDS = (
    "SELECT count(*) FROM sequence LEFT JOIN words USING (place) WHERE words.place IS NULL"
)
_WITHOUT_SEQUENCE = (
    "SELECT count(*) FROM words LEFT JOIN sequence USING (place) WHERE sequence.place IS NULL"
)
_WITHOUT_FACTS = (
    "SELECT count(*) FROM words LEFT JOIN facts USING (place) WHERE facts.place IS NULL"
)
_FACTS_OF_NONE = (
    "SELECT count(*) FROM facts LEFT JOIN words USING (place) WHERE words.place IS NULL"
)


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

    texts: int
    """E-mail templates whose texts the archive keeps."""

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


def verify_rows(rows: StoredRows, connection: sqlite3.Connection, version: int) -> Verification:
    """Read the whole file: let SQLite check it, and compare it with its checksums.

    A file without checksums of its tables, such as an unfinished one, is only compared with itself.

    Raises:
        ArchiveError: so much is damaged that the file cannot be read.
    """
    with translate_errors(rows.path):
        found = connection.execute(f"PRAGMA integrity_check({MAX_PROBLEMS})").fetchall()
    problems = [f"SQLite: {text}" for (text,) in found if text != "ok"]
    metadata = rows.metadata
    places = _Places(version, has_gaps=metadata.has_gaps)
    items = deleted = earlier = unchecked = not_json = 0
    for row in rows.all_rows():
        items += row.deleted_at is None
        deleted += row.deleted_at is not None
        unchecked += row.checksum is None
        not_json += row.received is not None
        in_place = list(places.check(row))
        problems += _problem(row) or in_place
    for row in rows.all_earlier_rows():
        earlier += 1
        unchecked += row.checksum is None
        not_json += row.received is not None
        problems += (f"an earlier form: {text}" for text in _problem(row))
    with translate_errors(rows.path):
        problems += text_problems(connection)
        texts = count_texts(connection)
        problems += _table_problems(connection, are_rows_sound=not problems)
    counts = (items, deleted, earlier, texts, unchecked, not_json)
    shown = tuple(problems[:MAX_PROBLEMS])
    return Verification(metadata, version, *counts, len(problems), shown)


class _Places:
    """The places of rows that are read in order, checked for what is missing between them.

    Args:
        version: of the format: the first ones could leave gaps among the sequences that the
            account has since deleted.
        has_gaps: whether places are missing among the sequences that the account has.
    """

    def __init__(self, version: int, *, has_gaps: bool) -> None:
        self._has_gaps = has_gaps
        self._has_deleted_gaps = version < CURRENT_NAMES
        self._next = 1

    def check(self, row: Row) -> Iterator[str]:
        """What is wrong with the place of the next row."""
        is_deleted = row.position >= DELETED_FROM
        if is_deleted and self._next < DELETED_FROM:
            self._next = DELETED_FROM
        may_skip = self._has_deleted_gaps if is_deleted else self._has_gaps
        if row.position != self._next and not (may_skip and row.position > self._next):
            yield f"at place {self._next} a sequence is missing"
        if is_deleted != (row.deleted_at is not None):
            kind = "one that is deleted" if is_deleted else "one that is not deleted"
            yield f"{_name(row)} is in the place of {kind}"
        self._next = row.position + 1


def _table_problems(connection: sqlite3.Connection, *, are_rows_sound: bool) -> Iterator[str]:
    """What is wrong with the tables as a whole."""
    if has_table_checksums(connection):
        for problem in table_problems(connection):
            # What is wrong with a row is told already, in more detail.
            if are_rows_sound or problem.table not in ("sequence", "earlier"):
                yield problem.text
        return
    for query in (_WITHOUT_WORDS, _WITHOUT_SEQUENCE):
        if number := connection.execute(query).fetchone()[0]:
            yield f"the texts to search of {number} sequences are missing, or are of none"
    if has_facts_table(connection):
        for query in (_WITHOUT_FACTS, _FACTS_OF_NONE):
            if number := connection.execute(query).fetchone()[0]:
                yield f"the facts to filter by of {number} sequences are missing, or are of none"
    for index in wrong_indexes(connection):
        yield f"the search index {index} is not that of its texts"


def _problem(row: Row) -> list[str]:
    """What is wrong with a row, in one line; empty if nothing is."""
    name = _name(row)
    if not row.is_intact:
        return [f"{name} is not as it was saved"]
    try:
        value = json.loads(row.text)
    except (ValueError, RecursionError):
        return [f"{name} is no JSON"]
    if item_id(value) != row.id:
        return [f"{name} has the item of sequence {item_id(value)}"]
    return []


def _name(row: Row) -> str:
    return "an item" if row.id is None else f"sequence {row.id}"
