"""In every state and at every size, no text is cut without a sign, or beside empty cells."""

from __future__ import annotations

import re
from math import ceil
from typing import TYPE_CHECKING, TypeVar

import pytest
from rich.cells import cell_len

from seq_tui.domain.source import SourceInfo, SourceKind
from seq_tui.server.demo.account import DemoAccount
from seq_tui.ui.status_cells import MIN_ACCOUNT
from seq_tui.ui.widgets.key_line import GAP, KeyLine, _groups
from seq_tui.ui.widgets.notice_line import MAX_LINES, NoticeLine
from seq_tui.ui.widgets.search_bar import SearchBar
from seq_tui.ui.widgets.sequence_list import SequenceList
from seq_tui.ui.widgets.start_line import StartInput
from seq_tui.ui.widgets.status_line import StatusLine
from seq_tui.ui.widgets.step_detail import StepDetail
from seq_tui.ui.widgets.virtual_list import VirtualList
from tests.fake_source import FakeSource
from tests.ui.browsing import Browsing, app_over, browse, in_panes
from tests.ui.states import STATES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.widget import Widget


pytestmark = pytest.mark.anyio

DEMO = SourceInfo(SourceKind.DEMO, "demo account", "Set a token", has_pages=False)

SIZES = [(40, 10), (60, 20), (80, 24), (100, 30), (120, 36), (200, 50)]

NARROW = SIZES[:3]
"""Of one pane."""


TWO_PANES = [(100, 30), (120, 36)]
"""Sizes at which both panes are as high, and say their sentences in one row."""

SomeWidget = TypeVar("SomeWidget", bound="Widget")


def squeezed(text: str) -> str:
    """The text without its blanks, which differ where lines are broken."""
    return "".join(text.split())


def longest_blank(line: str, width: int) -> int:
    """The most blank cells in a row of a line."""
    return max(map(cell_len, re.findall(" *", line.ljust(width))))


def visible(browsing: Browsing, kind: type[SomeWidget]) -> Iterator[SomeWidget]:
    """The widgets of a kind that are on the screen."""
    for widget in browsing.app.screen.query(kind):
        if widget in browsing.app.screen._compositor.visible_widgets and widget.region.area:
            yield widget


def notice_problems(browsing: Browsing) -> Iterator[str]:
    """Notices in place of rows without their sentence or hint, or without more although it fits."""
    for widget in visible(browsing, VirtualList):
        notice = widget._notice.notice
        if notice is None or widget.row_count:
            continue
        shown = squeezed(browsing.text(widget))
        parts = [notice.sentence, notice.hint]
        if widget._notice.lines_needed(widget.region.width) <= widget.region.height:
            parts += [notice.heading, *notice.details, notice.advice, notice.footnote]
        for text in parts:
            if squeezed(text) not in shown:
                yield f"{text!r} is cut:\n{browsing.text(widget)}"


def list_problems(browsing: Browsing) -> Iterator[str]:
    """A notice of the list whose sentence or hint is cut, and lines wider than the screen."""
    for widget in visible(browsing, SequenceList):
        notice, text = widget._notice.notice, " ".join(browsing.text(widget).split())
        if notice is not None and not (
            notice.sentence in text and notice.hint in text and "…" not in text
        ):
            yield f"{notice.sentence!r} {notice.hint!r} is cut: {text!r}"
    for line in browsing.text().splitlines():
        if cell_len(line) > browsing.app.screen.size.width:
            yield f"{line!r} is too wide"


def below_problems(browsing: Browsing) -> Iterator[str]:
    """A notice below the rows that is cut before it has all of its lines."""
    for widget in visible(browsing, NoticeLine):
        shown = browsing.text(widget)
        text = widget._notice.one_line if widget._notice else ""
        if squeezed(text) not in squeezed(shown) and not (
            widget.region.height == MAX_LINES and shown.endswith("…")
        ):
            yield f"{widget}: {text!r}\n{shown}"


def status_problems(browsing: Browsing) -> Iterator[str]:
    """Texts of the top line that are cut, or left out although there is room for them."""
    for widget in visible(browsing, StatusLine):
        status, line = widget._status, browsing.text(widget)
        width = widget.region.width
        for text in (status.start, status.position, status.state.split(" · ")[0]):
            if text not in line and "…" not in line:
                yield f"{text!r} is missing: {line!r}"
        gap = longest_blank(line, width)
        # Before there is a start, its cells stay blank.
        if status.start and status.account not in line and gap > MIN_ACCOUNT + 2:
            yield f"the account is cut beside {gap} blanks: {line!r}"


def key_problems(browsing: Browsing) -> Iterator[str]:
    """Keys that are left out although there is room for them."""
    for widget in visible(browsing, KeyLine):
        line = browsing.text(widget)
        gap = longest_blank(line, widget.region.width)
        if widget.message:
            if widget.message not in line:
                yield f"{widget.message!r} is cut: {line!r}"
            continue
        for group in _groups(widget._described(widget.region.width)):
            text = "".join(f" {hint.label} {hint.description}".rstrip() for hint in group)
            if text not in f" {line.lstrip()}" and gap > cell_len(text) + 2 * GAP:
                yield f"{text!r} is left out beside {gap} blanks: {line!r}"


