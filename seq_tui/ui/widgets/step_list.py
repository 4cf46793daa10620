"""The steps of one sequence: a row each with its action, its wait, and its bar on a calendar."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from rich.cells import cell_len
from textual.reactive import var

from seq_tui.presentation.step_columns import (
    GAP,
    MANY_BARS,
    StepColumns,
    TextWidths,
    step_columns,
)
from seq_tui.presentation.timeline import BEFORE, Timeline, timeline_with_dates
from seq_tui.presentation.wording import (
    UNKNOWN,
    action_label,
    action_mark,
    cumulative_text,
    delay_text,
    landing_remark,
    landing_text,
)
from seq_tui.ui.cells import Cell, Line, banded, fit
from seq_tui.ui.ink import has_tints
from seq_tui.ui.keys import LOOK, MOVE, bindings
from seq_tui.ui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from textual.binding import BindingType

    from seq_tui.presentation.glyphs import Glyphs
    from seq_tui.presentation.timeline import Bar
    from seq_tui.ui.scheduled_steps import ScheduledSteps


class Layout(NamedTuple):
    """Where everything is, for one width and, if the calendar fits the rows in view, for these."""

    columns: StepColumns
    timeline: Timeline
    in_words: bool
    """Whether a held e-mail is said to be so in words."""


class StepList(VirtualList):
    """The steps in their order, below two lines with the titles and the calendar."""

    HEADER_LINES = 2

    COMPONENT_CLASSES: ClassVar[set[str]] = {"virtual-list--band", "virtual-list--band-cursor"}

    DEFAULT_CSS = """
    StepList {
        & > .virtual-list--band { background: $band; }
        & > .virtual-list--band-cursor { background: $band-cursor-unfocused; }
        &:focus > .virtual-list--band-cursor { background: $band-cursor; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = bindings(
        ("properties", "enter", "select", "Properties", "To the properties of the step", MOVE),
        ("steps.fit", "f", "fit", "Fit", "Fit the calendar to the steps in view, or to all"),
        group=LOOK,
        footer={"properties"},
    )

    fits_view: var[bool] = var(False, init=False)
    """Whether the calendar shows the time of the steps in view, not that of all steps."""

    def __init__(self, glyphs: Glyphs, *, id: str | None = None) -> None:
        super().__init__(glyphs, id=id)
        self._scheduled: ScheduledSteps | None = None
        self._texts: TextWidths | None = None
        """The widths of the texts of these steps, once they are measured."""
        self._layouts: dict[tuple[int, range], Layout] = {}
        """The layout at present, by the width and the rows that it is for."""

    def show(self, scheduled: ScheduledSteps | None) -> None:
        """Show other steps, or the same ones from another start; keep the cursor if possible."""
        before, self._scheduled = self._scheduled, scheduled
        if before is None or scheduled is None or before.steps is not scheduled.steps:
            self._texts = None
        self.row_count = len(scheduled.steps) if scheduled else 0
        self._lay_out_again()

    def draw_header(self, width: int) -> tuple[Line, ...]:
        """The titles of the columns, and the ruler of the calendar."""
        if self._scheduled is None:
            return ((), ())
        columns, timeline, _ = self._layout(self._scheduled, width)
        above, below = timeline.ruler if columns.has_bars else ("", "lands")
        indent = " " * columns.calendar_column
        action = Cell(fit("action", columns.action + 2, self._glyphs.ellipsis), "quiet")
        titles = self._cells(columns, "#", (action,), "wait", "from start", "day")
        if not columns.has_bars:
            return ((), (*titles, Cell(below, "quiet")))
        return (
            (Cell(indent), *self._banded((Cell(above, "quiet"),), timeline)),
            (*titles, *self._banded((Cell(below, "quiet"),), timeline)),
        )

    def draw_row(self, index: int, width: int) -> Line | None:
        """One step."""
        scheduled = self._scheduled
        if scheduled is None:
            return None
        layout = self._layout(scheduled, width)
        columns, action = layout.columns, scheduled.steps[index].action
        landing, ellipsis = scheduled.landings[index], self._glyphs.ellipsis
        is_short = not columns.in_words
        return (
            *self._cells(
                columns,
                str(index + 1),
                (
                    Cell(f"{action_mark(action, self._glyphs)} ", action.kind),
                    Cell(fit(action_label(action), columns.action, ellipsis), "name"),
                ),
                delay_text(scheduled.steps[index].delay, short=is_short),
                cumulative_text(scheduled.totals[index], short=is_short, glyphs=self._glyphs),
                UNKNOWN if landing.day is None else str(landing.day),
            ),
            *self._calendar(layout, index, scheduled),
        )

    def action_select(self) -> None:
        """Select the highlighted step."""
        if self.row_count:
            self.post_message(self.Selected(self))

    def action_fit(self) -> None:
        """Fit the calendar to the steps in view, or to all of them again."""
        self.fits_view = not self.fits_view

    def watch_fits_view(self) -> None:
        """Draw the calendar on its other scale."""
        self._lay_out_again()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Fit the calendar to the rows that came into view."""
        super().watch_scroll_y(old_value, new_value)
        if self.fits_view and round(old_value) != round(new_value):
            self._lay_out_again()

    def _lay_out_again(self) -> None:
        self._layouts.clear()
        self.strips.clear()
        self.refresh()

    def _layout(self, scheduled: ScheduledSteps, width: int) -> Layout:
        """The layout for a width, cached until the steps, the width or the scale change."""
        rows = range(len(scheduled.steps))
        if self.fits_view:
            rows = rows[self.window.start : self.window.stop]
        layout = self._layouts.get((width, rows))
        if layout is None:
            self._layouts.clear()
            layout = self._layouts[width, rows] = self._new_layout(scheduled, width, rows)
        return layout

    def _new_layout(self, scheduled: ScheduledSteps, width: int, rows: range) -> Layout:
        if self._texts is None:
            self._texts = TextWidths.of(scheduled.steps, scheduled.totals, self._glyphs)
        landings, start = scheduled.landings, scheduled.start

        def date_width(index: int, *, short: bool = True) -> int:
            return cell_len(landing_text(landings[index], start, self._glyphs, short=short))

        held = [index for index in landings.held if index in rows]
        date = max((date_width(index) for index in (*held, *rows[-1:])), default=0)
        columns = step_columns(self._texts, date, width)
        timeline = timeline_with_dates(landings, start, columns.calendar, date_width, rows)
        in_words = False
        if held:
            in_full = partial(date_width, short=False)
            longer = timeline_with_dates(landings, start, columns.calendar, in_full, rows)
            in_words = columns.has_bars and longer.columns >= min(timeline.columns, MANY_BARS)
            timeline = longer if in_words else timeline
        return Layout(columns, timeline, in_words)

    def _cells(
        self,
        columns: StepColumns,
        rank: str,
        action: Line,
        wait: str,
        from_start: str,
        day: str,
    ) -> Line:
        """The cells before the calendar."""
        ellipsis = self._glyphs.ellipsis
        texts = (
            fit(wait, columns.wait, ellipsis),
            fit(from_start, columns.from_start, ellipsis),
            day.rjust(columns.day),
        )
        widths = (columns.wait, columns.from_start, columns.day)
        others = [f"{'':{GAP}}{text}" for text, cells in zip(texts, widths, strict=True) if cells]
        ranks = Cell(f"{rank:>{columns.rank}} " if columns.rank else "", "quiet")
        return (ranks, *action, Cell("".join(others) + " " * GAP, "quiet"))

    def _calendar(self, layout: Layout, index: int, scheduled: ScheduledSteps) -> Line:
        """The bar of a step and the date beside it, on the weekends."""
        landing = scheduled.landings[index]
        date = landing_text(landing, scheduled.start, self._glyphs, short=not layout.in_words)
        remark = landing_remark(landing, short=not layout.in_words)
        texts = (Cell(date.removesuffix(remark), "name"), Cell(remark, "warning"))
        if not layout.columns.has_bars:
            return texts
        bar = self._bar(layout.timeline.bars[index], scheduled.steps[index].action.kind)
        return self._banded((*bar, *texts) if landing.at else bar, layout.timeline)

    def _banded(self, line: Line, timeline: Timeline) -> Line:
        return banded(line, timeline.weekend, " " if has_tints(self.app) else self._glyphs.band)

    def _bar(self, bar: Bar, role: str) -> Line:
        begin = max(bar.begin, 0)
        if bar.end is None:
            return (Cell(" " * begin), Cell(UNKNOWN, "warning"))
        glyph = self._glyphs.open_wait if bar.at_earliest else self._glyphs.wait
        wait = glyph * (bar.end - begin)
        if bar.begin == BEFORE and wait:
            wait = self._glyphs.before + wait[1:]
        return (Cell(" " * begin), Cell(wait, "quiet"), Cell(f"{self._glyphs.landing} ", role))
