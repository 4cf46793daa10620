"""The fields in which two records differ."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from seq_tui.domain.comparison.step_key import NOT_COMPARED, json_text, wait_key

if TYPE_CHECKING:
    from collections.abc import Mapping

    from seq_tui.domain.json import Json
    from seq_tui.domain.sequence import Sequence, Step

PROPERTIES = "action_properties"
STEPS = "steps"
CREATOR_ID = "creator_id"

DELAY = "delay_from_previous_step"
DELAY_UNIT = "delay_from_previous_step_unit"


class Absent(Enum):
    """The value of a field that a record does not have."""

    ABSENT = "absent"


ABSENT = Absent.ABSENT


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field that differs."""

    name: str
    """The API's; a property of an action is ``action_properties.`` and its name."""

    old: Json | Absent
    new: Json | Absent


def sequence_changes(old: Sequence, new: Sequence) -> tuple[FieldChange, ...]:
    """The fields in which two sequences differ; without ``steps`` if both have some.

    Steps that were not sent differ from none.
    """
    before, after = _compared(old.data), _compared(new.data)
    if old.steps is not None and new.steps is not None:
        del before[STEPS], after[STEPS]
    return _changes(before, after)


def step_changes(old: Step, new: Step) -> tuple[FieldChange, ...]:
    """The fields in which two steps differ."""
    before, after = _step_fields(old), _step_fields(new)
    if wait_key(old.delay) == wait_key(new.delay):
        # A wait of 1 hour and one of 1.0 hours are the same.
        for name in (DELAY, DELAY_UNIT):
            before.pop(name, None)
            after.pop(name, None)
    return _changes(before, after)


def _step_fields(step: Step) -> dict[str, Json]:
    fields = _compared(step.data)
    if step.action.properties:
        del fields[PROPERTIES]
        fields |= {f"{PROPERTIES}.{name}": each for name, each in step.action.properties.items()}
    return fields


def _compared(fields: dict[str, Json]) -> dict[str, Json]:
    return {name: value for name, value in fields.items() if name not in NOT_COMPARED}


def _changes(old: Mapping[str, Json], new: Mapping[str, Json]) -> tuple[FieldChange, ...]:
    return tuple(
        FieldChange(name, old.get(name, ABSENT), new.get(name, ABSENT))
        for name in dict.fromkeys([*old, *new])
        if (name in old) != (name in new) or json_text(old[name]) != json_text(new[name])
    )
