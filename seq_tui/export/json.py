"""A sequence as JSON: the fields that the service sent, plus computed ones."""

from __future__ import annotations

import json
from math import isfinite
from typing import TYPE_CHECKING

from seq_tui.domain.delay import cumulative_delays
from seq_tui.domain.schedule import landings
from seq_tui.domain.summary import summarise
from seq_tui.domain.weekend_rule import WeekendRule
from seq_tui.domain.zone_name import is_zone_known, zone_name

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from seq_tui.domain.delay import CumulativeDelay
    from seq_tui.domain.json import Json
    from seq_tui.domain.sequence import Sequence, Step


def sequence_json(
    sequence: Sequence, start: datetime | None = None, weekend: WeekendRule = WeekendRule.HOLD
) -> dict[str, Json]:
    """Return every field as received, a ``cumulative_delay`` in each step, and a ``summary``.

    ``weekend_rule`` is the rule for its ``span_days`` and for all landings.

    If the service left the steps out, which differs from sending an empty list, there is no
    ``steps`` here either, and the summary is not ``complete``.

    A start, which must have a zone, adds ``start``, ``zone`` and ``zone_known``, and to each step
    ``lands_at``, an ISO 8601 time or null if the landing is unknown, ``lands_at_earliest`` and
    ``held``.
    """
    fields = sequence.data
    if sequence.steps is not None:
        fields["steps"] = list(_steps_json(sequence.steps, start, weekend))
    if start is not None:
        fields |= {
            "start": start.isoformat(),
            "zone": zone_name(start),
            "zone_known": is_zone_known(start),
        }
    return fields | {"weekend_rule": weekend.value, "summary": _summary_json(sequence, weekend)}


def encode(value: Json, *, indent: int | None = None) -> bytes:
    """Encode `value` as one JSON document in UTF-8, without a final line feed.

    Non-finite numbers, which JSON lacks, become the strings ``"NaN"``, ``"Infinity"`` and
    ``"-Infinity"``; null would mean that nothing was sent. A lone surrogate, which UTF-8 cannot
    encode, becomes its JSON escape.
    """
    try:
        text = json.dumps(value, ensure_ascii=False, allow_nan=False, indent=indent)
    except ValueError:
        text = json.dumps(_with_non_finite_as_text(value), ensure_ascii=False, indent=indent)
    return text.encode("utf-8", errors="backslashreplace")


def _steps_json(
    steps: tuple[Step, ...], start: datetime | None, weekend: WeekendRule
) -> Iterator[dict[str, Json]]:
    landed = landings(steps, start, weekend) if start else [None] * len(steps)
    for step, total, landing in zip(steps, cumulative_delays(steps), landed, strict=True):
        fields = step.data | {"cumulative_delay": _cumulative_json(total)}
        if landing is not None:
            fields["lands_at"] = None if landing.at is None else landing.at.isoformat()
            fields |= {"lands_at_earliest": landing.at_earliest, "held": landing.held}
        yield fields


def _cumulative_json(total: CumulativeDelay) -> dict[str, Json]:
    return {
        "weekdays": total.weekdays,
        "hours": total.hours,
        "complete": total.complete,
        "at_earliest": total.at_earliest,
    }


def _summary_json(sequence: Sequence, weekend: WeekendRule) -> dict[str, Json]:
    summary = summarise(sequence, weekend)
    gap = summary.longest_gap
    return {
        "emails": summary.emails,
        "replies": summary.replies,
        "tasks": summary.tasks,
        "unknown": summary.unknown,
        "weekdays": summary.weekdays,
        "hours": summary.hours,
        "complete": summary.complete,
        "at_earliest": summary.at_earliest,
        "span_days": None if summary.span_days is None else list(summary.span_days),
        "longest_gap": None if gap is None else {"weekdays": gap.weekdays, "hours": gap.hours},
        "automation_share": summary.automation_share,
    }


def _with_non_finite_as_text(value: Json) -> Json:
    if isinstance(value, float) and not isfinite(value):
        return json.dumps(value)
    if isinstance(value, list):
        return [_with_non_finite_as_text(item) for item in value]
    if isinstance(value, dict):
        return {name: _with_non_finite_as_text(item) for name, item in value.items()}
    return value
