"""The key line: the bindings it shows, and its reaction to the mouse."""

from __future__ import annotations

from datetime import timedelta

import anyio
import pytest
from textual.widgets._toast import Toast

from seq_tui.server.demo.account import DemoAccount
from seq_tui.ui.screens.help import HelpScreen
from seq_tui.ui.widgets import key_line as key_line_module
from seq_tui.ui.widgets.key_line import KeyLine
from seq_tui.ui.widgets.search_bar import SearchInput
from seq_tui.ui.widgets.sequence_detail import SequenceDetail
from tests.fake_source import FakeSource
from tests.ui.browsing import NARROW, WIDE, Browsing, app_over, browse

pytestmark = pytest.mark.anyio


def key_line(browsing: Browsing) -> KeyLine:
    return browsing.screen.query_one(KeyLine)


def column(browsing: Browsing, word: str) -> tuple[int, int]:
    """The offset of a word in the line."""
    return browsing.text(key_line(browsing)).index(word), 0


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
async def test_a_click_on_a_key_presses_it(size: tuple[int, int]) -> None:
    async with browse(FakeSource(9), size=size) as browsing:
        await browsing.press("down")
        await browsing.pilot.click(KeyLine, offset=column(browsing, "Search"))
        await browsing.settle()
        assert browsing.screen.query_one(SearchInput).has_focus
        await browsing.press("escape")
        await browsing.pilot.click(KeyLine, offset=column(browsing, "Steps"))
        await browsing.settle()
        assert browsing.steps.has_focus
        await browsing.pilot.click(KeyLine, offset=column(browsing, "? Help"))
        assert isinstance(browsing.app.screen, HelpScreen)


@pytest.mark.parametrize("size", [WIDE, NARROW, (40, 12)], ids=["wide", "narrow", "tiny"])
async def test_only_a_second_click_quits(size: tuple[int, int]) -> None:
    async with browse(FakeSource(9), size=size) as browsing:
        await browsing.settle()
        await browsing.pilot.click(KeyLine, offset=column(browsing, "q Quit"))
        assert browsing.app.return_code is None
        assert browsing.text(key_line(browsing)).startswith(" Click again to quit.")
        await browsing.pilot.click(KeyLine, offset=column(browsing, "q Quit"))
        assert browsing.app.return_code == 0


async def test_a_click_beside_the_keys_does_nothing() -> None:
    async with browse(FakeSource(9)) as browsing:
        await browsing.settle()
        await browsing.pilot.click(KeyLine, offset=(WIDE[0] - 25, 0))
        await browsing.settle()
        assert browsing.list.has_focus
        assert browsing.app.screen is browsing.screen


async def test_the_key_under_the_pointer_shows_its_tooltip() -> None:
    async with browse(FakeSource(9)) as browsing:
        await browsing.settle()
        await browsing.pilot.hover(KeyLine, offset=column(browsing, "Search"))
        assert key_line(browsing).tooltip == "Search the list or, inside, the steps"
        await browsing.pilot.hover(KeyLine, offset=column(browsing, "Quit"))
        assert key_line(browsing).tooltip == "Quit seq-tui"
        await browsing.pilot.hover(type(browsing.list))
        assert key_line(browsing).tooltip is None


@pytest.mark.parametrize(
    ("width", "shown"),
    [
        (
            90,
            "⏎ Steps  / Search  s Sort  < Earlier  > Later  t Start  e Export  y Copy"
            "  ? Help  q Quit",
        ),
        (89, "⏎ Steps  / Search  s Sort  < > t Start  e Export  y Copy  ? Help  q Quit"),
        (56, "⏎ Steps  / Search  s Sort  < > t Start  ? Help  q Quit"),
        (55, "⏎ Steps  / Search  s Sort  e Export   ? Help  q Quit"),
        (44, "⏎ Steps  / Search  s Sort   ? Help  q Quit"),
        (40, "⏎ Steps  / Search    ? Help  q Quit"),
    ],
)
async def test_without_room_whole_keys_are_omitted_but_help_stays(width: int, shown: str) -> None:
    async with browse(FakeSource(9), size=(width, 20)) as browsing:
        await browsing.press("down")
        line = browsing.text(key_line(browsing))
        assert line.split() == shown.split()
        assert len(line) == width - 1


