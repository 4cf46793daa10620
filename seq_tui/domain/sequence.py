"""Sequences and their steps, as records.

A field of a record is set if the service sent a value of the documented type. Everything else, an
unknown field or a value of another type, is in ``extra`` as received. So `Sequence.data` returns
exactly what the service sent.
"""

from __future__ import annotations

from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from seq_tui.domain.delay import Delay

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from seq_tui.domain.json import Json
    from seq_tui.domain.template_text import TemplateText

AUTOMATED_EMAIL = "automated_email"
TASK = "task"

NO_FIELDS: Mapping[str, Json] = MappingProxyType({})
"""The empty mapping that all records without extra fields share."""


NO_TEXTS: Mapping[int, TemplateText] = MappingProxyType({})


class ActionKind(StrEnum):
    """What a step does, as screens, exports and searches distinguish it."""

    EMAIL = "email"
    """An e-mail in a thread of its own."""

    REPLY = "reply"
    """An e-mail in the thread of the one before."""

    TASK = "task"
    UNKNOWN = "unknown"


class EmailAction(NamedTuple):
    """An e-mail that the service sends automatically."""

    action_type: str | None = AUTOMATED_EMAIL
    """As received; `None` if it was inferred from the properties."""

    properties: Mapping[str, Json] = NO_FIELDS
    """All of ``action_properties``, as received."""

    @property
    def template_id(self) -> Json:
        """``email_template_id``, as received."""
        return self.properties.get("email_template_id")

    @property
    def usable_template_id(self) -> int | None:
        """The same if it is a whole number, as that of every template is."""
        found = self.template_id
        return found if isinstance(found, int) and not isinstance(found, bool) else None

    @property
    def is_reply(self) -> bool:
        """Whether the e-mail is a reply; False if the service did not send ``is_reply``."""
        return self.properties.get("is_reply") is True

    @property
    def kind(self) -> ActionKind:
        """`ActionKind.REPLY` or `ActionKind.EMAIL`."""
        return ActionKind.REPLY if self.is_reply else ActionKind.EMAIL


class TaskAction(NamedTuple):
    """A task for a person; the sequence waits until it is marked done."""

    action_type: str | None = TASK
    properties: Mapping[str, Json] = NO_FIELDS

    @property
    def kind(self) -> ActionKind:
        """`ActionKind.TASK`."""
        return ActionKind.TASK

    @property
    def content(self) -> Json:
        """``task_content``, as received."""
        return self.properties.get("task_content")


class UnknownAction(NamedTuple):
    """An action of an unknown type, or one whose type the service left out."""

    action_type: str | None = None
    properties: Mapping[str, Json] = NO_FIELDS

    @property
    def kind(self) -> ActionKind:
        """`ActionKind.UNKNOWN`."""
        return ActionKind.UNKNOWN


Action = EmailAction | TaskAction | UnknownAction


class Step(NamedTuple):
    """One step: a wait, then an action."""

    id: int | None = None
    position: int | None = None
    """Rank in the sequence, as the service numbers it (from 0)."""

    delay: Delay = Delay()
    action: Action = UnknownAction()
    extra: Mapping[str, Json] = NO_FIELDS

    @property
    def is_task(self) -> bool:
        """Whether the sequence waits here for a person."""
        return self.action.kind is ActionKind.TASK

    @property
    def template_id(self) -> int | None:
        """The id of the e-mail template that it sends, if it is that of one."""
        return self.action.usable_template_id if isinstance(self.action, EmailAction) else None

    @property
    def fields(self) -> dict[str, Json]:
        """The values of the typed fields by the API's field names; `None` for an unset one."""
        return {
            "id": self.id,
            "action_type": self.action.action_type,
            "delay_from_previous_step": self.delay.amount,
            "delay_from_previous_step_unit": self.delay.unit,
            "position": self.position,
            "action_properties": dict(self.action.properties) or None,
        }

    @property
    def data(self) -> dict[str, Json]:
        """The step by the API's field names, without fields that were not sent."""
        return _sent(self.fields, self.extra)


DELETED_AT = "deleted_at"
"""The extra field of a sequence of an archive that the account has since deleted."""


class Sequence(NamedTuple):
    """A template of steps that is started for one lead or contact at a time."""

    id: int | None = None
    name: str | None = None
    steps_total: int | None = None
    """The number of steps that the service reports."""

    creator_id: int | None = None
    created_at: str | None = None
    """As received: ISO 8601 in UTC, in a valid record."""

    updated_at: str | None = None
    steps: tuple[Step, ...] | None = None
    """In order; `None` if the service sent none, which is not the same as no steps."""

    creator_name: str = ""
    """The name of its creator, where that is known; no field of the API's sequence."""

    template_texts: Mapping[int, TemplateText] = NO_TEXTS
    """What the templates of its e-mails say, by id, where an archive knows; no such field either.
    """

    extra: Mapping[str, Json] = NO_FIELDS

    @property
    def template_ids(self) -> frozenset[int]:
        """The ids of the templates that its e-mails are made from."""
        found = (step.template_id for step in self.steps or ())
        return frozenset(each for each in found if each is not None)

    @property
    def deleted_at(self) -> str | None:
        """When a save first found that the account had deleted it; `None` if it has not."""
        at = self.extra.get(DELETED_AT)
        return at if isinstance(at, str) else None

    @property
    def fields(self) -> dict[str, Json]:
        """As `Step.fields`; ``steps`` is a flat array in order."""
        return {
            "id": self.id,
            "name": self.name,
            "steps_total": self.steps_total,
            "creator_id": self.creator_id,
            "created_at": self.created_at,
            "updated_at": self.updated_at,
            "steps": None if self.steps is None else [step.data for step in self.steps],
        }

    @property
    def data(self) -> dict[str, Json]:
        """The sequence by the API's field names, without fields that were not sent."""
        return _sent(self.fields, self.extra)


def with_creator_name(sequence: Sequence, names: Mapping[int, str]) -> Sequence:
    """The sequence with the name of its creator, if it is among these, by id."""
    name = names.get(sequence.creator_id or 0)
    return sequence if name is None else sequence._replace(creator_name=name)


def sort_steps(steps: Iterable[Step]) -> tuple[Step, ...]:
    """Sort steps by position; equal positions stay in the order received.

    A step without a usable position stays after the step that it was received after.
    """
    keys: list[tuple[int | float, Step]] = []
    last: int | float = float("-inf")
    for step in steps:
        last = last if step.position is None else step.position
        keys.append((last, step))
    return tuple(step for _, step in sorted(keys, key=lambda pair: pair[0]))


def _sent(fields: dict[str, Json], extra: Mapping[str, Json]) -> dict[str, Json]:
    return {name: value for name, value in fields.items() if value is not None} | dict(extra)
