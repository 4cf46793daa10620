"""Changing the start, by keys and by typing."""

from __future__ import annotations

from datetime import timedelta, timezone
from itertools import product
from zoneinfo import ZoneInfo

import pytest
from textual.events import Key, Paste
from textual.widgets import Input

from seq_tui.domain.sequence import Sequence
from seq_tui.domain.start_text import parse_start
from seq_tui.ui.widgets.start_line import StartEditor
from tests.fake_source import FakeSource, steps
from tests.ui.browsing import NARROW, NOW, WIDE, Browsing, browse

pytestmark = pytest.mark.anyio


def started(browsing: Browsing) -> str:
    return browsing.text(browsing.screen.query_one("#started")).strip()


async def test_the_default_start_is_in_the_users_zone() -> None:
    async with browse(FakeSource(50)) as browsing:
        await browsing.press("end")
        assert started(browsing) == "if started Mon 23 Nov 2026 09:00 Europe/Warsaw"


@pytest.mark.parametrize(
    ("key", "day"),
    [
        ("right_square_bracket", "Tue 24 Nov"),
        ("left_square_bracket", "Sun 22 Nov"),
        ("right_curly_bracket", "Mon 30 Nov"),
        ("left_curly_bracket", "Mon 16 Nov"),
    ],
)
async def test_a_key_moves_the_start_and_every_landing(key: str, day: str) -> None:
    async with browse(FakeSource(50)) as browsing:
        await browsing.press("end")
        before = browsing.text(browsing.steps)
        await browsing.press(key)
        assert started(browsing) == f"if started {day} 2026 09:00 Europe/Warsaw"
        assert browsing.text(browsing.steps) != before


@pytest.mark.parametrize("key", ["slash", "t", "e", "ctrl+p"])
async def test_no_text_cursor_blinks_so_that_an_idle_screen_sends_nothing(key: str) -> None:
    async with browse(FakeSource(50)) as browsing:
        await browsing.press("down", key)
        assert {each.cursor_blink for each in browsing.app.screen.query(Input)} == {False}


async def test_the_start_stays_when_another_sequence_is_highlighted() -> None:
    async with browse(FakeSource(50)) as browsing:
        await browsing.press("down", "right_square_bracket", "down", "down")
        assert "Tue 24 Nov" in started(browsing)
        assert "Step 1" in browsing.text(browsing.screen.query_one("#step"))


async def test_the_properties_of_the_step_follow_the_start() -> None:
    async with browse(FakeSource(50)) as browsing:
        await browsing.press("end", "right_curly_bracket")
        assert "Tue 1 Dec" in browsing.text(browsing.screen.query_one("#step"))


async def test_ten_thousand_steps_follow_the_start() -> None:
    many = Sequence(id=1, name="Long", steps=steps(10_000))
    async with browse(FakeSource(sequences=(many,))) as browsing:
        await browsing.settle()
        assert "Tue 24 Nov 09:00" in browsing.text(browsing.steps)
        await browsing.press("right_curly_bracket", "right_curly_bracket")
        assert "Mon 7 Dec 2026" in started(browsing)
        assert "Tue 8 Dec 09:00" in browsing.text(browsing.steps)


async def test_a_start_can_be_typed() -> None:
    async with browse(FakeSource(50)) as browsing:
        await browsing.press("end", "t", *"thu 15:00", "enter")
        assert started(browsing) == "if started Thu 26 Nov 2026 15:00 Europe/Warsaw"


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("thu 15:00 Asia/Tokyo", "Thu 26 Nov 2026 15:00 Asia/Tokyo"),
        ("2026-07-01T07:00:00Z", "Wed 1 Jul 2026 09:00 Europe/Warsaw"),
        ("Wed Jul  1 09:00:00 CEST 2026", "Wed 1 Jul 2026 09:00 Europe/Warsaw"),
        ("≥ Sat 28 Nov 13:05 !", "Sat 28 Nov 2026 13:05 Europe/Warsaw"),
    ],
)
async def test_what_was_copied_elsewhere_can_be_pasted(text: str, start: str) -> None:
    async with browse(FakeSource(50)) as browsing:
        await browsing.press("end", "t")
        editor(browsing).input.value = text
        await browsing.press("enter")
        assert started(browsing) == f"if started {start}"


async def test_the_line_of_the_start_fits_the_input_with_the_longest_zone() -> None:
    zone = ZoneInfo("America/Argentina/ComodRivadavia")
    async with browse(FakeSource(50), now=NOW.astimezone(zone)) as browsing:
        await browsing.press("end", "right_square_bracket")
        line = started(browsing)
        await browsing.press("t")
        browsing.app.screen.post_message(Paste(line))
        await browsing.press("enter")
        assert started(browsing) == line


SIZES = [(200, 50), (120, 36), (80, 24), (60, 20), (40, 10)]


def editor(browsing: Browsing) -> StartEditor:
    return browsing.screen.query_one(StartEditor)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("keys", [("end",), ("end", "enter")], ids=["list", "steps"])
