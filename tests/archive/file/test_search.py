"""A search finds exactly the rows whose folded text contains all words."""

from __future__ import annotations

import asyncio
import json
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seq_tui.archive.file import positions, search
from seq_tui.archive.file.archive import Archive
from seq_tui.archive.file.writer import ArchiveWriter
from seq_tui.domain.filter.nodes import TaskText
from seq_tui.domain.folding import contains_all, fold_words
from seq_tui.domain.query import Query
from tests.archive.saved_items import HOST, item, make_version_1, saved

if TYPE_CHECKING:
    from seq_tui.domain.json import Json

pytestmark = pytest.mark.anyio

LETTERS = st.text(
    alphabet="abAB ßẞΣσςİıÅłŁáA\u0301\u00a0–\x00\ud800\udfff\ufffd\ufffe\"'%_*-✉", max_size=6
).map(lambda text: str(json.loads(json.dumps(text))))
"""Texts as JSON can carry them: there, both halves of a surrogate pair are one character."""


async def found(
    path: Path, names: list[str], *parts: str, is_folded: bool = True
) -> list[list[str]]:
    """The names that each part finds, none of which is an id."""
    archive = saved(path, (item(number, name) for number, name in enumerate(names, 10**7)))
    if not is_folded:
        archive.close()
        make_version_1(path)
        archive = Archive.open(path)
    pages = [await archive.page(Query(name=part), 1) for part in parts]
    archive.close()
    return [[row.name or "" for row in page.items] for page in pages]


NAMES = LETTERS | st.text(max_size=5)


SCAN_FIRST = [0, 2, search.SCAN_FIRST]
"""Rows scanned for a short text before the index is used."""


@given(
    st.lists(NAMES, max_size=8),
    st.lists(NAMES, min_size=1, max_size=6),
    st.sampled_from(SCAN_FIRST),
    st.booleans(),
)
@settings(max_examples=60, deadline=None, database=None)
def test_exactly_the_names_that_contain_a_text_are_found(
    names: list[str], parts: list[str], first: int, is_folded: bool
) -> None:
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setattr(search, "SCAN_FIRST", first)
        rows = asyncio.run(found(Path(folder) / "a.seqtui", names, *parts, is_folded=is_folded))
    assert rows == [
        [name for name in names if contains_all(name, fold_words(part))] for part in parts
    ]


@pytest.mark.parametrize(
    "part",
    ["%", "_", '"', "'", "*", "a OR b", 'x" OR "y', "name:", "\x00", "\ud800", "^a", "NEAR("],
)
async def test_characters_of_a_query_language_are_literal(tmp_path: Path, part: str) -> None:
    names = ["plain", f"x {part} y", f"{part}{part}", "a b"]
    assert await found(tmp_path / "a.seqtui", names, part) == [names[1:3]]


async def test_a_long_text_is_found(tmp_path: Path) -> None:
    name = "".join(chr(0x4E00 + number) for number in range(400))
    assert await found(tmp_path / "a.seqtui", [name, name[:-1]], name[1:]) == [[name]]


async def test_more_words_than_a_statement_compares_are_all_needed(tmp_path: Path) -> None:
    words = [chr(ord("a") + number) * 4 for number in range(25)]
    names = [" ".join(words), " ".join(words[1:]), " ".join([*words[:-1], "x"])]
    typed = " ".join(reversed(words)).upper()
    assert await found(tmp_path / "a.seqtui", names, typed, "a b") == [
        names[:1],
        [names[0], names[2]],
    ]


@pytest.mark.parametrize("first", SCAN_FIRST)
@pytest.mark.parametrize(
    ("part", "matching"),
    [("a b", [0, 3]), ("ab b", [3]), ("cd a", [1, 2]), ("x a", []), ("q", [4]), ("c d q", [])],
)
async def test_several_short_words_are_found(
    tmp_path: Path, part: str, matching: list[int], first: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "SCAN_FIRST", first)
    names = ["b a", "cd a", "a cd", "ab", "q"]
    assert await found(tmp_path / "a.seqtui", names, part) == [[names[at] for at in matching]]


@pytest.mark.parametrize("first", SCAN_FIRST)
@pytest.mark.parametrize("part", ["e", "en", "end"])
async def test_a_part_at_the_end_of_a_name_is_found(
    tmp_path: Path, part: str, first: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "SCAN_FIRST", first)
    names = ["the en", "e", "the end"]
    assert await found(tmp_path / "a.seqtui", names, part) == [
        [name for name in names if part in name]
    ]