@pytest.mark.parametrize(("label", "days"), [("< ", -1), ("> ", 1)])
async def test_keys_that_share_a_description_each_have_a_click_and_a_tooltip(
    label: str, days: int
) -> None:
    async with browse(FakeSource(9), size=NARROW) as browsing:
        await browsing.press("enter")
        before = browsing.screen.query_one(SequenceDetail).start
        offset = column(browsing, label)
        await browsing.pilot.hover(KeyLine, offset=offset)
        assert str(key_line(browsing).tooltip).startswith("Start one day")
        await browsing.pilot.click(KeyLine, offset=offset)
        await browsing.settle()
        assert browsing.screen.query_one(SequenceDetail).start - before == timedelta(days)


async def test_in_the_steps_too_most_keys_fit_into_80_columns() -> None:
    async with browse(FakeSource(9), size=NARROW) as browsing:
        await browsing.press("down", "enter")
        line = "⏎ Details  x Uses  / Search  esc Back  < > t Start  e Export    ? Help  q Quit"
        assert browsing.text(key_line(browsing)).strip() == line


async def test_in_the_steps_of_the_smallest_terminal_the_start_can_be_moved_and_typed() -> None:
    async with browse(DemoAccount(), size=(40, 10)) as browsing:
        await browsing.settle()
        assert "/ Search" in browsing.text(key_line(browsing))
        await browsing.press("enter")
        line = "⏎ Details  < > t Start  ? Help  q Quit"
        assert browsing.text(key_line(browsing)).strip() == line
        await browsing.press("escape")
        assert "/ Search" in browsing.text(key_line(browsing))


async def test_while_zoomed_the_keys_stay_and_the_one_that_zooms_out_is_among_them() -> None:
    async with browse(FakeSource(9), size=NARROW) as browsing:
        assert "z Zoom" not in browsing.text(key_line(browsing))
        await browsing.press("down", "z")
        line = browsing.text(key_line(browsing))
        assert "⏎ Steps" in line
        assert "z Zoom" in line
        await browsing.press("z")
        assert "z Zoom" not in browsing.text(key_line(browsing))


async def test_a_sentence_is_said_in_the_first_form_that_fits() -> None:
    async with browse(FakeSource(9), size=(40, 10)) as browsing:
        browsing.screen.say("Sent 21132 to the clipboard of the terminal", "Sent 21132")
        await browsing.settle()
        assert key_line(browsing).message == "Sent 21132"
        assert len(browsing.app._notifications) == 0


async def test_changing_keys_leak_no_widgets() -> None:
    async with browse(FakeSource(9)) as browsing:
        await browsing.press("enter", "escape")
        widgets = len(browsing.screen.query("*"))
        for _ in range(5):
            await browsing.press("enter", "escape", "slash", "escape")
        assert len(browsing.screen.query("*")) == widgets
        assert len(key_line(browsing).children) == 0


@pytest.mark.parametrize(
    ("width", "shown"),
    [
        (92, "Nothing is copied.  ? Help  q Quit"),
        (40, "Nothing is copied.  ? Help  q Quit"),
    ],
)
async def test_a_message_replaces_the_keys_but_those_at_the_end(width: int, shown: str) -> None:
    async with browse(FakeSource(9), size=(width, 20)) as browsing:
        await browsing.settle()
        browsing.screen.say("Nothing is copied.")
        await browsing.settle()
        assert browsing.text(key_line(browsing)).split() == shown.split()
        assert not list(browsing.app._notifications)


