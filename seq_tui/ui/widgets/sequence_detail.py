"""One sequence: its figures, its steps, and the highlighted step's properties."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from seq_tui.domain.start import shift_start
from seq_tui.presentation.header import header
from seq_tui.presentation.wording import name_text, rule_text, start_text
from seq_tui.ui.debounce import Debounce
from seq_tui.ui.schedule import Schedule
from seq_tui.ui.widgets.step_detail import (
    Section,
    StepDetail,
    sequence_section,
    step_section,
)
from seq_tui.ui.widgets.step_table import StepTable
from seq_tui.ui.widgets.timeline import Timeline
from seq_tui.ui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from datetime import datetime

    from textual.app import ComposeResult

    from seq_tui.domain.sequence import Sequence
    from seq_tui.presentation.glyphs import Glyphs

MAX_NAME = 500
"""Most characters of a name; the rest of a longer one is in the JSON."""

STEP_DEBOUNCE = 0.08
"""Seconds without another step or start after which the step's properties follow; they are laid out
anew each time, which takes longer than all else that a key does."""


class SequenceDetail(Vertical):
    """The right half of the screen, or all of a narrow one."""

    def __init__(self, glyphs: Glyphs, start: datetime, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._glyphs = glyphs
        self._start = start
        self._sequence: Sequence | None = None
        self._schedule: Schedule | None = None
        self._title = Static(markup=False, id="name")
        self._summary = Static(markup=False, id="summary")
        self._started = Static(markup=False, id="started")
        self._timeline = Timeline(glyphs, id="timeline")
        self._rule = Static(rule_text(glyphs), markup=False, id="rule")
        self.steps = StepTable(glyphs, id="steps")
        self.step = StepDetail(id="step")
        self.debounce = Debounce(self, STEP_DEBOUNCE, self._show_step)
        """The wait for the last change of the step or of the start."""

    def compose(self) -> ComposeResult:
        """The summary, the timeline, the table, and one step of it."""
        yield self._title
        yield self._summary
        yield self._started
        yield self._timeline
        yield self._rule
        yield self.steps
        yield self.step

    def on_mount(self) -> None:
        """Begin with nothing, and keep the two cursors together."""
        self._show_schedule()
        self.watch(self.steps, "cursor", self._follow, init=False)
        self.watch(self._timeline, "cursor", self._lead, init=False)

    def show(self, sequence: Sequence | None) -> None:
        """Show a sequence, or nothing where none is in memory.

        Of the same sequence, read again, the same step stays highlighted.
        """
        before = self._sequence
        if sequence == before:
            return
        self._sequence = sequence
        is_same = sequence is not None and before is not None and sequence.id == before.id
        steps = sequence.steps if sequence else None
        self._schedule = Schedule.of(steps, self._start) if steps else None
        self._title.update("" if sequence is None else name_text(sequence)[:MAX_NAME])
        self._summary.update("" if sequence is None else summary_content(sequence, self._glyphs))
        if not is_same:
            for rows in (self.steps, self._timeline):
                rows.set_reactive(VirtualList.cursor, 0)
            self.steps.scroll_to(y=0, animate=False)
        self._show_schedule()

    @property
    def start(self) -> datetime:
        """When it starts, if it starts as the user asks."""
        return self._start

    def shift(self, days: int) -> None:
        """Start so many days later, or earlier, at the same clock time.

        Raises:
            StartError: there is no such day.
        """
        self.start_at(shift_start(self._start, days))

    def start_at(self, start: datetime | None) -> None:
        """Work the landings out from another start; `None` means the one that there is."""
        if start is None:
            return
        self._start = start
        self._started.update(start_text(start), layout=False)
        if self._schedule:
            self._schedule = self._schedule.from_start(start)
            self._show_landings()
        self.debounce.begin()

    def _show_schedule(self) -> None:
        for widget in (self._started, self._timeline, self._rule):
            widget.display = self._schedule is not None
        self._started.update(start_text(self._start), layout=False)
        self._show_landings()
        self._show_step()

    def _show_landings(self) -> None:
        self._timeline.show(self._schedule)
        self.steps.show(self._schedule)

    def _follow(self, row: int) -> None:
        """Show the highlighted step, in the timeline too."""
        self._timeline.cursor = row
        self.debounce.begin()

    def _lead(self, row: int) -> None:
        """A click in the timeline highlights the step."""
        self.steps.cursor = row

    @on(VirtualList.Selected)
    def _go_to_step(self, message: VirtualList.Selected) -> None:
        """Go to the step's properties."""
        message.stop()
        self._show_step()
        self.step.focus()

    @on(VirtualList.WindowChanged)
    def _keep(self, message: VirtualList.WindowChanged) -> None:
        """All steps are in memory: nobody else need know which are in view."""
        message.stop()

    def _show_step(self) -> None:
        self.debounce.end()
        index = self.steps.cursor
        sections: list[Section] = []
        if self._schedule is not None:
            sections.append(step_section(index, self._schedule, self._glyphs))
        if self._sequence is not None and self._sequence.extra:
            sections.append(sequence_section(self._sequence))
        if not sections and self.step.has_focus:
            self.steps.focus()
        self.step.display = bool(sections)
        self.step.show(sections)


def summary_content(sequence: Sequence, glyphs: Glyphs) -> Content:
    """The figures, the actions, and who made it when."""
    figures, actions, origins = (
        f" {glyphs.dot} ".join(group) for group in header(sequence, glyphs)
    )
    lines = [Content(figures), Content(actions), Content.styled(origins, "$foreground 60%")]
    return Content("\n").join(line for line in lines if line)
