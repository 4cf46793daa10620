"""The steps of one sequence: action, wait, cumulative delay, and landing."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from seq_tui.domain.page import Window
from seq_tui.presentation.wording import (
    UNKNOWN,
    action_mark,
    action_text,
    cumulative_text,
    delay_text,
    landing_text,
)
from seq_tui.ui.cells import Cell, Line, fit
from seq_tui.ui.keys import MOVE, bindings
from seq_tui.ui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from textual.binding import BindingType

    from seq_tui.presentation.glyphs import Glyphs
    from seq_tui.ui.scheduled_steps import ScheduledSteps

WIDE = 96
"""Fewest cells for delays in full words."""

NARROW = 61
"""Fewest cells for all columns."""

MIN_ACTION = 10
"""Fewest cells for an action; a narrower table is cut at the right."""


class StepColumnWidths(NamedTuple):
    """Cells of the columns to the right of the action, which gets the remaining cells.

    A column of no cells is left out, with the gap before it.
    """

    wait: int
    from_start: int
    lands: int
    day: int


LONG = StepColumnWidths(11, 24, 28, 5)
SHORT = StepColumnWidths(7, 10, 20, 3)
HELD = StepColumnWidths(7, 10, 24, 0)
"""As `SHORT`, but the word for a held e-mail has the place of the day."""

FEWEST = StepColumnWidths(7, 0, 24, 0)

YEARS = StepColumnWidths(7, 0, 28, 0)
"""For landings in another year than the start, which are written with their year."""


class StepTable(VirtualList):
    """The steps in their order, below the column titles."""

    HEADER_LINES = 1

    BINDINGS: ClassVar[list[BindingType]] = bindings(
        ("properties", "enter", "select", "Properties", "To the properties of the step"),
        group=MOVE,
        footer={"properties"},
    )

    def __init__(self, glyphs: Glyphs, *, id: str | None = None) -> None:
        super().__init__(glyphs, id=id)
        self._scheduled: ScheduledSteps | None = None

    def show(self, scheduled: ScheduledSteps | None) -> None:
        """Show other steps, or the same ones from another start; keep the cursor if possible."""
        self._scheduled = scheduled
        self.row_count = len(scheduled.steps) if scheduled else 0
        self.refresh_rows(Window(0, self.row_count))

    def draw_header(self, width: int) -> tuple[Line, ...]:
        """The column titles, if there are steps."""
        if self._scheduled is None:
            return ((),)
        action = Cell("action", "quiet")
        return (self._cells("#", action, "wait", "from start", "lands", "day", width),)

    def draw_row(self, index: int, width: int) -> Line | None:
        """One step."""
        if self._scheduled is None:
            return None
        step = self._scheduled.steps[index]
        landing = self._scheduled.landings[index]
        is_short = width < WIDE
        mark = action_mark(step.action, self._glyphs)
        return self._cells(
            str(index + 1),
            Cell(f"{mark} {action_text(step.action)}", step.action.kind),
            delay_text(step.delay, short=is_short),
            cumulative_text(self._scheduled.totals[index], short=is_short, glyphs=self._glyphs),
            landing_text(landing, self._scheduled.start, self._glyphs),
            UNKNOWN if landing.day is None else str(landing.day),
            width,
        )

    def action_select(self) -> None:
        """Select the highlighted step."""
        if self.row_count:
            self.post_message(self.Selected(self))

    def _column_widths(self, width: int) -> StepColumnWidths:
        if width >= WIDE:
            return LONG
        if self._scheduled and self._scheduled.landings.leave_the_year:
            return YEARS
        if width < NARROW:
            return FEWEST
        return HELD if self._scheduled and self._scheduled.landings.held else SHORT

    def _cells(
        self, rank: str, action: Cell, wait: str, from_start: str, lands: str, day: str, width: int
    ) -> Line:
        rank_width = max(2, len(str(self.row_count)))
        widths = self._column_widths(width)
        room = sum(2 + cells for cells in widths if cells)
        action_width = max(MIN_ACTION, width - rank_width - room - 1)
        ellipsis = self._glyphs.ellipsis
        roles = ("quiet", "quiet", "quiet" if action.role == "quiet" else "name", "quiet")
        texts = zip((wait, from_start, lands, day), widths, roles, strict=True)
        return (
            Cell(f"{rank:>{rank_width}} ", "quiet"),
            Cell(fit(action.text, action_width, ellipsis), action.role),
            *(
                Cell(f"  {fit(text, cells, ellipsis)}", role)
                for text, cells, role in texts
                if cells
            ),
        )
