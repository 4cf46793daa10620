"""The first paint looks exactly like the screen that follows it."""

from __future__ import annotations

import re
import time
from datetime import UTC, datetime
from io import StringIO
from typing import TYPE_CHECKING

import pytest
from rich.color import ColorSystem
from rich.console import Console
from rich.style import Style
from textual._compositor import LayoutUpdate
from textual.geometry import Size

from seq_tui.cli.first_paint import immediate_page, present_time
from seq_tui.domain.page import PER_PAGE
from seq_tui.domain.query import Query
from seq_tui.domain.source import SourceInfo, SourceKind
from seq_tui.domain.zone import local_zone
from seq_tui.presentation.wording import as_of_text
from seq_tui.server.demo.account import DemoAccount, demo_sequence
from seq_tui.terminal.cell_diff import TerminalCells
from seq_tui.terminal.held_terminal import HeldTerminal
from seq_tui.ui.first_paint.first_paint import FirstPaint
from seq_tui.ui.first_paint.styles import (
    TextStyle,
    colour_system,
    has_few_colours,
    sgr_of,
    styles_of,
)
from seq_tui.ui.options import ScreenOptions
from seq_tui.ui.saved_view import Memory, SavedView, pages_in_view
from seq_tui.ui.themes import DARK, LIGHT, built_in_theme, theme_colours, theme_names
from seq_tui.ui.widgets.search_bar import SearchInput
from seq_tui.ui.widgets.status_line import StatusLine
from tests.fake_source import NO_ANSWER, FakeSource
from tests.screen import Picture
from tests.ui.browsing import NARROW, NOW, WIDE, Browsing, app_over, settled
from tests.ui.cached_account import remembering

if TYPE_CHECKING:
    from seq_tui.domain.page import Page
    from seq_tui.domain.query import Sort
    from seq_tui.domain.sequence import Sequence
    from seq_tui.domain.source import Source

DEMO = SourceInfo(SourceKind.DEMO, "demo account", "Type seq-tui login to browse your own account")
LIVE = SourceInfo(SourceKind.LIVE, "api.getbase.com")

SIZES = [NARROW, WIDE, (40, 10), (99, 24), (100, 30), (133, 41), (213, 60)]

FREE = "█"
"""Marks cells that are not painted."""

LIST_ROLES = ("name", "email", "reply", "task", "unknown", "quiet", "match")

pytestmark = pytest.mark.anyio


class FakeTerminal(HeldTerminal):
    """A terminal that records its output."""

    def __init__(self, size: tuple[int, int]) -> None:
        self.columns, self.lines = size
        self.frames: list[str] = []

    def draw(self, output: str) -> None:
        self.frames.append(output)

    @property
    def text(self) -> list[str]:
        picture = Picture(self.columns, self.lines)
        picture.feed("".join(self.frames).encode())
        return picture.lines


def first_paint_on(
    terminal: FakeTerminal,
    source_info: SourceInfo = DEMO,
    query: str = "",
    theme: str = DARK,
    view: SavedView | None = None,
    sort: Sort | None = None,
    columns: tuple[str, ...] = ScreenOptions().columns,
) -> FirstPaint:
    colours = theme_colours(theme)
    assert colours is not None
    system = ColorSystem.TRUECOLOR
    return FirstPaint(
        terminal,
        source_info,
        query,
        system,
        lambda _: NOW,
        colours,
        columns,
        view,
        sort,
        DemoAccount().known_creator_names,
    )


def first_page(source: Source[Sequence], query: str = "") -> Page[Sequence]:
    page = immediate_page(source, Query.parse(query))
    assert page is not None
    return page


def painted_over(terminal: FakeTerminal, browsing: Browsing) -> list[str]:
    """The lines of the screen, with `FREE` in each cell that the first paint has drawn already."""
    size = Size(terminal.columns, terminal.lines)
    cells = TerminalCells()
    cells.assume("".join(terminal.frames), size)
    update = browsing.screen._compositor.render_update(full=True)
    assert isinstance(update, LayoutUpdate)
    console = Console(file=StringIO(), color_system="truecolor", legacy_windows=False)
    changed = cells.diff(update.render_segments(console), size)
    picture = Picture(*size)
    picture.feed(("\x1b[1;1H" + FREE * size.area + changed).encode())
    return picture.lines


