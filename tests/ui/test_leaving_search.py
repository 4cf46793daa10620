"""Leaving a search keeps the sequence that it found under the cursor."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from seq_tui.domain.query import Query
from seq_tui.domain.source import SourceInfo, SourceKind
from seq_tui.server.demo.account import DemoAccount, demo_sequence
from seq_tui.ui.widgets.search_bar import SearchInput
from tests.archive.saved_items import saved_demo
from tests.fake_source import NO_ANSWER, FakeSource
from tests.ui.browsing import NARROW, Browsing, browse

if TYPE_CHECKING:
    from pathlib import Path

    from seq_tui.domain.sequence import Sequence
    from seq_tui.domain.source import Source

pytestmark = pytest.mark.anyio


def highlighted(browsing: Browsing) -> str | None:
    """The name of the sequence under the cursor."""
    row = browsing.list.rows.row(browsing.list.cursor)
    return None if row is None else row.name


async def find(browsing: Browsing, text: str, *keys: str) -> None:
    """Search, go to the list, press keys there, and leave the search."""
    await browsing.search(text)
    await browsing.press("enter", *keys)
    await browsing.press("escape")
    assert browsing.screen.query_one(SearchInput).value == ""
    assert browsing.list.has_focus


async def test_a_row_in_memory_is_selected_without_a_request() -> None:
    source = FakeSource(342)
    async with browse(source) as browsing:
        await browsing.press("down", "down")
        await find(browsing, "3", "down")
        assert highlighted(browsing) == "Sequence 13"
        assert (browsing.list.cursor, browsing.list.row_count) == (13, 100)
        assert "Sequence 13" in browsing.title
        assert source.requested == [("", 1), ("3", 1)]


async def test_escape_in_the_box_keeps_the_first_one_found() -> None:
    source = FakeSource(342)
    async with browse(source) as browsing:
        await browsing.settle()
        await browsing.search("sequence 57")
        await browsing.press("escape")
        assert highlighted(browsing) == "Sequence 57"
        assert source.requested == [("", 1), ("sequence 57", 1)]


async def test_a_row_that_the_source_knows_takes_one_request() -> None:
    source = FakeSource(12_345)
    source.rows_of = {1000 + 9_876: 9_876}
    async with browse(source) as browsing:
        await browsing.settle()
        await find(browsing, "sequence 9876")
        assert highlighted(browsing) == "Sequence 9876"
        assert browsing.list.cursor == 9_876
        assert {number for query, number in source.requested if not query} <= {1, 98, 99, 100}


async def test_a_row_that_nobody_knows_is_found_page_by_page() -> None:
    source = FakeSource(342)
    async with browse(source) as browsing:
        await browsing.press("down")
        await find(browsing, "250")
        assert highlighted(browsing) == "Sequence 250"
        assert [number for query, number in source.requested if not query] == [1, 2, 3]


async def test_a_row_that_was_cached_elsewhere_is_found_where_it_is() -> None:
    source = FakeSource(342)
    source.rows_of = {1250: 150}
    async with browse(source) as browsing:
        await browsing.settle()
        await find(browsing, "250")
        assert highlighted(browsing) == "Sequence 250"
        source.rows_of = {1333: 9_999}
        await find(browsing, "333")
        assert highlighted(browsing) == "Sequence 333"


async def test_a_key_during_that_is_the_user_s_choice() -> None:
    source = FakeSource(342)
    async with browse(source) as browsing:
        await browsing.settle()
        await browsing.search("250")
        source.hold()
        await browsing.pilot.press("escape", "down", "down")
        source.release()
        await browsing.settle()
        assert browsing.list.cursor == 2


async def test_a_sequence_that_is_gone_is_sought_to_the_end_of_the_list() -> None:
    source = FakeSource(1_234)
    async with browse(source) as browsing:
        await browsing.settle()
        await browsing.search("sequence 1200")
        source.sequences = source.sequences[:400]
        await browsing.press("escape")
        assert browsing.list.cursor == 0
        assert [number for query, number in source.requested if not query] == [1, 2, 3, 4]
        assert len(browsing.messages) == 1


async def test_a_failure_ends_it_and_is_reported_as_any_other() -> None:
    source = FakeSource(1_234)
    async with browse(source) as browsing:
        await browsing.settle()
        await browsing.search("sequence 1200")
        source.later_failures = [NO_ANSWER]
        await browsing.press("escape")
        assert "The service failed (503)" in browsing.text()
        assert browsing.list.cursor == 0
        assert len(browsing.messages) == 0
        await browsing.press("r")
        assert [number for query, number in source.requested if not query] == [1, 2]
        assert browsing.messages == [], "an interrupted search does not prove that it is gone"


async def test_a_large_account_is_not_read_as_a_whole_for_that() -> None:
    source = FakeSource(12_345)
    async with browse(source) as browsing:
        await browsing.settle()
        await find(browsing, "sequence 9876")
        assert max(number for _, number in source.requested) == 10
        assert browsing.list.cursor == 0
        assert browsing.messages == ["#10876 was not found in the first rows of the list."]


async def test_a_search_ends_the_seeking_of_the_last_row() -> None:
    source = FakeSource(12_345)
    async with browse(source) as browsing:
        await browsing.settle()
        source.hold()
        await browsing.pilot.press("end", "slash", *"sequence 57")
        source.release()
        await browsing.settle()
        await browsing.press("escape")
        assert highlighted(browsing) == "Sequence 57"
        await browsing.press("pagedown", "pagedown", "pagedown")
        assert browsing.list.cursor < 200


async def test_a_search_that_found_nothing_returns_to_the_row_before() -> None:
    async with browse(FakeSource(342)) as browsing:
        await browsing.press("down", "down")
        await find(browsing, "nothing")
        assert highlighted(browsing) == "Sequence 2"


async def test_a_query_from_the_command_line_can_be_left() -> None:
    source = FakeSource(342)
    async with browse(source, "33") as browsing:
        await browsing.settle()
        await browsing.press("escape")
        assert highlighted(browsing) == "Sequence 33"
        assert source.requested == [("33", 1), ("", 1)]


@pytest.mark.parametrize("kind", [SourceKind.DEMO, SourceKind.ARCHIVE])
@pytest.mark.parametrize("row", [5, 250, 341])
async def test_every_local_account_knows_its_rows(
    tmp_path: Path, kind: SourceKind, row: int
) -> None:
    account = DemoAccount(342)
    source: Source[Sequence] = account
    if kind is SourceKind.ARCHIVE:
        source = saved_demo(tmp_path / "a.seqtui", 342)
    wanted = (await account.page(account_query(row), 1)).items[0]
    async with browse(source, size=NARROW, source_info=SourceInfo(kind, "x")) as browsing:
        await browsing.settle()
        await find(browsing, str(wanted.id))
        assert browsing.list.cursor == row
        assert browsing.list.rows.row(row) == wanted


def account_query(row: int) -> Query:
    return Query(ids=(demo_sequence(row).id or 0,))
