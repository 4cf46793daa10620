"""The steps on the screen: what a row shows, and what is painted again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from seq_tui.domain.sequence import Sequence
from seq_tui.ui.widgets.step_list import StepList
from tests.fake_source import FakeSource
from tests.presentation.sequences import CALL, SEQUENCES, weekdays
from tests.ui.browsing import Browsing, browse

if TYPE_CHECKING:
    from rich.color import Color
    from textual.strip import Strip

    from seq_tui.domain.sequence import Step
    from seq_tui.ui.cells import Line

pytestmark = pytest.mark.anyio

LONG = tuple(weekdays(5) for _ in range(10_000))


def source(*sequences: tuple[Step, ...]) -> FakeSource:
    return FakeSource(
        sequences=tuple(
            Sequence(number, f"Sequence {number}", len(steps), steps=steps)
            for number, steps in enumerate(sequences, start=1)
        )
    )


def lines(browsing: Browsing) -> list[str]:
    return browsing.text(browsing.steps).splitlines()


async def test_a_row_is_rank_mark_action_wait_bar_and_date() -> None:
    async with browse(source(SEQUENCES["a mix"]), size=(80, 24)) as browsing:
        await browsing.press("enter", "down")
        _months, days, first, second, third, fourth, *_ = lines(browsing)
    assert days.split()[:3] == ["#", "action", "wait"]
    assert " ".join(first.split()) == "1 ✉ e-mail 398744 at once ● Mon 23 Nov 09:00"
    assert " ".join(second.split()) == "▌ 2 ↩ reply 398745 1 wd ─○ Tue 24 Nov 09:00"
    assert " ".join(third.split()) == "3 ☐ Call about the price 4 h ■ Tue 24 Nov 13:00"
    assert " ".join(fourth.split()) == "4 ✉ e-mail 398744 2 wd ┄┄● ≥ Thu 26 Nov 13:00"


async def test_a_date_without_room_after_its_bar_stands_before_it() -> None:
    steps = (weekdays(0), *(weekdays(3, CALL) for _ in range(8)))
    async with browse(source(steps), size=(80, 24)) as browsing:
        await browsing.press("enter")
        *_, last = (line for line in lines(browsing) if "Call" in line)
    assert last.split("wd ")[1].split() == ["≥", "Fri", "25", "Dec", "09:00", "┄┄┄■"]


async def test_a_cursor_step_paints_two_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    async with browse(source(LONG)) as browsing:
        await browsing.press("enter", "f", "pagedown", "down")
        painted: list[int] = []
        render_line = StepList.render_line

        def recording(self: StepList, y: int) -> Strip:
            painted.append(y)
            return render_line(self, y)

        monkeypatch.setattr(StepList, "render_line", recording)
        await browsing.press("up")
        row = browsing.steps.cursor - browsing.steps.window.start + browsing.steps.header_lines
    assert sorted(painted) == [row, row + 1]


async def test_only_rows_in_view_are_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[int] = []
    draw_row = StepList.draw_row

    def recording(self: StepList, index: int, width: int) -> Line | None:
        drawn.append(index)
        return draw_row(self, index, width)

    monkeypatch.setattr(StepList, "draw_row", recording)
    async with browse(source(LONG)) as browsing:
        await browsing.press("enter", "end")
        assert len(set(drawn)) <= 2 * browsing.steps.rows_in_view


async def test_the_calendar_fits_the_steps_in_view_and_follows_them() -> None:
    async with browse(source(LONG, LONG[:4])) as browsing:
        await browsing.press("enter")
        every = lines(browsing)
        await browsing.press("f")
        first = lines(browsing)
        await browsing.press("pagedown")
        second = lines(browsing)
        assert len({tuple(each[:2]) for each in (every, first, second)}) == 3
        assert "2026" in first[0]
        assert "2026" not in second[0]
        await browsing.press("n", "N")
        assert browsing.steps.fits_view, "the choice stays for other sequences"
        await browsing.press("f")
        assert lines(browsing)[:2] == every[:2]


async def test_weekends_are_a_band_through_ruler_rows_and_cursor() -> None:
    async with browse(source((weekdays(0), weekdays(7))), size=(120, 36)) as browsing:
        await browsing.press("enter")
        ruler, _days, cursor, other = (browsing.steps.render_line(y) for y in range(4))
        column = ruler.text.index("30 Nov") - 1

        def backgrounds(strip: Strip) -> list[Color | None]:
            styles = [segment.style for segment in strip.crop(column - 5, column + 2)]
            return [style.bgcolor for style in styles if style is not None]

        plain, band, *_ = backgrounds(other)
        highlighted, band_below, *_ = backgrounds(cursor)
        assert len({plain, band, highlighted, band_below}) == 4
        assert band in backgrounds(ruler)


async def test_without_tints_weekends_are_glyphs() -> None:
    async with browse(source((weekdays(0), weekdays(7), weekdays(5))), size=(160, 36)) as browsing:
        await browsing.press("enter")
        assert "░" not in "".join(lines(browsing))
        browsing.app.theme = "ansi-dark"
        await browsing.settle()
        ruler, _days, first, second, *_ = lines(browsing)
        assert all("░" in line for line in (ruler, first))
        assert "─" in second


@pytest.mark.parametrize(("size", "header"), [((120, 36), 2), ((44, 24), 1), ((40, 10), 0)])
async def test_a_small_table_spends_no_line_on_titles(size: tuple[int, int], header: int) -> None:
    async with browse(
        source((weekdays(0), weekdays(3, CALL), *[weekdays(9)] * 5)), size=size
    ) as browsing:
        await browsing.press("enter")
        assert browsing.steps.header_lines == header
        assert "✉ e-mail" in lines(browsing)[header]
        assert "Mon 23 Nov 09:00" in lines(browsing)[header]
