"""The JSON Schema of two sequences compared, made from models of `seq_tui.export.comparison_json`.

Slow to import, as `seq_tui.export.schema`, so only the command that prints the schema does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from pydantic import Field

from seq_tui.export.schema import (
    DIALECT,
    AsReceived,
    Count,
    Open,
    ScheduledSequenceJson,
    SequenceJson,
    Time,
)

if TYPE_CHECKING:
    from seq_tui.domain.json import Json


class FieldChangeJson(Open, title="Field that differs"):
    """A field that differs; ``old`` or ``new`` is absent where the field was not sent."""

    name: str = Field(examples=["name", "action_properties.email_template_id"])
    """The API's name; that of a property follows "action_properties." """

    old: AsReceived = None
    """The value in the old record."""

    new: AsReceived = None
    """The value in the new record."""


class LaterJson(Open, title="Difference of two delays"):
    """The cumulative delay of the new step without that of the old one, in two separate sums."""

    weekdays: float
    """Weekdays, Monday to Friday; negative if the new step comes earlier."""

    hours: float
    """Hours; negative if the new step comes earlier."""


class StepPairJson(Open, title="Compared step"):
    """A step of one sequence, or two that are the same."""

    change: Literal["equal", "changed", "moved", "added", "removed"]
    """A step that was moved may be changed as well: see fields."""

    old_index: Count | None
    """The place in old.steps, from 0; null for a step that was added."""

    new_index: Count | None
    """The place in new.steps, from 0; null for a step that was removed."""

    fields: tuple[FieldChangeJson, ...]
    """The fields that differ."""

    later: LaterJson | None
    """How much later the step happens; null if one of the two has no complete delay."""


class ScheduledStepPairJson(StepPairJson, title="Compared step with landings"):
    """A step of one sequence, or two that are the same, with a start."""

    lands_later_hours: float | None
    """Hours from the old landing to the new one; null if one of them is unknown."""


class StepCountsJson(Open, title="Step counts"):
    """How many steps are equal or became something else."""

    equal: Count
    changed: Count
    moved: Count
    added: Count
    removed: Count


class ComparisonJson(Open, title="Comparison"):
    """What is different between two sequences."""

    equal: bool
    """Whether nothing differs; ids, positions and the times of updates are not compared."""

    summary: str = Field(examples=["name differs; 2 steps added, 1 moved; 3 weekdays longer"])
    """What differs, in one line for people."""

    weekend_rule: Literal["hold", "ignore"]
    """As in the schema of show."""

    fields: tuple[FieldChangeJson, ...]
    """The fields of the sequences that differ, besides their steps."""

    step_counts: StepCountsJson | None
    """Null if the steps of one of them were not sent."""

    steps: tuple[StepPairJson, ...] | None
    """In order; null if the steps of one of them were not sent."""

    old_source: str
    """The account of the old sequence; empty if both are of one account."""

    new_source: str
    """The account of the new sequence; empty if both are of one account."""

    old: SequenceJson
    new: SequenceJson


class ScheduledComparisonJson(ComparisonJson, title="Comparison with a start"):
    """What is different between two sequences, with a start."""

    steps: tuple[ScheduledStepPairJson, ...] | None
    """In order; null if the steps of one of them were not sent."""

    start: Time
    """The start that was given."""

    zone: str
    """As in the schema of show."""

    zone_known: bool
    """As in the schema of show."""

    old: ScheduledSequenceJson
    new: ScheduledSequenceJson


def comparison_schema(title: str, *, has_start: bool) -> dict[str, Json]:
    """Return the schema of the document, in the draft `DIALECT`."""
    model = ScheduledComparisonJson if has_start else ComparisonJson
    schema = model.model_json_schema(mode="serialization")
    definitions = schema.pop("$defs")
    del schema["title"]
    return {"$schema": DIALECT, "title": title} | schema | {"$defs": definitions}
