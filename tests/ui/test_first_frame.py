"""The first frame of the screen: laid out, styled and painted once, with what was typed before."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual._compositor import Compositor, LayoutUpdate
from textual.app import App
from textual.dom import DOMNode
from textual.events import Event, Key, Paste
from textual.widget import Widget
from textual.widgets._toast import ToastRack

from seq_tui.cli.first_paint import immediate_page
from seq_tui.domain.page import PER_PAGE
from seq_tui.domain.query import Query
from seq_tui.terminal.textual_patches.compositor import PiecesUpdate
from seq_tui.ui.saved_view import Memory, SavedView, pages_in_view
from seq_tui.ui.screens.browser import BrowserScreen
from seq_tui.ui.screens.help import HelpScreen
from seq_tui.ui.themes import ScreenTheme, theme_colours
from tests.fake_source import FakeSource
from tests.ui.browsing import NARROW, WIDE, Browsing, app_over, browse
from tests.ui.test_first_paint import DEMO, FakeTerminal, first_paint_on

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.geometry import Size
    from textual.screen import Screen

pytestmark = pytest.mark.anyio

TINY, SMALL, LARGE = (30, 8), (60, 20), (200, 50)

REMEMBERED = [
    SavedView(row=5),
    SavedView(row=208, top=180),
    SavedView(row=190, top=100),
    SavedView(row=341, top=320),
    SavedView(row=40),
]
"""Also of terminals of other sizes, where the row is not in view from the same top."""


class Frames:
    """The frames of a browser, and what the first one took."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.layouts = 0
        """How often the screen was laid out before the first frame."""
        self.whole = 0
        """How many of the frames are the whole screen."""
        self.at_first: Callable[[Screen[object]], None] = lambda _: None
        """Called with the first frame."""

    def add(self, screen: Screen[object], update: object) -> None:
        if isinstance(update, LayoutUpdate):
            lines = ["".join(strip.text for strip in line) for line in update.strips]
        elif isinstance(update, PiecesUpdate):
            lines = [strip.text for _, _, strip in update.lines]
        else:
            return
        self.whole += isinstance(update, LayoutUpdate)
        self.texts.append("\n".join(lines))
        if len(self.texts) == 1:
            self.at_first(screen)


@pytest.fixture
def frames(monkeypatch: pytest.MonkeyPatch) -> Frames:
    """Every frame of the app."""
    found, reflow = Frames(), Compositor.reflow

    def display(_app: App[None], screen: Screen[object], update: object) -> None:
        found.add(screen, update)

    def counted(compositor: Compositor, parent: Widget, size: Size) -> object:
        found.layouts += not found.texts
        return reflow(compositor, parent, size)

    monkeypatch.setattr(App, "_display", display)
    monkeypatch.setattr(Compositor, "reflow", counted)
    return found


