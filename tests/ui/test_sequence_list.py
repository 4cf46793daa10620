"""The list of sequences: its heads, its cursor, and how wide it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from seq_tui.ui.widgets.sequences_pane import SequencesPane
from seq_tui.ui.widgets.virtual_list import VirtualList
from tests.fake_source import FakeSource, sequence
from tests.ui.browsing import Browsing, browse

if TYPE_CHECKING:
    from textual.message import Message

pytestmark = pytest.mark.anyio


def named(*names: str) -> FakeSource:
    """An account of sequences with three steps each."""
    return FakeSource(sequences=tuple(sequence(3)._replace(name=name) for name in names))


def pane_columns(browsing: Browsing) -> int:
    return browsing.screen.query_one(SequencesPane).region.width


async def test_a_click_on_a_head_names_its_column(monkeypatch: pytest.MonkeyPatch) -> None:
    async with browse(FakeSource(30)) as browsing:
        await browsing.press("down")
        clicked: list[str] = []
        post = browsing.list.post_message

        def record(message: Message) -> bool:
            if isinstance(message, VirtualList.HeadClicked):
                clicked.append(message.column)
            return post(message)

        monkeypatch.setattr(browsing.list, "post_message", record)
        heads = browsing.text(browsing.list).split("\n")[0]
        for head in ("name", "steps", "len"):
            await browsing.pilot.click(browsing.list, offset=(heads.index(head), 0))
        assert clicked == ["name", "steps", "len"]
        assert browsing.list.cursor == 1


@pytest.mark.parametrize("keys", [("down",), ("down", "slash")], ids=["focused", "unfocused"])
async def test_the_cursor_covers_its_row_from_end_to_end(keys: tuple[str, ...]) -> None:
    async with browse(FakeSource(30)) as browsing:
        await browsing.press(*keys)
        row = browsing.list.render_line(2)
        under = browsing.list.get_component_rich_style("virtual-list--cursor").bgcolor
        assert row.cell_length == browsing.list.size.width
        assert {segment.style and segment.style.bgcolor for segment in row} == {under}
        assert row.text.startswith("▌ Sequence 1 ")


@pytest.mark.parametrize(("longest", "columns"), [(12, 44), (28, 50), (29, 50), (90, 50)])
async def test_the_list_is_as_wide_as_its_longest_name_needs(longest: int, columns: int) -> None:
    async with browse(named("x" * longest, "short")) as browsing:
        await browsing.settle()
        assert pane_columns(browsing) == columns
        shown = browsing.text(browsing.list).split("\n")[1]
        assert ("…" in shown) is (longest == 90)


async def test_the_list_does_not_become_narrower_by_a_search() -> None:
    async with browse(named("x" * 28, "short")) as browsing:
        await browsing.search("short")
        assert browsing.list.row_count == 1
        assert pane_columns(browsing) == 50
