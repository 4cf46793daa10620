"""All properties of one step, and of its sequence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group
from rich.table import Table
from rich.text import Text
from textual.containers import VerticalScroll
from textual.widgets import Static

from seq_tui.presentation.wording import (
    action_mark,
    action_text,
    cumulative_text,
    day_text,
    delay_text,
    landing_text,
    value_text,
)
from seq_tui.sanitize import sanitize

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from textual.app import ComposeResult

    from seq_tui.domain.json import Json
    from seq_tui.domain.sequence import Sequence
    from seq_tui.presentation.glyphs import Glyphs
    from seq_tui.ui.scheduled_steps import ScheduledSteps

MAX_VALUE = 20_000
"""Most characters of one value; a longer one is cut, and its length is shown."""

MAX_NAME = 60
"""Most characters of a property's name."""


Section = tuple[str, "Iterable[tuple[str, str]]"]
"""A title, and pairs of a property's name and value."""


class StepDetail(VerticalScroll, can_focus=True):
    """Properties in full, which scroll if they are long."""

    DEFAULT_CSS = """
    StepDetail {
        scrollbar-size-vertical: 1;
        & > Static { width: 1fr; height: auto; }
    }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._body = Static(markup=False)

    def compose(self) -> ComposeResult:
        """One text, replaced as a whole."""
        yield self._body

    def show(self, sections: Iterable[Section]) -> None:
        """Show other properties, scrolled to the first one."""
        parts: list[Text | Table] = []
        for title, properties in sections:
            table = Table.grid(padding=(0, 2))
            table.add_column(style="dim", no_wrap=True)
            table.add_column(overflow="fold")
            for name, value in properties:
                table.add_row(Text(sanitize(name, limit=MAX_NAME)), Text(value))
            parts += [Text(title, style="bold"), table]
        self._body.update(Group(*parts))
        self.scroll_home(animate=False)


def step_section(index: int, scheduled: ScheduledSteps, glyphs: Glyphs) -> Section:
    """Each property of a step: first the computed ones, then all that were received."""
    step = scheduled.steps[index]
    mark = action_mark(step.action, glyphs)
    title = f"Step {index + 1}  {mark} {action_text(step.action)}"
    return title, _step_properties(index, scheduled, glyphs)


def sequence_section(sequence: Sequence) -> Section:
    """Properties of the sequence that are shown nowhere else."""
    return "Sequence", ((name, shortened(value)) for name, value in sequence.extra.items())


def _step_properties(
    index: int, scheduled: ScheduledSteps, glyphs: Glyphs
) -> Iterator[tuple[str, str]]:
    step, landing = scheduled.steps[index], scheduled.landings[index]
    yield "wait", delay_text(step.delay)
    yield "from start", cumulative_text(scheduled.totals[index], glyphs=glyphs)
    lands = landing_text(landing, scheduled.start, glyphs, short=False)
    yield "lands", f"{lands}  {glyphs.dot}  {day_text(landing)}" if landing.at else lands
    for name, value in step.action.properties.items():
        yield name, shortened(value)
    for name, value in step.data.items():
        if name != "action_properties" or not isinstance(value, dict):
            yield name, shortened(value)


def shortened(value: Json) -> str:
    """A value as text, cut if its layout would take too long."""
    text = value_text(value)
    if len(text) <= MAX_VALUE:
        return text
    return f"{text[:MAX_VALUE]}... ({len(text):,} characters)"
