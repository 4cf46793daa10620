"""Builds archives of a few items for tests."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from seq_tui.archive.file import schema
from seq_tui.archive.file.archive import Archive
from seq_tui.archive.file.encoded_item import task_texts
from seq_tui.archive.file.writer import ArchiveWriter
from seq_tui.domain.query import Query
from seq_tui.domain.storable_text import replace_unstorable
from seq_tui.server.demo.account import demo_sequence
from seq_tui.wire.envelopes import encode_sequence
from seq_tui.wire.records import sequence_from, unwrap

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from seq_tui.domain.json import Json
    from seq_tui.wire.item_texts import ReceivedItem

HOST = "sell.test"


def item(sequence_id: Json, name: Json = "Trial", updated_at: str = "2026-01-01T00:00:00Z") -> Json:
    """A sequence without steps, as the service sends it."""
    data: Json = {"id": sequence_id, "name": name, "updated_at": updated_at}
    return {"data": data, "meta": {"type": "sequence"}}


def demo_items(count: int) -> list[Json]:
    """The first sequences of the demo account, as the service would send them."""
    return [encode_sequence(demo_sequence(row)) for row in range(count)]


def saved(path: Path, items: Iterable[Json | ReceivedItem], host: str = HOST) -> Archive:
    """Save these items as a finished archive, and open it for reading."""
    writer = ArchiveWriter.open_or_create(path, host)
    writer.put(items)
    writer.set_metadata(
        writer.metadata._replace(finished_at="2026-11-24T18:30:05Z", pages=1, is_complete=True)
    )
    writer.finish()
    return Archive.open(path)


def saved_demo(path: Path, count: int) -> Archive:
    """The same of the first sequences of the demo account, which are written only once."""
    path.touch(0o600)
    path.write_bytes(_demo_file(count))
    return Archive.open(path)


@cache
def _demo_file(count: int) -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "demo.seqtui"
        saved(path, demo_items(count)).close()
        return path.read_bytes()


def make_version_1(path: Path) -> None:
    """Give an archive the tables and the search texts of version 1."""
    with closing(Archive.open(path)) as archive:
        rows = list(archive.all_rows())
        old = archive.metadata
    path.unlink()
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        schema.migrate(connection, schema.MIGRATIONS[:1])
        values = (1, *old[:7], "\n".join(old[7]), old[8])
        connection.execute("INSERT INTO about VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", values)
        for row in rows:
            sequence = sequence_from(unwrap(json.loads(row.text)) or {})
            keys = (sequence.name or "", "\n".join(task_texts(sequence)))
            folded = (replace_unstorable(key.casefold()) for key in keys)
            insert = (
                "INSERT INTO sequence (position, id, deleted_at, json, tasks)"
                " VALUES (?, ?, ?, ?, ?)"
            )
            letters = sum(step.is_task for step in sequence.steps or ())
            connection.execute(insert, (row.position, row.id, row.deleted_at, row.text, letters))
            insert = "INSERT INTO words (position, name, tasks, seen) VALUES (?, ?, ?, 0)"
            connection.execute(insert, (row.position, *folded))


def mark_deleted(writer: ArchiveWriter, ids: Collection[int], at: str) -> int:
    """Mark sequences as deleted, as a pass that no longer sees them does."""
    rest: list[Json] = [
        json.loads(row.text)
        for row in writer.all_rows()
        if row.deleted_at is None and row.id not in ids
    ]
    writer.put(rest, pass_number=1, match_equal=True)
    return writer.mark_deleted(1, at)


def live_ids(archive: Archive) -> list[int | None]:
    """The ids of sequences that the account has not deleted, in order."""
    return [row.id for row in archive.all_rows() if row.deleted_at is None]


async def everything(archive: Archive, query: Query | None = None) -> list[Json]:
    """The items of all raw pages."""
    items: list[Json] = []
    number = 0
    is_last = False
    while not is_last:
        number += 1
        page = await archive.raw_page(query or Query(), number)
        items += page.items
        is_last = page.is_last
    return items