async def test_the_examples_of_a_start_are_whole_and_valid(
    keys: tuple[str, ...], size: tuple[int, int]
) -> None:
    async with browse(FakeSource(50), size=size) as browsing:
        await browsing.press(*keys, "t")
        shown = browsing.text(editor(browsing)).split("\n")[-1]
        examples = shown.strip().split(" · ")
        assert len(examples) >= 3
        for example in examples:
            assert parse_start(example, NOW) > NOW


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("keys", [("end",), ("end", "enter")], ids=["list", "steps"])
async def test_input_and_reading_are_in_view_at_every_size(
    keys: tuple[str, ...], size: tuple[int, int]
) -> None:
    async with browse(FakeSource(50), size=size) as browsing:
        await browsing.press(*keys)
        focused = browsing.app.focused
        await browsing.press("t", *"thu 15:00")
        text = browsing.text(editor(browsing))
        assert "if started thu 15:00" in text
        forms = ("= Thu 26 Nov 2026 15:00 Europe/Warsaw", "= Thu 26 Nov 15:00")
        assert any(form in text for form in forms)
        assert "\u23ce Take  esc Leave" in browsing.text(browsing.screen.query_one("#keys"))
        await browsing.press("enter")
        assert browsing.app.focused is focused
        assert not browsing.screen.query(StartEditor)


async def test_the_input_is_in_the_line_of_the_start() -> None:
    async with browse(FakeSource(50)) as browsing:
        await browsing.press("end")
        line = browsing.screen.query_one("#started").region.offset
        await browsing.press("t")
        assert editor(browsing).region.offset == line
        await browsing.press("escape")
        assert started(browsing).startswith("if started Mon 23 Nov")


async def test_a_click_on_the_line_opens_the_input() -> None:
    async with browse(FakeSource(50)) as browsing:
        await browsing.press("end")
        await browsing.pilot.click("#started", offset=(15, 0))
        await browsing.settle()
        assert editor(browsing).input.has_focus


async def test_typing_replaces_the_present_start() -> None:
    async with browse(FakeSource(50)) as browsing:
        await browsing.press("end", "t")
        assert editor(browsing).input.value == "Mon 23 Nov 2026 09:00 Europe/Warsaw"
        await browsing.press("n", "o", "w")
        assert editor(browsing).input.value == "now"


async def test_the_dates_follow_what_is_typed_and_return_with_escape() -> None:
    async with browse(FakeSource(50)) as browsing:
        await browsing.press("end")
        before = browsing.text(browsing.steps)
        await browsing.press("t", *"+1w")
        assert "Tue 1 Dec" in browsing.text(browsing.steps)
        await browsing.press("escape")
        assert browsing.text(browsing.steps) == before


@pytest.mark.parametrize("size", SIZES)
async def test_the_line_says_which_start_the_dates_follow(size: tuple[int, int]) -> None:
    async with browse(FakeSource(50), size=size) as browsing:
        await browsing.press("end", "enter", "t", *"thu")
        for keys, day, said in (
            (("space", "1", "5"), "Thu 26", "= Thu 26 Nov 09:00 … a month, a ti"),
            (("x",), "Mon 23", "is not understood"),
            (("backspace",), "Mon 23", "… a month, a time"),
            ((*":00",), "Thu 26", "= Thu 26 Nov"),
            (("ctrl+u",), "Mon 23", "… a day, a date"),
        ):
            await browsing.press(*keys)
            assert day in browsing.text(browsing.screen.query_one("#status")), keys
            shown = browsing.text(editor(browsing).query_one(".reading")).strip()
            assert said in shown, keys
            assert day in shown or "=" not in shown, keys


async def test_the_properties_stay_while_the_start_is_typed() -> None:
    async with browse(FakeSource(50), size=(80, 24)) as browsing:
        await browsing.press("end", "enter")
        properties = browsing.screen.query_one("#step")
        is_shown = bool(properties.region)
        await browsing.press("t")
        assert bool(properties.region) is is_shown


@pytest.mark.parametrize("size", SIZES)
async def test_the_top_line_follows_every_key_that_moves_the_start(size: tuple[int, int]) -> None:
    async with browse(FakeSource(50), size=size) as browsing:
        await browsing.press("end")
        for keys, day in (
            (("greater_than_sign",), "Tue 24"),
            (("3", "greater_than_sign"), "Fri 27"),
            (("left_curly_bracket",), "Fri 20"),
            (("t", *"+1w"), "Mon 30"),
            (("escape",), "Fri 20"),
        ):
            await browsing.press(*keys)
            assert day in browsing.text(browsing.screen.query_one("#status")), keys


async def test_what_is_half_typed_is_no_error() -> None:
    async with browse(FakeSource(50)) as browsing:
        await browsing.press("end", "t")
        for character in "next thursday 15:00 Tokyo":
            await browsing.press("space" if character == " " else character)
            assert not editor(browsing).query(".-wrong"), editor(browsing).input.value
        assert "= Thu 26 Nov 2026 15:00 Asia/Tokyo" in browsing.text(editor(browsing))