LONG = " ".join(["trial"] * 12)


@pytest.mark.parametrize(
    ("size", "query", "theme"),
    [
        *((size, "", DARK) for size in SIZES),
        (WIDE, "trial", DARK),
        (WIDE, LONG, DARK),
        *((NARROW, "", theme) for theme in (LIGHT, "seq-tui-contrast", "nord", "textual-light")),
    ],
)
async def test_the_screen_repaints_nothing_of_the_first_rows(
    size: tuple[int, int], query: str, theme: str
) -> None:
    terminal, source = FakeTerminal(size), DemoAccount()
    first_paint_on(terminal, query=query, theme=theme).draw(first_page(source, query))
    app = app_over(source, DEMO, query, theme=built_in_theme(theme))
    async with app.run_test(size=size) as pilot:
        browsing = Browsing(app, pilot)
        await browsing.settle()
        # The start needs the clock's zone, which is slow to import: it is said with the detail.
        browsing.screen.query_one(StatusLine).show_start("")
        lines = painted_over(terminal, browsing)
        pane, shown = browsing.screen.query_one("#sequences").region, browsing.list.region
        width = browsing.list.scrollable_content_region.width
    assert lines[0] == FREE * size[0]
    for y in range(pane.y, pane.bottom):
        is_row = shown.y <= y < shown.bottom
        whole = pane.width if not is_row else width + 1
        assert lines[y][:whole] == FREE * whole, y


async def test_chosen_keys_change_nothing_of_the_first_paint() -> None:
    terminal, source = FakeTerminal(WIDE), DemoAccount()
    first_paint_on(terminal).draw(first_page(source))
    options = ScreenOptions(keys={"search": "f3", "quit": "alt+x", "list.down": "d"})
    app = app_over(source, DEMO, options=options)
    async with app.run_test(size=WIDE) as pilot:
        browsing = Browsing(app, pilot)
        await browsing.settle()
        browsing.screen.query_one(StatusLine).show_start("")
        lines = painted_over(terminal, browsing)
        pane = browsing.screen.query_one("#sequences").region
    assert {line[: pane.width - 2] for line in lines[:-1]} == {FREE * (pane.width - 2)}
    assert "f3 Search" in lines[-1].replace(FREE, " "), "drawn by the screen alone"
    assert "alt+x Quit" in lines[-1].replace(FREE, " ")


VIEWS = [
    SavedView(row=5, sequence_id=demo_sequence(5).id),
    SavedView(row=208, top=180, sequence_id=demo_sequence(208).id, share=0.6),
    SavedView(row=208, top=208, sequence_id=demo_sequence(208).id),
    SavedView(row=190, top=100, sequence_id=demo_sequence(190).id),
    SavedView(row=341, top=288, sequence_id=demo_sequence(341).id),
    SavedView(row=99, top=90, sequence_id=demo_sequence(99).id),
    SavedView(row=3, top=1, search="trial", share=0.2),
    SavedView(row=50, top=40, sequence_id=demo_sequence(50).id, is_zoomed=True),
]


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("size", [NARROW, WIDE, (213, 60)])
async def test_the_screen_repaints_nothing_of_the_rows_that_were_remembered(
    size: tuple[int, int], view: SavedView
) -> None:
    if view.layout.is_bare(size[0]):
        view = view._replace(is_zoomed=False)  # It has no first paint.
    terminal, source, query = FakeTerminal(size), DemoAccount(), Query.parse(view.search)
    first_paint = first_paint_on(terminal, query=view.search, view=view)
    found = [
        immediate_page(source, query, number)
        for number in pages_in_view(view, first_paint.rows_in_view, PER_PAGE)
    ]
    first_paint.draw(*filter(None, found))
    app = app_over(source, DEMO, first_paint=first_paint, memory=Memory(view))
    async with app.run_test(size=size) as pilot:
        browsing = Browsing(app, pilot)
        await browsing.settle()
        assert browsing.list.cursor == view.row
        if view.sequence_id is not None:
            assert browsing.text(browsing.list).count("▌") == 1
        browsing.screen.query_one(StatusLine).show_start("")
        lines = painted_over(terminal, browsing)
        pane, shown = browsing.screen.query_one("#sequences").region, browsing.list.region
        width = browsing.list.scrollable_content_region.width
    assert lines[0] == FREE * size[0]
    for y in range(pane.y, pane.bottom):
        is_row = shown.y <= y < shown.bottom
        whole = pane.width if not is_row else width + 1
        assert lines[y][:whole] == FREE * whole, y


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_the_first_frame_of_the_screen_has_the_rows_of_the_first_paint(
    size: tuple[int, int],
) -> None:
    source = FakeSource(300)
    terminal = FakeTerminal(size)
    first_paint = first_paint_on(terminal)
    first_paint.draw(first_page(source))
    source.hold()
    app = app_over(source, DEMO, first_paint=first_paint)
    async with app.run_test(size=size) as pilot:
        assert "Sequence 0" in Browsing(app, pilot).text()
        assert source.requested == [("", 1)]


