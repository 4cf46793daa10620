"""The list of properties: what it shows, and where its cursor goes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from seq_tui.domain.delay import Delay
from seq_tui.domain.sequence import EmailAction, Sequence, Step, TaskAction
from seq_tui.ui.widgets.step_detail import StepDetail
from tests.fake_source import FakeSource
from tests.ui.browsing import NARROW, WIDE, Browsing, browse
from tests.ui.hostile import found_on_screen

if TYPE_CHECKING:
    from seq_tui.ui.step_properties import Property

pytestmark = pytest.mark.anyio

TEXT = "Call about the price, and ask which of the two colours they have seen. " * 3
STEPS = (
    Step(id=50, action=EmailAction(properties={"email_template_id": 7}), delay=Delay(0, "hours")),
    Step(id=51, action=TaskAction(properties={"task_content": TEXT}), delay=Delay(4, "hours")),
)


def source(text: str = TEXT) -> FakeSource:
    task = Step(id=51, action=TaskAction(properties={"task_content": text}))
    return FakeSource(
        sequences=(Sequence(id=9, name="One", steps=(STEPS[0], task), extra={"folder": "sales"}),)
    )


def properties(browsing: Browsing) -> StepDetail:
    return browsing.screen.query_one(StepDetail)


def shown(browsing: Browsing) -> list[str]:
    """The lines of the properties, without their border."""
    lines = browsing.text(properties(browsing)).splitlines()
    return [line.strip("│▐▌ ") for line in lines]


def highlighted(browsing: Browsing) -> str:
    prop = properties(browsing).highlighted
    assert prop is not None
    return prop.name.strip()


@pytest.mark.parametrize("size", [WIDE, NARROW, (60, 20)], ids=["wide", "narrow", "small"])
async def test_the_title_stays_while_the_properties_scroll(size: tuple[int, int]) -> None:
    async with browse(source(), size=size) as browsing:
        await browsing.press("enter", "enter")
        assert "Step 1 ─ e-mail" in shown(browsing)[0]
        await browsing.press("end")
        assert "Step 1 ─ e-mail" in shown(browsing)[0]
        assert "sales" in browsing.text()
        assert highlighted(browsing) == "folder"


async def test_words_come_first_and_then_what_was_received() -> None:
    async with browse(source(), size=(120, 80)) as browsing:
        await browsing.press("enter", "enter")
        lines = [line for line in shown(browsing) if line]
        heads = [line.strip("─ ") for line in lines if line.endswith("──")]
        assert heads == ["As received", "Sequence, as received"]
        assert lines[1].split(maxsplit=1) == ["what", "an e-mail, template 7"]


@pytest.mark.parametrize("size", [(120, 80), (80, 30), (60, 30)])
async def test_all_values_of_a_group_begin_in_one_column(size: tuple[int, int]) -> None:
    async with browse(source("Call"), size=size) as browsing:
        await browsing.press("enter", "enter", *["down"] * 5)
        lines = shown(browsing)
        starts = {
            name: next(line for line in lines if line.startswith(name)).index(value)
            for name, value in (
                ("what", "an e-mail"),
                ("goes out", "Mon 23 Nov"),
                ("action_type", "automated_email"),
                ("delay_from_previous_step_unit", "hours"),
                ("delay_from_previous_step ", "0"),
            )
        }
    assert [*starts.values()] == [12, 12, 31, 31, 31]


@pytest.mark.parametrize("size", [(120, 80), (80, 30), (60, 30)])
async def test_long_names_take_no_room_from_a_value_that_would_need_another_line(
    size: tuple[int, int],
) -> None:
    task = Step(
        id=51, action=TaskAction(properties={"task_content": TEXT}), delay=Delay(4, "hours")
    )
    long = FakeSource(sequences=(Sequence(id=9, name="One", steps=(task,)),))
    async with browse(long, size=size) as browsing:
        await browsing.press("enter", "enter", *["down"] * 5)
        lines = shown(browsing)
        wait = next(line for line in lines if line.startswith("delay_from_previous_step_unit"))
        kind = next(line for line in lines if line.startswith("action_type"))
        text = next(line for line in lines if line.startswith("task_content"))
        assert kind.index("task") == text.index("Call") + len("  ") == 22
        assert wait == "delay_from_previous_step_unit  hours"


async def test_the_cursor_goes_from_property_to_property_and_past_headings() -> None:
    async with browse(source(), size=(120, 80)) as browsing:
        await browsing.press("enter", "enter")
        names = []
        for _ in range(12):
            names.append(highlighted(browsing))
            await browsing.press("down")
        assert names[:6] == ["what", "waits", "from start", "goes out", "id", "action_type"]
        assert names[-1] == highlighted(browsing) == "folder"
        for _ in range(7):
            await browsing.press("up")
        assert highlighted(browsing) == "goes out"


async def test_all_lines_of_a_property_are_highlighted() -> None:
    async with browse(source(), size=(120, 80)) as browsing:
        await browsing.press("enter", "down", "enter", "down")
        assert highlighted(browsing) == "text"
        marked = [line for line in browsing.text(properties(browsing)).splitlines() if "▌" in line]
        assert len(marked) > 2
        assert " ".join(" ".join(line.strip("│▌ ").split()) for line in marked).startswith(
            "text Call about the price"
        )
        await browsing.press("down")
        marked = [line for line in browsing.text(properties(browsing)).splitlines() if "▌" in line]
        assert len(marked) == 1
        assert "waits" in marked[0]


async def test_a_property_higher_than_the_list_is_read_line_by_line() -> None:
    text = "\n".join(f"line {number}." for number in range(25))
    async with browse(source(text)) as browsing:
        await browsing.press("enter", "down", "enter", "down")
        seen = set[str]()
        while highlighted(browsing) == "text":
            seen |= set(re.findall(r"line (\d+)\.", browsing.text()))
            await browsing.press("down")
        assert seen == {str(number) for number in range(25)}
        await browsing.press("up")
        assert highlighted(browsing) == "text"
        assert "line 24." in browsing.text()
        while "line 0." not in browsing.text():
            assert highlighted(browsing) == "text"
            await browsing.press("up")


async def test_the_last_steps_up_show_the_first_line_again() -> None:
    async with browse(source(), size=(80, 24)) as browsing:
        await browsing.press("enter", "enter", "end", "home")
        assert highlighted(browsing) == "what"
        assert properties(browsing).scroll_offset.y == 0


async def test_another_width_keeps_the_highlighted_property() -> None:
    async with browse(source()) as browsing:
        await browsing.press("enter", "down", "enter", "down")
        assert highlighted(browsing) == "text"
        for size in ((200, 50), (60, 30), WIDE):
            await browsing.pilot.resize_terminal(*size)
            await browsing.settle()
            assert highlighted(browsing) == "text"


async def test_another_start_keeps_the_highlighted_property_and_another_step_does_not() -> None:
    async with browse(source()) as browsing:
        await browsing.press("enter", "down", "enter", "down", "down", "right_square_bracket")
        assert highlighted(browsing) == "waits"
        await browsing.press("escape", "up", "enter")
        assert highlighted(browsing) == "what"


async def test_with_little_room_values_stand_below_their_names() -> None:
    async with browse(source(), size=(40, 70)) as browsing:
        await browsing.press("enter", "enter")
        lines = shown(browsing)
        name = lines.index("delay_from_previous_step_unit")
        assert lines[name + 1] == "hours"


async def test_a_click_highlights_a_property_and_opens_nothing() -> None:
    async with browse(source()) as browsing:
        await browsing.press("enter", "enter")
        for _ in range(2):
            await browsing.pilot.click(StepDetail, offset=(5, 3))
            await browsing.settle()
            assert highlighted(browsing) == "from start"
            assert properties(browsing).has_focus


@pytest.mark.parametrize(
    "text",
    ["\x1b]52;c;eA==\x07[/b]\u202e" * 50, "x" * 1_000_000, "\n" * 5000],
    ids=["controls", "megabyte", "lines"],
)
async def test_foreign_text_stays_harmless_whatever_its_length(text: str) -> None:
    async with browse(source(text)) as browsing:
        await browsing.press("enter", "down", "enter", "down")
        for key in ("down", "end", "pageup", "up"):
            await browsing.press(key)
            assert found_on_screen(browsing.app) == ""


async def test_a_number_before_a_motion_counts_properties() -> None:
    async with browse(source()) as browsing:
        await browsing.press("enter", "down", "enter")
        names = [prop.name for prop in _all_properties(browsing)]
        assert properties(browsing).row_count > len(names)
        for number in (1, 3, 5):
            await browsing.press(str(number), "G")
            assert highlighted(browsing) == names[number - 1].strip()
        await browsing.press("9", "9", "9", "g")
        assert highlighted(browsing) == "folder"


def _all_properties(browsing: Browsing) -> list[Property]:
    return [prop for group in properties(browsing)._groups for prop in group.properties]
