"""A stored file of the first version of the format, which every later version must read."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from seq_tui.archive.file.archive import DELETED_AT, Archive
from seq_tui.archive.file.metadata import ArchiveMetadata
from seq_tui.archive.file.writer import ArchiveWriter, PutResult
from seq_tui.domain.query import Query
from tests.archive.saved_items import HOST, demo_items, everything, item

if TYPE_CHECKING:
    from seq_tui.domain.json import Json

pytestmark = pytest.mark.anyio

FILE = Path(__file__).parents[2] / "data" / "archive-v1.seqtui"
"""Written by version 1 of the format; it must never be written again."""

DELETED_ON = "2026-11-24T19:00:00Z"

ODD: list[Json] = [
    item(2**63, "Too large an id"),
    item(8, "Straße · \x00 · \ud800 · ✉"),
    {"id": 9, "name": "Bare", "unknown": [1.0, 10**25, None]},
    {"data": None, "meta": {"type": "sequence"}},
    None,
]

HELD = [*demo_items(6), *ODD]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return Path(shutil.copy(FILE, tmp_path / "old.seqtui"))


async def test_every_item_is_unchanged(path: Path) -> None:
    archive = Archive.open(path)
    assert await everything(archive) == HELD
    assert archive.count == len(HELD)


async def test_its_metadata_is_read(path: Path) -> None:
    assert Archive.open(path).metadata == ArchiveMetadata(
        program="seq-tui 0.1.0",
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
    ("part", "found"),
    [
        ("STRASSE", [8]),
        ("\ud800", [8]),
        ("\x00", [8]),
        ("✉", [8]),
        ("are", [9]),
        ("gone", [7]),
        ("welcome", [21128]),
    ],
)
async def test_its_names_are_found(path: Path, part: str, found: list[int]) -> None:
    rows = (await Archive.open(path).page(Query(part), 1)).items
    assert [row.id for row in rows] == found


async def test_deleted_sequences_are_read(path: Path) -> None:
    row = await Archive.open(path).get(7)
    assert (row.name, row.extra[DELETED_AT]) == ("Gone", DELETED_ON)


async def test_it_can_be_continued(path: Path) -> None:
    writer = ArchiveWriter.open_or_create(path, HOST, "an account")
    assert writer.put([item(8, "Straße", "2027-01-01"), item(10)]) == PutResult(added=1, updated=1)
    assert writer.load_progress("next page") == "3"
    writer.finish()
    rows = (await Archive.open(path).page(Query("straße"), 1)).items
    assert [row.name for row in rows] == ["Straße"]
