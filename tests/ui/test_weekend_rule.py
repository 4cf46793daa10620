"""E-mails that are held over a weekend, on the screen; the start is on a Monday at 09:00."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from seq_tui.domain.delay import Delay
from seq_tui.domain.sequence import EmailAction, Sequence, Step, TaskAction
from seq_tui.domain.weekend_rule import WeekendRule
from seq_tui.ui.results_feed import LOADING_GROUP
from seq_tui.ui.widgets.path_input import PathInput
from seq_tui.ui.widgets.virtual_list import VirtualList
from tests.fake_source import FakeSource
from tests.ui.browsing import NARROW, WIDE, Browsing, browse

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.anyio

STEPS = (
    Step(1, 0, Delay(122, "hours"), EmailAction()),
    Step(2, 1, Delay(1, "weekdays"), EmailAction(properties={"is_reply": True})),
    Step(3, 2, Delay(96, "hours"), TaskAction()),
)


def source(*, size: int = len(STEPS)) -> FakeSource:
    """An account with one sequence, of the first steps."""
    return FakeSource(sequences=(Sequence(21, "Trial", size, steps=STEPS[:size]),))


async def open_steps(browsing: Browsing) -> None:
    await browsing.settle()
    await browsing.press("enter")


def step_lines(browsing: Browsing, name: str) -> list[str]:
    """The lines of the steps, without those above them."""
    rows = browsing.screen.query_one(name, VirtualList)
    lines = browsing.text(rows).splitlines()
    return [f"{line} " for line in lines[rows.header_lines :]][: len(STEPS)]


async def test_the_steps_say_that_an_email_is_held() -> None:
    async with browse(source()) as browsing:
        await open_steps(browsing)
        first, second, third = step_lines(browsing, "#steps")
        assert first.endswith("● ≥ Mon 30 Nov 00:00 held ")
        assert second.endswith("○ ≥ Tue 1 Dec 00:00 ")
        assert third.endswith("■ ≥ Sat 5 Dec 00:00 ! ")
        assert "weekend e-mails wait" in browsing.text()


async def test_the_properties_say_it_in_words() -> None:
    async with browse(source(), size=(120, 50)) as browsing:
        await open_steps(browsing)
        properties = browsing.text(browsing.screen.query_one("#step")).replace("│", "")
        properties = " ".join(properties.split())
        assert "Mon 30 Nov 00:00, at the earliest · Day 8" in properties
        assert "due on the weekend; e-mails are held" in properties


@pytest.mark.parametrize("size", [WIDE, NARROW, (60, 20)])
async def test_the_word_is_whole_at_every_width(size: tuple[int, int]) -> None:
    async with browse(source(), size=size) as browsing:
        await open_steps(browsing)
        assert "≥ Mon 30 Nov 00:00 held" in step_lines(browsing, "#steps")[0]


async def test_moving_the_start_moves_the_hold() -> None:
    async with browse(source()) as browsing:
        await open_steps(browsing)
        await browsing.press("right_square_bracket", "right_square_bracket")
        assert "Mon 30 Nov 11:00 " in step_lines(browsing, "#steps")[0]
        assert "held" not in "".join(step_lines(browsing, "#steps"))


async def test_the_rule_can_be_turned_off(tmp_path: Path) -> None:
    async with browse(source(), weekend=WeekendRule.IGNORE) as browsing:
        await open_steps(browsing)
        assert "Sat 28 Nov 11:00 !" in step_lines(browsing, "#steps")[0]
        assert "held" not in browsing.text()
        assert "hours run on" in browsing.text()


async def test_the_figures_and_the_export_follow_the_rule(tmp_path: Path) -> None:
    written = {}
    for rule, days in ((WeekendRule.HOLD, "5–8 days"), (WeekendRule.IGNORE, "5–6 days")):
        async with browse(source(size=1), weekend=rule) as browsing:
            await open_steps(browsing)
            assert days in browsing.text(browsing.screen.query_one("#summary"))
            path = tmp_path / f"{rule}.json"
            await browsing.press("e", "down")
            browsing.app.screen.query_one("#name", PathInput).value = str(path)
            await browsing.settle()
            await browsing.press("enter")
            while any(worker.group != LOADING_GROUP for worker in browsing.app.workers):
                await browsing.pilot.pause(0.005)
            written[rule] = json.loads(path.read_text(encoding="utf-8"))
    assert [each["weekend_rule"] for each in written.values()] == ["hold", "ignore"]
    assert [each["steps"][0]["held"] for each in written.values()] == [True, False]


@pytest.mark.parametrize("size", [WIDE, NARROW, (60, 20)])
async def test_the_word_is_whole_in_another_year_too(size: tuple[int, int]) -> None:
    new_year = datetime(2026, 12, 28, 15, tzinfo=ZoneInfo("Europe/Warsaw"))
    async with browse(source(), size=size) as browsing:
        await open_steps(browsing)
        browsing.screen._detail_pane.content.set_start(new_year)
        await browsing.settle()
        lines = " ".join(step_lines(browsing, "#steps"))
        assert " 2027 00:00 held" in lines
        assert "…" not in lines.split("2027", 1)[1].split("held", 1)[0]