def search_problems(browsing: Browsing) -> Iterator[str]:
    """A search that is cut without a sign."""
    for widget in visible(browsing, SearchBar):
        line, text = browsing.text(widget), widget.input.value or widget.input.placeholder
        if text not in line and "…" not in line:
            yield f"{text!r} is cut: {line!r}"


def property_problems(browsing: Browsing) -> Iterator[str]:
    """Lines of properties that are cut; all of them are wrapped."""
    for widget in visible(browsing, StepDetail):
        region = widget.content_region
        strips = browsing.app.screen._compositor.render_strips()[region.y : region.bottom]
        lines = [strip.crop(region.x, region.right).text for strip in strips]
        window = widget.window
        if not widget._lines:
            yield f"{widget} is empty"
        for shown, line in zip(lines, widget._lines[window.start : window.stop], strict=False):
            if line.name.rstrip() not in shown or line.text not in shown:
                yield f"{line.name!r} {line.text!r} is cut: {shown!r}"


def start_problems(browsing: Browsing) -> Iterator[str]:
    """A start that is typed, and is cut without a sign."""
    for widget in visible(browsing, StartInput):
        shown = browsing.text(widget)
        first, last = shown[0], shown.rstrip()[-1]
        if widget.value not in shown and "\u2026" not in first + last:
            yield f"{widget.value!r} is cut: {shown!r}"


def problems(browsing: Browsing) -> list[str]:
    """All that is cut without a sign, or beside empty cells."""
    checks = (
        *(notice_problems, list_problems, below_problems, status_problems, key_problems),
        *(search_problems, property_problems, start_problems),
    )
    return [problem for check in checks for problem in check(browsing)]


SAID_TWICE = {
    *("unreachable", "refused", "failing", "no-sequences", "nothing-found"),
}
"""States in which both panes say something in place of rows."""


def twice_problems(browsing: Browsing) -> Iterator[str]:
    """Sentences of the two panes that do not begin in one row, or say the same."""
    rows = []
    for widget in (browsing.list, browsing.steps):
        assert widget._notice.notice is not None
        words = " ".join(widget._notice.notice.sentence.split()[:2])
        lines = browsing.text(widget).splitlines()
        rows += [widget.region.y + y for y, line in enumerate(lines) if words in line][:1]
    if len(rows) != 2 or rows[0] != rows[1]:
        yield f"the sentences begin in rows {rows}"
    left, right = (text.strip(" .") for text in in_panes(browsing))
    if not left or not right or left == right:
        yield f"both panes say {left!r} {right!r}"


@pytest.mark.parametrize("name", STATES)
async def test_a_state_is_whole_at_every_size(name: str) -> None:
    state = STATES[name]
    app = state.app()
    found = []
    async with app.run_test(size=SIZES[-1]) as pilot:
        browsing = Browsing(app, pilot)
        await state.reach(pilot)
        for keys, sizes in (((), SIZES), (("enter",), NARROW)):
            await pilot.press(*keys)
            for size in sizes:
                await pilot.resize_terminal(*size)
                await pilot.pause()
                await pilot.pause()
                found += [f"{keys} {size} {problem}" for problem in problems(browsing)]
                if name in SAID_TWICE and not keys and size in TWO_PANES:
                    found += [f"{size} {problem}" for problem in twice_problems(browsing)]
    assert found == []


PLACES = {
    "list": (),
    "steps": ("enter",),
    "properties": ("enter", "enter"),
    "zoomed": ("z", "enter", "enter"),
    "start": ("enter", "t"),
    "search": ("slash", *"Trial Europe no reply at all of it and of nothing else but that"),
    "searched": ("slash", *"trial", "enter"),
    "search of steps": ("enter", "slash"),
    "mistake in it": ("enter", "slash", *"mail steps>5"),
    "steps found": ("enter", "slash", *"mail", "enter"),
}


async def test_a_place_is_whole_at_every_size() -> None:
    found = []
    async with browse(DemoAccount(), source_info=DEMO, size=SIZES[-1]) as browsing:
        await browsing.settle()
        for place, keys in PLACES.items():
            await browsing.press(*("space" if key == " " else key for key in keys))
            for size in SIZES:
                await browsing.resize(size)
                found += [f"{place} {size} {problem}" for problem in problems(browsing)]
            await browsing.back_to_list()
            await browsing.press("escape", "escape")  # ends the zoom and the search
    assert found == []


async def test_two_panes_have_a_calendar_from_the_narrowest_on() -> None:
    async with browse(DemoAccount(), source_info=DEMO, size=(100, 30)) as browsing:
        await browsing.settle()
        await browsing.press("down", "down")
        for columns in (100, 110, 119):
            await browsing.pilot.resize_terminal(columns, 30)
            await browsing.settle()
            assert "Nov   Dec" in browsing.text(browsing.steps)


async def test_two_countdowns_of_one_pause_say_the_same_seconds() -> None:
    source = FakeSource(0)
    source.hold()
    source.seconds_paused = 12.0
    app = app_over(source)
    async with app.run_test(size=SIZES[-2]) as pilot:
        browsing = Browsing(app, pilot)
        await pilot.pause()
        for pause in (7.5, 6.5):
            source.seconds_paused = pause
            browsing.screen._progress.report_state()
            await pilot.pause()
            assert browsing.text().count(f"oing on in {ceil(pause)} s") == 2
        source.seconds_paused = 4.5
        browsing.screen._progress.report_notices()
        await pilot.pause()
        assert browsing.text().count("oing on in 5 s") == 2
