"""The steps of one sequence: action, wait, and cumulative delay."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from seq_tui.domain.delay import CumulativeDelay, cumulative_delays
from seq_tui.domain.page import Window
from seq_tui.report.words import action_mark, action_text, cumulative_text, delay_text
from seq_tui.ui.cells import Cell, Line, fit
from seq_tui.ui.widgets.sequence_list import action_role
from seq_tui.ui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from seq_tui.domain.sequence import Step
    from seq_tui.report.glyphs import Glyphs

WIDE = 64
"""From so many cells on, delays are written in full words."""


class StepTable(VirtualList):
    """The steps, in their order, under a line of titles."""

    HEADER_LINES = 1

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter",
            "select",
            "Properties",
            id="steps.select",
            tooltip="Into the step's properties, to scroll them",
        ),
    ]

    def __init__(self, glyphs: Glyphs, *, id: str | None = None) -> None:
        super().__init__(glyphs.cursor, id=id)
        self._glyphs = glyphs
        self._steps: tuple[Step, ...] = ()
        self._totals: tuple[CumulativeDelay, ...] = ()

    def show(self, steps: tuple[Step, ...]) -> None:
        """List other steps, from the first one on."""
        self._steps = steps
        self._totals = cumulative_delays(steps)
        with self.prevent(VirtualList.Highlighted):
            self.row_count = len(steps)
            self.cursor = 0
        self.refresh_rows(Window(0, len(steps)))

    @property
    def step(self) -> tuple[Step, CumulativeDelay] | None:
        """The highlighted step and the delay up to it."""
        return (self._steps[self.cursor], self._totals[self.cursor]) if self._steps else None

    def draw_header(self, width: int) -> tuple[Line, ...]:
        """The titles of the columns."""
        return (self._columns("#", Cell("action", "quiet"), "wait", "from start", width),)

    def draw_row(self, index: int, width: int) -> Line:
        """One step."""
        step, total = self._steps[index], self._totals[index]
        mark = action_mark(step.action, self._glyphs)
        action = Cell(f"{mark} {action_text(step.action)}", action_role(step.action))
        short = width < WIDE
        wait = delay_text(step.delay, short=short)
        since = cumulative_text(total, short=short, glyphs=self._glyphs)
        return self._columns(str(index + 1), action, wait, since, width)

    def action_select(self) -> None:
        """Choose the highlighted step."""
        if self._steps:
            self.post_message(self.Selected(self))

    def _columns(self, rank: str, action: Cell, wait: str, since: str, width: int) -> Line:
        ranks = max(2, len(str(len(self._steps))))
        waits, sinces = (11, 22) if width >= WIDE else (9, 16)
        actions = max(8, width - ranks - waits - sinces - 6)
        ellipsis = self._glyphs.ellipsis
        return (
            Cell(f"{rank:>{ranks}}  ", "quiet"),
            Cell(fit(action.text, actions, ellipsis) + "  ", action.role),
            Cell(fit(wait, waits, ellipsis) + "  ", "quiet"),
            Cell(fit(since, sinces, ellipsis), "quiet" if action.role == "quiet" else "name"),
        )
