"""A stored file of each earlier version of the format, which every later version must read."""

from __future__ import annotations

import asyncio
import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from seq_tui.archive.file import positions, schema, search
from seq_tui.archive.file.archive import Archive
from seq_tui.archive.file.facts_table import has_current_facts
from seq_tui.archive.file.forms import forms_of
from seq_tui.archive.file.metadata import ArchiveMetadata
from seq_tui.archive.file.past_archive import PastArchive
from seq_tui.archive.file.put_result import PutResult
from seq_tui.archive.file.writer import ArchiveWriter
from seq_tui.domain.failure import SourceError
from seq_tui.domain.query import SORT_KEYS, Query, Sort
from seq_tui.domain.sequence import DELETED_AT
from tests.archive.saved_items import HOST, demo_items, everything, item

if TYPE_CHECKING:
    from seq_tui.domain.json import Json

pytestmark = pytest.mark.anyio

FILES = [Path(__file__).parents[2] / "data" / f"archive-v{number}.seqtui" for number in (1, 2, 3)]
"""Each was written by that version of the format, and must never be written again."""

DELETED_ON = "2026-11-24T19:00:00Z"

ODD: list[Json] = [
    item(2**63, "Too large an id"),
    item(8, "Straße · \x00 · \ud800 · ✉"),
    {"id": 9, "name": "Bare", "unknown": [1.0, 10**25, None]},
    {"data": None, "meta": {"type": "sequence"}},
    None,
]

HELD = [*demo_items(6), *ODD]


@pytest.fixture(params=FILES, ids=lambda file: file.stem)
def path(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return Path(shutil.copy(request.param, tmp_path / "old.seqtui"))


def test_there_is_a_file_of_each_earlier_version() -> None:
    assert len(FILES) == schema.FORMAT_VERSION - 1


async def test_every_item_is_unchanged(path: Path) -> None:
    archive = Archive.open(path)
    assert await everything(archive) == HELD
    assert archive.count == len(HELD)


async def test_its_metadata_is_read(path: Path) -> None:
    metadata = Archive.open(path).metadata
    assert metadata.program in ("seq-tui 0.1.0", "seq-tui 0.2.0")
    assert metadata._replace(program="", has_gaps=False) == ArchiveMetadata(
        program="",
        host=HOST,
        account="an account",
        started_at="2026-11-24T18:30:05Z",
        finished_at="2026-11-24T18:31:00Z",
        pages=2,
        is_complete=False,
        warnings=("page 3 was refused", "page 4 too"),
        has_gaps=False,
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("STRASSE", [8]),
        ("strässe\u00a0·", [8]),
        ("\ud800", [8]),
        ("\x00", [8]),
        ("✉", [8]),
        ("are", [9]),
        ("gone", [7]),
        ("reply trîal", [21132]),
        ("same‑day", [21163]),
        ("8", [8]),
        ("task:", [21128, 21132, 21143, 21152, 21163]),
        ("task:whïch", [21128, 21152]),
        ('task:"minutes second"', []),
        ("has:task -has:reply", []),
        ("-steps>2", [None, 8, 9, 7]),
        ("are or template:398744", [21128, 21132, 21143, 9]),
    ],
)
def test_its_sequences_are_found_before_and_after_it_is_written(
    path: Path, text: str, found: list[int]
) -> None:
    before = path.read_bytes()
    assert found_ids(path, text) == found
    assert path.read_bytes() == before
    ArchiveWriter.open_or_create(path, HOST, "an account").finish()
    assert found_ids(path, text) == found


def found_ids(path: Path, text: str) -> list[int | None]:
    with closing(Archive.open(path)) as archive:
        page = asyncio.run(archive.page(Query.parse(text), 1))
    return [row.id for row in page.items]


async def test_it_is_sorted_alike_before_and_after_it_is_written(path: Path) -> None:
    orders = []
    for _ in range(2):
        with closing(Archive.open(path)) as archive:
            pages = [await archive.page(Query(sort=Sort(key)), 1) for key in SORT_KEYS]
            orders.append([[row.id for row in page.items] for page in pages])
            assert has_current_facts(archive._connection) is (len(orders) == 2)
        ArchiveWriter.open_or_create(path, HOST, "an account").finish()
    assert orders[0] == orders[1]
    assert len({tuple(order) for order in orders[0]}) > 3


