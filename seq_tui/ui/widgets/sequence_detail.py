"""One sequence: its figures, its steps, and the highlighted step's properties."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from seq_tui.domain.summary import summarise
from seq_tui.report.words import (
    kind_texts,
    length_texts,
    moment_text,
    name_text,
    steps_text,
)
from seq_tui.ui.widgets.step_detail import StepDetail
from seq_tui.ui.widgets.step_table import StepTable
from seq_tui.ui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from seq_tui.domain.sequence import Sequence
    from seq_tui.report.glyphs import Glyphs

MAX_NAME = 500
"""Most characters of a name; the rest of a longer one is in the JSON."""


class SequenceDetail(Vertical):
    """The right half of the screen, or all of a narrow one."""

    def __init__(self, glyphs: Glyphs, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._glyphs = glyphs
        self._summary = Static(markup=False, id="summary")
        self.steps = StepTable(glyphs, id="steps")
        self.step = StepDetail(glyphs, id="step")

    def compose(self) -> ComposeResult:
        """Three parts, one under the other."""
        yield self._summary
        yield self.steps
        yield self.step

    def show(self, sequence: Sequence | None) -> None:
        """Show a sequence, from its first step on; or nothing, where none is in memory."""
        self._summary.update("" if sequence is None else summary_content(sequence, self._glyphs))
        steps = (sequence.steps or ()) if sequence else ()
        self.steps.show(steps)
        self.steps.display = self.step.display = bool(steps)
        self._show_step()

    def on_virtual_list_highlighted(self, message: VirtualList.Highlighted) -> None:
        """Follow the highlighted step."""
        message.stop()
        self._show_step()

    def on_virtual_list_selected(self, message: VirtualList.Selected) -> None:
        """Go to the step's properties."""
        message.stop()
        self.step.focus()

    def _show_step(self) -> None:
        if self.steps.step is None:
            self.step.clear()
        else:
            self.step.show(self.steps.cursor + 1, *self.steps.step)


def summary_content(sequence: Sequence, glyphs: Glyphs) -> Content:
    """The name in full, the figures, and who made it when."""
    number = "(no id)" if sequence.id is None else f"#{sequence.id}"
    summary = summarise(sequence)
    origins = (
        f"updated {moment_text(sequence.updated_at)}",
        f"created {moment_text(sequence.created_at)}",
        f"creator {'?' if sequence.creator_id is None else sequence.creator_id}",
    )
    dot = f" {glyphs.dot} "
    lines = [
        Content.styled(name_text(sequence)[:MAX_NAME], "bold"),
        Content(dot.join([number, steps_text(sequence), *length_texts(summary, glyphs)])),
        Content(dot.join(kind_texts(summary))),
        Content.styled(dot.join(origins), "$foreground 60%"),
    ]
    return Content("\n").join(line for line in lines if line)
