"""How often a key lays out, draws and reports: budgets in calls, not in seconds."""

from __future__ import annotations

from collections import Counter
from functools import wraps
from typing import TYPE_CHECKING

import pytest
from textual.widget import Widget

from seq_tui.domain.delay import Delay
from seq_tui.domain.sequence import EmailAction, Sequence, Step
from seq_tui.presentation.step_layout import StepLayout, step_layout
from seq_tui.terminal.textual_patches.compositor import Piece
from seq_tui.ui.progress import ProgressReporter
from seq_tui.ui.results_feed import ResultsFeed
from seq_tui.ui.widgets import step_list
from seq_tui.ui.widgets.detail_pane import DetailPane
from seq_tui.ui.widgets.key_line import KeyLine
from seq_tui.ui.widgets.step_list import FITTED, WHOLE, StepList
from seq_tui.ui.widgets.virtual_list import VirtualList
from tests.fake_source import FakeSource
from tests.ui.browsing import NARROW, browse

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from textual.strip import Strip

    from seq_tui.domain.schedule import Landings
    from seq_tui.presentation.glyphs import Glyphs
    from seq_tui.presentation.step_columns import TextWidths
    from seq_tui.ui.cells import Line
    from seq_tui.ui.pane_layout import DetailView
    from seq_tui.ui.scheduled_steps import ScheduledSteps
    from seq_tui.ui.search_results import SearchResults

pytestmark = pytest.mark.anyio


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> Counter[str | None]:
    """How many rows each list drew, by its id."""
    counter: Counter[str | None] = Counter()
    draw: Callable[[VirtualList, int, int], Line] = VirtualList._marked_row

    def counted(widget: VirtualList, index: int, width: int) -> Line:
        counter[widget.id] += 1
        return draw(widget, index, width)

    monkeypatch.setattr(VirtualList, "_marked_row", counted)
    return counter


@pytest.fixture
def restyled(monkeypatch: pytest.MonkeyPatch) -> Counter[str | None]:
    """How often the styles of each widget were updated, by its id."""
    counter: Counter[str | None] = Counter()
    notify = Widget.notify_style_update

    @wraps(notify)
    def counted(widget: Widget) -> None:
        counter[widget.id] += 1
        notify(widget)

    monkeypatch.setattr(Widget, "notify_style_update", counted)
    return counter


async def test_a_focus_that_moves_draws_only_the_rows_of_the_cursors(
    drawn: Counter[str | None], restyled: Counter[str | None]
) -> None:
    async with browse(FakeSource(300)) as browsing:
        await browsing.settle()
        await browsing.press("down", "down")
        for key in ("enter", "escape"):
            drawn.clear()
            restyled.clear()
            await browsing.press(key)
            assert drawn["list"] <= 1
            assert drawn["steps"] <= 1
            # The screen has no class for each part: it would update the styles of all widgets.
            assert restyled["status"] == restyled["keys"] == 0


async def test_a_step_of_the_cursor_draws_two_rows(drawn: Counter[str | None]) -> None:
    async with browse(FakeSource(300)) as browsing:
        await browsing.settle()
        drawn.clear()
        await browsing.press("down")
        assert drawn["list"] == 2


async def test_fitting_the_calendar_is_said() -> None:
    async with browse(FakeSource(300)) as browsing:
        await browsing.settle()
        await browsing.press("enter", "f")
        assert browsing.screen.query_one(KeyLine).message == f"{FITTED}; f shows all"
        await browsing.press("f")
        assert browsing.screen.query_one(KeyLine).message == WHOLE


def _sequence(number: int, steps: int) -> Sequence:
    step = Step(id=0, action=EmailAction(properties={}), delay=Delay(1, "weekdays"))
    return Sequence(
        id=number,
        name=f"Sequence {number}",
        steps=tuple(step._replace(id=10 * number + index) for index in range(steps)),
    )


async def test_a_step_in_the_list_lays_the_calendar_out_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    widths: list[int] = []

    def counted(
        texts: TextWidths, landings: Landings, start: datetime, width: int, glyphs: Glyphs
    ) -> StepLayout:
        widths.append(width)
        return step_layout(texts, landings, start, width, glyphs)

    monkeypatch.setattr(step_list, "step_layout", counted)
    source = FakeSource(sequences=(_sequence(1, 2), _sequence(2, 6), _sequence(3, 3)))
    async with browse(source) as browsing:
        await browsing.settle()
        for _ in range(2):
            widths.clear()
            await browsing.press("down")
            assert len(widths) == 1


async def test_the_first_sequence_is_shown_once(monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[int] = []
    show = StepList.show

    def counted(steps: StepList, scheduled: ScheduledSteps | None) -> None:
        shown.append(len(scheduled.steps) if scheduled else 0)
        show(steps, scheduled)

    monkeypatch.setattr(StepList, "show", counted)
    async with browse(FakeSource(sequences=(_sequence(1, 2),))) as browsing:
        await browsing.settle()
        assert shown == [2]
        assert browsing.title == "Sequence 1"


async def test_the_panes_are_arranged_once_for_each_width_of_the_list(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    views: list[DetailView] = []
    show_view = DetailPane.show_view

    def counted(pane: DetailPane, view: DetailView) -> None:
        views.append(view)
        show_view(pane, view)

    monkeypatch.setattr(DetailPane, "show_view", counted)
    async with browse(FakeSource(300)) as browsing:
        await browsing.settle()
        # At first, and when the names of the first page are known.
        assert len(views) <= 2
        views.clear()
        await browsing.pilot.resize_terminal(100, 30)
        await browsing.settle()
        assert len(views) == 1


async def test_found_rows_and_the_state_are_reported_together(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    calls: list[str] = []
    report, switch = ProgressReporter.report_state, ResultsFeed._switch_to

    def reported(reporter: ProgressReporter) -> None:
        calls.append("report")
        report(reporter)

    def switched(feed: ResultsFeed, results: SearchResults) -> None:
        calls.clear()
        switch(feed, results)
        calls.append("switched")

    monkeypatch.setattr(ProgressReporter, "report_state", reported)
    monkeypatch.setattr(ResultsFeed, "_switch_to", switched)
    async with browse(FakeSource(300)) as browsing:
        await browsing.settle()
        await browsing.search("1")
        assert calls[:2] == ["report", "switched"]


async def test_properties_that_stay_are_not_drawn_again(drawn: Counter[str | None]) -> None:
    async with browse(FakeSource(sequences=(_sequence(1, 3),))) as browsing:
        await browsing.press("enter")
        drawn.clear()
        await browsing.press("enter")
        assert drawn["step"] == 1
        await browsing.press("escape", "down")
        drawn.clear()
        await browsing.press("enter")
        assert drawn["step"] == 1


async def test_a_step_paints_no_scroll_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    painted: list[str] = []
    strips: Callable[[Piece], list[Strip]] = Piece.strips

    def recorded(piece: Piece) -> list[Strip]:
        painted.append(f"{type(piece.widget).__name__} × {piece.region.height}")
        return strips(piece)

    async with browse(FakeSource(342), size=NARROW) as browsing:
        await browsing.press("down")
        monkeypatch.setattr(Piece, "strips", recorded)
        await browsing.pilot.press("down")
        assert painted[:2] == ["StatusLine × 1", "SequenceList × 2"]
        assert "ScrollBar × 2" not in painted
