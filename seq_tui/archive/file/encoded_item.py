"""An item encoded for storage: its exact text, and columns derived from it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from seq_tui.archive.file.search_key import search_key
from seq_tui.domain.filter.facts import Facts
from seq_tui.domain.sequence import ActionKind, TaskAction
from seq_tui.domain.storable_text import replace_unstorable
from seq_tui.wire.item_texts import ReceivedItem, encode_json, to_valid_json
from seq_tui.wire.records import sequence_from, unwrap

if TYPE_CHECKING:
    from seq_tui.domain.json import Json
    from seq_tui.domain.sequence import Sequence, Step

_LETTERS = {
    ActionKind.EMAIL: "e",
    ActionKind.REPLY: "r",
    ActionKind.TASK: "t",
    ActionKind.UNKNOWN: "u",
}
"""The column ``actions`` has one of these for each step."""


class EncodedItem(NamedTuple):
    """An item ready to be written to an archive."""

    id: int | None
    """`None` if the item holds no sequence, or one without a usable id."""

    updated_at: str
    name: str | None
    columns: tuple[str | int | float | None, ...]
    """The columns ``id`` to ``actions`` of the table ``sequence``, in its order."""

    text: str
    """What the service sent; if that is no valid JSON, with strings for what JSON lacks."""

    received: str | None
    """What the service sent, if that is no valid JSON."""

    name_key: str
    task_key: str

    facts: Facts | None
    """What filters and orders compare; `None` if the item holds no sequence."""


def encode_item(item: Json | ReceivedItem) -> EncodedItem:
    """Encode an item, which may be any JSON value; one without a text is encoded as JSON."""
    if not isinstance(item, ReceivedItem):
        item = ReceivedItem(item, encode_json(item))
    text = to_valid_json(item.text)
    received = None if text == item.text else item.text
    data = unwrap(item.value)
    if data is None:
        return EncodedItem(None, "", None, (None,) * 12, text, received, "", "", None)
    sequence = sequence_from(data)
    facts = Facts(sequence)
    return EncodedItem(
        sequence.id,
        sequence.updated_at or "",
        _optional_text(sequence.name),
        _columns(facts),
        text,
        received,
        replace_unstorable(facts.name),
        search_key("\n".join(task_texts(sequence))),
        facts,
    )


def task_texts(sequence: Sequence) -> list[str]:
    """The texts of a sequence's tasks, without empty ones."""
    return [text for step in sequence.steps or () if (text := _task_text(step))]


def _columns(facts: Facts) -> tuple[str | int | float | None, ...]:
    sequence = facts.sequence
    described = (
        sequence.id,
        _optional_text(sequence.name),
        sequence.creator_id,
        _optional_text(sequence.created_at),
        _optional_text(sequence.updated_at),
    )
    if sequence.steps is None:
        return (*described, *(None,) * 7)
    steps = sequence.steps
    letters = "".join(map(_LETTERS.__getitem__, facts.kinds))
    counts = (len(steps), letters.count("e") + letters.count("r"), letters.count("r"))
    sums = (facts.sums.weekdays, facts.sums.hours) if facts.sums else (0, 0)
    return (*described, *counts, letters.count("t"), *map(float, sums), letters)


def _task_text(step: Step) -> str:
    text = step.action.content if isinstance(step.action, TaskAction) else None
    return text if isinstance(text, str) else ""


def _optional_text(text: str | None) -> str | None:
    return None if text is None else replace_unstorable(text)
