"""The JSON Schema of a sequence as JSON, made from models of what `seq_tui.export.json` writes.

The fields of the service are as received, so their schemas accept any JSON, and describe the sound
value. The computed fields are required and typed. Every object may hold unknown fields; if the
service sent one with the name of a computed field, the computed one has another name (`ASIDE`).

Importing pydantic and building the models is slow (measured: 0.2 s), so only the command that
prints the schema imports this module.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import BaseModel, Field, JsonValue, RootModel, WithJsonSchema

from seq_tui.export.json import ASIDE

if TYPE_CHECKING:
    from seq_tui.domain.json import Json

DIALECT = "https://json-schema.org/draft/2020-12/schema"

AsReceived = Annotated[JsonValue, WithJsonSchema({})]
"""A field of the service. Optional: it is absent where the service did not send it."""

Count = Annotated[int, Field(ge=0)]
Amount = Annotated[float, Field(ge=0)]
Share = Annotated[float, Field(ge=0, le=1)]

# The format "date-time" is too narrow: it has no seconds in the offset, as zones had before 1937.
Time = Annotated[
    str,
    Field(
        pattern="^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]{6})?"
        "[+-][0-9]{2}:[0-9]{2}(:[0-9]{2})?$",
        examples=["2026-11-27T15:00:00+01:00"],
    ),
]
"""ISO 8601 as `datetime.isoformat` writes it, with the offset from UTC."""


def _tidy(schema: dict[str, JsonValue]) -> None:
    """Remove what pydantic adds to each field: a title made of its name, and a default of null.

    A field that was not sent is absent, which is not the same as null.
    """
    fields = schema["properties"]
    for field in fields.values() if isinstance(fields, dict) else ():
        if isinstance(field, dict):
            field.pop("title", None)
            field.pop("default", None)


class Open(BaseModel, extra="allow", use_attribute_docstrings=True, json_schema_extra=_tidy):
    """An object that may hold unknown fields."""


def _set_aside(schema: dict[str, JsonValue]) -> None:
    """Describe each computed field under its own name or, if the service uses that, the other."""
    _tidy(schema)
    fields, required = schema["properties"], schema.pop("required")
    if isinstance(fields, dict) and isinstance(required, list):
        names = [name for name in required if isinstance(name, str)]
        schema["allOf"] = [_either_name(name, fields[name]) for name in names]
        for name in names:
            fields[name] = {
                "description": f"Computed, see allOf; {ASIDE}{name} if the service sent {name}."
            }


def _either_name(name: str, field: JsonValue) -> JsonValue:
    aside = ASIDE + name
    return {
        "anyOf": [
            {"properties": {name: field}, "required": [name]},
            {"properties": {aside: field}, "required": [name, aside]},
            # The service uses both names.
            {"required": [name, aside, ASIDE + aside]},
        ]
    }


class Received(Open, json_schema_extra=_set_aside):
    """An object of the service, with computed fields added."""


class CumulativeDelayJson(Open, title="Cumulative delay"):
    """The delay from the start of the sequence to this step, in two separate sums."""

    weekdays: Amount
    """Sum of the delays in weekdays, which are Monday to Friday."""

    hours: Amount
    """Sum of the delays in hours, which are elapsed time."""

    complete: bool
    """False if the sums lack a delay that cannot be read, of this step or an earlier one."""

    at_earliest: bool
    """True after a task: the sequence waits until the task is done."""


class LongestGapJson(Open, title="Longest gap"):
    """The longest delay before a step, the first of equals; one of its two numbers is 0."""

    weekdays: Amount
    """The delay if it is in weekdays, otherwise 0."""

    hours: Amount
    """The delay if it is in hours, otherwise 0."""


class SummaryJson(Open, title="Summary"):
    """Computed from the steps that were received."""

    emails: Count
    """Number of automated e-mails, replies included."""

    replies: Count
    """Number of automated e-mails that reply in the thread."""

    tasks: Count
    """Number of tasks."""

    unknown: Count
    """Number of steps that are neither an e-mail nor a task."""

    weekdays: Amount
    """Sum of all delays in weekdays."""

    hours: Amount
    """Sum of all delays in hours."""

    complete: bool
    """False if a delay cannot be read, or if the service sent no steps that can be read."""

    at_earliest: bool
    """True if the last step comes after a task."""

    span_days: tuple[Count, Count] | None
    """Fewest and most calendar days to the last step; null if they cannot be counted."""

    longest_gap: LongestGapJson | None
    """The longest delay before a step; null if no step waits."""

    automation_share: Share | None
    """Automated e-mails divided by steps; null without steps."""


class StepJson(Received, title="Step"):
    """One step: the fields that the service sent, as received, and its cumulative delay."""

    id: AsReceived = Field(default=None, examples=[2594755])
    """A whole number in a sound record."""

    action_type: AsReceived = Field(default=None, examples=["automated_email", "task"])
    """In a sound record, "automated_email" or "task"."""

    delay_from_previous_step: AsReceived = Field(default=None, examples=[1])
    """The wait after the previous step, or after the start: in a sound record, a number from 0."""

    delay_from_previous_step_unit: AsReceived = Field(default=None, examples=["weekdays", "hours"])
    """In a sound record, "weekdays" (Monday to Friday) or "hours"."""

    position: AsReceived = Field(default=None, examples=[0])
    """The place in the sequence: in a sound record, a whole number from 0."""

    action_properties: AsReceived = Field(
        default=None,
        examples=[
            {"email_template_id": 398744, "is_reply": False},
            {"task_content": "Call about the price"},
        ],
    )
    """In a sound record, an object with what belongs to the action type."""

    cumulative_delay: CumulativeDelayJson

    template: AsReceived = Field(
        default=None, examples=[{"subject": "Hello", "plain": "Shall we talk?", "html": ""}]
    )
    """What an archive keeps of the e-mail's text, an object; absent if nothing is known."""


