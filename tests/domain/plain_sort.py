"""The order of a list by its definition, for comparison: no code of the program but `fold`."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from seq_tui.domain.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from seq_tui.domain.query import Sort
    from seq_tui.domain.sequence import Sequence

UNSTORABLE = dict.fromkeys((0, *range(55296, 57344), 65534, 65535), "�")


def plainly_sorted(
    sequences: Iterable[Sequence], sort: Sort, names: Mapping[int, str]
) -> list[Sequence]:
    """Sequences without a value come last; equal ones stay in their order."""
    rows = [(value(sequence, sort, names), sequence) for sequence in sequences]
    ranked = [(compared, sequence) for compared, sequence in rows if compared is not None]
    missing = [sequence for compared, sequence in rows if compared is None]
    ranked.sort(key=lambda row: row[0], reverse=sort.is_descending)
    if sort.key == "creator":
        # Those whose names are not known follow the others in both directions.
        ranked.sort(key=lambda row: row[1].creator_id not in names)
    return [sequence for _, sequence in ranked] + missing


def value(
    sequence: Sequence, sort: Sort, names: Mapping[int, str]
) -> tuple[str | float, ...] | None:
    """What is compared; `None` if there is nothing."""
    if sort.key == "name":
        name = fold(sequence.name or "").translate(UNSTORABLE)
        return (name,) if name else None
    if sort.key == "creator":
        creator = sequence.creator_id
        known = fold(names.get(creator or 0, "")).translate(UNSTORABLE)
        return None if creator is None else (known, creator)
    number: float | None
    if sort.key == "steps":
        number = sequence.steps_total if sequence.steps is None else len(sequence.steps)
    elif sort.key == "length":
        number = length(sequence)
    else:
        number = seconds(sequence.created_at if sort.key == "created" else sequence.updated_at)
    return None if number is None else (number,)


def length(sequence: Sequence) -> float | None:
    """Weekdays, and a day for 24 hours; nothing if a wait cannot be read."""
    if sequence.steps is None:
        return None
    weekdays = hours = 0.0
    for step in sequence.steps:
        if step.delay.weekdays is None or step.delay.hours is None:
            return None
        weekdays = round(weekdays + step.delay.weekdays, 9)
        hours = round(hours + step.delay.hours, 9)
    return weekdays + hours / 24


def seconds(text: str | None) -> float | None:
    """Seconds since 1970."""
    try:
        moment = datetime.fromisoformat(text or "")
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
    except (OverflowError, ValueError):
        return None
