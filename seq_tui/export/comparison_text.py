"""Two sequences compared as plain text: steps side by side or, where it is narrow, one a line.

A line is made of spans, so that a terminal can colour what changed; its signs say the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len

from seq_tui.domain.comparison.step_pairs import Change
from seq_tui.domain.weekend_rule import WeekendRule
from seq_tui.export.text_layout import GAP, MIN_FLEXIBLE, Column, fit_widths, natural_widths, pad
from seq_tui.presentation.comparison_rows import comparison_rows
from seq_tui.presentation.comparison_wording import (
    SIGNS,
    sequence_differences,
    summary_text,
)
from seq_tui.presentation.glyphs import UNICODE, Glyphs
from seq_tui.presentation.layout import cut, wrap
from seq_tui.presentation.wording import name_text, number_text, rule_text, start_text
from seq_tui.sanitize import sanitize

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from seq_tui.domain.comparison.compare import Comparison
    from seq_tui.domain.sequence import Sequence
    from seq_tui.presentation.comparison_rows import ComparedRow, ComparedStep
    from seq_tui.presentation.comparison_wording import Difference, Sides

SIDE_BY_SIDE_WIDTH = 80
"""Fewest cells of a line in which both sequences stand side by side."""

READABLE = 15
"""Cells of an action, below which other columns are left out: ``✉ e-mail 398744``."""

INDENT = "    "
"""Before a field of the step above."""

LATER = "DIFFERENCE"
"""The title of the column that says how much later a step happens."""

MIN_VALUES = 20
"""Fewest cells for the values of a field beside its name."""

TASK_CONTENT = "task_content"
"""The field of a task that is its action, which may be cut."""


class Span(NamedTuple):
    """A piece of a line, and the change that it shows."""

    text: str
    change: Change | None = None


Line = list[Span]


def comparison_lines(
    comparison: Comparison,
    width: int | None,
    sides: Sides,
    glyphs: Glyphs = UNICODE,
    start: datetime | None = None,
    weekend: WeekendRule = WeekendRule.HOLD,
) -> list[Line]:
    """What is compared, what differs in one line, the fields that differ, and the steps.

    Args:
        comparison: what to write.
        width: the cells in a line; `None` if lines may have any length.
        sides: where the two sequences come from.
        glyphs: the signs to use.
        start: from when the landings of the steps are shown; with a zone.
        weekend: the rule for e-mails that are due on a weekend.
    """
    plain = [
        title_line("old", comparison.old, sides.old, glyphs),
        title_line("new", comparison.new, sides.new, glyphs),
        "",
        summary_text(comparison, start, weekend),
    ]
    lines = [[Span(each)] for text in plain for each in _wrapped(text, width)]
    if comparison.is_equal:
        return lines
    if found := sequence_differences(comparison, glyphs, weekend):
        lines += [[], *difference_lines(found, width, glyphs)]
    if comparison.steps:
        if start is not None:
            lines += [[], *([Span(line)] for line in _wrapped(start_text(start), width))]
        rows = list(comparison_rows(comparison, glyphs, start, weekend))
        when = "FROM START" if start is None else "LANDS"
        lines += [[], *table_lines(rows, when, width, glyphs)]
        if start is not None:
            lines += [[], *([Span(line)] for line in _wrapped(rule_text(glyphs, weekend), width))]
    return lines


def title_line(side: str, sequence: Sequence, source: str, glyphs: Glyphs) -> str:
    """Which sequence is the old or the new one, and where it comes from."""
    place = f" {glyphs.dot} {sanitize(source)}" if source else ""
    return f"{side}  #{number_text(sequence.id)} {name_text(sequence)}{place}"


def _wrapped(text: str, width: int | None) -> list[str]:
    return [text] if width is None else wrap(text, width)


def difference_lines(found: list[Difference], width: int | None, glyphs: Glyphs) -> Iterator[Line]:
    """The name of each field, then its values: below each other where there is room."""
    names = max(cell_len(each.name) for each in found)
    values = max(cell_len(each.old) for each in found)
    rest = max(cell_len(each.new) for each in found) + names + len(GAP) + len(glyphs.arrow) + 2
    values = values if width is None or values + rest <= width else 0
    indent = names + len(GAP)
    if width is not None and width < indent + MIN_VALUES:
        indent = len(INDENT)
    for each in found:
        old = pad(each.old, max(values, cell_len(each.old)))
        text = f"{pad(each.name, names)}{GAP}{old} {glyphs.arrow} {each.new}"
        first, *others = _wrapped(text, width)
        yield [Span(first)]
        for line in others and wrap(" ".join(others), max(width or 0, MIN_VALUES) - indent):
            yield [Span(" " * indent + line)]


class _Table(NamedTuple):
    """Rows of cells, the sign of the change first."""

    columns: list[Column]
    body: list[list[Span]]
    natural: list[int]
    """The cells that each column needs."""

    shown: frozenset[str]
    """The fields whose difference the cells show."""

    @classmethod
    def of(cls, columns: list[Column], body: list[list[Span]], *shown: str) -> _Table:
        """The table of these rows."""
        natural = natural_widths(columns, ([span.text for span in row] for row in body))
        return cls(columns, body, natural, frozenset(shown))

    def without(self, title: str) -> _Table:
        """The table without the columns of that title."""
        kept = [index for index, each in enumerate(self.columns) if each.title != title]
        body = [[cells[index] for index in kept] for cells in self.body]
        return self._replace(
            columns=[self.columns[index] for index in kept],
            natural=[self.natural[index] for index in kept],
            body=body,
        )

    def widths(self, width: int | None) -> list[int]:
        """The cells of each column in a line of `width`."""
        return fit_widths(self.columns, self.natural, width)

    def is_readable(self, width: int | None) -> bool:
        """Whether the table fits, and no action is cut to fewer cells than it needs to be read."""
        widths = self.widths(width)
        is_cut = any(
            size < min(READABLE, natural)
            for column, size, natural in zip(self.columns, widths, self.natural, strict=True)
            if column.flexible
        )
        total = sum(widths) + len(GAP) * (len(widths) - 1)
        return not is_cut and (width is None or total <= width)


def table_lines(
    rows: list[ComparedRow], when: str, width: int | None, glyphs: Glyphs
) -> Iterator[Line]:
    """The titles, then a line for each row, followed by the fields that no cell shows."""
    is_wide = width is not None and width >= SIDE_BY_SIDE_WIDTH
    table = _side_by_side(rows, when) if is_wide else _one_a_line(rows, when, glyphs)
    if not any(row.difference for row in rows):
        table = table.without(LATER)
    for title in (when, LATER):
        if not table.is_readable(width):
            table = table.without(title)
    widths = table.widths(width)
    yield _line([Span(each.title) for each in table.columns], table, widths, width, glyphs)
    for row, cells in zip(rows, table.body, strict=True):
        yield _line(cells, table, widths, width, glyphs)
        is_cut = any(cell_len(cell.text) > size for cell, size in zip(cells, widths, strict=True))
        shown = table.shown - ({TASK_CONTENT} if is_cut else set())
        for field in row.fields:
            if field.name not in shown:
                text = f"{field.name} {field.text(glyphs)}"
                for line in _wrapped(text, width and max(width - len(INDENT), MIN_FLEXIBLE)):
                    yield [Span(INDENT + line, row.change)]


def _side_by_side(rows: list[ComparedRow], when: str) -> _Table:
    wait = Column("WAIT")
    columns = [
        Column(""),
        *(Column("#", to_the_right=True), Column("OLD", flexible=True), wait, Column(when)),
        *(Column("#", to_the_right=True), Column("NEW", flexible=True), wait, Column(when)),
        Column(LATER),
    ]
    body = [
        [_sign(row), *_side(row, row.left), *_side(row, row.right), Span(row.difference)]
        for row in rows
    ]
    return _Table.of(columns, body, "email_template_id", "is_reply", TASK_CONTENT)


def _side(row: ComparedRow, step: ComparedStep | None) -> list[Span]:
    """A step beside the other; where only one stands, all of it is what changed."""
    if step is None:
        return [Span("")] * 4
    action = f"{step.mark} {step.action}"
    if row.left is None or row.right is None:
        return [Span(each, row.change) for each in (step.rank, action, step.wait, step.when)]
    return [
        Span(step.rank),
        Span(action, _if(row.differs("action") or row.differs("mark"))),
        Span(step.wait, _if(row.differs("wait"))),
        Span(step.when),
    ]


def _one_a_line(rows: list[ComparedRow], when: str, glyphs: Glyphs) -> _Table:
    columns = [
        *(Column(""), Column("OLD", to_the_right=True), Column("NEW", to_the_right=True)),
        *(Column("ACTION", flexible=True), Column("WAIT"), Column(when)),
        Column(LATER),
    ]
    return _Table.of(columns, [_unified(row, glyphs) for row in rows])


def _unified(row: ComparedRow, glyphs: Glyphs) -> list[Span]:
    """A step and, where it differs, its former wait."""
    step = row.right or row.left
    if step is None:
        return []
    wait, change = step.wait, None if row.change in (Change.EQUAL, Change.CHANGED) else row.change
    if row.old and row.change is not Change.MOVED_AWAY and row.differs("wait"):
        wait = f"{row.old.wait} {glyphs.arrow} {wait}"
    is_away = row.change is Change.MOVED_AWAY
    return [
        _sign(row),
        Span(row.old.rank if row.old else "", change),
        Span(row.new.rank if row.new and not is_away else "", change),
        Span(f"{step.mark} {step.action}", change or _if(bool(row.fields))),
        Span(wait, change or _if(row.differs("wait"))),
        Span(step.when, change),
        Span(row.difference, change),
    ]


def _sign(row: ComparedRow) -> Span:
    return Span(SIGNS[row.change], row.change)


def _if(is_changed: bool) -> Change | None:
    return Change.CHANGED if is_changed else None


def _line(
    cells: list[Span], table: _Table, widths: list[int], width: int | None, glyphs: Glyphs
) -> Line:
    """The cells in their columns, cut at `width`."""
    line: Line = []
    room = width
    last = max((index for index, cell in enumerate(cells) if cell.text.strip()), default=-1)
    for index, (cell, size, column) in enumerate(zip(cells, widths, table.columns, strict=True)):
        if index > last or room == 0:
            break
        text = pad(cut(cell.text, size, glyphs.ellipsis), size, to_the_right=column.to_the_right)
        text = text.rstrip() if index == last else text + GAP
        if room is not None:
            text = cut(text, room, glyphs.ellipsis)
            room -= cell_len(text)
        line.append(Span(text, cell.change))
    return line
