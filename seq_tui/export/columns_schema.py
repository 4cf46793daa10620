"""The JSON Schema of ``list --columns`` as JSON: objects with the chosen columns only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import Field, RootModel

from seq_tui.export.schema import DIALECT, Amount, AsReceived, Count, LongestGapJson, Open

if TYPE_CHECKING:
    from collections.abc import Iterable

    from seq_tui.domain.json import Json


class LengthJson(Open, title="Length"):
    """The delay from the start of the sequence to its last step, in two separate sums."""

    weekdays: Amount
    """Sum of all delays in weekdays."""

    hours: Amount
    """Sum of all delays in hours."""

    complete: bool
    """False if a delay cannot be read, so that the sums lack it."""

    at_earliest: bool
    """True if the last step comes after a task."""


class RowJson(Open, title="Row"):
    """One sequence in columns; what is computed from steps is null if no steps were received."""

    id: AsReceived = Field(examples=[21123])
    """As received: a whole number in a sound record."""

    name: AsReceived = Field(examples=["Welcome sequence"])
    """As received: a string in a sound record."""

    steps: AsReceived = Field(examples=[3])
    """The number of steps; as received if the steps themselves were not."""

    length: LengthJson | None
    """The delay to the last step."""

    days: tuple[Count, Count] | None
    """Fewest and most calendar days to the last step; null if they cannot be counted."""

    emails: Count | None
    """Number of automated e-mails, replies included."""

    replies: Count | None
    """Number of automated e-mails that reply in the thread."""

    tasks: Count | None
    """Number of tasks."""

    gap: LongestGapJson | None
    """The longest delay before a step; null if no step waits."""

    creator: AsReceived = Field(examples=[1700155])
    """The user who created the sequence, as received."""

    created: AsReceived = Field(examples=["2020-06-03T11:06:30Z"])
    """As received: ISO 8601 in UTC in a sound record."""

    updated: AsReceived = Field(examples=["2020-06-03T11:06:30Z"])
    """As received: ISO 8601 in UTC in a sound record."""

    deleted: str | None = Field(examples=["2026-10-02T08:00:00Z"])
    """When a save of an archive first found that the account had deleted it."""


class RowsJson(RootModel[list[RowJson]]):
    """An array of sequences in columns."""


def columns_schema(title: str, names: Iterable[str], *, is_list: bool) -> dict[str, Json]:
    """Return the schema of a document with these columns, in the draft `DIALECT`.

    Args:
        title: the command that prints the document.
        names: the columns, in order.
        is_list: whether the document is an array instead of one line of JSON Lines.
    """
    model = RowsJson if is_list else RowJson
    schema: dict[str, Json] = model.model_json_schema(mode="serialization")
    definitions = schema.pop("$defs")
    row = definitions["RowJson"] if is_list and isinstance(definitions, dict) else schema
    if isinstance(row, dict) and isinstance(fields := row["properties"], dict):
        row["properties"] = {name: fields[name] for name in names}
        row["required"] = list(names)
        row["additionalProperties"] = False
    del schema["title"]
    return {"$schema": DIALECT, "title": title} | schema | {"$defs": definitions}
