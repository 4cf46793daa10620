"""Changing the start, by keys and by typing."""

from __future__ import annotations

from datetime import timedelta, timezone
from itertools import product
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from textual.events import Key, Paste
from textual.widgets import Input

from seq_tui.domain.sequence import Sequence
from seq_tui.domain.start_text import parse_start
from seq_tui.ui.widgets.start_line import StartEditor
from tests.fake_source import FakeSource, steps
from tests.ui.browsing import NARROW, NOW, WIDE, Browsing, browse

if TYPE_CHECKING:
    from datetime import datetime

pytestmark = pytest.mark.anyio


def started(browsing: Browsing) -> str:
    return browsing.text(browsing.screen.query_one("#started")).strip()


def set_start(browsing: Browsing, start: datetime) -> None:
    """Change the start without a key."""
    browsing.screen._detail_pane.content.set_start(start)


async def test_the_default_start_is_in_the_users_zone() -> None:
    async with browse(FakeSource(50)) as browsing:
        await browsing.press("end")
        assert started(browsing) == "if started Mon 23 Nov 2026 09:00 Europe/Warsaw"


async def test_a_key_moves_the_start_and_every_landing() -> None:
    async with browse(FakeSource(50)) as browsing:
        await browsing.press("end")
        before = browsing.text(browsing.steps)
        for key, day, opposite in (
            ("right_square_bracket", "Tue 24 Nov", "left_square_bracket"),
            ("left_square_bracket", "Sun 22 Nov", "right_square_bracket"),
            ("right_curly_bracket", "Mon 30 Nov", "left_curly_bracket"),
            ("left_curly_bracket", "Mon 16 Nov", "right_curly_bracket"),
        ):
            await browsing.press(key)
            assert started(browsing) == f"if started {day} 2026 09:00 Europe/Warsaw", key
            assert browsing.text(browsing.steps) != before, key
            await browsing.press(opposite)
            assert browsing.text(browsing.steps) == before, opposite


async def test_no_text_cursor_blinks_so_that_an_idle_screen_sends_nothing() -> None:
    async with browse(FakeSource(50)) as browsing:
        await browsing.press("down")
        for key in ("slash", "t", "e", "ctrl+p"):
            await browsing.press(key)
            assert browsing.app.focused is not browsing.list, key
            blinks = {each.cursor_blink for each in browsing.app.screen.query(Input)}
            assert blinks == {False}, key
            await browsing.back_to_list()


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


async def test_what_was_copied_elsewhere_can_be_pasted() -> None:
    async with browse(FakeSource(50)) as browsing:
        await browsing.press("end")
        for text, start in (
            ("2026-07-01T07:00:00Z", "Wed 1 Jul 2026 09:00 Europe/Warsaw"),
            ("≥ Sat 28 Nov 13:05 !", "Sat 28 Nov 2026 13:05 Europe/Warsaw"),
            ("Wed Jul  1 09:00:00 CEST 2026", "Wed 1 Jul 2026 09:00 Europe/Warsaw"),
            ("thu 15:00 Asia/Tokyo", "Thu 26 Nov 2026 15:00 Asia/Tokyo"),
        ):
            await browsing.press("t")
            editor(browsing).input.value = text
            await browsing.press("enter")
            assert started(browsing) == f"if started {start}", text


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


async def test_examples_input_and_reading_are_whole_at_every_size() -> None:
    async with browse(FakeSource(50)) as browsing:
        await browsing.press("end")
        for size, keys in product(SIZES, [(), ("enter",)]):
            set_start(browsing, NOW)
            await browsing.resize(size)
            await browsing.press(*keys)
            focused = browsing.app.focused
            await browsing.press("t")
            shown = browsing.text(editor(browsing)).split("\n")[-1]
            examples = shown.strip().split(" · ")
            assert len(examples) >= 3, (size, keys)
            for example in examples:
                assert parse_start(example, NOW) > NOW, (size, keys)
            editor(browsing).input.value = "thu 15:00"
            await browsing.settle()
            text = browsing.text(editor(browsing))
            assert "if started thu 15:00" in text, (size, keys)
            forms = ("= Thu 26 Nov 2026 15:00 Europe/Warsaw", "= Thu 26 Nov 15:00")
            assert any(form in text for form in forms), (size, keys)
            shown_keys = browsing.text(browsing.screen.query_one("#keys"))
            assert "\u23ce Take  esc Leave" in shown_keys, (size, keys)
            await browsing.press("enter")
            assert browsing.app.focused is focused, (size, keys)
            assert not browsing.screen.query(StartEditor), (size, keys)
            browsing.list.focus()


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


