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
from seq_tui.ui.keys import bindings
from seq_tui.ui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from textual.binding import BindingType

    from seq_tui.presentation.glyphs import Glyphs
    from seq_tui.ui.schedule import Schedule

WIDE = 96
"""From so many cells on, delays are written in full words."""

MIN_ACTION = 10
"""Fewest cells for an action; in a narrower table the columns at the right are cut."""


class Widths(NamedTuple):
    """Cells of the columns behind the action's, which gets the rest."""

    wait: int
    since: int
    lands: int
    day: int


WORDY = Widths(11, 24, 25, 5)
SHORT = Widths(7, 10, 20, 3)


class StepTable(VirtualList):
    """The steps, in their order, under a line of titles."""

    HEADER_LINES = 1

    BINDINGS: ClassVar[list[BindingType]] = bindings(
        (
            "properties",
            "enter",
            "select",
            "Properties",
            "Scroll the step's properties",
        ),
        footer={"properties"},
    )

    def __init__(self, glyphs: Glyphs, *, id: str | None = None) -> None:
        super().__init__(glyphs, id=id)
        self._schedule: Schedule | None = None

    def show(self, schedule: Schedule | None) -> None:
        """List other steps, or the same from another start; the cursor stays where it can."""
        self._schedule = schedule
        self.row_count = len(schedule.steps) if schedule else 0
        self.refresh_rows(Window(0, self.row_count))

    def draw_header(self, width: int) -> tuple[Line, ...]:
        """The titles of the columns, where there is anything under them."""
        if self._schedule is None:
            return ((),)
        action = Cell("action", "quiet")
        return (self._columns("#", action, "wait", "from start", "lands", "day", width),)

    def draw_row(self, index: int, width: int) -> Line | None:
        """One step."""
        if self._schedule is None:
            return None
        step = self._schedule.steps[index]
        landing = self._schedule.landings[index]
        is_short = width < WIDE
        mark = action_mark(step.action, self._glyphs)
        return self._columns(
            str(index + 1),
            Cell(f"{mark} {action_text(step.action)}", step.action.kind),
            delay_text(step.delay, short=is_short),
            cumulative_text(self._schedule.totals[index], short=is_short, glyphs=self._glyphs),
            landing_text(landing, self._schedule.start, self._glyphs),
            UNKNOWN if landing.day is None else str(landing.day),
            width,
        )

    def action_select(self) -> None:
        """Choose the highlighted step."""
        if self.row_count:
            self.post_message(self.Selected(self))

    def _columns(
        self, rank: str, action: Cell, wait: str, since: str, lands: str, day: str, width: int
    ) -> Line:
        ranks = max(2, len(str(self.row_count)))
        widths = WORDY if width >= WIDE else SHORT
        room = max(MIN_ACTION, width - ranks - sum(widths) - 2 * len(widths) - 1)
        ellipsis = self._glyphs.ellipsis
        role = "quiet" if action.role == "quiet" else "name"
        return (
            Cell(f"{rank:>{ranks}} ", "quiet"),
            Cell(fit(action.text, room, ellipsis) + "  ", action.role),
            Cell(f"{fit(wait, widths.wait, ellipsis)}  ", "quiet"),
            Cell(f"{fit(since, widths.since, ellipsis)}  ", "quiet"),
            Cell(f"{fit(lands, widths.lands, ellipsis)}  ", role),
            Cell(fit(day, widths.day, ellipsis), "quiet"),
        )
