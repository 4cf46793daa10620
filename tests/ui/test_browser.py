"""From a page to a row on the screen, and from a key to a request."""

from __future__ import annotations

import pytest
from textual.events import Key

from seq_tui.domain.sequence import Sequence
from seq_tui.ui.widgets.search_bar import SearchInput
from tests.fake_source import NO_ANSWER, FakeSource, sequence
from tests.ui.browsing import NARROW, browse

pytestmark = pytest.mark.anyio


async def test_the_first_page_takes_one_request_and_shows_its_rows() -> None:
    source = FakeSource(342)
    async with browse(source) as browsing:
        await browsing.settle()
        assert source.requested == [("", 1)]
        shown = browsing.text()
        assert "Sequence 0" in shown
        assert "1 of 100+" in shown
        assert "api.getbase.com" in shown


async def test_scrolling_to_the_end_reads_each_page_once() -> None:
    source = FakeSource(342)
    async with browse(source) as browsing:
        for _ in range(12):
            await browsing.press("pagedown")
        await browsing.press("end")
        assert source.requested == [("", 1), ("", 2), ("", 3), ("", 4)]
        assert browsing.list.row_count == 342
        assert "342 of 342" in browsing.text()
        assert "Sequence 341" in browsing.text(browsing.list)


async def test_the_next_page_is_requested_before_its_first_row_is_in_view() -> None:
    source = FakeSource(342)
    async with browse(source) as browsing:
        browsing.list.cursor = 65
        await browsing.settle()
        assert browsing.list.window.stop < 100
        assert source.requested == [("", 1), ("", 2)]


async def test_a_held_page_down_stops_at_the_last_loaded_row() -> None:
    source = FakeSource(342)
    async with browse(source) as browsing:
        await browsing.settle()
        source.hold()
        await browsing.pilot.press(*["pagedown"] * 8)
        assert browsing.list.cursor == 99
        assert "loading more" in browsing.text(browsing.list)
        source.release()
        await browsing.settle()
        assert "loading more" not in browsing.text(browsing.list)


async def test_the_search_is_sent_once_after_the_last_key() -> None:
    source = FakeSource(342)
    async with browse(source) as browsing:
        await browsing.settle()
        await browsing.search("sequence 33")
        assert source.requested == [("", 1), ("sequence 33", 1)]
        assert "Sequence 33" in browsing.text(browsing.list)
        assert "1 of 13" in browsing.text()


async def test_text_typed_right_after_the_slash_is_in_the_box() -> None:
    source = FakeSource(342)
    async with browse(source) as browsing:
        await browsing.settle()
        for key in ("slash", "3", "slash", "3"):
            browsing.app.post_message(Key(key, "/" if key == "slash" else key))
        await browsing.settle()
        assert browsing.screen.query_one(SearchInput).value == "3/3"


async def test_ids_are_searched_by_id() -> None:
    source = FakeSource(342)
    async with browse(source) as browsing:
        await browsing.search("#1021,1022")
        assert source.requested[-1] == ("#1021,1022", 1)
        assert browsing.list.row_count == 2


async def test_during_a_search_the_old_rows_are_dimmed() -> None:
    source = FakeSource(342)
    async with browse(source) as browsing:
        await browsing.settle()
        source.hold()
        await browsing.pilot.press("slash", "3")
        assert "Sequence 0" in browsing.text(browsing.list)
        while not browsing.list.has_class("-stale"):
            await browsing.pilot.pause(0.005)
        # The class is set before the next frame is drawn.
        await browsing.pilot.pause()
        assert "…" in browsing.text(browsing.screen.query_one("#search"))
        source.release()
        await browsing.settle()
        assert not browsing.list.has_class("-stale")


async def test_a_late_answer_to_an_old_search_is_dropped() -> None:
    source = FakeSource(342)
    async with browse(source) as browsing:
        await browsing.settle()
        source.hold()
        await browsing.pilot.press("slash", "1")
        while len(source.requested) < 2:
            await browsing.pilot.pause(0.005)
        await browsing.pilot.press("9")
        while len(source.requested) < 3:
            await browsing.pilot.pause(0.005)
        source.release()
        await browsing.settle()
        assert source.requested == [("", 1), ("1", 1), ("19", 1)]
        assert browsing.list.row_count == len([n for n in range(342) if "19" in str(n)])


async def test_fast_typing_never_has_more_than_three_requests_in_flight() -> None:
    source = FakeSource(342)
    async with browse(source) as browsing:
        await browsing.settle()
        source.hold()
        await browsing.pilot.press("slash")
        for key in "1234567":
            await browsing.pilot.press(key)
            await browsing.pilot.pause(0.03)
        source.release()
        await browsing.settle()
        assert source.most_at_once <= 3
        assert source.requested[-1] == ("1234567", 1)


async def test_a_query_from_the_command_line_is_in_the_box_and_in_the_list() -> None:
    source = FakeSource(342)
    async with browse(source, "33") as browsing:
        await browsing.settle()
        assert source.requested == [("33", 1)]
        assert "33" in browsing.text(browsing.screen.query_one("#search"))
        await browsing.press("escape")
        assert browsing.list.row_count == 100