async def test_the_line_says_which_start_the_dates_follow() -> None:
    async with browse(FakeSource(50)) as browsing:
        await browsing.press("end", "enter")
        for size in SIZES:
            await browsing.resize(size)
            await browsing.press("t", *"thu")
            for keys, day, said in (
                (("space", "1", "5"), "Thu 26", "= Thu 26 Nov 09:00 … a month, a ti"),
                (("x",), "Mon 23", "is not understood"),
                (("backspace",), "Mon 23", "… a month, a time"),
                ((*":00",), "Thu 26", "= Thu 26 Nov"),
                (("ctrl+u",), "Mon 23", "… a day, a date"),
            ):
                await browsing.press(*keys)
                status = browsing.text(browsing.screen.query_one("#status"))
                assert day in status, (size, keys)
                shown = browsing.text(editor(browsing).query_one(".reading")).strip()
                assert said in shown, (size, keys)
                assert day in shown or "=" not in shown, (size, keys)
            await browsing.press("escape")


async def test_the_properties_stay_while_the_start_is_typed() -> None:
    async with browse(FakeSource(50), size=(80, 24)) as browsing:
        await browsing.press("end", "enter")
        properties = browsing.screen.query_one("#step")
        is_shown = bool(properties.region)
        await browsing.press("t")
        assert bool(properties.region) is is_shown


async def test_the_top_line_follows_every_key_that_moves_the_start() -> None:
    async with browse(FakeSource(50)) as browsing:
        await browsing.press("end")
        for size in SIZES:
            set_start(browsing, NOW)
            await browsing.resize(size)
            for keys, day in (
                (("greater_than_sign",), "Tue 24"),
                (("3", "greater_than_sign"), "Fri 27"),
                (("left_curly_bracket",), "Fri 20"),
                (("t", *"+1w"), "Mon 30"),
                (("escape",), "Fri 20"),
            ):
                await browsing.press(*keys)
                status = browsing.text(browsing.screen.query_one("#status"))
                assert day in status, (size, keys)


async def test_what_is_half_typed_is_no_error() -> None:
    async with browse(FakeSource(50)) as browsing:
        await browsing.press("end", "t")
        for character in "next thursday 15:00 Tokyo":
            await browsing.press("space" if character == " " else character)
            assert not editor(browsing).query(".-wrong"), editor(browsing).input.value
        assert "= Thu 26 Nov 2026 15:00 Asia/Tokyo" in browsing.text(editor(browsing))


async def test_a_zone_is_completed() -> None:
    async with browse(FakeSource(50)) as browsing:
        await browsing.press("end")
        for key in ("tab", "right"):
            await browsing.press("t", *"thu 15:00 tok")
            assert "thu 15:00 tokyo" in browsing.text(editor(browsing)), "it is shown before"
            await browsing.press(key)
            assert editor(browsing).input.value == "thu 15:00 Tokyo", key
            await browsing.press(key, "enter")
            assert started(browsing) == "if started Thu 26 Nov 2026 15:00 Asia/Tokyo", key
            set_start(browsing, NOW)


async def test_keys_that_arrive_together_are_typed_and_then_move() -> None:
    async with browse(FakeSource(50)) as browsing:
        await browsing.press("end")
        for key in ("t", "+", "2", "d", "enter", "k", "k"):
            browsing.app.post_message(Key(key, key if len(key) == 1 else None))
        await browsing.settle()
        assert "Wed 25 Nov 2026" in started(browsing)
        assert browsing.list.cursor == 47


async def test_the_input_opens_with_the_key_that_moves_the_focus() -> None:
    async with browse(FakeSource(50)) as browsing:
        await browsing.press("end")
        for size, keys in (
            (WIDE, ("tab",)),
            *product(
                [WIDE, NARROW, (60, 20), (40, 10)],
                [("enter",), ("l",), ("enter", "enter"), ("enter", "h")],
            ),
        ):
            await browsing.resize(size)
            for key in (*keys, "t", *"+2d"):
                browsing.app.post_message(Key(key, key if len(key) == 1 else None))
            await browsing.settle()
            assert editor(browsing).input.has_focus, (size, keys)
            assert editor(browsing).input.region.width > 10, f"not in view: {size} {keys}"
            assert editor(browsing).input.value == "+2d", (size, keys)
            await browsing.press("escape")
            browsing.list.focus()


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
        set_start(browsing, NOW)
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
