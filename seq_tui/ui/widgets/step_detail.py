"""Everything that is known of one step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group
from rich.table import Table
from rich.text import Text
from textual.containers import VerticalScroll
from textual.widgets import Static

from seq_tui.report.words import (
    action_mark,
    action_text,
    cumulative_text,
    delay_text,
    value_text,
)
from seq_tui.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.app import ComposeResult

    from seq_tui.domain.delay import CumulativeDelay
    from seq_tui.domain.json import Json
    from seq_tui.domain.sequence import Step
    from seq_tui.report.glyphs import Glyphs

FOLDED = 20_000
"""Most characters shown of one value; a longer one says how long it is."""

FOLDED_NAME = 60
"""Most characters of a property's name."""


class StepDetail(VerticalScroll, can_focus=True):
    """The highlighted step's properties, in full, to be scrolled if they are long."""

    DEFAULT_CSS = """
    StepDetail {
        scrollbar-size-vertical: 1;
        & > Static { width: 1fr; height: auto; }
    }
    """

    def __init__(self, glyphs: Glyphs, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._glyphs = glyphs
        self._body = Static(markup=False)

    def compose(self) -> ComposeResult:
        """One text."""
        yield self._body

    def show(self, rank: int, step: Step, total: CumulativeDelay) -> None:
        """Show a step; `rank` counts from 1."""
        mark = action_mark(step.action, self._glyphs)
        table = Table.grid(padding=(0, 2))
        table.add_column(style="dim", no_wrap=True)
        table.add_column(overflow="fold")
        for name, value in properties(step, total, self._glyphs):
            table.add_row(Text(clean(name, limit=FOLDED_NAME)), Text(value))
        title = Text(f"Step {rank}  {mark} {action_text(step.action)}", style="bold")
        self._body.update(Group(title, table))
        self.scroll_home(animate=False)

    def clear(self) -> None:
        """Show nothing."""
        self._body.update("")


def properties(step: Step, total: CumulativeDelay, glyphs: Glyphs) -> Iterator[tuple[str, str]]:
    """Each property of a step by name: what is computed, then all that was received."""
    yield "wait", delay_text(step.delay)
    yield "from start", cumulative_text(total, glyphs=glyphs)
    for name, value in step.action.properties.items():
        yield name, folded(value)
    for name, value in step.data.items():
        if name != "action_properties" or not isinstance(value, dict):
            yield name, folded(value)


def folded(value: Json) -> str:
    """A value as text, cut where it would be too long to lay out at once."""
    text = value_text(value)
    if len(text) <= FOLDED:
        return text
    return f"{text[:FOLDED]}… ({len(text):,} characters)"