async def test_loading_empty_and_failed_do_not_look_alike() -> None:
    source = FakeSource(0)
    source.hold()
    async with browse(source) as browsing:
        loading = browsing.text(browsing.screen.query_one("#sequences"))
        source.release()
        await browsing.settle()
        empty = browsing.text(browsing.screen.query_one("#sequences"))
    source.failures = [NO_ANSWER]
    async with browse(source) as browsing:
        await browsing.settle()
        failed = browsing.text(browsing.screen.query_one("#sequences"))
    assert "Loading sequences" in loading
    assert "no sequences" in empty
    assert all(part in failed for part in ("(503)", "b86t2-ah1ou", "Wait a little"))


async def test_a_failure_keeps_the_loaded_rows_and_r_continues_from_there() -> None:
    source = FakeSource(342)
    async with browse(source) as browsing:
        await browsing.settle()
        source.failures = [NO_ANSWER]
        await browsing.press("end")
        shown = browsing.text()
        assert "The service failed (503)" in shown
        assert "Sequence 99" in shown
        assert source.requested == [("", 1), ("", 2)]
        await browsing.press("r")
        assert "The service failed (503)" not in browsing.text()
        assert source.requested == [("", 1), ("", 2), ("", 2)]


async def test_after_a_failure_nothing_is_requested_until_r() -> None:
    source = FakeSource(342)
    source.failures = [NO_ANSWER]
    async with browse(source) as browsing:
        await browsing.press("down", "end", "pagedown")
        assert source.requested == [("", 1)]


async def test_refresh_reloads_the_rows_and_the_cursor_follows_its_sequence() -> None:
    source = FakeSource(50)
    async with browse(source) as browsing:
        await browsing.press("down", "down", "down")
        source.sequences = (Sequence(id=1, name="Newcomer"), *source.sequences)
        await browsing.press("r")
        assert source.requested == [("", 1), ("", 1)]
        assert browsing.list.cursor == 4
        assert "Newcomer" in browsing.text(browsing.list)


async def test_ten_refreshes_at_once_are_one_request() -> None:
    source = FakeSource(50)
    async with browse(source) as browsing:
        await browsing.settle()
        source.hold()
        await browsing.pilot.press(*["r"] * 10)
        source.release()
        await browsing.settle()
        assert source.requested == [("", 1), ("", 1)]


async def test_the_detail_shows_the_highlighted_sequence_and_its_steps() -> None:
    async with browse(FakeSource(50)) as browsing:
        await browsing.press("down", "down", "down")
        shown = browsing.text(browsing.screen.query_one("#detail"))
        assert "Sequence 3" in shown
        assert "#1003" in shown
        assert "reply 398745" in shown
        assert "≥ 2 weekdays 2 hours" in shown


async def test_enter_moves_into_the_steps_and_shows_every_property_of_one() -> None:
    async with browse(FakeSource(50)) as browsing:
        await browsing.press(*["down"] * 4, "enter", "down")
        assert browsing.steps.has_focus
        detail = browsing.text(browsing.screen.query_one("#step"))
        assert "a task for a person" in detail
        assert "Call about the price" in detail


async def test_n_goes_to_the_next_sequence_from_inside_the_steps() -> None:
    async with browse(FakeSource(50)) as browsing:
        await browsing.press("enter", "n", "n", "N")
        assert browsing.list.cursor == 1
        assert "Sequence 1" in browsing.text(browsing.screen.query_one("#detail"))


async def test_a_narrow_terminal_shows_one_pane_at_a_time() -> None:
    async with browse(FakeSource(50), size=NARROW) as browsing:
        await browsing.press("down")
        assert browsing.list.region.width > 70
        assert not browsing.steps.region
        await browsing.press("enter")
        assert browsing.steps.has_focus
        assert not browsing.list.region
        await browsing.press("escape")
        assert browsing.list.has_focus
        assert browsing.list.cursor == 1


async def test_a_tiny_terminal_gets_a_message() -> None:
    async with browse(FakeSource(50), size=(30, 8)) as browsing:
        await browsing.settle()
        assert "Too small" in browsing.text()
        await browsing.pilot.resize_terminal(120, 36)
        await browsing.settle()
        assert "Sequence 0" in browsing.text()


async def test_steps_that_were_not_sent_are_not_reported_as_none() -> None:
    source = FakeSource(sequences=(Sequence(id=1, name="Bare", steps_total=4),))
    async with browse(source) as browsing:
        await browsing.settle()
        assert "4 steps, not included" in browsing.text()


async def test_dropped_rows_are_counted_below_the_last_one() -> None:
    source = FakeSource(sequences=(sequence(1), sequence(2)))
    source.dropped = 3
    async with browse(source) as browsing:
        await browsing.settle()
        assert "3 more could not be shown" in browsing.text(browsing.list)


async def test_a_pause_after_a_rate_limit_is_counted_down() -> None:
    source = FakeSource(50)
    source.hold()
    source.seconds_paused = 4.2
    async with browse(source) as browsing:
        await browsing.pilot.pause()
        assert "rate limited, going on in 5 s" in browsing.text()
        source.seconds_paused = 0
        source.release()
        await browsing.settle()
        assert "rate limited" not in browsing.text()