async def test_a_live_account_is_requested_even_if_its_first_page_is_loaded() -> None:
    source = FakeSource(30)
    terminal = FakeTerminal(WIDE)
    first_paint = first_paint_on(terminal, LIVE)
    first_paint.draw(first_page(source))
    app = app_over(source, LIVE, first_paint=first_paint)
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        assert source.requested == [("", 1)] * 2
        assert "1 of 30" in Browsing(app, pilot).text()


def test_before_a_live_account_answers_its_name_is_drawn_and_no_row() -> None:
    terminal = FakeTerminal(WIDE)
    first_paint_on(terminal, LIVE).draw()
    assert terminal.text[0].startswith(" seq-tui  api.getbase.com  ")
    assert terminal.text[0].endswith("  loading ")
    assert terminal.text[2].startswith("│/ search names, steps>5  ")
    assert set(terminal.text[3]) == {"│", " "}


def test_the_age_of_cached_rows_is_drawn() -> None:
    terminal = FakeTerminal(WIDE)
    page = remembering(30).memory["", 1]
    first_paint_on(terminal, LIVE).draw(page)
    assert terminal.text[0].endswith("  1 of 30 · loading · as of 22 Nov 18:05 ")
    assert terminal.text[1].startswith("╭─ Sequences ─")
    assert terminal.text[3].startswith("│  name ")
    assert terminal.text[4].startswith("│▌ Earlier 0 ")


