"""The JSON Schema of what ``check --format json`` writes, made from models of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from seq_tui.domain.checks.rules import RULES
from seq_tui.export.schema import DIALECT, Count, Open

if TYPE_CHECKING:
    from seq_tui.domain.json import Json

LevelName = Literal["error", "warning", "info"]
RuleName = Annotated[str, Field(examples=[*RULES])]


class PlaceJson(Open, title="Sequence of a finding"):
    """The sequence, as received."""

    id: int | None
    """Null if it has no usable id."""

    name: str | None
    """Null if it has no name."""


class StepPlaceJson(Open, title="Step of a finding"):
    """The step."""

    rank: Annotated[int, Field(ge=1)]
    """Its place in the order of the steps, from 1."""

    id: int | None
    """As received; null if it has no usable one."""

    position: int | None
    """As received, from 0 in a sound record; null if it has no usable one."""


class FindingJson(Open, title="Finding"):
    """One place where a sequence breaks a rule."""

    rule: RuleName
    """The id of the rule; check --list prints all."""

    level: LevelName
    sequence: PlaceJson
    step: StepPlaceJson | None
    """Null if the finding is about the sequence as a whole."""

    message: str
    """A sentence with the facts; parts of it are as received."""


class LevelsJson(Open, title="Numbers by level"):
    """How many findings there are of each level."""

    error: Count
    warning: Count
    info: Count


class ReportJson(Open, title="Report"):
    """What the checks found."""

    findings: list[FindingJson]
    """Those of one sequence follow each other; those about the whole account come last."""

    sequences: Count
    """How many sequences were checked."""

    level: LevelName
    """The lowest level of the findings that are listed."""

    counts: LevelsJson
    """The findings that are listed."""

    hidden: LevelsJson
    """The findings of lower levels, which are not listed."""


def findings_schema(title: str) -> dict[str, Json]:
    """The schema of a report."""
    schema = ReportJson.model_json_schema(mode="serialization")
    definitions = schema.pop("$defs")
    del schema["title"]
    return {"$schema": DIALECT, "title": title} | schema | {"$defs": definitions}