async def test_its_index_is_used_once_it_has_been_written(path: Path) -> None:
    reader = Archive.open(path)
    assert len((await reader.page(Query("tríal"), 1)).items) == 3
    writer = ArchiveWriter.open_or_create(path, HOST, "an account")
    assert schema.version(writer._connection) == schema.FORMAT_VERSION
    for archive in (reader, writer):
        statements: list[str] = []
        archive._connection.set_trace_callback(statements.append)
        assert len((await archive.page(Query("tríal"), 1)).items) == 3
        assert [each for each in statements if "name_index" in each]


async def test_another_process_may_migrate_it_while_it_is_read(path: Path) -> None:
    with closing(Archive.open(path)) as archive:
        before = await archive.page(Query(), 1)
        ArchiveWriter.open_or_create(path, HOST, "an account").finish()
        assert await archive.page(Query(), 1) == before
        assert (await archive.get(21132)).name == "Trial · Europe · no reply"
        assert archive.earlier_rows(21132) == []


async def test_a_long_search_of_version_1_yields_to_other_tasks(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(search, "CHUNK", 3)
    monkeypatch.setattr(positions, "MAX_BLOCK_S", 0)
    turns: list[None] = []

    async def others() -> None:
        while True:
            turns.append(None)
            await asyncio.sleep(0)

    task = asyncio.create_task(others())
    page = await Archive.open(FILES[0]).page(Query("gone"), 1)
    task.cancel()
    assert [row.id for row in page.items] == [7]
    assert len(turns) == 4


async def test_deleted_sequences_are_read(path: Path) -> None:
    row = await Archive.open(path).get(7)
    assert (row.name, row.extra[DELETED_AT]) == ("Gone", DELETED_ON)


async def test_it_loses_nothing_when_it_is_written(path: Path) -> None:
    with closing(Archive.open(path)) as archive:
        before = [(row.position, row.id, row.deleted_at, row.text) for row in archive.all_rows()]
        metadata = archive.metadata
    ArchiveWriter.open_or_create(path, HOST, "an account").finish()
    archive = Archive.open(path)
    rows = list(archive.all_rows())
    assert [(row.position, row.id, row.deleted_at, row.text) for row in rows] == before
    assert all(row.checksum is not None and row.is_intact for row in rows)
    assert {row.seen_from for row in rows} == {metadata.started_at}
    assert archive.metadata == metadata


@pytest.mark.parametrize("path", FILES[:2], indirect=True)
async def test_what_an_earlier_save_found_to_be_deleted_is_not_known_since_the_last_one(
    path: Path,
) -> None:
    deleted_at = "2026-10-01T00:00:00Z"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE sequence SET deleted_at = ? WHERE id = 7", (deleted_at,))
        connection.commit()
    for _ in range(2):
        archive = Archive.open(path)
        assert archive.verify().is_intact
        (form,) = forms_of(archive, 7)
        assert (form.since, form.until) == (None, datetime(2026, 10, 1, tzinfo=UTC))
        before = PastArchive(archive, datetime(2026, 11, 24, tzinfo=UTC))
        assert (await before.get(7)).extra[DELETED_AT] == deleted_at
        with pytest.raises(SourceError, match="Nothing is known of that time"):
            await before.page(Query(), 1)
        await before.aclose()
        ArchiveWriter.open_or_create(path, HOST, "an account").finish()
    archive = Archive.open(path)
    assert {row.seen_from for row in archive.all_rows()} == {archive.metadata.started_at, None}


async def test_it_can_be_continued(path: Path) -> None:
    writer = ArchiveWriter.open_or_create(path, HOST, "an account")
    assert writer.put([item(8, "Straße", "2027-01-01"), item(10)]) == PutResult(added=1, updated=1)
    assert writer.load_progress("next page") == "3"
    writer.finish()
    rows = (await Archive.open(path).page(Query("straße"), 1)).items
    assert [row.name for row in rows] == ["Straße"]
