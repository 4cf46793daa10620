"""A scroll bar is painted only when its thumb moves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from rich.style import Style
from textual.geometry import Size
from textual.scrollbar import ScrollBar, ScrollBarRender
from textual.style import Style as VisualStyle
from textual.visual import Visual, visualize

from seq_tui.terminal.textual_patches.compositor import Piece
from seq_tui.terminal.textual_patches.scroll_bar import (
    EIGHTHS,
    BarLines,
    thumb_length,
    thumb_start,
)
from tests.ui.toy_list import showing

if TYPE_CHECKING:
    from rich.console import RenderableType
    from textual.strip import Strip

pytestmark = pytest.mark.anyio

PLAIN = VisualStyle()


@pytest.mark.parametrize(
    ("height", "total"), [(24, 25), (24, 60), (19, 1_000), (5, 7), (30, 2_000)]
)
def test_thumbs_that_begin_in_the_same_eighth_look_the_same(height: int, total: int) -> None:
    bars: dict[int, set[str]] = {}
    for position in range(total - height + 1):
        bar = ScrollBarRender.render_bar(height, total, height, position)
        start = thumb_start(Size(1, height), total, height, position)
        bars.setdefault(start, set()).add(repr(bar.segments))
    assert {len(different) for different in bars.values()} == {1}
    assert len(bars) > 1
    assert max(bars) <= height * EIGHTHS


@pytest.fixture
def rendered(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The position of the bar, each time that it was painted."""
    positions: list[float] = []
    render_bar = ScrollBar._render_bar

    def counted(bar: ScrollBar, style: Style) -> RenderableType:
        positions.append(bar.position)
        return render_bar(bar, style)

    monkeypatch.setattr(ScrollBar, "_render_bar", counted)
    return positions


async def test_one_row_of_a_million_does_not_move_the_thumb(rendered: list[float]) -> None:
    async with showing(1_000_000) as toy:
        rendered.clear()
        for top in range(1, 9):
            toy.rows.scroll_to(y=top, animate=False)
            await toy.pilot.pause()
        assert rendered == []
        assert toy.rows.vertical_scrollbar.position == 8
        toy.rows.scroll_to(y=500_000, animate=False)
        await toy.pilot.pause()
        assert rendered == [500_000]


async def test_a_row_that_scrolls_paints_no_bar_whose_thumb_stays(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    painted: list[str] = []
    strips = Piece.strips

    def recorded(piece: Piece) -> list[Strip]:
        painted.append(type(piece.widget).__name__)
        return strips(piece)

    async with showing(1_000_000) as toy:
        monkeypatch.setattr(Piece, "strips", recorded)
        toy.rows.scroll_to(y=3, animate=False)
        await toy.pilot.pause()
        assert painted == ["ToyList"]
        toy.rows.scroll_to(y=500_000, animate=False)
        await toy.pilot.pause()
        assert "ScrollBar" in painted


async def test_one_row_of_a_few_moves_the_thumb(rendered: list[float]) -> None:
    async with showing(40) as toy:
        rendered.clear()
        toy.rows.scroll_to(y=1, animate=False)
        await toy.pilot.pause()
        assert rendered == [1]


@pytest.mark.parametrize("total", [20, 25, 60, 1_000, 100_000])
async def test_only_the_lines_of_a_thumb_that_moves_are_painted(
    total: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[int] = []
    render_line = ScrollBar.render_line

    def recorded(bar: ScrollBar, y: int) -> Strip:
        drawn.append(y)
        return render_line(bar, y)

    monkeypatch.setattr(ScrollBar, "render_line", recorded)
    async with showing(total) as toy:
        bar = toy.rows.vertical_scrollbar
        for top in (1, 2, 3, 7, 6, 5, total // 2, total // 2 + 1, total, total - 1, 3, 0):
            drawn.clear()
            before = toy.rows.scroll_offset.y
            toy.rows.scroll_to(y=top, animate=False)
            await toy.pilot.pause()
            if abs(toy.rows.scroll_offset.y - before) == 1:
                thumb = thumb_length(bar.size, bar.window_virtual_size, bar.window_size)
                assert len(drawn) <= thumb // EIGHTHS + 3
            shown = [line.text for line in bar.render_lines(bar.size.region)]
            bar.refresh()
            assert [line.text for line in bar.render_lines(bar.size.region)] == shown


@pytest.mark.parametrize("is_vertical", [True, False])
@pytest.mark.parametrize("position", [0, 3, 11, 40])
@pytest.mark.parametrize("total", [8, 60])
async def test_a_bar_looks_as_the_one_of_textual(
    position: int, total: int, is_vertical: bool
) -> None:
    async with showing(1_000) as toy:
        view = toy.rows.vertical_scrollbar
        bar = BarLines(total, 20, position, 2, is_vertical, Style(color="red", bgcolor="blue"))
        theirs = ScrollBarRender(total, 20, position, 2, is_vertical, bar.style)
        size = (2, 20) if is_vertical else (20, 2)
        ours, expected = (
            [
                [(cell, text.style) for text in line for cell in text.text]
                for line in Visual.to_strips(view, visualize(view, each), *size, PLAIN)
            ]
            for each in (bar, theirs)
        )
        assert ours == expected
        assert len(ours) == size[1]