@pytest.mark.parametrize("first", SCAN_FIRST)
async def test_a_short_common_text_is_found_by_scanning(
    tmp_path: Path, first: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "SCAN_FIRST", first)
    monkeypatch.setattr(search, "MAX_TRIGRAMS", 2)
    names = [f"{each}x" for each in "abcdefgh"]
    names += ["-"] + [f"x{each}" for each in "abcdefgh"]
    assert await found(tmp_path / "a.seqtui", names, "X") == [[n for n in names if n != "-"]]


async def test_the_index_is_not_used_while_the_first_rows_have_enough_matches(
    tmp_path: Path,
) -> None:
    archive = saved(tmp_path / "a.seqtui", [item(number, "Trial") for number in range(1, 150)])
    statements: list[str] = []
    archive._connection.set_trace_callback(statements.append)
    assert len((await archive.page(Query("tr"), 1)).items) == 100
    assert not [each for each in statements if "_index" in each or "_terms" in each]
    assert len((await archive.page(Query("tr"), 2)).items) == 49
    assert [each for each in statements if "_index" in each]


@pytest.mark.parametrize("rows", [1, 2, 3, 5])
async def test_pages_of_a_short_text_continue_from_the_scan_into_the_index(
    tmp_path: Path, rows: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "SCAN_FIRST", 3)
    archive = saved(tmp_path / "a.seqtui", [item(number, "Trial") for number in range(1, 9)])
    pages = [await archive.page(Query("tr"), number, rows) for number in range(1, 10)]
    assert [row.id for page in pages for row in page.items] == list(range(1, 9))


def with_tasks(sequence_id: int, *texts: str) -> Json:
    steps: list[Json] = [
        {"action_type": "task", "action_properties": {"task_content": text}} for text in texts
    ]
    return {"data": {"id": sequence_id, "name": "Trial", "steps": steps}, "meta": {}}


@pytest.mark.parametrize(
    ("task", "ids"),
    [
        ("the price", [1]),
        ("PRICE", [1, 3]),
        ("ce", [1, 3]),
        ("k", [4]),
        ("\x00", [4]),
        ("trial", []),
        ("price\ncall", []),
        ("call\nabout", [1]),
        ("price again", []),
        ("ᴬbout THE PRÏCE", [1]),
        ("", [1, 3, 4, 5]),
    ],
)
async def test_a_task_search_finds_tasks_and_no_names(
    tmp_path: Path, task: str, ids: list[int]
) -> None:
    items = [with_tasks(1, "Call about the price", "Again"), with_tasks(2), with_tasks(3, "Prices")]
    items += [with_tasks(4, "Ask \x00", ""), with_tasks(5, "")]
    archive = saved(tmp_path / "a.seqtui", items)
    page = await archive.page(Query(filter=TaskText(task)), 1)
    assert [row.id for row in page.items] == ids
    pages = [
        await archive.page(Query(filter=TaskText(task)), number, 1)
        for number in range(1, len(ids) + 2)
    ]
    assert [row.id for page in pages for row in page.items] == ids
    assert (await archive.page(Query("price"), 1)).items == ()


async def test_a_search_ends_when_it_is_no_longer_wanted(tmp_path: Path) -> None:
    archive = saved(tmp_path / "a.seqtui", [item(number, "Trial") for number in range(1, 9)])
    page = await archive.page(Query("trial"), 1, is_wanted=lambda: False)
    assert page.items == ()
    assert len((await archive.page(Query("trial"), 1)).items) == 8


async def test_a_long_search_yields_to_other_tasks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "CHUNK", 2)
    monkeypatch.setattr(positions, "MAX_BLOCK_S", 0)
    archive = saved(tmp_path / "a.seqtui", [item(number, "Trial") for number in range(1, 10)])
    turns: list[None] = []

    async def others() -> None:
        while True:
            turns.append(None)
            await asyncio.sleep(0)

    task = asyncio.create_task(others())
    page = await archive.page(Query("trial"), 1, is_wanted=lambda: len(turns) < 3)
    task.cancel()
    assert len(turns) == 3
    assert [row.id for row in page.items] == [1, 2, 3, 4, 5, 6]


async def test_a_search_sees_later_writes(tmp_path: Path) -> None:
    writer = ArchiveWriter.open_or_create(tmp_path / "a.seqtui", HOST)
    writer.put([item(1)])
    reader = Archive.open(tmp_path / "a.seqtui")
    for archive in (reader, writer):
        assert len((await archive.page(Query("trial"), 1)).items) == 1
    writer.put([item(2)])
    for archive in (reader, writer):
        assert len((await archive.page(Query("trial"), 1)).items) == 2
