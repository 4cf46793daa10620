"""A list of any number of rows in an app of three lines, which counts what is asked of it."""

from __future__ import annotations

from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.app import App

from seq_tui.presentation.glyphs import ASCII
from seq_tui.terminal.textual_patches.painting import PromptScreen
from seq_tui.ui.cells import Cell, Line
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
    """Row 7 says ``row 7``."""

    def __init__(self) -> None:
        super().__init__(ASCII)
        self.text = "row {}"
        self.absent = range(0)
        """The rows that are not in memory."""
        self.drawn: list[int] = []
        """Each row that was drawn anew."""
        self.painted: list[int] = []
        """Each line of the viewport that was painted, drawn anew or not."""

    def draw_row(self, index: int, width: int) -> Line | None:
        self.drawn.append(index)
        return None if index in self.absent else (Cell(self.text.format(index), "name"),)

    def render_line(self, y: int) -> Strip:
        self.painted.append(y)
        return super().render_line(y)


class TitledToyList(ToyList):
    """The same with two lines above the rows."""

    HEADER_LINES: ClassVar[int] = 2

    def draw_header(self, width: int) -> tuple[Line, ...]:
        return ((Cell("title"),), (Cell("=" * width),))


class ToyScreen(PromptScreen):
    """Nothing but the list, painted as on our own screens."""

    def __init__(self, rows: ToyList) -> None:
        super().__init__()
        self._rows = rows

    def compose(self) -> ComposeResult:
        yield self._rows


class ToyApp(App[None]):
    """Notes what the list says."""

    def __init__(self, rows: ToyList) -> None:
        super().__init__()
        self.rows = rows
        self.said: list[Message] = []

    def get_default_screen(self) -> ToyScreen:
        return ToyScreen(self.rows)

    def on_virtual_list_selected(self, message: VirtualList.Selected) -> None:
        self.said.append(message)

    def on_virtual_list_window_changed(self, message: VirtualList.WindowChanged) -> None:
        self.said.append(message)


@dataclass
class Toy:
    """The open app."""

    app: ToyApp
    pilot: Pilot[None]
    rows: ToyList

    @property
    def lines(self) -> list[str]:
        """What the screen shows, each line in full width."""
        return [line.text for line in self.app.screen._compositor.render_strips()]

    @property
    def window(self) -> Window:
        """The rows in view."""
        return self.rows.window

    def forget(self) -> None:
        """Count from now on."""
        self.rows.drawn.clear()
        self.rows.painted.clear()
        self.app.said.clear()

    def said(self, kind: type[Message]) -> int:
        """How many messages of a kind there were."""
        return sum(isinstance(message, kind) for message in self.app.said)

    async def wheel(self, event: type[MouseScrollDown | MouseScrollUp], times: int = 1) -> None:
        """Turn the mouse wheel over the list."""
        for _ in range(times):
            self.rows.post_message(event(self.rows, 1, 1, 0, 0, 0, False, False, False))
        await self.pilot.pause()

    async def resize(self, width: int, height: int) -> None:
        """Make the terminal another size."""
        await self.pilot.resize_terminal(width, height)
        await self.pilot.pause()


@asynccontextmanager
async def showing(
    count: int, *, rows: ToyList | None = None, tail: str = "", size: tuple[int, int] = SMALL
) -> AsyncIterator[Toy]:
    """Show a list of `count` rows, and count from there."""
    rows = rows or ToyList()
    app = ToyApp(rows)
    async with app.run_test(size=size) as pilot:
        rows.row_count, rows.tail = count, tail
        toy = Toy(app, pilot, rows)
        is_at_rest = False
        while not is_at_rest:
            toy.forget()
            await pilot.pause()
            is_at_rest = not rows.painted
        yield toy
