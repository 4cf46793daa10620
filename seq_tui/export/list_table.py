"""A list of sequences as plain text: one line each, in named columns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from seq_tui.domain.summary import summarise
from seq_tui.domain.weekend_rule import WeekendRule
from seq_tui.export.column_names import DEFAULT_COLUMNS
from seq_tui.export.text import MIN_WIDTH
from seq_tui.export.text_layout import Column, grid
from seq_tui.presentation.glyphs import UNICODE, Glyphs
from seq_tui.presentation.wording import (
    creator_text,
    delay_text,
    length_text,
    moment_text,
    name_text,
    number_text,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import TypeAlias

    from seq_tui.domain.json import Json
    from seq_tui.domain.sequence import Sequence
    from seq_tui.domain.summary import Summary

    Cell: TypeAlias = Callable[[Sequence, Summary, Glyphs], str]
    """Returns the text of one cell for a sequence and the summary of its steps."""

    Value: TypeAlias = Callable[[Sequence, Summary], Json]
    """Returns the value behind that text."""


@dataclass(frozen=True, slots=True)
class ListColumn:
    """One column of a list."""

    cell: Cell
    value: Value
    to_the_right: bool = False
    flexible: bool = False

    needs_steps: bool = False
    """Whether the cell is empty for a sequence that was received without its steps."""

    is_time: bool = False
    """Whether the value is a time as the service writes it."""

    order: Value | None = None
    """Returns what is compared of a value that has several parts."""

    def value_of(self, sequence: Sequence, summary: Summary) -> Json:
        """The value, null if there is none."""
        is_unknown = self.needs_steps and sequence.steps is None
        return None if is_unknown else self.value(sequence, summary)

    def sort_value(self, sequence: Sequence, summary: Summary) -> Json:
        """What is compared with other sequences, null if there is nothing."""
        if self.order is None or (self.needs_steps and sequence.steps is None):
            return self.value_of(sequence, summary)
        return self.order(sequence, summary)


def list_lines(
    sequences: Iterable[Sequence],
    width: int | None,
    glyphs: Glyphs = UNICODE,
    names: Iterable[str] = DEFAULT_COLUMNS,
    weekend: WeekendRule = WeekendRule.HOLD,
) -> list[str]:
    """Return a header line, then one line per sequence, in the columns called `names`.

    Without a width, no cell is cut.
    """
    chosen = {name: LIST_COLUMNS[name] for name in names}
    titles = [
        Column(name.upper(), column.to_the_right, column.flexible)
        for name, column in chosen.items()
    ]
    rows = (_row(sequence, chosen.values(), glyphs, weekend) for sequence in sequences)
    return grid(titles, rows, width and max(width, MIN_WIDTH), glyphs.ellipsis)


def list_values(
    sequence: Sequence, names: Iterable[str], weekend: WeekendRule = WeekendRule.HOLD
) -> dict[str, Json]:
    """Return the values of the columns called `names`, which are exact."""
    summary = summarise(sequence, weekend)
    return {name: LIST_COLUMNS[name].value_of(sequence, summary) for name in names}


def list_cells(
    sequence: Sequence, names: Iterable[str], weekend: WeekendRule = WeekendRule.HOLD
) -> Iterator[Json]:
    """Return the same for one line: the text of the table where a value has several parts."""
    summary = summarise(sequence, weekend)
    for name in names:
        value = LIST_COLUMNS[name].value_of(sequence, summary)
        has_parts = isinstance(value, dict | list)
        yield LIST_COLUMNS[name].cell(sequence, summary, UNICODE) if has_parts else value


def _row(
    sequence: Sequence, columns: Iterable[ListColumn], glyphs: Glyphs, weekend: WeekendRule
) -> tuple[str, ...]:
    summary = summarise(sequence, weekend)
    has_steps = sequence.steps is not None
    return tuple(
        column.cell(sequence, summary, glyphs) if has_steps or not column.needs_steps else ""
        for column in columns
    )


def _steps(sequence: Sequence, _summary: Summary, _glyphs: Glyphs) -> str:
    return number_text(sequence.steps_total) if sequence.steps is None else str(len(sequence.steps))


def _count_column(count: Callable[[Summary], int]) -> ListColumn:
    return ListColumn(
        lambda _row, summary, _glyphs: str(count(summary)),
        lambda _row, summary: count(summary),
        to_the_right=True,
        needs_steps=True,
    )


def _length_value(_sequence: Sequence, summary: Summary) -> Json:
    return {
        "weekdays": summary.weekdays,
        "hours": summary.hours,
        "complete": summary.complete,
        "at_earliest": summary.at_earliest,
    }


def _gap_value(_sequence: Sequence, summary: Summary) -> Json:
    gap = summary.longest_gap
    return None if gap is None else {"weekdays": gap.weekdays, "hours": gap.hours}


def _gap_order(_sequence: Sequence, summary: Summary) -> Json:
    gap = summary.longest_gap
    return None if gap is None else _nominal_hours(gap.weekdays, gap.hours)


def _nominal_hours(weekdays: float | None, hours: float | None) -> float:
    """A delay as one number, with a weekday as 24 hours, only for comparing two delays."""
    return (hours or 0) + 24 * (weekdays or 0)


def _days(_sequence: Sequence, summary: Summary, glyphs: Glyphs) -> str:
    return glyphs.dash.join(map(str, dict.fromkeys(summary.span_days or ())))


def _gap(_sequence: Sequence, summary: Summary, _glyphs: Glyphs) -> str:
    return "" if summary.longest_gap is None else delay_text(summary.longest_gap, short=True)


LIST_COLUMNS = {
    "id": ListColumn(
        lambda row, _summary, _glyphs: number_text(row.id),
        lambda row, _summary: row.id,
        to_the_right=True,
    ),
    "name": ListColumn(
        lambda row, _summary, _glyphs: name_text(row),
        lambda row, _summary: row.name,
        flexible=True,
    ),
    "steps": ListColumn(
        _steps,
        lambda row, _summary: row.steps_total if row.steps is None else len(row.steps),
        to_the_right=True,
    ),
    "length": ListColumn(
        lambda _row, summary, glyphs: length_text(summary, short=True, glyphs=glyphs),
        _length_value,
        needs_steps=True,
        order=lambda _row, summary: _nominal_hours(summary.weekdays, summary.hours),
    ),
    "days": ListColumn(
        _days,
        lambda _row, summary: summary.span_days and list(summary.span_days),
        to_the_right=True,
        needs_steps=True,
        order=lambda _row, summary: summary.span_days and sum(summary.span_days),
    ),
    "emails": _count_column(lambda summary: summary.emails),
    "replies": _count_column(lambda summary: summary.replies),
    "tasks": _count_column(lambda summary: summary.tasks),
    "gap": ListColumn(
        _gap,
        _gap_value,
        needs_steps=True,
        order=_gap_order,
    ),
    "creator": ListColumn(
        lambda row, _summary, _glyphs: creator_text(row),
        lambda row, _summary: row.creator_id,
        to_the_right=True,
    ),
    "created": ListColumn(
        lambda row, _summary, _glyphs: moment_text(row.created_at),
        lambda row, _summary: row.created_at,
        is_time=True,
    ),
    "updated": ListColumn(
        lambda row, _summary, _glyphs: moment_text(row.updated_at),
        lambda row, _summary: row.updated_at,
        is_time=True,
    ),
    "deleted": ListColumn(
        lambda row, _summary, _glyphs: (
            "" if row.deleted_at is None else moment_text(row.deleted_at)
        ),
        lambda row, _summary: row.deleted_at,
        is_time=True,
    ),
}
"""Every available column by name; its title is the name in capitals."""
