"""What the command line asks for when the browser opens, and what a search says of itself."""

from __future__ import annotations

import pytest

from seq_tui.domain.query import Query
from seq_tui.domain.source import SourceInfo, SourceKind
from seq_tui.server.demo.account import DemoAccount, demo_sequence
from seq_tui.ui.search_prompt import initial_query
from tests.fake_source import FakeSource
from tests.ui.browsing import NARROW, WIDE, browse

pytestmark = pytest.mark.anyio

DEMO = SourceInfo(SourceKind.DEMO, "demo account")


@pytest.mark.parametrize("size", [WIDE, NARROW])
@pytest.mark.parametrize("text", ["1250", "#1250", " id:1250 "])
async def test_an_id_opens_its_sequence(text: str, size: tuple[int, int]) -> None:
    async with browse(FakeSource(342), text, size=size) as browsing:
        await browsing.settle()
        assert "Sequence 250" in browsing.title
        assert browsing.steps.has_focus
        await browsing.press("escape", "escape")
        assert browsing.list.has_focus
        assert browsing.list.cursor == 250


async def test_an_id_is_opened_before_names_that_hold_it() -> None:
    wanted = demo_sequence(100)
    async with browse(DemoAccount(), str(wanted.id), source_info=DEMO) as browsing:
        await browsing.settle()
        assert browsing.steps.has_focus
        assert wanted.name is not None
        assert wanted.name in browsing.title


@pytest.mark.parametrize("text", ["33", "trial", "", "#1250,1251", "#99"])
async def test_anything_else_opens_the_list(text: str) -> None:
    async with browse(FakeSource(342), text) as browsing:
        await browsing.settle()
        assert browsing.list.has_focus


async def test_a_number_that_is_typed_later_opens_nothing() -> None:
    async with browse(FakeSource(342)) as browsing:
        await browsing.settle()
        await browsing.search("1250")
        await browsing.press("enter")
        assert browsing.list.has_focus


async def test_a_key_before_the_answer_keeps_the_focus_where_it_went() -> None:
    source = FakeSource(342)
    source.hold()
    async with browse(source, "1250") as browsing:
        await browsing.pilot.press("slash")
        source.release()
        await browsing.settle()
        assert not browsing.steps.has_focus
        assert not browsing.list.has_focus


async def test_a_row_number_opens_the_list_at_that_row() -> None:
    source = FakeSource(12_345)
    async with browse(source, ":9,950") as browsing:
        await browsing.settle()
        assert browsing.list.cursor == 9949
        assert "Sequence 9949" in browsing.title
        assert {query for query, _ in source.requested} == {""}


@pytest.mark.parametrize(
    ("text", "query"), [(":500", Query()), (":", Query()), ("trial", Query("trial"))]
)
def test_a_row_is_no_query(text: str, query: Query) -> None:
    assert initial_query(text) == query


async def test_what_a_search_may_have_missed_is_said_after_its_last_row() -> None:
    source = FakeSource(342)
    source.search_notes = {"sequence 33": "accents may matter", "nothing": "accents may matter"}
    async with browse(source) as browsing:
        await browsing.settle()
        assert "accents" not in browsing.text()
        await browsing.search("sequence 33")
        assert "accents may matter" in browsing.text(browsing.list)
        await browsing.press("enter", "escape")
        assert "accents" not in browsing.text()
        await browsing.search("nothing")
        assert "The service searches names itself:" in " ".join(
            browsing.text(browsing.list).split()
        )
