"""Which pieces of the screen a change paints, when, and by which widget."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

import pytest
from textual.app import App
from textual.events import Key
from textual.geometry import Offset, Region

from seq_tui.terminal.textual_patches.compositor import PiecesUpdate, around, boxes
from tests.fake_source import FakeSource, sequence
from tests.ui.browsing import NARROW, WIDE, Browsing, browse

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.style import Style
    from textual.screen import Screen
    from textual.strip import Strip

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize(
    ("spans", "found"),
    [
        ([], []),
        ([(3, 0, 9)], [(0, 3, 9, 1)]),
        ([(3, 0, 9), (4, 0, 9), (6, 0, 9)], [(0, 3, 9, 2), (0, 6, 9, 1)]),
        ([(3, 0, 9), (4, 0, 5), (5, 0, 9)], [(0, 3, 9, 1), (0, 5, 9, 1), (0, 4, 5, 1)]),
        ([(3, 0, 2), (3, 5, 9), (4, 0, 2), (4, 5, 9)], [(0, 3, 2, 2), (5, 3, 4, 2)]),
    ],
)
def test_equal_spans_in_adjacent_lines_are_one_box(
    spans: list[tuple[int, int, int]], found: list[tuple[int, int, int, int]]
) -> None:
    assert boxes(spans) == [Region(*box) for box in found]


@pytest.mark.parametrize("hole", [(3, 3, 2, 2), (0, 0, 4, 4), (6, 0, 2, 8), (0, 0, 8, 8)])
def test_the_parts_around_a_hole_cover_every_other_cell_once(
    hole: tuple[int, int, int, int],
) -> None:
    region = Region(0, 0, 8, 8)
    cells = [cell for part in around(region, Region(*hole)) for cell in cells_of(part)]
    assert sorted([*cells, *cells_of(Region(*hole))]) == sorted(cells_of(region))


def cells_of(region: Region) -> list[tuple[int, int]]:
    return [(x, y) for y in region.line_range for x in region.column_range]


def painted(browsing: Browsing, regions: Iterable[Region]) -> list[tuple[int, int, Strip]]:
    """What is painted for some regions: column, line, and strip."""
    compositor = browsing.app.screen._compositor
    compositor._dirty_regions = set(regions)
    update = compositor.render_update(screen_stack=[])
    assert isinstance(update, PiecesUpdate)
    return update.lines


def styled(strip: Strip) -> list[tuple[str, Style | None]]:
    """Each character with its style."""
    return [(character, segment.style) for segment in strip for character in segment.text]


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
async def test_any_region_is_painted_as_in_a_full_repaint(size: tuple[int, int]) -> None:
    random = Random(size[0])
    async with browse(FakeSource(50), size=size) as browsing:
        await browsing.press("down")
        browsing.app.notify("something that lies over the list or over the steps")
        await browsing.settle()
        whole = browsing.app.screen._compositor.render_strips()
        for _ in range(100):
            x, y = random.randrange(size[0] - 1), random.randrange(size[1] - 1)
            width, height = random.randint(1, size[0] - 1 - x), random.randint(1, size[1] - 1 - y)
            region = Region(x, y, width, height)
            lines = painted(browsing, [region])
            seen = {(x + n, y) for x, y, strip in lines for n in range(strip.cell_length)}
            assert seen >= set(cells_of(region))
            for x, y, strip in lines:
                assert styled(strip) == styled(whole[y].crop(x, x + strip.cell_length))


async def test_a_wide_character_is_never_painted_in_half() -> None:
    source = FakeSource(sequences=(sequence(0)._replace(name="日本語 name"),))
    async with browse(source) as browsing:
        await browsing.settle()
        corner = browsing.list.region.offset + Offset(0, 1)
        for column in range(4, 9):
            ((x, y, strip),) = painted(browsing, [Region(column, corner.y, 30, 1)])
            assert (x, y) == corner
            assert "日本語 name" in strip.text


@pytest.fixture
def frames(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The text of each frame since the last call of `clear`."""
    texts: list[str] = []

    def display(_app: App[None], _screen: Screen[None], update: object) -> None:
        if isinstance(update, PiecesUpdate):
            texts.append("\n".join(strip.text for _, _, strip in update.lines))

    monkeypatch.setattr(App, "_display", display)
    return texts


async def test_a_key_is_painted_before_the_next_event(frames: list[str]) -> None:
    async with browse(FakeSource(50)) as browsing:
        await browsing.press("down")
        browsing.screen._follower.debounce._seconds = 3600
        frames.clear()
        await browsing.app.on_event(Key("down", None))
        (frame,) = frames
        assert "3 of 50" in frame
        assert "Sequence 1 " in frame
        assert "Sequence 2 " in frame
        await browsing.pilot.pause()
        assert frames == [frame]


async def test_only_the_last_of_keys_that_arrive_together_is_painted(frames: list[str]) -> None:
    async with browse(FakeSource(50)) as browsing:
        await browsing.settle()
        browsing.screen._follower.debounce._seconds = 3600
        frames.clear()
        for _ in range(5):
            browsing.app.post_message(Key("down", None))
        await browsing.pilot.pause()
        assert [frame.count(" of 50") for frame in frames] == [1]
        assert "6 of 50" in frames[0]


async def test_during_a_batch_update_a_key_is_painted_later(frames: list[str]) -> None:
    async with browse(FakeSource(50)) as browsing:
        await browsing.settle()
        frames.clear()
        with browsing.app.batch_update():
            await browsing.app.on_event(Key("down", None))
            assert not frames
        await browsing.settle()
        assert "2 of 50" in "".join(frames)
