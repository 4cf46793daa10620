"""Everything that is known of one step, and of its sequence."""

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
    from seq_tui.ui.schedule import Schedule

FOLDED = 20_000
"""Most characters shown of one value; a longer one says how long it is."""

FOLDED_NAME = 60
"""Most characters of a property's name."""


Section = tuple[str, "Iterable[tuple[str, str]]"]
"""A title, and under it properties by name."""


class StepDetail(VerticalScroll, can_focus=True):
    """Properties in full, to be scrolled if they are long."""

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
        """One text."""
        yield self._body

    def show(self, sections: Iterable[Section]) -> None:
        """Show other properties, from the first one on."""
        parts: list[Text | Table] = []
        for title, properties in sections:
            table = Table.grid(padding=(0, 2))
            table.add_column(style="dim", no_wrap=True)
            table.add_column(overflow="fold")
            for name, value in properties:
                table.add_row(Text(sanitize(name, limit=FOLDED_NAME)), Text(value))
            parts += [Text(title, style="bold"), table]
        self._body.update(Group(*parts))
        self.scroll_home(animate=False)


def step_section(index: int, schedule: Schedule, glyphs: Glyphs) -> Section:
    """Each property of a step: what is computed, then all that was received."""
    step = schedule.steps[index]
    mark = action_mark(step.action, glyphs)
    title = f"Step {index + 1}  {mark} {action_text(step.action)}"
    return title, _step_properties(index, schedule, glyphs)


def sequence_section(sequence: Sequence) -> Section:
    """What was received of the sequence itself and is shown nowhere else."""
    return "Sequence", ((name, folded(value)) for name, value in sequence.extra.items())


def _step_properties(index: int, schedule: Schedule, glyphs: Glyphs) -> Iterator[tuple[str, str]]:
    step, landing = schedule.steps[index], schedule.landings[index]
    yield "wait", delay_text(step.delay)
    yield "from start", cumulative_text(schedule.totals[index], glyphs=glyphs)
    lands = landing_text(landing, schedule.start, glyphs)
    yield "lands", f"{lands}  {glyphs.dot}  {day_text(landing)}" if landing.at else lands
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
    return f"{text[:FOLDED]}... ({len(text):,} characters)"
