"""Sequences as CSV: one row a step, numbers as numbers, and nothing that a spreadsheet would run.

Lines end with a line feed, and cells hold no other control character: text is as
`seq_tui.sanitize.clean` leaves it. JSON is the format that keeps every character.

Columns are parted by commas. A program that is told to part them at semicolons finds other cells:
one behind each semicolon of a text, and a row on each of its lines, where a formula is run (seen in
LibreOffice 7.4.7). To guard these as well would alter ordinary text, such as a list of lines with
``- `` in front.
"""

from __future__ import annotations

import csv
import io
import json
import re
from math import inf
from typing import TYPE_CHECKING

from seq_tui.domain.delay import cumulative_delays
from seq_tui.domain.schedule import landings
from seq_tui.domain.sequence import AUTOMATED_EMAIL, TASK, EmailAction, TaskAction
from seq_tui.export.document import Joined
from seq_tui.sanitize import sanitize

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from seq_tui.domain.delay import CumulativeDelay
    from seq_tui.domain.json import Json
    from seq_tui.domain.schedule import Landing
    from seq_tui.domain.sequence import Action, Sequence, Step

COLUMNS = (
    "sequence_id",
    "sequence_name",
    "step",
    "step_id",
    "position",
    "action",
    "email_template_id",
    "is_reply",
    "task_content",
    "delay",
    "unit",
    "cumulative_weekdays",
    "cumulative_hours",
    "complete",
    "at_earliest",
    "lands_at",
    "day",
)
"""The first line. ``step`` is the rank, from 1; ``lands_at`` and ``day`` are empty without a start,
and where the landing is not known. A sequence without steps has one row, ``complete`` only if the
service said that there are none."""

_FORMULA = re.compile(r"[\s\ufeff\"'`´‘’“”]*[=+\-@＝＋－＠]|[\t\r\n]")
"""How a formula begins; spreadsheets look past spaces and quotes, and those of East Asia take wide
signs too. A tab or a line feed in front may be dropped with the quotes around it."""

_Cell = str | int | float


def one(sequence: Sequence, start: datetime | None = None) -> bytes:
    """The titles and the rows of one sequence; with landings if there is a start, with a zone."""
    return _encoded([COLUMNS, *_rows(sequence, start)])


def document(start: datetime | None = None) -> Joined:
    """The same for many sequences."""
    titles = _encoded([COLUMNS])
    return Joined(lambda sequence: _encoded(_rows(sequence, start)), before=titles, empty=titles)


def inert(text: str) -> str:
    """`text` as a spreadsheet takes it for text: a formula gets a ``'`` in front."""
    return f"'{text}" if _FORMULA.match(text) else text


def _encoded(rows: Iterable[Iterable[_Cell]]) -> bytes:
    lines = io.StringIO()
    csv.writer(lines, lineterminator="\n").writerows(rows)
    return lines.getvalue().encode()


def _rows(sequence: Sequence, start: datetime | None) -> Iterator[tuple[_Cell, ...]]:
    first = (_cell(sequence.id), _cell(sequence.name))
    steps = sequence.steps
    if not steps:
        gap = ("",) * (COLUMNS.index("complete") - len(first))
        rest = ("",) * (len(COLUMNS) - COLUMNS.index("complete") - 1)
        yield (*first, *gap, _cell(steps is not None), *rest)
        return
    landed = landings(steps, start) if start else [None] * len(steps)
    totals = cumulative_delays(steps)
    for rank, (step, total, landing) in enumerate(zip(steps, totals, landed, strict=True), 1):
        yield (*first, rank, *_step(step), *_total(total), *_landing(landing))


def _step(step: Step) -> tuple[_Cell, ...]:
    delay = step.delay
    return (
        _cell(step.id),
        _cell(step.position),
        *_action(step.action),
        _cell(delay.amount),
        _cell(delay.unit),
    )


def _action(action: Action) -> tuple[_Cell, ...]:
    """Its type, the template's id, whether it is a reply, the task's text."""
    if isinstance(action, EmailAction):
        kind = action.action_type or AUTOMATED_EMAIL
        return _cell(kind), _cell(action.template_id), _cell(action.is_reply), ""
    if isinstance(action, TaskAction):
        return _cell(action.action_type or TASK), "", "", _cell(action.content)
    return _cell(action.action_type), "", "", ""


def _total(total: CumulativeDelay) -> tuple[_Cell, ...]:
    return total.weekdays, total.hours, _cell(total.complete), _cell(total.at_earliest)


def _landing(landing: Landing | None) -> tuple[_Cell, ...]:
    if landing is None or landing.at is None:
        return "", ""
    return landing.at.isoformat(), "" if landing.day is None else landing.day


def _cell(value: Json) -> _Cell:
    """A number as it is, nothing as an empty cell, text made harmless, all else as JSON.

    What is not finite is no number to a spreadsheet, which takes ``-inf`` for a formula.
    """
    if value is None:
        return ""
    if isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < inf:
        return value
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return inert(sanitize(text, lines=True))
