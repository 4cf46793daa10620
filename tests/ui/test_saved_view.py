"""What the screen remembers of an account, and how it comes back."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from seq_tui.domain.failure import Cause, Failure, SourceError
from seq_tui.domain.source import SourceInfo, SourceKind
from seq_tui.ui import view_saver
from seq_tui.ui.pane_layout import Part
from seq_tui.ui.saved_view import Memory, SavedView, parse_view
from tests.fake_source import FIRST_ID, FakeSource, sequence
from tests.ui.browsing import NOW, Browsing, browse
from tests.ui.idle import wait_for_idle

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.anyio

LOCAL = SourceInfo(SourceKind.ARCHIVE, "a.seqtui")

FULL = SavedView(
    search="sequence 12",
    sequence_id=FIRST_ID + 123,
    row=4,
    top=1,
    part=Part.PROPERTIES,
    step=2,
    share=0.4,
    is_zoomed=True,
    start="if started Thu 3 Dec 2026 15:00 Europe/Warsaw",
)


class Saved:
    """A memory that keeps what is saved."""

    def __init__(self, view: SavedView | None = None, *, fails: bool = False) -> None:
        self.views: list[SavedView] = []
        self._fails = fails
        self.memory = Memory(view or SavedView(), self._save)

    def _save(self, view: SavedView) -> None:
        self.views.append(view)
        if self._fails:
            raise SourceError(Failure(Cause.FILE, "state cannot be written"))


@pytest.fixture(autouse=True)
def short_debounce(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(view_saver, "SAVE_DEBOUNCE", 0.001)


async def until(condition: Callable[[], bool]) -> None:
    """Wait for what a thread does."""
    while not condition():
        await wait_for_idle(0.005)


async def view_at_the_end(browsing: Browsing, saved: Saved) -> SavedView:
    browsing.app.save_view()
    return saved.views[-1]


def test_a_view_is_the_same_after_it_was_json() -> None:
    assert parse_view(FULL.to_values()) == FULL
    assert parse_view({}) == SavedView()
    assert SavedView().to_values() == {}


@pytest.mark.parametrize(
    "values",
    [
        {"row": -1},
        {"row": True},
        {"row": 10**12},
        {"top": "4"},
        {"sequence_id": "21"},
        {"sequence_id": 2**70},
        {"search": 4},
        {"search": "x" * 201},
        {"start": None},
        {"share": 7.5},
        {"share": float("nan")},
        {"share": "wide"},
        {"is_zoomed": 1},
        {"part": "elsewhere"},
        {"part": []},
    ],
)
def test_a_wrong_value_is_refused(values: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        parse_view(values)


def test_keys_of_a_later_version_are_ignored() -> None:
    assert parse_view({"row": 3, "sorted_by": "length"}) == SavedView(row=3)


async def test_the_row_the_layout_and_the_start_come_back() -> None:
    saved = Saved()
    source = FakeSource(342)
    async with browse(source, memory=saved.memory) as browsing:
        await browsing.settle()
        await browsing.press("2", "4", "0", "G", "up", "+", ">")
        await browsing.press("enter")
        await browsing.press("j")
        before, text = await view_at_the_end(browsing, saved), browsing.text(browsing.list)
    assert before.sequence_id == FIRST_ID + 238
    assert (before.row, before.part, before.step) == (238, Part.STEPS, 1)
    again = Saved(before)
    async with browse(source, memory=again.memory) as browsing:
        await browsing.settle()
        assert browsing.text(browsing.list) == text
        assert browsing.steps.has_focus
        assert "start Tue 24 Nov 09:00" in browsing.text()
        assert await view_at_the_end(browsing, again) == before


async def test_a_search_comes_back_with_its_row() -> None:
    saved = Saved()
    async with browse(FakeSource(342), memory=saved.memory) as browsing:
        await browsing.search("sequence 12")
        await browsing.press("enter", "down", "down")
        before = await view_at_the_end(browsing, saved)
    assert before.search == "sequence 12"
    async with browse(FakeSource(342), memory=Saved(before).memory) as browsing:
        await browsing.settle()
        assert "3 of 14" in browsing.text()
        assert browsing.list.has_focus
        assert "Sequence 120" in browsing.title


@pytest.mark.parametrize("part", [Part.STEPS, Part.PROPERTIES])
async def test_the_open_part_comes_back_at_its_step(part: Part) -> None:
    view = SavedView(sequence_id=FIRST_ID + 4, row=4, part=part, step=2)
    async with browse(FakeSource(30), memory=Memory(view)) as browsing:
        await browsing.settle()
        assert browsing.screen.is_in_detail
        assert browsing.steps.has_focus is (part is Part.STEPS)
        assert browsing.steps.cursor == 2
        await browsing.press("escape", "escape")
        assert browsing.list.has_focus


async def test_an_id_that_was_searched_but_not_opened_is_not_opened() -> None:
    view = SavedView(search="#1012", sequence_id=FIRST_ID + 12)
    async with browse(FakeSource(30), memory=Memory(view)) as browsing:
        await browsing.settle()
        assert browsing.list.has_focus


async def test_the_page_of_a_row_deep_in_the_list_is_read_first() -> None:
    source = FakeSource(2_000)
    view = SavedView(sequence_id=FIRST_ID + 1250, row=1250, top=1240)
    async with browse(source, memory=Memory(view)) as browsing:
        await browsing.settle()
        assert source.requested[0] == ("", 13)
        assert ("", 1) not in source.requested
        assert browsing.list.scroll_offset.y == 1240
        assert "Sequence 1250" in browsing.title


async def test_a_sequence_that_moved_is_followed() -> None:
    rows = [sequence(number) for number in range(342)]
    source = FakeSource(sequences=(sequence(900), *rows))
    view = SavedView(sequence_id=FIRST_ID + 99, row=99)
    async with browse(source, memory=Memory(view)) as browsing:
        await browsing.settle()
        assert browsing.list.cursor == 100
        assert "Sequence 99" in browsing.title


async def test_the_row_stays_if_the_sequence_is_gone() -> None:
    rows = tuple(sequence(number) for number in range(342) if number != 150)
    view = SavedView(sequence_id=FIRST_ID + 150, row=150, top=140)
    async with browse(FakeSource(sequences=rows), memory=Memory(view)) as browsing:
        await browsing.settle()
        assert browsing.list.cursor == 150
        assert "Sequence 151" in browsing.title
        assert browsing.messages == []
        await browsing.press("down", "up")
        assert browsing.list.cursor == 150


async def test_a_list_that_is_shorter_now_shows_its_last_row() -> None:
    view = SavedView(sequence_id=FIRST_ID + 1250, row=1250, top=1240)
    async with browse(FakeSource(342), memory=Memory(view)) as browsing:
        await browsing.settle()
        assert browsing.list.cursor == 341
        assert "Sequence 341" in browsing.text(browsing.list)


async def test_a_query_of_the_command_line_wins() -> None:
    async with browse(FakeSource(342), "sequence 7", memory=Memory(FULL.elsewhere())) as browsing:
        await browsing.settle()
        assert "Sequence 7" in browsing.text(browsing.list)
        assert browsing.screen.pane_layout.is_zoomed


async def test_a_search_too_long_to_be_remembered_leaves_the_rest_of_the_view() -> None:
    saved = Saved()
    ids = f"id:{','.join(map(str, range(1000, 1100)))}"
    async with browse(FakeSource(342), ids, memory=saved.memory) as browsing:
        await browsing.settle()
        await browsing.press("down", "z")
        view = await view_at_the_end(browsing, saved)
    assert parse_view(view.to_values()) == SavedView(is_zoomed=True)


async def test_a_start_that_is_past_gives_way_to_the_default() -> None:
    view = SavedView(start="if started Thu 3 Dec 2026 15:00 Europe/Warsaw")
    for now, shown in ((NOW, "Thu 3 Dec 15:00"), (NOW + timedelta(days=11), "Fri 4 Dec 09:00")):
        async with browse(FakeSource(3), memory=Memory(view), now=now) as browsing:
            await browsing.settle()
            assert f"start {shown}" in browsing.text()


async def test_the_default_start_is_not_remembered() -> None:
    saved = Saved()
    async with browse(FakeSource(3), memory=saved.memory) as browsing:
        await browsing.settle()
        assert (await view_at_the_end(browsing, saved)).start == ""
        await browsing.press(">")
        chosen = (await view_at_the_end(browsing, saved)).start
    assert chosen == "if started Tue 24 Nov 2026 09:00 Europe/Warsaw"


async def test_a_step_of_the_cursor_saves_nothing_and_another_width_does() -> None:
    saved = Saved()
    async with browse(FakeSource(342), memory=saved.memory) as browsing:
        await browsing.settle()
        await browsing.press("down", "down", "enter", "escape")
        assert saved.views == []
        await browsing.press("+")
        await until(lambda: bool(saved.views))
        assert [view.share is None for view in saved.views] == [False]


async def test_a_folder_that_cannot_be_written_is_told_once() -> None:
    saved = Saved(fails=True)
    async with browse(FakeSource(342), memory=saved.memory) as browsing:
        await browsing.settle()
        await browsing.press("+")
        await until(lambda: bool(browsing.messages))
        assert browsing.messages == ["Not remembered: state cannot be written"]
        await browsing.press("z", "z")
        browsing.app.save_view()
    assert len(saved.views) == 1


async def test_a_lost_view_is_told() -> None:
    memory = Memory(notice="What was remembered is dropped: /tmp/\x1b[31mx is damaged")
    async with browse(FakeSource(3), memory=memory) as browsing:
        await browsing.settle()
        (message,) = browsing.messages
    assert message.startswith("What was remembered is dropped: /tmp/")
    assert "\x1b" not in message


async def test_a_crash_saves_nothing() -> None:
    saved = Saved()
    async with browse(FakeSource(3), memory=saved.memory) as browsing:
        await browsing.settle()
        browsing.app.has_crashed = True
        browsing.app.save_view()
    assert saved.views == []


async def test_before_its_row_has_arrived_the_same_sequence_is_saved_again() -> None:
    source = FakeSource(342)
    source.hold()
    saved = Saved(SavedView(sequence_id=FIRST_ID + 120, row=120, top=110))
    async with browse(source, memory=saved.memory) as browsing:
        view = await view_at_the_end(browsing, saved)
        source.release()
    assert (view.sequence_id, view.row) == (FIRST_ID + 120, 120)
