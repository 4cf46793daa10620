"""One item as an archive holds it: its JSON whole, and columns of what it says."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from seq_tui.archive.file.search_key import search_key, storable
from seq_tui.domain.delay import cumulative_delays
from seq_tui.domain.sequence import ActionKind, TaskAction
from seq_tui.wire.records import content, sequence_from

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


@dataclass(frozen=True, slots=True)
class Record:
    """An item, ready to be put into an archive."""

    id: int | None
    """`None` where the item holds no sequence, or one without a usable id."""

    updated_at: str
    columns: tuple[str | int | float | None, ...]
    """From ``id`` to ``actions`` in the table ``sequence``, in its order."""

    json: str
    name_key: str
    task_key: str


def record_of(item: Json) -> Record:
    """What an archive keeps of an item, which may be anything that JSON can hold."""
    data = content(item)
    if data is None:
        return Record(None, "", (None,) * 12, encode(item), "", "")
    sequence = sequence_from(data)
    return Record(
        sequence.id,
        sequence.updated_at or "",
        _columns(sequence),
        encode(item),
        search_key(sequence.name or ""),
        search_key("\n".join(tasks_of(sequence))),
    )


def encode(item: Json) -> str:
    """JSON that reads back as the same value, and that UTF-8 can hold."""
    text = json.dumps(item, ensure_ascii=False, separators=(",", ":"))
    if storable(text) == text:
        return text
    return json.dumps(item, separators=(",", ":"))


def _columns(sequence: Sequence) -> tuple[str | int | float | None, ...]:
    named = (
        sequence.id,
        _kept(sequence.name),
        sequence.creator_id,
        _kept(sequence.created_at),
        _kept(sequence.updated_at),
    )
    if sequence.steps is None:
        return (*named, *(None,) * 7)
    steps = sequence.steps
    letters = "".join(_LETTERS[step.action.kind] for step in steps)
    counts = (len(steps), letters.count("e") + letters.count("r"), letters.count("r"))
    last = cumulative_delays(steps)[-1] if steps else None
    sums = (last.weekdays, last.hours) if last else (0, 0)
    return (*named, *counts, letters.count("t"), *map(float, sums), letters)


def tasks_of(sequence: Sequence) -> list[str]:
    """What the tasks of a sequence say, for those that say something."""
    return [text for step in sequence.steps or () if (text := _task(step))]


def _task(step: Step) -> str:
    text = step.action.content if isinstance(step.action, TaskAction) else None
    return text if isinstance(text, str) else ""


def _kept(text: str | None) -> str | None:
    return None if text is None else storable(text)
