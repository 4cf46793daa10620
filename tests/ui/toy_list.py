"""A list of any number of rows in a minimal app, which counts what it draws and posts."""

from __future__ import annotations

from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.app import App

from seq_tui.presentation.glyphs import ASCII
from seq_tui.terminal.textual_patches.painting import PromptScreen
from seq_tui.ui.cells import Cell, Line
from seq_tui.ui.ink import ink_variables
from seq_tui.ui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from textual.app import ComposeResult
    from textual.events import MouseScrollDown, MouseScrollUp
    from textual.message import Message
    from textual.pilot import Pilot
    from textual.strip import Strip

    from seq_tui.domain.page import Window

SMALL, LARGE = (80, 24), (120, 36)


class ToyList(VirtualList):
    """Row 7 shows ``row 7``."""

    def __init__(self) -> None:
        super().__init__(ASCII)
        self.text = "row {}"
        self.absent = range(0)
        """The rows that are not in memory."""
        self.drawn: list[int] = []
        """Each row that was drawn, in order."""
        self.painted: list[int] = []
        """Each line of the viewport that was painted, from the cache or not."""

    def draw_row(self, index: int, width: int) -> Line | None:
        self.drawn.append(index)
        return None if index in self.absent else (Cell(self.text.format(index), "name"),)

    def render_line(self, y: int) -> Strip:
        self.painted.append(y)
        return super().render_line(y)


class TitledToyList(ToyList):
    """A `ToyList` with two lines above the rows."""

    HEADER_LINES: ClassVar[int] = 2

    def draw_header(self, width: int) -> tuple[Line, ...]:
        return ((Cell("title"),), (Cell("=" * width),))


class ToyScreen(PromptScreen):
    """Shows only the list, painted as on our own screens."""

    def __init__(self, rows: ToyList) -> None:
        super().__init__()
        self._rows = rows

    def compose(self) -> ComposeResult:
        yield self._rows


class InkApp(App[None]):
    """An app with the colours of our style sheets."""

    def get_css_variables(self) -> dict[str, str]:
        variables = super().get_css_variables()
        return variables | ink_variables(variables)


class ToyApp(InkApp):
    """Records the messages of the list."""

    def __init__(self, rows: ToyList) -> None:
        super().__init__()
        self.rows = rows
        self.messages: list[Message] = []

    def get_css_variables(self) -> dict[str, str]:
        variables = super().get_css_variables()
        return variables | ink_variables(variables)

    def get_default_screen(self) -> ToyScreen:
        return ToyScreen(self.rows)

    def on_virtual_list_selected(self, message: VirtualList.Selected) -> None:
        self.messages.append(message)

    def on_virtual_list_window_changed(self, message: VirtualList.WindowChanged) -> None:
        self.messages.append(message)


@dataclass
class Toy:
    """The open app."""

    app: ToyApp
    pilot: Pilot[None]
    rows: ToyList

    @property
    def lines(self) -> list[str]:
        """The text of the screen, each line in full width."""
        return [line.text for line in self.app.screen._compositor.render_strips()]

    @property
    def window(self) -> Window:
        """The rows in view."""
        return self.rows.window

    def reset(self) -> None:
        """Start counting again."""
        self.rows.drawn.clear()
        self.rows.painted.clear()
        self.app.messages.clear()

    def count(self, kind: type[Message]) -> int:
        """How many messages of a kind were posted."""
        return sum(isinstance(message, kind) for message in self.app.messages)

    async def wheel(self, event: type[MouseScrollDown | MouseScrollUp], times: int = 1) -> None:
        """Turn the mouse wheel over the list."""
        for _ in range(times):
            self.rows.post_message(event(self.rows, 1, 1, 0, 0, 0, False, False, False))
        await self.pilot.pause()

    async def resize(self, width: int, height: int) -> None:
        """Change the size of the terminal."""
        await self.pilot.resize_terminal(width, height)
        await self.pilot.pause()


@asynccontextmanager
async def showing(
    count: int, *, rows: ToyList | None = None, tail: str = "", size: tuple[int, int] = SMALL
) -> AsyncIterator[Toy]:
    """Show a list of `count` rows, and start counting once it is painted."""
    rows = rows or ToyList()
    app = ToyApp(rows)
    async with app.run_test(size=size) as pilot:
        rows.row_count, rows.tail = count, tail
        toy = Toy(app, pilot, rows)
        is_idle = False
        while not is_idle:
            toy.reset()
            await pilot.pause()
            is_idle = not rows.painted
        yield toy
