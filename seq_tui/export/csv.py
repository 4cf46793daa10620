r"""Sequences as CSV or TSV: one row per step, with plain numbers and without formulas.

Lines end in a line feed, and cells contain no other control character, since
`seq_tui.sanitize.sanitize` removes them. Only JSON preserves every character. In TSV each row is
one line for ``cut`` and ``awk``: a tab, a line feed and a backslash in a cell become ``\t``, ``\n``
and ``\\``, as with ``@tsv`` of jq.

Columns are separated by commas. A program set to split at semicolons reads other cells: it starts a
new cell after each semicolon in a text and a new row at each of its line breaks, and runs formulas
there (seen in LibreOffice 7.4.7). Guarding against that too would alter ordinary text, such as a
list of lines that begin with ``- ``.
"""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import timezone
from math import inf
from typing import TYPE_CHECKING

from seq_tui.domain.delay import cumulative_delays
from seq_tui.domain.schedule import landings
from seq_tui.domain.sequence import AUTOMATED_EMAIL, TASK, EmailAction, TaskAction
from seq_tui.domain.weekend_rule import WeekendRule
from seq_tui.domain.zone_name import zone_name
from seq_tui.export.document import JoinedDocument
from seq_tui.sanitize import sanitize

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
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
    "lands_at_earliest",
    "held",
    "zone",
    "utc_offset",
    "deleted_at",
)
"""The header row. ``step`` is the rank, from 1. ``lands_at`` and the columns after it are empty
without a start and if the landing is unknown. ``lands_at`` is a local time in ``zone`` that
spreadsheets read as one; ``utc_offset`` tells apart two equal ones. ``deleted_at`` is that of a
sequence of an archive. ``at_earliest``
belongs to the cumulative delay, and knows no held e-mails; ``lands_at_earliest`` does. A sequence
without steps has one row, which is ``complete`` only if the service sent an empty list."""

_FORMULA = re.compile(r"[\s\ufeff\"'`´‘’“”]*[=+\-@＝＋－＠]|[\t\r\n]")
"""The beginning of a formula. Spreadsheets skip leading spaces and quotes, and those of East Asia
accept full-width signs too. They may drop a leading tab or line feed together with the quotes."""

_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n"})

Cell = str | int | float


def render(
    sequence: Sequence,
    start: datetime | None = None,
    weekend: WeekendRule = WeekendRule.HOLD,
    *,
    tabs: bool = False,
) -> bytes:
    """Return the header and the rows of one sequence, with landings if there is a start.

    Args:
        sequence: may have any steps, or none.
        start: must have a zone.
        weekend: the rule for e-mails that are due on a weekend.
        tabs: write TSV.
    """
    return _encoder(tabs=tabs)([COLUMNS, *_rows(sequence, start, weekend)])


def new_document(
    start: datetime | None = None,
    weekend: WeekendRule = WeekendRule.HOLD,
    *,
    tabs: bool = False,
) -> JoinedDocument:
    """Begin a document with one header and the rows of many sequences."""
    encode = _encoder(tabs=tabs)
    titles = encode([COLUMNS])
    return JoinedDocument(
        lambda sequence: encode(_rows(sequence, start, weekend)), prefix=titles, empty=titles
    )


def neutralise_formula(text: str) -> str:
    """Return `text` with a ``'`` before anything that a spreadsheet would read as a formula."""
    return f"'{text}" if _FORMULA.match(text) else text


def _encoder(*, tabs: bool) -> Callable[[Iterable[Iterable[Cell]]], bytes]:
    return encode_tabs if tabs else encode_commas


def encode_commas(rows: Iterable[Iterable[Cell]]) -> bytes:
    """Encode rows of safe cells as CSV."""
    lines = io.StringIO()
    csv.writer(lines, lineterminator="\n").writerows(rows)
    return lines.getvalue().encode()


def encode_tabs(rows: Iterable[Iterable[Cell]]) -> bytes:
    """Encode rows of safe cells as TSV, one line a row."""
    lines = ("\t".join(str(cell).translate(_ESCAPES) for cell in row) for row in rows)
    return "".join(f"{line}\n" for line in lines).encode()


def _rows(
    sequence: Sequence, start: datetime | None, weekend: WeekendRule
) -> Iterator[tuple[Cell, ...]]:
    first = (cell(sequence.id), cell(sequence.name))
    steps = sequence.steps
    if not steps:
        before = ("",) * (COLUMNS.index("complete") - len(first))
        after = ("",) * (len(COLUMNS) - COLUMNS.index("complete") - 2)
        yield (*first, *before, cell(steps is not None), *after, cell(sequence.deleted_at))
        return
    landed = landings(steps, start, weekend) if start else [None] * len(steps)
    totals = cumulative_delays(steps)
    for rank, (step, total, landing) in enumerate(zip(steps, totals, landed, strict=True), 1):
        middle = (*_step_cells(step), *_total_cells(total), *_landing_cells(landing))
        yield (*first, rank, *middle, cell(sequence.deleted_at))


def _step_cells(step: Step) -> tuple[Cell, ...]:
    delay = step.delay
    return (
        cell(step.id),
        cell(step.position),
        *_action_cells(step.action),
        cell(delay.amount),
        cell(delay.unit),
    )


def _action_cells(action: Action) -> tuple[Cell, ...]:
    """Return the action type, the template's id, whether it is a reply, and the task's text."""
    if isinstance(action, EmailAction):
        kind = action.action_type or AUTOMATED_EMAIL
        return cell(kind), cell(action.template_id), cell(action.is_reply), ""
    if isinstance(action, TaskAction):
        return cell(action.action_type or TASK), "", "", cell(action.content)
    return cell(action.action_type), "", "", ""


def _total_cells(total: CumulativeDelay) -> tuple[Cell, ...]:
    return total.weekdays, total.hours, cell(total.complete), cell(total.at_earliest)


def _landing_cells(landing: Landing | None) -> tuple[Cell, ...]:
    if landing is None or landing.at is None:
        return ("",) * (COLUMNS.index("deleted_at") - COLUMNS.index("lands_at"))
    at, offset = landing.at, landing.at.utcoffset()
    return (
        at.replace(tzinfo=None).isoformat(sep=" ", timespec="seconds"),
        "" if landing.day is None else landing.day,
        cell(landing.at_earliest),
        cell(landing.held),
        cell(zone_name(at)),
        "" if offset is None else str(timezone(offset)),
    )


def cell(value: Json) -> Cell:
    """Return finite numbers unchanged, null as an empty cell, and anything else as safe text.

    Infinities and NaN become text: spreadsheets lack such numbers and read ``-inf`` as a formula.
    """
    if value is None:
        return ""
    if isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < inf:
        return value
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return neutralise_formula(sanitize(text, lines=True))