@pytest.mark.parametrize("key", ["tab", "right"])
async def test_a_zone_is_completed(key: str) -> None:
    async with browse(FakeSource(50)) as browsing:
        await browsing.press("end", "t", *"thu 15:00 tok")
        assert "thu 15:00 tokyo" in browsing.text(editor(browsing)), "what it would be is shown"
        await browsing.press(key)
        assert editor(browsing).input.value == "thu 15:00 Tokyo"
        await browsing.press(key, "enter")
        assert started(browsing) == "if started Thu 26 Nov 2026 15:00 Asia/Tokyo"


async def test_keys_that_arrive_together_are_typed_and_then_move() -> None:
    async with browse(FakeSource(50)) as browsing:
        await browsing.press("end")
        for key in ("t", "+", "2", "d", "enter", "k", "k"):
            browsing.app.post_message(Key(key, key if len(key) == 1 else None))
        await browsing.settle()
        assert "Wed 25 Nov 2026" in started(browsing)
        assert browsing.list.cursor == 47


@pytest.mark.parametrize(
    ("keys", "size"),
    [
        (("tab",), WIDE),
        *product(
            [("enter",), ("l",), ("enter", "enter"), ("enter", "h")],
            [WIDE, NARROW, (60, 20), (40, 10)],
        ),
    ],
)
async def test_the_input_opens_with_the_key_that_moves_the_focus(
    keys: tuple[str, ...], size: tuple[int, int]
) -> None:
    async with browse(FakeSource(50), size=size) as browsing:
        await browsing.press("end")
        for key in (*keys, "t", *"+2d"):
            browsing.app.post_message(Key(key, key if len(key) == 1 else None))
        await browsing.settle()
        assert editor(browsing).input.has_focus
        assert editor(browsing).input.region.width > 10, "it is in view"
        assert editor(browsing).input.value == "+2d"


async def test_a_click_elsewhere_takes_what_was_typed() -> None:
    async with browse(FakeSource(50)) as browsing:
        await browsing.press("end", "t", *"+2d")
        await browsing.pilot.click("#steps", offset=(5, 3))
        await browsing.settle()
        assert "Wed 25 Nov 2026" in started(browsing)
        assert browsing.steps.has_focus


async def test_t_in_the_input_is_typed() -> None:
    async with browse(FakeSource(50)) as browsing:
        await browsing.press("end", "t", "t", "question_mark")
        assert editor(browsing).input.value == "t?"


async def test_an_unknown_zone_stands_out_until_it_is_known() -> None:
    offset = timezone(timedelta(hours=2))
    async with browse(FakeSource(50), now=NOW.astimezone(offset)) as browsing:
        await browsing.press("end")
        assert started(browsing) == "if started Tue 24 Nov 2026 09:00 UTC+02:00, zone unknown"
        assert browsing.screen.query_one("#started").has_class("-zone-unknown")
        browsing.screen._detail.content.set_start(NOW)
        assert not browsing.screen.query_one("#started").has_class("-zone-unknown")


async def test_the_typed_text_is_visible() -> None:
    async with browse(FakeSource(50)) as browsing:
        await browsing.press("end", "t", *"thu 15:00")
        assert "thu 15:00" in browsing.text(editor(browsing).input)


async def test_a_wrong_start_is_explained_until_more_is_typed() -> None:
    async with browse(FakeSource(50)) as browsing:
        await browsing.press("end", "t", *"soon", "enter")
        assert "'soon' is not understood" in browsing.text(editor(browsing))
        await browsing.press(*["backspace"] * 4)
        assert "not understood" not in browsing.text(editor(browsing))
        await browsing.press(*"+2d", "enter")
        assert "Wed 25 Nov 2026" in started(browsing)


async def test_enter_after_half_a_start_says_what_is_expected() -> None:
    async with browse(FakeSource(50)) as browsing:
        await browsing.press("end", "t", *"next", "enter")
        assert "a weekday or week" in browsing.text(editor(browsing))
        assert editor(browsing).query(".-wrong")


async def test_two_enters_at_once_count_as_one() -> None:
    async with browse(FakeSource(50)) as browsing:
        await browsing.press("end", "t", *"+2d")
        for _ in range(2):
            browsing.app.post_message(Key("enter", None))
        await browsing.settle()
        assert "Wed 25 Nov 2026" in started(browsing)


async def test_escape_keeps_the_start() -> None:
    async with browse(FakeSource(50)) as browsing:
        await browsing.press("end", "t", *"now", "escape")
        assert "Mon 23 Nov" in started(browsing)


async def test_the_end_of_the_calendar_is_reported_and_changes_nothing() -> None:
    async with browse(FakeSource(50)) as browsing:
        await browsing.press("end", "t", *"9999-12-31", "enter", "right_square_bracket")
        assert "9999" in started(browsing)
        [message] = browsing.messages
        assert "no earlier or later day" in message


async def test_a_click_on_a_bar_highlights_the_step() -> None:
    async with browse(FakeSource(50)) as browsing:
        await browsing.press("end")
        await browsing.pilot.click("#steps", offset=(50, 4))
        await browsing.settle()
        assert browsing.steps.cursor == 2
