"""What two steps have in common, as texts that are equal where the steps are.

An id says which record it is, a position where it stands; neither says what it does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from seq_tui.domain.sequence import EmailAction, TaskAction

if TYPE_CHECKING:
    from seq_tui.domain.delay import Delay
    from seq_tui.domain.json import Json
    from seq_tui.domain.sequence import Step

NOT_COMPARED = frozenset({"id", "position", "created_at", "updated_at"})
"""The fields that tell one record from another or follow from the rest."""


class StepKey(NamedTuple):
    """A step, from the roughest to the finest; equal texts mean that two steps agree in that."""

    type: str
    """An e-mail, replies included; a task; or the type of an unknown action."""

    subject: str
    """The same with the template, the text of the task, or all properties of an unknown action."""

    action: str
    """All that is not the wait: the action with all its properties, and the unknown fields."""

    wait: str


def step_key(step: Step) -> StepKey:
    """The key of a step."""
    action = step.action
    properties = dict(action.properties)
    if isinstance(action, EmailAction):
        kind, subject = "email", json_text(action.template_id)
    elif isinstance(action, TaskAction):
        kind, subject = "task", json_text(action.content)
    else:
        kind, subject = f"unknown {json_text(action.action_type)}", json_text(properties)
    subject = f"{kind} {subject}"
    extra = {name: each for name, each in step.extra.items() if name not in NOT_COMPARED}
    rest = f"{json_text(action.action_type)} {json_text(properties)} {json_text(extra)}"
    return StepKey(kind, subject, f"{subject} {rest}", wait_key(step.delay))


def wait_key(delay: Delay) -> str:
    """Equal for waits of the same length in the same unit, and for unreadable ones as received."""
    amount = delay.amount
    if isinstance(amount, float) and delay.is_readable and amount.is_integer():
        amount = int(amount)
    return f"{json_text(amount)} {json_text(delay.unit)}"


def json_text(value: Json) -> str:
    """A text that is equal for equal values, whatever the order of the names in an object.

    Not made by the module json, which takes thrice as long for a few properties.
    """
    if isinstance(value, dict):
        fields = (f"{name!r}:{json_text(value[name])}" for name in sorted(value))
        return f"{{{','.join(fields)}}}"
    if isinstance(value, list):
        return f"[{','.join(map(json_text, value))}]"
    return repr(value)
