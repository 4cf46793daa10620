"""Sequences and their steps as two Parquet tables, written in row groups as they arrive.

A column has the type that the API documents. What the service sent in another form, or has no
column of its own, stands in a column of JSON. Times are moments in UTC, to the microsecond. The
extra ``parquet`` has the library.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pyarrow as pa
from pyarrow.parquet import ParquetWriter

from seq_tui.domain.delay import cumulative_delays
from seq_tui.domain.schedule import landings
from seq_tui.domain.sequence import EmailAction, TaskAction
from seq_tui.domain.summary import summarise
from seq_tui.domain.zone_name import zone_name
from seq_tui.export.json import encode

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import TypeAlias

    from seq_tui.domain.delay import CumulativeDelay
    from seq_tui.domain.json import Json
    from seq_tui.domain.schedule import Landing
    from seq_tui.domain.sequence import Sequence, Step
    from seq_tui.domain.weekend_rule import WeekendRule

    Row: TypeAlias = dict[str, object]
    """The cells of a row by column; one that is missing is null."""

    Fields: TypeAlias = Mapping[str, tuple[str, Callable[[Json], object]]]
    """By the API's name of a field: its column, and what makes a cell of it, or `None`."""

ROWS_A_BATCH = 2_000
"""So many rows are Python objects at a time; those before them are packed in columns."""

ROWS_A_GROUP = 100_000
"""A row group is written once it has so many rows: enough for programs that skip groups by their
statistics, and few enough that memory stays flat."""

_INTEGERS = range(-(2**63), 2**63)

_TIME = pa.timestamp("us", tz="UTC")
_JSON = pa.json_(pa.string())

SEQUENCE_COLUMNS = pa.schema(
    [
        ("sequence_id", pa.int64()),
        ("sequence_name", pa.string()),
        ("steps_total", pa.int64()),
        ("creator_id", pa.int64()),
        ("created_at", _TIME),
        ("updated_at", _TIME),
        ("deleted_at", _TIME),
        ("steps", pa.int32()),
        ("emails", pa.int32()),
        ("replies", pa.int32()),
        ("tasks", pa.int32()),
        ("weekdays", pa.float64()),
        ("hours", pa.float64()),
        ("complete", pa.bool_()),
        ("at_earliest", pa.bool_()),
        ("fewest_days", pa.int32()),
        ("most_days", pa.int32()),
        ("weekend_rule", pa.string()),
        ("extra", _JSON),
    ]
)
"""One row a sequence. ``steps`` and what is computed from them are null if none were received,
which is not the same as 0; ``complete`` is false then."""

STEP_COLUMNS = pa.schema(
    [
        ("sequence_row", pa.int64()),
        ("sequence_id", pa.int64()),
        ("sequence_name", pa.string()),
        ("step", pa.int32()),
        ("step_id", pa.int64()),
        ("position", pa.int64()),
        ("kind", pa.string()),
        ("action", pa.string()),
        ("email_template_id", pa.int64()),
        ("is_reply", pa.bool_()),
        ("task_content", pa.string()),
        ("delay", pa.float64()),
        ("unit", pa.string()),
        ("cumulative_weekdays", pa.float64()),
        ("cumulative_hours", pa.float64()),
        ("complete", pa.bool_()),
        ("at_earliest", pa.bool_()),
        ("lands_at", _TIME),
        ("day", pa.int32()),
        ("lands_at_earliest", pa.bool_()),
        ("held", pa.bool_()),
        ("zone", pa.string()),
        ("action_properties", _JSON),
        ("extra", _JSON),
    ]
)
"""One row a step, named as in CSV. ``sequence_row`` is the row of its sequence in the other table,
from 0, for sequences without an id; ``step`` is its rank, from 1. The columns from ``lands_at`` to
``zone`` are null without a start."""


class ParquetTables:
    """Writes both tables.

    Args:
        write_sequences: takes the next piece of the file of sequences.
        write_steps: takes the next piece of the file of steps.
        start: for landings; must have a zone.
        weekend: the rule for e-mails that are due on a weekend.
    """

    def __init__(
        self,
        write_sequences: Callable[[bytes], object],
        write_steps: Callable[[bytes], object],
        start: datetime | None,
        weekend: WeekendRule,
    ) -> None:
        self._sequences = _Table(SEQUENCE_COLUMNS, write_sequences)
        self._steps = _Table(STEP_COLUMNS, write_steps)
        self._start = start
        self._weekend = weekend
        self._count = 0

    def add(self, sequence: Sequence) -> None:
        """Add a sequence and its steps; a row group is written once it is full."""
        steps = sequence.steps or ()
        landed = landings(steps, self._start, self._weekend) if self._start else None
        first = {
            "sequence_row": self._count,
            "sequence_id": _integer(sequence.id),
            "sequence_name": _text(sequence.name),
        }
        for index, (step, total) in enumerate(zip(steps, cumulative_delays(steps), strict=True)):
            row = first | {"step": index + 1} | _step_row(step, total)
            self._steps.add(row | _landing_row(landed[index]) if landed else row)
        self._sequences.add(_sequence_row(sequence, self._weekend))
        self._count += 1

    def close(self) -> None:
        """Write the rows that are left, and the end of both files."""
        self._steps.close()
        self._sequences.close()


