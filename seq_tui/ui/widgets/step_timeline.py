"""The steps of a sequence on a calendar: each wait is a line, with the action at its end."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, ClassVar

from seq_tui.domain.page import Window
from seq_tui.presentation.timeline import Timeline, timeline_with_signs
from seq_tui.presentation.wording import UNKNOWN, action_mark, action_text
from seq_tui.ui.cells import Cell, Line, fit
from seq_tui.ui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from seq_tui.presentation.glyphs import Glyphs
    from seq_tui.presentation.timeline import Bar
    from seq_tui.ui.scheduled_steps import ScheduledSteps

MIN_LABEL, MAX_LABEL = 16, 28
"""Fewest and most cells for an action's text, which gets a third of the width."""


class StepTimeline(VirtualList, can_focus=False):
    """A ruler of days or hours, and a row for each step; its cursor follows the table of steps."""

    HEADER_LINES = 2

    COMPONENT_CLASSES: ClassVar[set[str]] = {"virtual-list--weekend"}

    DEFAULT_CSS = """
    StepTimeline {
        & > .virtual-list--weekend { background: $band; color: $ink-quiet; }
    }
    """

    def __init__(self, glyphs: Glyphs, *, id: str | None = None) -> None:
        super().__init__(glyphs, id=id)
        self._scheduled: ScheduledSteps | None = None
        self._cached: tuple[int, Timeline] | None = None
        """A width, and the timeline laid out for it."""

    def show(self, scheduled: ScheduledSteps | None) -> None:
        """Show other steps, or the same ones from another start."""
        self._scheduled, self._cached = scheduled, None
        self.row_count = len(scheduled.steps) if scheduled else 0
        self.refresh()
        self.refresh_rows(Window(0, self.row_count))

    def draw_header(self, width: int) -> tuple[Line, ...]:
        """The ruler."""
        if self._scheduled is None:
            return ((), ())
        indent = Cell(" " * (self._label_width(width) + 1))
        ruler = self._timeline(self._scheduled, width).ruler
        return tuple((indent, Cell(line, "quiet")) for line in ruler)

    def draw_row(self, index: int, width: int) -> Line | None:
        """One step: its action, then its bar."""
        if self._scheduled is None:
            return None
        action = self._scheduled.steps[index].action
        role = action.kind
        rank_width = len(str(self.row_count))
        label = (
            f"{index + 1:>{rank_width}} {action_mark(action, self._glyphs)} {action_text(action)}"
        )
        layout = self._timeline(self._scheduled, width)
        return (
            Cell(fit(label, self._label_width(width), self._glyphs.ellipsis) + " ", role),
            *self._bar(layout, layout.bars[index], role),
        )

    def _bar(self, layout: Timeline, bar: Bar, role: str) -> Line:
        """The columns of a bar, one cell for neighbours of one role; signs follow its end."""
        weekend = {column for span in layout.weekend for column in range(*span)}
        columns = [
            (" ", "weekend" if column in weekend else "") for column in range(layout.columns)
        ]
        if bar.end is None:
            columns[bar.begin] = (UNKNOWN, "warning")
        else:
            for column in range(bar.begin, bar.end):
                columns[column] = (self._glyphs.wait, "weekend" if column in weekend else "quiet")
            columns[bar.end] = (self._glyphs.landing, role)
            signs = f" {bar.signs(self._glyphs)}"
            columns += [(" ", "")] * (bar.end + 1 + len(signs) - len(columns))
            for column, sign in enumerate(signs, bar.end + 1):
                columns[column] = (sign, "warning") if sign.strip() else columns[column]
        return tuple(
            Cell("".join(sign for sign, _ in group), column_role)
            for column_role, group in groupby(columns, key=lambda pair: pair[1])
        )

    def _timeline(self, scheduled: ScheduledSteps, width: int) -> Timeline:
        """The timeline for a width, cached until the steps or the width change."""
        if self._cached is None or self._cached[0] != width:
            columns = width - self._label_width(width) - 1
            laid_out = timeline_with_signs(
                scheduled.landings, scheduled.start, columns, self._glyphs
            )
            self._cached = (width, laid_out)
        return self._cached[1]

    @staticmethod
    def _label_width(width: int) -> int:
        return max(MIN_LABEL, min(MAX_LABEL, width // 3))
