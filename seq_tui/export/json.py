"""A sequence as JSON: the fields that the service sent, plus computed ones."""

from __future__ import annotations

import json
import re
from math import isfinite
from typing import TYPE_CHECKING

from seq_tui.domain.delay import cumulative_delays
from seq_tui.domain.schedule import landings
from seq_tui.domain.summary import summarise
from seq_tui.domain.weekend_rule import WeekendRule
from seq_tui.domain.zone_name import is_zone_known, zone_name
from seq_tui.presentation.step_fields import text_of_step

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from seq_tui.domain.delay import CumulativeDelay
    from seq_tui.domain.json import Json
    from seq_tui.domain.sequence import Sequence, Step

ASIDE = "seq_tui_"
"""Before the name of a computed field, if the service sent a field of that name, which is kept."""

_ESCAPED = re.compile("[\x7f-\x9f\u2028\u2029]")
"""What `json.dumps` leaves, and some programs take for the end of a line or for a control."""


def sequence_json(
    sequence: Sequence, start: datetime | None = None, weekend: WeekendRule = WeekendRule.HOLD
) -> dict[str, Json]:
    """Return every field as received, a ``cumulative_delay`` in each step, and a ``summary``.

    ``weekend_rule`` is the rule for its ``span_days`` and for all landings.

    If the service left the steps out, which differs from sending an empty list, there is no
    ``steps`` here either, and the summary is not ``complete``.

    A start, which must have a zone, adds ``start``, ``zone`` and ``zone_known``, and to each step
    ``lands_at``, an ISO 8601 time or null if the landing is unknown, ``lands_at_earliest`` and
    ``held``. An e-mail whose text is known has a ``template`` with that.

    A field of the service is never replaced: if it has the name of a computed field, the computed
    one is called ``seq_tui_…``.
    """
    fields = sequence.data
    if sequence.steps is not None:
        fields["steps"] = list(_steps_json(sequence, sequence.steps, start, weekend))
    computed: dict[str, Json] = {}
    if start is not None:
        computed = {
            "start": start.isoformat(),
            "zone": zone_name(start),
            "zone_known": is_zone_known(start),
        }
    computed |= {"weekend_rule": weekend.value, "summary": _summary_json(sequence, weekend)}
    return _add_computed(fields, computed)


def encode(value: Json, *, indent: int | None = None) -> bytes:
    """Encode `value` as one JSON document in UTF-8, without a final line feed.

    Non-finite numbers, which JSON lacks, become the strings ``"NaN"``, ``"Infinity"`` and
    ``"-Infinity"``; null would mean that nothing was sent. A lone surrogate, which UTF-8 cannot
    encode, becomes its JSON escape, as do control characters and every line break of Unicode: a
    document without `indent` is one line for every program.
    """
    try:
        text = json.dumps(value, ensure_ascii=False, allow_nan=False, indent=indent)
    except ValueError:
        text = json.dumps(_with_non_finite_as_text(value), ensure_ascii=False, indent=indent)
    text = _ESCAPED.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
    return text.encode("utf-8", errors="backslashreplace")


def _add_computed(fields: dict[str, Json], computed: dict[str, Json]) -> dict[str, Json]:
    """Add the computed fields to those of the service, each under a name that is free."""
    for name, value in computed.items():
        while name in fields:
            name = ASIDE + name
        fields[name] = value
    return fields


def _steps_json(
    sequence: Sequence, steps: tuple[Step, ...], start: datetime | None, weekend: WeekendRule
) -> Iterator[dict[str, Json]]:
    landed = landings(steps, start, weekend) if start else [None] * len(steps)
    for step, total, landing in zip(steps, cumulative_delays(steps), landed, strict=True):
        computed: dict[str, Json] = {"cumulative_delay": _cumulative_json(total)}
        if (text := text_of_step(step, sequence.template_texts)) is not None:
            computed["template"] = {
                "subject": text.subject,
                "plain": text.plain,
                "html": text.html,
            }
        if landing is not None:
            computed["lands_at"] = None if landing.at is None else landing.at.isoformat()
            computed |= {"lands_at_earliest": landing.at_earliest, "held": landing.held}
        yield _add_computed(step.data, computed)


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
