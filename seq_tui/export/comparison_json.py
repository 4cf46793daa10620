"""Two sequences compared as JSON: both whole, and what differs by the API's names."""

from __future__ import annotations

from datetime import UTC, timedelta
from typing import TYPE_CHECKING

from seq_tui.domain.comparison.field_changes import ABSENT
from seq_tui.domain.comparison.step_pairs import Change
from seq_tui.domain.delay import cumulative_delays
from seq_tui.domain.schedule import landings
from seq_tui.domain.weekend_rule import WeekendRule
from seq_tui.domain.zone_name import is_zone_known, zone_name
from seq_tui.export.json import sequence_json
from seq_tui.presentation.comparison_wording import summary_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from seq_tui.domain.comparison.compare import Comparison
    from seq_tui.domain.comparison.field_changes import FieldChange
    from seq_tui.domain.delay import CumulativeDelay
    from seq_tui.domain.json import Json
    from seq_tui.domain.schedule import Landing
    from seq_tui.presentation.comparison_wording import Sides

COUNTED = (Change.EQUAL, Change.CHANGED, Change.MOVED, Change.ADDED, Change.REMOVED)


def comparison_json(
    comparison: Comparison,
    sides: Sides,
    start: datetime | None = None,
    weekend: WeekendRule = WeekendRule.HOLD,
) -> dict[str, Json]:
    """The document that `seq_tui.export.comparison_schema` describes.

    Arguments as for `seq_tui.export.comparison_text.comparison_lines`.
    """
    document: dict[str, Json] = {
        "equal": comparison.is_equal,
        "summary": summary_text(comparison, start, weekend),
    }
    if start is not None:
        document |= {
            "start": start.isoformat(),
            "zone": zone_name(start),
            "zone_known": is_zone_known(start),
        }
    counts: dict[str, Json] = {kind.value: comparison.count(kind) for kind in COUNTED}
    return document | {
        "weekend_rule": weekend.value,
        "fields": [_field(field) for field in comparison.fields],
        "step_counts": counts if comparison.has_steps else None,
        "steps": list(_steps(comparison, start, weekend)) if comparison.has_steps else None,
        "old_source": sides.old,
        "new_source": sides.new,
        "old": sequence_json(comparison.old, start, weekend),
        "new": sequence_json(comparison.new, start, weekend),
    }


def _field(field: FieldChange) -> dict[str, Json]:
    """A field that differs, without the value of the record that does not have it."""
    values = {"old": field.old, "new": field.new}
    return {"name": field.name} | {
        name: value for name, value in values.items() if value is not ABSENT
    }


def _steps(
    comparison: Comparison, start: datetime | None, weekend: WeekendRule
) -> Iterator[dict[str, Json]]:
    """Each step once: one that was moved is where it is now."""
    old, new = comparison.old.steps or (), comparison.new.steps or ()
    before, after = cumulative_delays(old), cumulative_delays(new)
    landed = None if start is None else [landings(each, start, weekend) for each in (old, new)]
    for pair in comparison.steps:
        if pair.change is Change.MOVED_AWAY:
            continue
        step: dict[str, Json] = {
            "change": pair.change.value,
            "old_index": pair.old,
            "new_index": pair.new,
            "fields": [_field(field) for field in pair.fields],
            "later": None,
        }
        if landed is not None:
            step["lands_later_hours"] = None
        if pair.old is not None and pair.new is not None:
            step["later"] = _delay_later(before[pair.old], after[pair.new])
            if landed is not None:
                step["lands_later_hours"] = _hours_later(landed[0][pair.old], landed[1][pair.new])
        yield step


def _delay_later(old: CumulativeDelay, new: CumulativeDelay) -> dict[str, Json] | None:
    if not (old.complete and new.complete):
        return None
    return {
        "weekdays": round(new.weekdays - old.weekdays, 9),
        "hours": round(new.hours - old.hours, 9),
    }


def _hours_later(old: Landing, new: Landing) -> float | None:
    if old.at is None or new.at is None:
        return None
    return (new.at.astimezone(UTC) - old.at.astimezone(UTC)) / timedelta(hours=1)
