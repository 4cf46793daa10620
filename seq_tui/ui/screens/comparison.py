"""Two sequences compared: their steps side by side where there is room, and what else differs."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from seq_tui.domain.comparison.step_pairs import Change
from seq_tui.export.comparison_text import difference_lines, table_lines, title_line
from seq_tui.presentation.comparison_rows import comparison_rows
from seq_tui.presentation.comparison_wording import sequence_differences, summary_text
from seq_tui.presentation.layout import cut, wrap
from seq_tui.presentation.wording import counted, rule_text, start_text
from seq_tui.ui.cells import Cell, Line
from seq_tui.ui.chosen_keys import key_text
from seq_tui.ui.keys import MOVE, bindings
from seq_tui.ui.screens.dialog import Dialog
from seq_tui.ui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from textual import events
    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.style import Style

    from seq_tui.domain.comparison.compare import Comparison
    from seq_tui.domain.weekend_rule import WeekendRule
    from seq_tui.export.comparison_text import Span
    from seq_tui.presentation.glyphs import Glyphs

TITLE = len("old  ")
"""Characters of a title before the id."""

MARGIN = 3
"""Cells of a line for the mark of the cursor, a blank and the scroll bar."""

NARROW = 48
"""Columns of the screen below which its border has no room for the key that copies."""

LOW = 16
"""Lines of the screen below which there is no room to spare."""

MAX_SUMMARY = (4, 2)
"""Most lines of the summary; the second number where there is no room to spare."""

BLANK: Line = (Cell(" "),)

ROLES = {
    Change.EQUAL: "quiet",
    Change.CHANGED: "changed",
    Change.MOVED: "moved",
    Change.MOVED_AWAY: "moved",
    Change.ADDED: "added",
    Change.REMOVED: "removed",
}


class Body(NamedTuple):
    """What a table shows at some width."""

    titles: Line
    rows: list[Line]
    stops: list[int]
    """The rows that begin what differs."""


class ComparisonTable(VirtualList):
    """The aligned steps, a row each, and below them the fields that differ."""

    HEADER_LINES = 1

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        f"virtual-list--{role}" for role in ("added", "changed", "moved", "removed")
    }

    DEFAULT_CSS = """
    ComparisonTable {
        height: 1fr;
        & > .virtual-list--added { color: $ink-success; }
        & > .virtual-list--changed { color: $ink-warning; }
        & > .virtual-list--moved { color: $ink-accent; }
        & > .virtual-list--removed { color: $ink-error; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = bindings(
        ("comparison.page", "space", "page(1)", "Page", "One screen on"), group=MOVE
    )

    def __init__(
        self, comparison: Comparison, start: datetime, weekend: WeekendRule, glyphs: Glyphs
    ) -> None:
        super().__init__(glyphs, id="comparison")
        self._comparison, self._start, self._weekend = comparison, start, weekend
        self._body = Body((), [], [])
        self.has_dates = True
        """Whether the steps have their landings, not their cumulative delays."""

    def draw_header(self, _width: int) -> tuple[Line, ...]:
        """The titles of the columns."""
        return (self._body.titles,)[: self.header_lines]

    def draw_row(self, index: int, _width: int) -> Line | None:
        """A step of one sequence or of both, or a field."""
        return self._body.rows[index]

    def on_resize(self, event: events.Resize) -> None:
        """Divide the lines again; Textual calls the handler of the base class afterwards."""
        self._divide(event.size.width)

    def toggle_dates(self) -> None:
        """Show the cumulative delays in place of the landings, or the landings again."""
        self.has_dates = not self.has_dates
        self._divide(self.size.width)

    @property
    def stops(self) -> list[int]:
        """The rows that begin what differs."""
        return self._body.stops

    def go_to_difference(self, step: int) -> None:
        """Go to the next difference, or the previous one; after the last, to the first again."""
        after = [row for row in self.stops if (row - self.cursor) * step > 0]
        found = after or self.stops
        if found:
            self.cursor = found[0 if step > 0 else -1]

    def _divide(self, width: int) -> None:
        self._body = self._body_of(width - MARGIN)
        self.header_lines = int(bool(self._body.titles))
        self.strips.clear()
        self.row_count = len(self._body.rows)
        self._resize_content()
        self.refresh()

    def _body_of(self, width: int) -> Body:
        comparison, glyphs, weekend = self._comparison, self._glyphs, self._weekend
        start = self._start if self.has_dates else None
        titles: Line = ()
        rows: list[Line] = []
        stops: list[int] = []
        if comparison.steps:
            when = "FROM START" if start is None else "LANDS"
            steps = list(comparison_rows(comparison, glyphs, start, weekend))
            titled, *lines = table_lines(steps, when, width, glyphs)
            titles = tuple(Cell(span.text.lower(), "quiet") for span in titled)
            for line in lines:
                if len(line) > 1 and line[0].change is not Change.EQUAL:
                    stops.append(len(rows))
                rows.append(_step_cells(line))
        if found := sequence_differences(comparison, glyphs, weekend):
            rows += [BLANK] * bool(rows)
            for line in difference_lines(found, width, glyphs):
                if not line[0].text.startswith(" "):
                    stops.append(len(rows))
                rows.append((Cell(line[0].text, "name"),))
        if comparison.steps and start is not None:
            sentences = (start_text(start), rule_text(glyphs, weekend))
            lines_below = [text for each in sentences for text in wrap(each, width)]
            rows += [BLANK, *((Cell(text, "quiet"),) for text in lines_below)]
        return Body(titles, rows, stops)


def _step_cells(line: list[Span]) -> Line:
    """The cells of a step: quiet if nothing differs, and what differs in colour."""
    plain = "quiet" if line[0].change is Change.EQUAL else "name"
    roles = (plain if each.change is None else ROLES[each.change] for each in line)
    return tuple(Cell(each.text, role) for each, role in zip(line, roles, strict=True))


class ComparisonScreen(Dialog[None]):
    """The comparison over the whole screen.

    Args:
        comparison: what to show.
        start: from when the landings are computed.
        weekend: the rule for e-mails that are due on a weekend.
        glyphs: the signs that the terminal can show.
        copy: copies the summary.
    """

    BINDINGS: ClassVar[list[BindingType]] = bindings(
        ("comparison.next", "n", "difference(1)", "Next", "To the next difference"),
        ("comparison.previous", "N", "difference(-1)", "Previous", "To the previous difference"),
        ("comparison.times", "d", "dates", "Delays", "Cumulative delays, or dates again"),
        ("comparison.copy", "y", "copy_summary", "Copy", "Copy the summary"),
        ("comparison.close", "escape,q,equals_sign", "close_dialog", "Close", "Back to the list"),
    )

    COMPONENT_CLASSES: ClassVar[set[str]] = {"comparison--quiet"}

    DEFAULT_CSS = """
    ComparisonScreen {
        & > .comparison--quiet { color: $ink-quiet; }
        & > Vertical {
            width: 100%; height: 100%; border: $frame-focus $line-focus; background: $surface;
            & > #compared { height: auto; padding: 0 1; margin-bottom: 1; }
        }
        &.-low #compared { margin-bottom: 0; }
    }
    """

    def __init__(
        self,
        comparison: Comparison,
        start: datetime,
        weekend: WeekendRule,
        glyphs: Glyphs,
        copy: Callable[[str], object],
    ) -> None:
        super().__init__()
        self._comparison, self._glyphs, self._copy = comparison, glyphs, copy
        self._titles = (
            title_line("old", comparison.old, "", glyphs),
            title_line("new", comparison.new, "", glyphs),
        )
        self._summary = summary_text(comparison, start, weekend)
        self._head = Static(markup=False, id="compared")
        self._table = ComparisonTable(comparison, start, weekend, glyphs)

    def compose(self) -> ComposeResult:
        """What is compared, what differs in one sentence, and the table."""
        with Vertical():
            yield self._head
            yield self._table

    def on_mount(self) -> None:
        """Say at which difference the cursor is."""
        self.watch(self._table, "cursor", self._show_place)

    def on_resize(self, event: events.Resize) -> None:
        """Lay out the sentences for another width."""
        is_low = event.size.height < LOW
        self.set_class(is_low, "-low")
        width = event.size.width - 4
        self._head.update(self._head_text(width, MAX_SUMMARY[is_low]))
        is_narrow = event.size.width < NARROW
        self.query_one(Vertical).border_subtitle = Content(self._keys_text(is_narrow=is_narrow))
        self.call_after_refresh(self._show_place)

    def _keys_text(self, *, is_narrow: bool) -> str:
        following, previous, copy, close = (
            key_text(self, f"comparison.{name}") for name in ("next", "previous", "copy", "close")
        )
        copies = "" if is_narrow else f"   {copy} copies"
        return f"{following} {previous} differences{copies}   {close} closes"

    def _head_text(self, width: int, most: int) -> Content:
        """The two names, a line each, and the summary in at most so many lines."""
        quiet, ellipsis = (
            self.get_visual_style("comparison--quiet", partial=True),
            self._glyphs.ellipsis,
        )
        parts: list[str | tuple[str, Style | str]] = []
        for title in self._titles:
            side, name = title[:TITLE], title[TITLE:]
            parts += [(side, quiet), (cut(name, width - TITLE, ellipsis), "bold"), "\n"]
        lines = wrap(self._summary, width)
        if len(lines) > most:
            lines[most - 1 :] = [cut(" ".join(lines[most - 1 :]), width, ellipsis)]
        return Content.assemble(*parts, "\n".join(lines))

    def _show_place(self) -> None:
        """Which of the differences has the cursor."""
        stops, row = self._table.stops, self._table.cursor
        text = counted(len(stops), "difference")
        if row in stops:
            text = f"difference {stops.index(row) + 1} of {len(stops)}"
        self.query_one(Vertical).border_title = Content(
            f"Comparison   {text if stops else ''}".rstrip()
        )

    # Actions of the keys.

    def action_difference(self, step: int) -> None:
        """Go to another difference."""
        self._table.go_to_difference(step)

    def action_dates(self) -> None:
        """Show the cumulative delays in place of the landings, or the landings again."""
        self._table.toggle_dates()

    def action_copy_summary(self) -> None:
        """Copy which sequences were compared, and what differs in one sentence."""
        self._copy("\n".join([*self._titles, self._summary]))
