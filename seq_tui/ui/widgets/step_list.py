"""The steps of one sequence: a row each with its action, its wait, and its bar on a calendar."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.cache import LRUCache
from textual.reactive import var

from seq_tui.presentation.step_columns import MARK, TextWidths
from seq_tui.presentation.step_layout import step_layout
from seq_tui.presentation.wording import (
    UNKNOWN,
    action_label,
    action_mark,
    cumulative_text,
    delay_text,
)
from seq_tui.ui.cells import MATCH, Cell, Line, banded, fit, marked
from seq_tui.ui.chosen_keys import key_text
from seq_tui.ui.ink import has_tints
from seq_tui.ui.keys import MOVE, START, bindings
from seq_tui.ui.widgets.step_keys import STEP_KEYS
from seq_tui.ui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual import events
    from textual.binding import BindingType

    from seq_tui.domain.sequence import Action, Step
    from seq_tui.presentation.glyphs import Glyphs
    from seq_tui.presentation.step_columns import StepColumns
    from seq_tui.presentation.step_layout import StepLayout
    from seq_tui.presentation.timeline import Bar, Timeline
    from seq_tui.ui.scheduled_steps import ScheduledSteps

MIN_TITLED = 8
"""Fewest lines in which a table without bars, that has no room for all steps, has titles."""


LAYOUTS = 4
"""Layouts in the cache: with and without a scroll bar, of all steps and of those in view."""

FITTED = "Calendar: the steps in view"
WHOLE = "Calendar: all steps"
"""What is said when its scale changes."""


class StepList(VirtualList):
    """The steps in their order, below two lines with the titles and the calendar."""

    HEADER_LINES, TEXT_COLUMN = 2, 2

    COMPONENT_CLASSES: ClassVar[set[str]] = {"virtual-list--band", "virtual-list--band-cursor"}

    DEFAULT_CSS = """
    StepList {
        & > .virtual-list--band { background: $band; }
        & > .virtual-list--band-cursor { background: $band-cursor-unfocused; }
        &:focus > .virtual-list--band-cursor { background: $band-cursor; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = (
        bindings(
            # Not by a message, which would arrive after keys that were pressed with this one.
            ("properties", "enter", "screen.enter", "Details", "To the step's properties", MOVE),
            ("steps.fit", "f", "screen.fit", "Fit", "Fit the calendar to the steps in view"),
            group=START,
            footer={"properties"},
        )
        + STEP_KEYS
    )

    fits_view: var[bool] = var(False, init=False)
    """Whether the calendar shows the time of the steps in view, not that of all steps."""

    def __init__(self, glyphs: Glyphs, *, id: str | None = None) -> None:
        super().__init__(glyphs, id=id)
        self._scheduled: ScheduledSteps | None = None
        self._found: Mapping[int, tuple[str, ...]] = {}
        """The rows of the steps that were searched for, with the texts to mark there."""
        self._texts: TextWidths | None = None
        """The widths of the texts of these steps, once they are measured."""
        self._signs: Mapping[int, str] = {}
        self._layouts: LRUCache[tuple[int, range], StepLayout] = LRUCache(LAYOUTS)
        """By the width, and the rows that the calendar is fitted to: all, and those in view."""

    def show(self, scheduled: ScheduledSteps | None) -> None:
        """Show other steps, or the same ones from another start; keep the cursor if possible."""
        before, self._scheduled = self._scheduled, scheduled
        if before is None or scheduled is None or before.steps is not scheduled.steps:
            self._texts = None
        self.row_count = len(scheduled.steps) if scheduled else 0
        self._layouts.clear()
        self._paint_again()
        # Without a scroll bar: whether these steps need one is known once the lines are divided.
        self._resize_header(self.content_region.width)

    def show_signs(self, signs: Mapping[int, str]) -> None:
        """Show a sign in the blank after the rank of some steps, by their index."""
        if signs != self._signs:
            self._signs = signs
            self._paint_again()

    @property
    def matches(self) -> tuple[int, ...]:
        """The rows of the steps that were searched for."""
        return tuple(self._found)

    def marks_at(self, row: int) -> tuple[str, ...]:
        """The folded texts to mark in a step."""
        return self._found.get(row, ())

    def mark(self, found: Mapping[int, tuple[str, ...]]) -> None:
        """Mark the steps that were searched for: folded texts in them, or else the sign."""
        if found != self._found:
            self._found = found
            self._paint_again()

    def lines_above(self, width: int) -> int:
        """How many lines the titles and the calendar need above the steps, in some columns."""
        layout = self._layout(width - 1)
        return self.HEADER_LINES if layout is None or layout.columns.has_bars else 1

    def notice_lines(self, width: int) -> int:
        """How many lines the notice in place of the steps needs, in some columns."""
        return self._notice.lines_needed(width)

    def draw_header(self, width: int) -> tuple[Line, ...]:
        """The titles of the columns, and the ruler of the calendar."""
        layout = self._layout(width)
        if layout is None:
            return ((),) * self.header_lines
        columns, timeline, _dates = layout
        action = Cell(fit("action", MARK + columns.action, self._glyphs.ellipsis), "quiet")
        titles = self._cells(columns, "#", (action,), "wait", "from start", "day")
        if not columns.has_bars:
            return ((), (*titles, Cell("lands", "quiet")))[-self.header_lines :]
        above, below = (self._banded((Cell(line, "quiet"),), timeline) for line in timeline.ruler)
        return ((Cell(" " * columns.calendar_column), *above), (*titles, *below))

    def draw_row(self, index: int, width: int) -> Line | None:
        """One step."""
        scheduled, layout = self._scheduled, self._layout(width)
        if scheduled is None or layout is None:
            return None
        columns, landing = layout.columns, scheduled.landings[index]
        is_short = not columns.in_words
        return (
            *self._cells(
                columns,
                str(index + 1),
                self._action(index, scheduled.steps[index], columns.action),
                delay_text(scheduled.steps[index].delay, short=is_short),
                cumulative_text(scheduled.totals[index], short=is_short, glyphs=self._glyphs),
                UNKNOWN if landing.day is None else str(landing.day),
                self._signs.get(index, " "),
            ),
            *self._calendar(layout, index, scheduled),
        )

    def toggle_fit(self) -> str:
        """Fit the calendar to the steps in view, or to all of them again; what to say of it."""
        self.fits_view = not self.fits_view
        return f"{FITTED}; {key_text(self, 'steps.fit')} shows all" if self.fits_view else WHOLE

    def watch_fits_view(self) -> None:
        """Draw the calendar on its other scale."""
        self._paint_again()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Fit the calendar to the rows that came into view."""
        super().watch_scroll_y(old_value, new_value)
        if self.fits_view and round(old_value) != round(new_value):
            self._paint_again()

    def on_resize(self, _event: events.Resize) -> None:
        """Leave out lines of the header that another size has no room or no use for.

        Textual calls the handler of the base class afterwards.
        """
        if self.fits_view:
            self._paint_again()
        self._resize_header(self.scrollable_content_region.width)

    def _paint_again(self) -> None:
        self.strips.clear()
        self.refresh()

    def _resize_header(self, width: int) -> None:
        layout = self._layout(width - 1)
        lines = 2
        if layout is not None and not layout.columns.has_bars:
            height = self.scrollable_content_region.height
            lines = int(height >= min(MIN_TITLED, self.row_count + 1))
        if lines != self.header_lines:
            self.header_lines = lines
            self._resize_content()
            self.refresh()

    def _layout(self, width: int) -> StepLayout | None:
        """The layout for a width, cached until the steps, the width or the scale change."""
        scheduled = self._scheduled
        if scheduled is None or width <= 0:
            return None
        everything = range(self.row_count)
        if (layout := self._layouts.get((width, everything))) is None:
            if self._texts is None:
                self._texts = TextWidths.of(scheduled.steps, scheduled.totals, self._glyphs)
            layout = step_layout(
                self._texts, scheduled.landings, scheduled.start, width, self._glyphs
            )
            self._layouts[width, everything] = layout
        view = everything[self.window.start : self.window.stop]
        if not self.fits_view or view == everything:
            return layout
        if (fitted := self._layouts.get((width, view))) is None:
            fitted = self._layouts[width, view] = layout.fitted_to(view)
        return fitted

    def _cells(
        self,
        columns: StepColumns,
        rank: str,
        action: Line,
        wait: str,
        from_start: str,
        day: str,
        sign: str = " ",
    ) -> Line:
        """The cells before the calendar."""
        ellipsis = self._glyphs.ellipsis
        texts = (
            fit(wait, columns.wait, ellipsis),
            fit(from_start, columns.from_start, ellipsis),
            day.rjust(columns.day),
        )
        widths = (columns.wait, columns.from_start, columns.day)
        others = [
            f"{'':{columns.gap}}{text}" for text, cells in zip(texts, widths, strict=True) if cells
        ]
        ranks: Line = ()
        if columns.rank:
            ranks = (Cell(rank.rjust(columns.rank), "quiet"), Cell(sign, "warning"))
        return (*ranks, *action, Cell("".join(others) + " " * columns.gap, "quiet"))

    def _action(self, index: int, step: Step, width: int) -> Line:
        """What a step does, with what a search matched marked in it."""
        action = step.action
        sign = action_mark(action, self._glyphs)
        label = Cell(fit(action_label(action), width, self._glyphs.ellipsis), "name")
        if (wanted := self._found.get(index)) is None:
            return Cell(f"{sign} ", action.kind), label
        texts = marked(label, wanted)
        # What matched may be in its properties, or not in view.
        role = action.kind if any(each.role == MATCH for each in texts) else MATCH
        return Cell(sign, role), Cell(" "), *texts

    def _calendar(self, layout: StepLayout, index: int, scheduled: ScheduledSteps) -> Line:
        """The bar of a step and the date beside it, on the weekends."""
        action = scheduled.steps[index].action
        date, remark = layout.dates.texts(index)
        texts = (Cell(date, "name"), Cell(remark, "warning"))
        if not layout.columns.has_bars:
            return texts
        bar = layout.timeline.bars[index]
        begin = layout.date_column(index)
        if bar.end is None:
            line: Line = (Cell(" " * bar.begin), Cell(UNKNOWN, "warning"))
        elif begin < bar.end:
            after = begin + layout.dates.width(index) + 1
            visible = bar._replace(begin=max(bar.begin, after))
            gap = Cell(" " * (visible.begin - after + 1))
            line = (Cell(" " * begin), *texts, gap, *self._bar(visible, bar.end, action))
        else:
            line = (Cell(" " * bar.begin), *self._bar(bar, bar.end, action), Cell(" "), *texts)
        return self._banded(line, layout.timeline)

    def _banded(self, line: Line, timeline: Timeline) -> Line:
        return banded(line, timeline.weekend, " " if has_tints(self.app) else self._glyphs.band)

    def _bar(self, bar: Bar, end: int, action: Action) -> Line:
        """The wait and the moment at its end."""
        glyph = self._glyphs.open_wait if bar.at_earliest else self._glyphs.wait
        moment = Cell(self._glyphs.moment(action.kind), action.kind)
        return (Cell(glyph * (end - bar.begin), "quiet"), moment)
