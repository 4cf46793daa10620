"""Objects of the API as records: typed where a value has the right type, else as received."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from seq_tui.domain.delay import Delay
from seq_tui.domain.query import MAX_ID_DIGITS
from seq_tui.domain.sequence import (
    AUTOMATED_EMAIL,
    NO_FIELDS,
    TASK,
    EmailAction,
    Sequence,
    Step,
    TaskAction,
    UnknownAction,
    sort_steps,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from seq_tui.domain.json import Json
    from seq_tui.domain.sequence import Action

MAX_INTEGER = 2**63 - 1
"""Largest id or position; the service's own are near 2**31, and databases store 64 bits."""

_ActionType: TypeAlias = type[EmailAction] | type[TaskAction] | type[UnknownAction]

_ACTIONS: dict[str, _ActionType] = {AUTOMATED_EMAIL: EmailAction, TASK: TaskAction}

_EMAIL_PROPERTIES = frozenset({"email_template_id", "is_reply"})
_TASK_PROPERTIES = frozenset({"task_content"})


def unwrap(item: Json) -> dict[str, Json] | None:
    """The object in an item of a collection; `None` if there is none.

    An item is an envelope, ``{"data": {...}, "meta": {...}}``, or the bare object.
    """
    if not isinstance(item, dict):
        return None
    if "id" in item or "data" not in item:
        return None if item.keys() == {"meta"} else item
    data = item["data"]
    return data if isinstance(data, dict) else None


def item_id(item: Json) -> int | None:
    """The id of the object in an item of a collection, if there is a usable one."""
    received = unwrap(item)
    return None if received is None else _id(received.get("id"))


def item_creator(item: Json) -> int | None:
    """The id of the creator of the object in an item, if there is a usable one."""
    received = unwrap(item)
    return None if received is None else _id(received.get("creator_id"))


def item_name(item: Json) -> str:
    """The name of the object in an item of a collection; empty if there is none."""
    received = unwrap(item)
    return "" if received is None else _text(received.get("name")) or ""


def item_updated_at(item: Json) -> str:
    """When the object in an item was last updated, as received; empty if that is not known.

    The service writes ISO 8601 in UTC, so that the later of two is the greater text.
    """
    received = unwrap(item)
    return "" if received is None else _text(received.get("updated_at")) or ""


def sequence_from(received: dict[str, Json]) -> Sequence:
    """The record of one sequence, whose `Sequence.data` returns every field but ``steps``.

    Unreadable ``steps`` (null, ``{}``, a number) become `None`, and are in ``extra`` as sent.
    """
    record = Sequence(
        id=_id(received.get("id")),
        name=_text(received.get("name")),
        steps_total=_integer(received.get("steps_total")),
        creator_id=_id(received.get("creator_id")),
        created_at=_text(received.get("created_at")),
        updated_at=_text(received.get("updated_at")),
    )
    extra = _extra(received, record.fields)
    steps = _steps(received.get("steps"))
    if steps is not None:
        extra.pop("steps")
    return record._replace(steps=steps, extra=extra or NO_FIELDS)


def step_from(received: dict[str, Json]) -> Step:
    """The record of one step, whose `Step.data` returns every field."""
    record = Step(
        id=_id(received.get("id")),
        position=_integer(received.get("position")),
        delay=Delay(
            received.get("delay_from_previous_step"),
            received.get("delay_from_previous_step_unit"),
        ),
        action=_action(received),
    )
    extra = _extra(received, record.fields)
    return record._replace(extra=extra) if extra else record


def _steps(received: Json) -> tuple[Step, ...] | None:
    """Steps from a flat array (as documented) or a nested collection (as observed).

    An item without an object becomes an empty step. If it were dropped, the cumulative delays after
    it would look complete.
    """
    items = received.get("items") if isinstance(received, dict) else received
    if not isinstance(items, list):
        return None
    objects = map(unwrap, items)
    return sort_steps(Step() if data is None else step_from(data) for data in objects)


def _action(received: dict[str, Json]) -> Action:
    sent = received.get("action_properties")
    properties: Mapping[str, Json] = sent if isinstance(sent, dict) and sent else NO_FIELDS
    action_type = received.get("action_type")
    if isinstance(action_type, str):
        return _ACTIONS.get(action_type, UnknownAction)(action_type, properties)
    if action_type is None:
        return _inferred(properties)(None, properties)
    return UnknownAction(None, properties)


def _inferred(properties: Mapping[str, Json]) -> _ActionType:
    """The type of an action by its properties alone; those with a value take precedence."""
    known = properties.keys() & (_EMAIL_PROPERTIES | _TASK_PROPERTIES)
    decisive = {name for name in known if properties[name] not in (None, False, "")} or known
    is_email = not _EMAIL_PROPERTIES.isdisjoint(decisive)
    is_task = not _TASK_PROPERTIES.isdisjoint(decisive)
    if is_email == is_task:
        return UnknownAction
    return EmailAction if is_email else TaskAction


def _extra(received: dict[str, Json], typed: dict[str, Json]) -> dict[str, Json]:
    """The received fields that the typed ones do not reproduce exactly."""
    return {
        name: value
        for name, value in received.items()
        if (known := typed.get(name)) is None or not (known is value or _is_same(known, value))
    }


def _is_same(one: Json, other: Json) -> bool:
    """Equal and of the same type: in JSON, unlike Python, 1 is neither true nor 1.0."""
    return type(one) is type(other) and one == other


def _id(value: Json) -> int | None:
    if isinstance(value, str):
        return _integer(int(value)) if _is_id(value) else None
    return _integer(value)


def _is_id(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= MAX_ID_DIGITS


def _integer(value: Json) -> int | None:
    if not isinstance(value, int) or isinstance(value, bool):
        return None
    return value if abs(value) <= MAX_INTEGER else None


def _text(value: Json) -> str | None:
    return value if isinstance(value, str) else None
