"""The focus, and that no key is lost."""

from __future__ import annotations

import pytest
from textual.events import AppBlur, AppFocus, Event, Key, Paste

from seq_tui.domain.sequence import Sequence
from seq_tui.ui.screens.help import HelpScreen
from seq_tui.ui.widgets.search_bar import SearchInput
from seq_tui.ui.widgets.step_detail import StepDetail
from tests.fake_source import NO_ANSWER, FakeSource, sequence
from tests.ui.browsing import NARROW, WIDE, Browsing, browse

pytestmark = pytest.mark.anyio


async def press_together(browsing: Browsing, *names: str | Event) -> None:
    """Send keys that arrive in one packet."""
    for name in names:
        event = Key(name, name if len(name) == 1 else None) if isinstance(name, str) else name
        browsing.app.post_message(event)
    await browsing.settle()


async def test_a_step_chosen_right_after_enter_stays_chosen() -> None:
    async with browse(FakeSource(50)) as browsing:
        await browsing.press("down", "down", "down")
        await press_together(browsing, "down", "enter", "down", "down")
        assert browsing.list.cursor == 4
        assert browsing.steps.has_focus
        assert browsing.steps.cursor == 2


async def test_a_key_that_nothing_used_does_not_close_the_help_that_the_next_one_opens() -> None:
    async with browse(FakeSource(50)) as browsing:
        await browsing.press("end", "enter", "enter")
        assert isinstance(browsing.app.focused, StepDetail)
        await press_together(browsing, "enter", "question_mark")
        assert isinstance(browsing.app.screen, HelpScreen)
        await browsing.press("enter")
        assert browsing.app.screen_stack == [browsing.screen]


async def test_refresh_inside_the_steps_keeps_the_step() -> None:
    source = FakeSource(50)
    async with browse(source) as browsing:
        await browsing.press("end", "enter", "down", "down")
        source.sequences = (*source.sequences[:-1], sequence(49))
        await browsing.press("r")
        assert source.requested == [("", 1), ("", 1)]
        assert browsing.steps.cursor == 2


async def test_a_paste_keeps_its_position_among_keys() -> None:
    async with browse(FakeSource(50)) as browsing:
        await browsing.press("slash")
        await press_together(browsing, "a", Paste("bc"), "d")
        assert browsing.screen.query_one(SearchInput).value == "abcd"


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        (("a", "l"), "al"),
        ((Paste("ab"), "c"), "abc"),
        (("a", Paste("bc"), "d"), "abcd"),
        (("a", AppFocus(), "b", AppBlur(), "c", "d"), "abcd"),
        ((AppBlur(), "a", "backspace", "b"), "b"),
    ],
)
async def test_what_is_typed_without_the_focus_of_the_terminal_keeps_its_order(
    typed: tuple[str | Event, ...], value: str
) -> None:
    async with browse(FakeSource(50)) as browsing:
        await browsing.press("slash")
        await press_together(browsing, AppBlur(), *typed)
        assert browsing.screen.query_one(SearchInput).value == value


async def test_a_key_without_the_focus_of_the_terminal_reaches_the_list() -> None:
    async with browse(FakeSource(50)) as browsing:
        await browsing.settle()
        await press_together(browsing, AppBlur(), "down", "j", "enter", "down")
        assert (browsing.list.cursor, browsing.steps.cursor) == (2, 1)


async def test_a_paste_inserts_no_control_characters() -> None:
    async with browse(FakeSource(50)) as browsing:
        await browsing.press("slash")
        await press_together(browsing, Paste("a\x1b]52;c;x\x07\u202eb👩\u200d🚀"))
        assert browsing.screen.query_one(SearchInput).value == "a]52;c;xb👩\u200d🚀"


async def test_the_focus_returns_after_the_terminal_was_too_small() -> None:
    async with browse(FakeSource(50)) as browsing:
        await browsing.settle()
        for size in ((30, 8), WIDE):
            await browsing.pilot.resize_terminal(*size)
            await browsing.settle()
        await browsing.press("down", "down", "down", "enter", "down")
        assert (browsing.list.cursor, browsing.steps.cursor) == (3, 1)
        for size in ((30, 8), NARROW):
            await browsing.pilot.resize_terminal(*size)
            await browsing.settle()
        await browsing.press("down")
        assert browsing.steps.cursor == 2


async def test_a_narrow_terminal_shows_the_pane_that_was_focused_by_tab() -> None:
    async with browse(FakeSource(50)) as browsing:
        await browsing.press("end", "tab")
        assert browsing.steps.has_focus
        await browsing.pilot.resize_terminal(*NARROW)
        await browsing.press("down")
        assert browsing.steps.cursor == 1
        assert browsing.steps.region


async def test_escape_goes_back_one_level_at_a_time() -> None:
    async with browse(FakeSource(50)) as browsing:
        await browsing.search("49")
        await browsing.press("enter", "enter", "enter")
        assert browsing.screen.query_one(StepDetail).has_focus
        await browsing.press("escape")
        assert browsing.steps.has_focus
        await browsing.press("escape")
        assert browsing.list.has_focus
        await browsing.press("escape")
        assert browsing.screen.query_one(SearchInput).value == ""
        assert browsing.list.row_count == 50


async def test_escape_clears_a_search_that_found_nothing() -> None:
    async with browse(FakeSource(50)) as browsing:
        await browsing.search("xyz")
        await browsing.press("enter", "escape")
        assert browsing.list.row_count == 50
        await browsing.press("down")
        assert browsing.list.cursor == 1


async def test_a_list_that_failed_during_a_search_shows_its_failure_afterwards() -> None:
    source = FakeSource(50)
    source.hold()
    async with browse(source) as browsing:
        await browsing.pilot.pause()
        source.failures = [NO_ANSWER]
        await browsing.pilot.press("slash", "4")
        while len(source.requested) < 2:
            await browsing.pilot.pause(0.005)
        source.release()
        await browsing.settle()
        await browsing.press("escape")
        assert "The service failed (503)" in browsing.text()
        await browsing.press("r")
        assert browsing.list.row_count == 50


async def test_a_refresh_follows_a_sequence_that_becomes_the_first() -> None:
    source = FakeSource(50)
    async with browse(source) as browsing:
        await browsing.press("down")
        source.sequences = source.sequences[1:]
        await browsing.press("r")
        assert browsing.list.cursor == 0
        assert "Sequence 1" in browsing.title


async def test_passing_a_sequence_without_steps_keeps_the_focus_in_the_steps() -> None:
    bare = Sequence(id=1, name="Bare", steps=())
    async with browse(FakeSource(sequences=(sequence(3), bare, sequence(4)))) as browsing:
        await browsing.press("enter", "n", "n", "down")
        assert browsing.list.cursor == 2
        assert browsing.steps.cursor == 1


async def test_the_highlighted_row_stays_in_view_above_a_failure() -> None:
    source = FakeSource(342)
    async with browse(source, size=(100, 12)) as browsing:
        await browsing.settle()
        source.failures = [NO_ANSWER]
        await browsing.press("end")
        assert "Sequence 99" in browsing.text(browsing.list)


async def test_the_status_line_says_loading_during_a_search() -> None:
    source = FakeSource(50)
    async with browse(source) as browsing:
        await browsing.settle()
        source.hold()
        await browsing.pilot.press("slash", "4")
        status = browsing.screen.query_one("#status")
        while "loading" not in browsing.text(status):
            await browsing.pilot.pause(0.005)
        source.release()
        await browsing.settle()
        assert "live" in browsing.text(browsing.screen.query_one("#status"))
