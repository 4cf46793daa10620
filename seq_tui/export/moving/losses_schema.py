"""The JSON Schema of ``losses.json``, made from models of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from seq_tui.export.moving.target_names import TARGET_NAMES
from seq_tui.export.schema import DIALECT, Count, Open

if TYPE_CHECKING:
    from seq_tui.domain.json import Json

TargetName = Annotated[str, Field(json_schema_extra={"enum": [*TARGET_NAMES]})]
Moment = Annotated[str, Field(json_schema_extra={"format": "date-time"})]


class LossJson(Open, title="Loss"):
    """One thing that is lost or assumed."""

    kind: Literal["no_counterpart", "assumed", "missing"]
    code: str
    """What programs can tell losses apart by, such as text-missing."""

    text: str
    """A sentence for people; parts of it are as received."""


class ExampleJson(Open, title="Example of a difference"):
    """The start with the worst difference, and when the step happens from there."""

    start: Moment
    sell: Moment
    target: Moment
    sell_after_hold: bool
    """Whether it or a step before was held over a weekend, so that it is a time at the earliest."""

    target_after_hold: bool


class DifferenceJson(Open, title="Difference of dates"):
    """How the dates of a step differ over all starts."""

    starts: Count
    different: Count
    """From how many of the starts they differ."""

    worst_seconds: float
    """The largest difference; negative if the tool is earlier."""

    example: ExampleJson | None
    """Null if none differs."""


class StepJson(Open, title="Step"):
    """What is lost of a step."""

    step: Annotated[int, Field(ge=1)]
    """Its place in the order of the steps, from 1."""

    id: int | None
    action: Literal["email", "reply", "task", "unknown"]
    template_id: int | None
    losses: list[LossJson]
    dates: DifferenceJson | None
    """Null if Sell gives the step no date."""


class SequenceJson(Open, title="Sequence"):
    """What is lost of a sequence."""

    id: int | None
    name: str | None
    file: str | None
    """Null if no file was written, since it was received without its steps."""

    losses: list[LossJson]
    steps: list[StepJson] | None


class DatesJson(Open, title="Dates"):
    """How dates were compared."""

    zone: str
    first_start: Moment
    """The others follow it by an hour each."""

    starts: Count
    target_rule: str
    steps_equal: Count
    steps_different: Count
    steps_without_date: Count


class TemplateJson(Open, title="Template"):
    """What is known of a template."""

    template_id: int | None
    """Null for e-mails that name no usable one."""

    has_subject: bool
    has_body: bool
    losses: list[LossJson]


class TagJson(Open, title="Merge tag"):
    """A merge tag in the texts."""

    tag: str
    templates: list[str]
    written_as: str | None
    """Null if it is written as in Sell."""


class LossesJson(Open, title="Losses"):
    """The report."""

    target: TargetName
    beta: bool
    account: str
    weekend_rule: Literal["hold", "ignore"]
    dates: DatesJson
    open_questions: list[str]
    losses: list[LossJson]
    """What is lost of every sequence."""

    templates: list[TemplateJson]
    merge_tags: list[TagJson]
    sequences: list[SequenceJson]


def losses_schema(title: str) -> dict[str, Json]:
    """The schema of the report."""
    schema = LossesJson.model_json_schema(mode="serialization")
    definitions = schema.pop("$defs")
    del schema["title"]
    return {"$schema": DIALECT, "title": title} | schema | {"$defs": definitions}