async def test_a_warning_is_known_by_its_sign() -> None:
    async with browse(FakeSource(9)) as browsing:
        await browsing.settle()
        browsing.screen.say("Nothing is copied.", is_warning=True)
        await browsing.settle()
        assert browsing.text(key_line(browsing)).startswith(" ! Nothing is copied. ")


async def test_the_next_key_removes_a_message_and_does_its_work() -> None:
    async with browse(FakeSource(9)) as browsing:
        await browsing.settle()
        browsing.screen.say("Nothing is copied.")
        await browsing.press("down")
        assert "Search" in browsing.text(key_line(browsing))
        assert "Nothing" not in browsing.text()
        assert browsing.list.cursor == 1


async def test_a_message_goes_away_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(key_line_module, "MESSAGE_SECONDS", 0.01)
    async with browse(FakeSource(9)) as browsing:
        await browsing.settle()
        browsing.screen.say("Nothing is copied.")
        with anyio.fail_after(10):
            while browsing.messages:
                await browsing.pilot.pause(0.005)
        await browsing.settle()
        assert "Search" in browsing.text(key_line(browsing))


async def test_only_the_newest_message_is_shown() -> None:
    async with browse(FakeSource(9)) as browsing:
        await browsing.settle()
        browsing.screen.say("One.")
        browsing.screen.say("Two.")
        browsing.screen.say("")
        await browsing.settle()
        assert browsing.messages == ["Two."]


@pytest.mark.parametrize(("length", "fits"), [(38, True), (39, False)])
async def test_what_is_longer_than_the_line_is_notified(length: int, fits: bool) -> None:
    async with browse(FakeSource(9), size=(40, 20)) as browsing:
        await browsing.settle()
        text = "x" * length
        browsing.screen.say(text)
        await browsing.settle()
        assert (key_line(browsing).message == text) is fits
        assert bool(list(browsing.app._notifications)) is not fits
        assert browsing.messages == [text]


async def test_a_message_below_a_dialog_is_notified() -> None:
    async with browse(FakeSource(9)) as browsing:
        await browsing.press("question_mark")
        browsing.screen.say("Nothing is copied.")
        await browsing.settle()
        assert [notice.message for notice in browsing.app._notifications] == ["Nothing is copied."]


async def test_a_message_is_harmless_and_no_markup() -> None:
    async with browse(FakeSource(9)) as browsing:
        await browsing.settle()
        browsing.screen.say("[b]a\x1b]0;x\x07\u202e")
        await browsing.settle()
        assert "[b]a␛]0;x␇⟨U+202E⟩" in browsing.text(key_line(browsing))


async def test_beside_a_message_a_click_still_opens_the_help() -> None:
    async with browse(FakeSource(9)) as browsing:
        await browsing.settle()
        browsing.screen.say("Nothing is copied.")
        await browsing.settle()
        await browsing.pilot.click(KeyLine, offset=(2, 0))
        assert browsing.app.screen is browsing.screen
        await browsing.pilot.click(KeyLine, offset=column(browsing, "? Help"))
        assert isinstance(browsing.app.screen, HelpScreen)


@pytest.mark.parametrize(("size", "rows"), [((40, 10), 4), ((60, 20), 3), ((120, 36), 3)])
async def test_a_notification_covers_few_rows_and_is_whole(
    size: tuple[int, int], rows: int
) -> None:
    text = " ".join(f"word{number}" for number in range(18))
    app = app_over(FakeSource(50))
    async with app.run_test(size=size, notifications=True) as pilot:
        browsing = Browsing(app, pilot)
        await browsing.settle()
        app.notify(text)
        with anyio.fail_after(10):
            while not any(toast.region for toast in app.screen.query(Toast)):
                await pilot.pause(0.005)
        toast = app.screen.query_one(Toast)
        assert toast.region.height <= rows
        assert " ".join(browsing.text(toast).replace("▌", "").split()) == text