class ScheduledStepJson(StepJson, title="Step with a landing"):
    """One step: the fields that the service sent, as received, and what is computed."""

    lands_at: Time | None
    """When the step happens; null if this delay or an earlier one cannot be placed."""

    lands_at_earliest: bool
    """True after a task, and from the first e-mail on that is held over a weekend."""

    held: bool
    """True for an e-mail that is due on a weekend and held until Monday, at the earliest 00:00."""


class SequenceJson(Received, title="Sequence"):
    """One sequence: the fields that the service sent, as received, and what is computed."""

    id: AsReceived = Field(default=None, examples=[21123])
    """A whole number in a sound record."""

    name: AsReceived = Field(default=None, examples=["Welcome sequence"])
    """A string in a sound record."""

    steps_total: AsReceived = Field(default=None, examples=[3])
    """The number of steps, by the service's count: in a sound record, a whole number from 0."""

    creator_id: AsReceived = Field(default=None, examples=[1700155])
    """The user who created the sequence: in a sound record, a whole number."""

    created_at: AsReceived = Field(default=None, examples=["2020-06-03T11:06:30Z"])
    """In a sound record, a string: ISO 8601 in UTC."""

    updated_at: AsReceived = Field(default=None, examples=["2020-06-03T11:06:30Z"])
    """In a sound record, a string: ISO 8601 in UTC."""

    steps: tuple[StepJson, ...] | bool | float | str | dict[str, AsReceived] | None = None
    """The steps in order; absent if none were sent, and as received if they cannot be read."""

    weekend_rule: Literal["hold", "ignore"]
    """E-mails due on a Saturday or Sunday: "hold" them until Monday, or "ignore" the weekend."""

    summary: SummaryJson


class ScheduledSequenceJson(SequenceJson, title="Sequence with a start"):
    """One sequence with a start: the fields that the service sent, and what is computed."""

    steps: tuple[ScheduledStepJson, ...] | bool | float | str | dict[str, AsReceived] | None = None
    """The steps in order; absent if none were sent, and as received if they cannot be read."""

    start: Time
    """The start that was given."""

    zone: str = Field(examples=["Europe/Warsaw", "CET-1CEST,M3.5.0,M10.5.0/3", "UTC+01:00"])
    """The time zone of the start: its name, its POSIX rule if it has none, or else its offset."""

    zone_known: bool
    """False if zone is an offset because no more is known: landings then ignore clock changes."""


class SequencesJson(RootModel[list[SequenceJson]]):
    """An array of sequences."""


class ScheduledSequencesJson(RootModel[list[ScheduledSequenceJson]]):
    """An array of sequences with a start."""


def json_schema(title: str, *, is_list: bool, has_start: bool = False) -> dict[str, Json]:
    """Return the schema of a document, in the draft `DIALECT`.

    Args:
        title: the command that prints the document.
        is_list: whether the document is an array of sequences instead of one sequence.
        has_start: whether a start is given; see `seq_tui.export.json.sequence_json`.
    """
    schema = _model(is_list, has_start).model_json_schema(mode="serialization")
    definitions = schema.pop("$defs")
    del schema["title"]
    return {"$schema": DIALECT, "title": title} | schema | {"$defs": definitions}


def _model(is_list: bool, has_start: bool) -> type[BaseModel]:
    if is_list:
        return ScheduledSequencesJson if has_start else SequencesJson
    return ScheduledSequenceJson if has_start else SequenceJson
