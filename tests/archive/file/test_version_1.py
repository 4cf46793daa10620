"""A file of the first version of the format, kept for ever: whoever has one can always read it."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from seq_tui.archive.file.about import About
from seq_tui.archive.file.archive import DELETED_AT, Archive
from seq_tui.archive.file.writer import ArchiveWriter, Change
from seq_tui.domain.query import Query
from tests.archive.saved_items import HOST, demo_items, everything, item

if TYPE_CHECKING:
    from seq_tui.domain.json import Json

pytestmark = pytest.mark.anyio

FILE = Path(__file__).parents[2] / "data" / "archive-v1.seqtui"
"""Made by version 1 of the format, and never to be made again."""

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


async def test_every_item_is_what_it_was(path: Path) -> None:
    archive = Archive.open(path)
    assert await everything(archive) == HELD
    assert archive.count == len(HELD)


async def test_it_says_what_it_is(path: Path) -> None:
    assert Archive.open(path).about == About(
        program="seq-tui 0.1.0",
        host=HOST,
        account="an account",
        begun_at="2026-11-24T18:30:05Z",
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


async def test_what_the_account_had_deleted_is_there(path: Path) -> None:
    row = await Archive.open(path).get(7)
    assert (row.name, row.extra[DELETED_AT]) == ("Gone", DELETED_ON)


async def test_it_can_be_gone_on_with(path: Path) -> None:
    writer = ArchiveWriter.begin(path, HOST, "an account")
    assert writer.put([item(8, "Straße", "2027-01-01"), item(10)]) == Change(added=1, changed=1)
    assert writer.recall("next page") == "3"
    writer.finish()
    rows = (await Archive.open(path).page(Query("straße"), 1)).items
    assert [row.name for row in rows] == ["Straße"]