@pytest.mark.parametrize("month", [1, 7])
def test_the_age_of_cached_rows_is_that_of_the_screen(
    month: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    read_at = datetime(2024, month, 1, 12, tzinfo=UTC)
    with monkeypatch.context() as context:
        context.setenv("TZ", "Europe/Warsaw")
        time.tzset()
        drawn = as_of_text(read_at, present_time(read_at))
        assert drawn == as_of_text(read_at, datetime.now(local_zone()))
    time.tzset()
    assert drawn.endswith(" 2024 13:00" if month == 1 else " 2024 14:00")


def test_a_second_page_draws_only_the_changed_cells() -> None:
    terminal = FakeTerminal(WIDE)
    first_paint = first_paint_on(terminal, LIVE)
    page = remembering(30).memory["", 1]
    first_paint.draw(page)
    first_paint.draw(page._replace(read_at=None))
    rows = [set(re.findall(r"\x1b\[(\d+);\d+H", frame)) for frame in terminal.frames]
    # A frame ends with the cursor in the last line.
    assert [len(each) for each in rows] == [WIDE[1], 2]
    assert "as of" not in terminal.text[0]


def test_foreign_text_is_sanitized() -> None:
    terminal = FakeTerminal(WIDE)
    (row,) = FakeSource(1).sequences
    hostile = FakeSource(sequences=(row._replace(name="\x1b]52;c;eA==\x07\x1b[2J"),))
    first_paint_on(terminal, DEMO._replace(name="\x1b[31mred"), "\x9b31m").draw(first_page(hostile))
    drawn = "".join(terminal.frames)
    assert set(re.findall(r"\x1b\[[^a-zA-Z]*([a-zA-Z])", drawn)) <= {"G", "H", "m"}
    assert drawn.count("\x1b") == drawn.count("\x1b[")
    assert set("\x07\x9b").isdisjoint(drawn)


@pytest.mark.parametrize("theme", [name for name in theme_names() if theme_colours(name)])
async def test_the_styles_are_those_of_the_style_sheets(theme: str) -> None:
    app = app_over(FakeSource(30), theme=built_in_theme(theme))
    async with app.run_test(size=WIDE) as pilot:
        browsing = Browsing(app, pilot)
        await browsing.settle()
        rows, status = browsing.list, browsing.screen.query_one("#status")
        component = rows.get_component_rich_style
        found = {role: component(f"virtual-list--{role}") for role in LIST_ROLES}
        found[""] = rows.rich_style
        under = component("virtual-list--cursor").bgcolor
        for role in ("mark", "name", "match"):
            over = component(f"virtual-list--{role}")
            found[f"cursor {role}"] = over + Style(bgcolor=under)
        found["panel"] = browsing.screen.query_one("#keys").rich_style
        found["placeholder"] = browsing.screen.query_one(SearchInput).get_component_rich_style(
            "input--placeholder"
        )
        for role in ("brand", "account", "position", "loading"):
            found[role] = status.get_component_rich_style(f"status-line--{role}")
        for kind in SourceKind:
            for other in SourceKind:
                status.set_class(other is kind, f"-{other.value}")
            found[kind.value] = status.get_component_rich_style("status-line--state")
    colours = theme_colours(theme)
    assert colours is not None
    assert {role: style_of(style) for role, style in found.items()} == {
        role: style for role, style in styles_of(colours).items() if not role.startswith("border")
    }


def style_of(style: Style) -> TextStyle:
    assert style.color is not None
    assert style.bgcolor is not None
    attribute = "1" if style.bold else "4" if style.underline else ""
    return TextStyle(style.color.name, style.bgcolor.name, attribute)


def test_a_terminal_with_256_colours_gets_the_nearest() -> None:
    assert sgr_of(TextStyle("#ff0000", "#000000", attribute="1"), ColorSystem.EIGHT_BIT) == (
        "\x1b[1;38;5;196;48;5;16m"
    )


@pytest.mark.parametrize(
    ("environ", "colours"),
    [
        ({"COLORTERM": "truecolor", "TERM": "xterm"}, ColorSystem.TRUECOLOR),
        ({"COLORTERM": " 24BIT "}, ColorSystem.TRUECOLOR),
        ({"TERM": "xterm-256color"}, ColorSystem.EIGHT_BIT),
        ({"TERM": "xterm-kitty"}, ColorSystem.EIGHT_BIT),
        ({"TERM": "xterm-16color"}, None),
        ({"TERM": "linux"}, None),
        ({}, None),
    ],
)
def test_the_colour_system_is_the_one_that_textual_detects(
    environ: dict[str, str], colours: ColorSystem | None
) -> None:
    assert colour_system(environ) == colours
    console = Console(file=StringIO(), force_terminal=True, _environ=environ)
    assert colours is None or console._color_system == colours


def test_the_colour_system_may_be_set_for_textual() -> None:
    linux, xterm = {"TERM": "linux"}, {"COLORTERM": "truecolor"}
    assert colour_system(linux | {"TEXTUAL_COLOR_SYSTEM": "256"}) == ColorSystem.EIGHT_BIT
    assert colour_system(linux | {"TEXTUAL_COLOR_SYSTEM": "truecolor"}) == ColorSystem.TRUECOLOR
    assert colour_system(xterm | {"TEXTUAL_COLOR_SYSTEM": "standard"}) is None
    assert has_few_colours(xterm | {"TEXTUAL_COLOR_SYSTEM": "standard"})
    assert has_few_colours(xterm | {"NO_COLOR": "1"})
    assert not has_few_colours(xterm)
    assert not has_few_colours(xterm | {"NO_COLOR": ""})


async def test_a_page_that_has_to_be_waited_for_is_not_there_at_once() -> None:
    source = FakeSource(30)
    source.hold()
    assert immediate_page(source, Query()) is None


async def test_a_page_that_fails_is_not_there_at_once() -> None:
    source = FakeSource(30)
    source.failures.append(NO_ANSWER)
    assert immediate_page(source, Query()) is None
