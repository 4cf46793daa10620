"""Any JSON is stored without loss, and gives the same records as the wire does."""

from __future__ import annotations

import asyncio
import json
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seq_tui.archive.file.writer import ArchiveWriter
from seq_tui.domain.page import RawPage
from seq_tui.domain.query import Query
from seq_tui.wire.item_texts import ReceivedItem
from seq_tui.wire.page_items import deduplicate, page_from, parse_items
from tests.archive.saved_items import HOST, demo_items, everything, item, saved

if TYPE_CHECKING:
    from seq_tui.domain.json import Json

pytestmark = pytest.mark.anyio

SURROGATES = st.text(st.characters(categories=["Cs", "Ll", "So"], include_characters="\x00\"'%_"))

QUICK = settings(max_examples=40, deadline=None, database=None)

KEYS = SURROGATES | st.sampled_from(["id", "data", "meta", "name", "steps", "items"])

FINITE = st.floats(allow_nan=False, allow_infinity=False)

SCALARS = st.none() | st.booleans() | st.integers() | FINITE | st.text() | SURROGATES

VALUES: st.SearchStrategy[Json] = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=8,
)

IDS: st.SearchStrategy[Json] = st.integers(1, 9) | st.sampled_from(
    [None, 0, -1, 2**63 - 1, 2**63, 10**400, "7", 1.5, True]
)

DATES: st.SearchStrategy[Json] = st.sampled_from(["2026-01-01", "2026-01-02", "", "\ud800", 7])

SEQUENCES: st.SearchStrategy[Json] = st.fixed_dictionaries(
    {"id": IDS}, optional={"name": VALUES, "updated_at": DATES, "steps": VALUES}
)

ITEMS: st.SearchStrategy[Json] = (
    VALUES | SEQUENCES | st.builds(lambda data: {"data": data, "meta": {}}, SEQUENCES)
)


def from_the_wire(value: Json) -> Json:
    """The value as a JSON parser returns it: surrogate pairs become one character."""
    read: Json = json.loads(json.dumps(value))
    return read


def exactly(value: Json) -> str:
    """A text that differs wherever JSON differs, also between ``1``, ``1.0`` and ``true``."""
    return json.dumps(value)


def merged(items: list[Json]) -> list[Json]:
    """The items that an archive stores: one for each id, and every one without a usable id."""
    received = parse_items(items)
    stored = iter([each for each, _ in deduplicate(received)])
    ids: set[int] = set()
    merged_items: list[Json] = []
    for each in items:
        records = parse_items([each])
        sequence_id = records[0][1].id if records else None
        if not records:
            merged_items.append(each)
        elif sequence_id is None or sequence_id not in ids:
            merged_items.append(next(stored))
            ids |= set() if sequence_id is None else {sequence_id}
    return merged_items


@given(st.lists(ITEMS.map(from_the_wire), max_size=12))
@QUICK
def test_any_items_are_stored_without_loss(items: list[Json]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        archive = ArchiveWriter.open_or_create(Path(folder) / "a.seqtui", HOST)
        archive.put(items)
        raw = asyncio.run(archive.raw_page(Query(), 1))
        page = asyncio.run(archive.page(Query(), 1))
        archive.close()
    assert exactly(list(raw.items)) == exactly(merged(items))
    wire = page_from(RawPage(1, tuple(items), is_last=True))
    assert (repr(page.items), page.dropped) == (repr(wire.items), wire.dropped)


@pytest.mark.parametrize(
    "odd",
    [
        pytest.param(item(2**63), id="an id over 63 bits"),
        pytest.param(item(10**4000), id="an id of 4,000 digits"),
        pytest.param(item("2594755"), id="an id as a string"),
        pytest.param(item(1, "a\x00b"), id="NUL in a name"),
        pytest.param(item(1, "a\ud800b"), id="half a surrogate pair in a name"),
        pytest.param(item(1, {"a": [1.0, 1, True]}), id="a name that is not a string"),
        pytest.param({"data": None, "meta": {"type": "sequence"}}, id="an empty envelope"),
        pytest.param(None, id="null"),
        pytest.param([[["deep"]]], id="a list"),
    ],
)
async def test_odd_items_are_stored_as_they_are(tmp_path: Path, odd: Json) -> None:
    items = [item(7), odd, item(8)]
    assert await everything(saved(tmp_path / "a.seqtui", items)) == items


@pytest.mark.parametrize("token", ["NaN", "Infinity", "-Infinity"])
async def test_what_is_no_json_is_kept_and_not_passed_on(tmp_path: Path, token: str) -> None:
    text = f'{{"data":{{"id":1,"name":"NaN \\" Infinity","x":[{token}, {{"y":{token}}}]}}}}'
    archive = saved(tmp_path / "a.seqtui", [ReceivedItem(json.loads(text), text)])
    valid = f'{{"data":{{"id":1,"name":"NaN \\" Infinity","x":["{token}", {{"y":"{token}"}}]}}}}'
    assert await archive.item_text(1) == valid
    assert await everything(archive) == [json.loads(valid)]
    (row,) = archive.all_rows()
    assert row.received == text


async def test_the_demo_account_is_stored_without_loss(tmp_path: Path) -> None:
    items = demo_items(100)
    assert await everything(saved(tmp_path / "a.seqtui", items)) == items
