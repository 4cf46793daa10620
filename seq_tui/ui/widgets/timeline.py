"""The steps of a sequence on a calendar: a wait is a line, an action a mark at its end."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, ClassVar

from seq_tui.domain.page import Window
from seq_tui.presentation.timeline import Timeline as Model
from seq_tui.presentation.timeline import timeline
from seq_tui.presentation.wording import UNKNOWN, WEEKEND, action_mark, action_text
from seq_tui.ui.cells import Cell, Line, fit
from seq_tui.ui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from seq_tui.presentation.glyphs import Glyphs
    from seq_tui.presentation.timeline import Bar
    from seq_tui.ui.schedule import Schedule

LABEL = (16, 28)
"""Fewest and most cells for the actions' words, which get a third of the width."""


class Timeline(VirtualList, can_focus=False):
    """A ruler of days or hours, and a row for each step; follows the table of the steps."""

    HEADER_LINES = 2

    COMPONENT_CLASSES: ClassVar[set[str]] = {"virtual-list--weekend"}

    DEFAULT_CSS = """
    Timeline {
        & > .virtual-list--weekend { background: $foreground 10%; color: $foreground 60%; }
    }
    """

    def __init__(self, glyphs: Glyphs, *, id: str | None = None) -> None:
        super().__init__(glyphs, id=id)
        self._schedule: Schedule | None = None
        self._drawn: tuple[int, Model] | None = None
        """The calendar, and the width that it was made for."""

    def show(self, schedule: Schedule | None) -> None:
        """Show other steps, or the same from another start."""
        self._schedule, self._drawn = schedule, None
        self.row_count = len(schedule.steps) if schedule else 0
        self.refresh()
        self.refresh_rows(Window(0, self.row_count))

    def draw_header(self, width: int) -> tuple[Line, ...]:
        """The ruler."""
        if self._schedule is None:
            return ((), ())
        indent = Cell(" " * (self._label_width(width) + 1))
        ruler = self._model(self._schedule, width).ruler
        return tuple((indent, Cell(line, "quiet")) for line in ruler)

    def draw_row(self, index: int, width: int) -> Line | None:
        """One step: its action, then its bar."""
        if self._schedule is None:
            return None
        action = self._schedule.steps[index].action
        role = action.kind
        ranks = len(str(self.row_count))
        label = f"{index + 1:>{ranks}} {action_mark(action, self._glyphs)} {action_text(action)}"
        model = self._model(self._schedule, width)
        return (
            Cell(fit(label, self._label_width(width), self._glyphs.ellipsis) + " ", role),
            *self._bar(model, model.bars[index], role),
        )

    def _bar(self, model: Model, bar: Bar, role: str) -> Line:
        """The columns of a bar, those of one look in one cell, and behind them what is said."""
        weekend = {column for span in model.weekend for column in range(*span)}
        looks = [(" ", "weekend" if column in weekend else "") for column in range(model.columns)]
        signs = ""
        if bar.end is None:
            looks[bar.begin] = (UNKNOWN, "warning")
        else:
            for column in range(bar.begin, bar.end):
                looks[column] = (self._glyphs.wait, "weekend" if column in weekend else "quiet")
            looks[bar.end] = (self._glyphs.landing, role)
            signs = self._glyphs.at_earliest * bar.at_earliest + WEEKEND * bar.is_weekend
        cells = [
            Cell("".join(sign for sign, _ in group), look)
            for look, group in groupby(looks, key=lambda pair: pair[1])
        ]
        return (*cells, Cell(f" {signs}", "warning"))

    def _model(self, schedule: Schedule, width: int) -> Model:
        """The calendar for a width; what is drawn depends on nothing else."""
        if self._drawn is None or self._drawn[0] != width:
            signs = len(self._glyphs.at_earliest + WEEKEND) + 1
            columns = width - self._label_width(width) - 1 - signs
            model = timeline(schedule.landings, schedule.start, columns, self._glyphs)
            self._drawn = (width, model)
        return self._drawn[1]

    @staticmethod
    def _label_width(width: int) -> int:
        least, most = LABEL
        return max(least, min(most, width // 3))