@pytest.fixture
def type_early(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Lets keys and pasted text arrive while the widgets of the browser are mounted."""
    mount = BrowserScreen.on_mount

    def typed(*events: Event | str) -> None:
        async def on_mount(screen: BrowserScreen) -> None:
            for event in events:
                await screen.app.on_event(key(event) if isinstance(event, str) else event)
            mount(screen)

        monkeypatch.setattr(BrowserScreen, "on_mount", on_mount)

    return typed


def key(name: str) -> Key:
    return Key(name, name if len(name) == 1 else None)


@pytest.mark.parametrize("size", [TINY, SMALL, NARROW, WIDE, LARGE])
async def test_a_new_screen_is_laid_out_and_painted_once(
    frames: Frames, size: tuple[int, int]
) -> None:
    async with browse(FakeSource(300), size=size) as browsing:
        await browsing.settle()
        assert (frames.layouts, frames.whole) == (1, 1)


@pytest.mark.parametrize("theme", ["seq-tui-dark", "ansi-dark"])
@pytest.mark.parametrize("size", [TINY, SMALL, NARROW, WIDE])
async def test_every_style_is_that_of_the_first_frame(
    frames: Frames, size: tuple[int, int], theme: str
) -> None:
    before: dict[Widget, list[str]] = {}

    def update_all(screen: Screen[object]) -> None:
        widgets = list(screen.walk_children(Widget, with_self=True))
        before.update({widget: styles_of(widget) for widget in widgets})
        screen.app.update_styles(screen)
        assert {widget: styles_of(widget) for widget in widgets} == before

    frames.at_first = update_all
    chosen = ScreenTheme(theme, theme_colours(theme))
    async with browse(FakeSource(300), size=size, theme=chosen) as browsing:
        await browsing.settle()
    assert len(before) > 10


def styles_of(widget: Widget) -> list[str]:
    """What the style sheets say of a widget and its parts."""
    parts = (widget.get_component_styles(name) for name in sorted(widget._component_styles))
    return [styles.css for styles in (widget.styles, *parts)]


@pytest.mark.parametrize("view", REMEMBERED)
@pytest.mark.parametrize("size", [NARROW, WIDE, LARGE])
async def test_the_rows_that_were_remembered_are_in_the_first_frame(
    frames: Frames, size: tuple[int, int], view: SavedView
) -> None:
    terminal, source = FakeTerminal(size), FakeSource(342)
    first_paint = first_paint_on(terminal, view=view)
    numbers = pages_in_view(view, first_paint.rows_in_view, PER_PAGE)
    first_paint.draw(*filter(None, (immediate_page(source, Query(), each) for each in numbers)))
    app = app_over(source, DEMO, first_paint=first_paint, memory=Memory(view))
    async with app.run_test(size=size) as pilot:
        browsing = Browsing(app, pilot)
        await browsing.settle()
        # The scroll bar is drawn by the screen alone.
        region = browsing.list.scrollable_content_region
    first, drawn = (
        [line[: region.right] for line in lines[region.y : region.bottom]]
        for lines in (frames.texts[0].splitlines(), terminal.text)
    )
    assert any(f" Sequence {view.row} " in line for line in drawn)
    assert first == drawn


async def test_keys_that_come_before_the_first_frame_are_answered_by_it(
    frames: Frames, type_early: Callable[..., None]
) -> None:
    type_early("down", "down")
    async with browse(FakeSource(50)) as browsing:
        await browsing.settle()
        assert browsing.list.cursor == 2
    first = frames.texts[0]
    assert " 3 of 50 " in first
    (marked,) = (line for line in first.splitlines() if "▌" in line)
    assert "Sequence 2 " in marked


async def test_a_page_down_before_the_first_frame_moves_a_page(
    frames: Frames, type_early: Callable[..., None]
) -> None:
    type_early("pagedown")
    async with browse(FakeSource(300)) as browsing:
        await browsing.settle()
        rows = browsing.list.rows_in_view
        assert rows > 10
        assert browsing.list.cursor == rows


async def test_text_pasted_before_the_first_frame_goes_where_the_key_before_it_went(
    type_early: Callable[..., None],
) -> None:
    type_early("slash", Paste("nothing"))
    async with browse(FakeSource(50)) as browsing:
        await browsing.settle()
        assert browsing.screen._search.input.value == "nothing"


async def test_enter_before_the_first_frame_opens_the_steps(
    type_early: Callable[..., None],
) -> None:
    type_early("down", "enter")
    async with browse(FakeSource(50)) as browsing:
        await browsing.settle()
        assert browsing.list.cursor == 1
        assert browsing.steps.has_focus


async def test_the_help_can_be_opened_before_the_first_frame(
    type_early: Callable[..., None],
) -> None:
    type_early("down", "question_mark")
    async with browse(FakeSource(50)) as browsing:
        await browsing.settle()
        assert isinstance(browsing.app.screen, HelpScreen)
        await browsing.press("escape")
        assert browsing.app.screen_stack == [browsing.screen]
        assert browsing.list.cursor == 1


async def test_a_notification_of_the_start_is_shown() -> None:
    app = app_over(FakeSource(50), memory=Memory(SavedView(), notice="forgotten"))
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await Browsing(app, pilot).settle()
        assert app.screen.get_child_by_type(ToastRack).children


async def test_the_list_is_not_styled_again_for_its_first_focus(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    restyled: list[str | None] = []
    update = DOMNode.update_node_styles

    def recorded(node: DOMNode, animate: bool = True) -> None:
        restyled.append(node.id)
        update(node, animate)

    monkeypatch.setattr(DOMNode, "update_node_styles", recorded)
    async with browse(FakeSource(3)) as browsing:
        assert browsing.list.has_focus
        assert "list" not in restyled
        await browsing.press("slash", "escape")
        assert "list" in restyled