class _Table:
    """A table that is written a row group at a time."""

    def __init__(self, columns: pa.Schema, write: Callable[[bytes], object]) -> None:
        self._columns = columns
        self._rows: list[Row] = []
        self._batches: list[pa.RecordBatch] = []
        self._writer = ParquetWriter(_Sink(write), columns, compression="zstd")

    def add(self, row: Row) -> None:
        self._rows.append(row)
        if len(self._rows) == ROWS_A_BATCH:
            self._pack()
            if sum(batch.num_rows for batch in self._batches) >= ROWS_A_GROUP:
                self._write_group()

    def close(self) -> None:
        self._pack()
        self._write_group()
        self._writer.close()

    def _pack(self) -> None:
        if self._rows:
            self._batches.append(pa.RecordBatch.from_pylist(self._rows, self._columns))
            self._rows.clear()

    def _write_group(self) -> None:
        if self._batches:
            group = pa.Table.from_batches(self._batches)
            self._batches.clear()
            self._writer.write_table(group, row_group_size=group.num_rows)


class _Sink:
    """What the library needs of a file that is only written."""

    closed = False

    def __init__(self, write: Callable[[bytes], object]) -> None:
        self._write = write
        self._position = 0

    def write(self, piece: bytes) -> None:
        self._write(piece)
        self._position += len(piece)

    def tell(self) -> int:
        return self._position

    def flush(self) -> None:
        """Nothing: each piece is written at once."""

    def close(self) -> None:
        """Nothing: the file belongs to the caller."""


def _sequence_row(sequence: Sequence, weekend: WeekendRule) -> Row:
    row = _typed(sequence._replace(steps=None).data, _SEQUENCE_FIELDS)
    summary = summarise(sequence, weekend)
    row |= {"complete": summary.complete, "weekend_rule": weekend.value}
    if sequence.steps is None:
        return row
    fewest, most = summary.span_days or (None, None)
    return row | {
        "steps": len(sequence.steps),
        "emails": summary.emails,
        "replies": summary.replies,
        "tasks": summary.tasks,
        "weekdays": summary.weekdays,
        "hours": summary.hours,
        "at_earliest": summary.at_earliest,
        "fewest_days": fewest,
        "most_days": most,
    }


def _step_row(step: Step, total: CumulativeDelay) -> Row:
    action = step.action
    row = _typed(step.data, _STEP_FIELDS) | {
        "kind": action.kind.value,
        "cumulative_weekdays": total.weekdays,
        "cumulative_hours": total.hours,
        "complete": total.complete,
        "at_earliest": total.at_earliest,
    }
    if isinstance(action, EmailAction):
        row |= {
            "email_template_id": _integer(action.template_id),
            "is_reply": action.is_reply,
        }
    elif isinstance(action, TaskAction):
        row["task_content"] = _text(action.content)
    return row


def _landing_row(landing: Landing) -> Row:
    if landing.at is None:
        return {}
    return {
        "lands_at": landing.at.astimezone(UTC),
        "day": landing.day,
        "lands_at_earliest": landing.at_earliest,
        "held": landing.held,
        "zone": zone_name(landing.at),
    }


def _typed(received: Mapping[str, Json], fields: Fields) -> Row:
    """The columns of the fields received; ``extra`` has those that no column can hold."""
    row: Row = {}
    extra: dict[str, Json] = {}
    for name, value in received.items():
        column, convert = fields.get(name, ("", _nothing))
        cell = convert(value)
        if cell is None:
            extra[name] = value
        else:
            row[column] = cell
    return row | {"extra": _json(extra) if extra else None}


def _nothing(_value: Json) -> None:
    return None


def _integer(value: Json) -> int | None:
    if isinstance(value, bool) or not isinstance(value, int):
        return None
    return value if value in _INTEGERS else None


def _number(value: Json) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        return number if (number := float(value)) == value else None
    except OverflowError:
        return None


def _text(value: Json) -> str | None:
    """A text; `None` for one with half a surrogate pair, which only JSON can hold."""
    if not isinstance(value, str):
        return None
    try:
        value.encode()
    except UnicodeEncodeError:
        return None
    return value


def _time(value: Json) -> datetime | None:
    try:
        moment = datetime.fromisoformat(value) if isinstance(value, str) else None
        if moment is None:
            return None
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _json(value: Json) -> str:
    return encode(value).decode()


_SEQUENCE_FIELDS: Fields = {
    "id": ("sequence_id", _integer),
    "name": ("sequence_name", _text),
    "steps_total": ("steps_total", _integer),
    "creator_id": ("creator_id", _integer),
    "created_at": ("created_at", _time),
    "updated_at": ("updated_at", _time),
    "deleted_at": ("deleted_at", _time),
}
"""The column of each field of a sequence, and what makes a cell of it."""

_STEP_FIELDS: Fields = {
    "id": ("step_id", _integer),
    "position": ("position", _integer),
    "action_type": ("action", _text),
    "delay_from_previous_step": ("delay", _number),
    "delay_from_previous_step_unit": ("unit", _text),
    "action_properties": ("action_properties", _json),
}
