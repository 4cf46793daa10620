"""At every size, what has the focus is on the screen, and what is cut says so."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static

from seq_tui.domain.source import SourceInfo, SourceKind
from seq_tui.presentation.wording import action_label, name_text
from seq_tui.server.demo.account import DemoAccount
from seq_tui.ui.widgets.full_name import FullName
from seq_tui.ui.widgets.sequence_list import SequenceList
from seq_tui.ui.widgets.sequences_pane import SequencesPane
from tests.ui.browsing import Browsing, browse

if TYPE_CHECKING:
    from textual.widget import Widget

pytestmark = pytest.mark.anyio

DEMO = SourceInfo(SourceKind.DEMO, "demo account", "Set a token", has_pages=False)

SIZES = [(40, 10), (60, 20), (80, 24), (100, 30), (120, 36), (200, 50)]

FOCUS_SIZES = [(40, 10), (120, 36), (60, 20), (100, 30), (80, 24), (120, 10), (40, 50)]
"""Each of another layout than the one before."""

ODD = range(9, 15)
"""Rows of the demo account whose names are long, wide, or in other scripts."""

TIME = re.compile(r"\d\d:\d\d|\?")
"""The end of a date, or what stands for an unknown one."""

PATHS = {
    "list": (),
    "search": ("slash",),
    "steps": ("enter",),
    "properties": ("enter", "enter"),
    "start": ("enter", "t"),
    "search of steps": ("enter", "slash", "x"),
    "help": ("question_mark",),
    "export": ("e",),
    "palette": ("ctrl+p",),
    "findings": ("exclamation_mark",),
    "comparison": ("space", "down", "equals_sign"),
}
"""The keys from the list to each place that can have the focus."""

DIALOGS = ("help", "export", "palette", "findings", "comparison")


def focus_problem(browsing: Browsing) -> str:
    """What is wrong with the focus; empty if it is on the screen."""
    focused = browsing.app.screen.focused
    if focused is None:
        return "nothing has the focus"
    placed = browsing.app.screen._compositor.visible_widgets.get(focused)
    if placed is None:
        return f"{focused} is not on the screen"
    region, clip = placed
    on_screen = region.intersection(clip).intersection(browsing.app.screen.region)
    content = focused.content_region.intersection(on_screen)
    return "" if content.area else f"{focused} has no cell on the screen"


@pytest.mark.parametrize(
    ("place", "is_zoomed"),
    [
        (place, is_zoomed)
        for place in PATHS
        for is_zoomed in (False, True)
        if not (is_zoomed and place in DIALOGS)
    ],
)
async def test_the_focus_is_always_on_the_screen(place: str, is_zoomed: bool) -> None:
    async with browse(DemoAccount(), source_info=DEMO, size=FOCUS_SIZES[-1]) as browsing:
        await browsing.press("down", *["z"] * is_zoomed, *PATHS[place])
        for size in FOCUS_SIZES:
            await browsing.resize(size)
            assert not focus_problem(browsing), size
            await browsing.back_to_list()
            assert not focus_problem(browsing), size
            await browsing.press(*PATHS[place])
            assert not focus_problem(browsing), size
            await browsing.press("tab")
            assert not focus_problem(browsing), size


def scrolls(widget: Widget) -> bool:
    """Whether the rest of a widget can be scrolled into view."""
    return any(
        isinstance(node, VerticalScroll | OptionList) and node.max_scroll_y
        for node in widget.ancestors_with_self
    )


def cut_texts(browsing: Browsing) -> list[str]:
    """Texts of widgets that are on the screen neither in full nor with an ellipsis."""
    compositor = browsing.app.screen._compositor
    lines = compositor.render_strips()
    cut = []
    for widget in compositor.visible_widgets:
        region = widget.region
        if not region.area:
            continue
        strips = lines[region.y : region.bottom]
        shown = "\n".join(strip.crop(region.x, region.right).text.rstrip() for strip in strips)
        text = text_of(widget)
        is_whole = "".join(text.split()) in "".join(shown.split())
        if not (is_whole or "…" in shown or scrolls(widget)):
            cut.append(f"{widget}: {text!r}\n{shown}")
    return cut


def text_of(widget: Widget) -> str:
    """All that a widget has to say, if it is one text."""
    if isinstance(widget, FullName):
        return widget.text
    if isinstance(widget, Static):
        return str(content) if isinstance(content := widget.content, str | Content) else ""
    return ""


def cut_names(browsing: Browsing) -> list[str]:
    """Names of sequences whose rows show neither all of them nor an ellipsis."""
    names = browsing.screen.query_one(SequenceList)
    if browsing.app.screen is not browsing.screen or not names.region.area:
        return []
    lines = browsing.text(names).splitlines()[names.HEADER_LINES :]
    rows = (names.rows.row(index) for index in range(names.window.start, names.window.stop))
    return [
        line
        for line, sequence in zip(lines, rows, strict=False)
        if sequence is not None and name_text(sequence) not in line and "…" not in line
    ]


def is_said(text: str, line: str) -> bool:
    """Whether a line shows a text, or its beginning and an ellipsis."""
    return text in line or any(f"{text[:end].rstrip()}…" in line for end in range(1, len(text)))


def cut_steps(browsing: Browsing) -> list[str]:
    """Rows of steps whose action or clock time is neither whole nor followed by an ellipsis."""
    steps = browsing.steps
    sequence = browsing.screen.query_one(SequencesPane).highlighted
    if browsing.app.screen is not browsing.screen or not steps.region.area or sequence is None:
        return []
    window = steps.window
    lines = browsing.text(steps).splitlines()[steps.header_lines :]
    shown = zip(lines, (sequence.steps or ())[window.start : window.stop], strict=False)
    return [
        line
        for line, step in shown
        if not (is_said(action_label(step.action), line) and TIME.search(line))
    ]


def test_a_text_without_its_end_is_not_said() -> None:
    assert is_said("Call about price", " 3 ☐ Call ab…  4 h")
    assert not is_said("Call about price", " 3 ☐ Call ab   4 h")


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_what_is_cut_says_so(size: tuple[int, int]) -> None:
    async with browse(DemoAccount(), source_info=DEMO, size=size) as browsing:
        await browsing.settle()
        for keys in (*PATHS.values(), ("z", "enter"), ("z",)):
            await browsing.press(*keys)
            assert cut_texts(browsing) + cut_names(browsing) + cut_steps(browsing) == []
            await browsing.back_to_list()
        await browsing.press("escape")  # ends the zoom
        await browsing.press(str(ODD.start), "j", "enter")
        for _ in ODD:
            await browsing.press("n")
            assert cut_texts(browsing) + cut_steps(browsing) == []
            detail = browsing.screen.query_one("#detail")
            assert browsing.title in browsing.text(detail).splitlines()[0]
