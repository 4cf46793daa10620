"""Apollo: a sequence is made by one call, with its e-mails inside.

The source of all fields is moving.md §2, from Apollo's public description [DOC]:
``POST https://api.apollo.io/api/v1/sequences``. Fields that Sell has nothing for are left out, so
that Apollo's own defaults hold.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from seq_tui.domain.schedule import DAY, HOUR
from seq_tui.export.moving.built import Built, Target
from seq_tui.export.moving.losses import assumed, no_counterpart
from seq_tui.export.moving.payload import Count, NonEmpty, Payload
from seq_tui.export.moving.target_rules import Counting, TargetPlan
from seq_tui.export.moving.waits import (
    MINUTE,
    calendar_waits,
    rounded,
    rounding_loss,
    weekdays_loss,
)

if TYPE_CHECKING:
    from seq_tui.domain.weekend_rule import WeekendRule
    from seq_tui.export.moving.losses import Loss
    from seq_tui.export.moving.moved import MovedSequence, MovedStep

_UNITS = {"minute": MINUTE, "hour": HOUR, "day": DAY}


class EmailTemplate(Payload):
    """``emailer_template`` [DOC]: the words of an e-mail, inline."""

    subject: str
    """Empty in a reply, which reuses that of the thread."""

    body_html: NonEmpty


class Touch(Payload):
    """One of ``emailer_touches[]`` [DOC]."""

    type: Literal["new_thread", "reply_to_thread"]
    status: Literal["to_be_reviewed", "approved"]
    """``to_be_reviewed`` is the default, and what is written: a person reads each e-mail first."""

    emailer_template: EmailTemplate


class EmailerStep(Payload):
    """One of ``emailer_steps[]`` [DOC]; the order of the array is that of the steps."""

    type: Literal["auto_email", "manual_email", "call", "action_item", "linkedin_step_connect"]
    wait_time: Count
    """After the step before, in units of `wait_mode`."""

    wait_mode: Literal["minute", "hour", "day"]
    note: str | None = None
    emailer_touches: list[Touch] | None = None


class ApolloSequence(Payload):
    """The body of the call [DOC]."""

    name: NonEmpty
    active: Literal[False]
    mark_finished_if_reply: bool
    """True, since a sequence in Sell stops at a reply."""

    emailer_steps: list[EmailerStep]


def build(sequence: MovedSequence, _weekend: WeekendRule) -> Built:
    """The payload of a sequence; Apollo's schedule decides about weekends, not the payload."""
    waits = calendar_waits(each.wait for each in sequence.steps)
    steps = [_step(*each) for each in zip(sequence.steps, waits, strict=True)]
    payload = ApolloSequence(
        name=sequence.name, active=False, mark_finished_if_reply=True, emailer_steps=steps
    )
    plan = TargetPlan(
        Counting.FROM_PREVIOUS,
        tuple(each.wait_time * _UNITS[each.wait_mode] for each in steps),
        tuple(each.type == "auto_email" for each in steps),
    )
    return Built(payload, plan, tuple(map(_losses, sequence.steps, waits)))


def _step(moved: MovedStep, wait: int) -> EmailerStep:
    amount, mode = _unit(wait, is_elapsed=bool(moved.wait.elapsed))
    if moved.draft is None:
        return EmailerStep(type="action_item", wait_time=amount, wait_mode=mode, note=moved.note)
    touch = Touch(
        type="new_thread" if moved.thread is None else "reply_to_thread",
        status="to_be_reviewed",
        emailer_template=EmailTemplate(subject=moved.subject, body_html=moved.draft.html),
    )
    return EmailerStep(type="auto_email", wait_time=amount, wait_mode=mode, emailer_touches=[touch])


def _unit(wait: int, *, is_elapsed: bool) -> tuple[int, Literal["minute", "hour", "day"]]:
    """A wait in the largest unit in which it is exact; hours stay hours."""
    if not is_elapsed:
        return wait // DAY, "day"
    minutes = rounded(wait, MINUTE)
    return (minutes, "minute") if minutes % 60 else (minutes // 60, "hour")


def _losses(moved: MovedStep, wait: int) -> tuple[Loss, ...]:
    return (*rounding_loss(wait, MINUTE, "minute"), *weekdays_loss(moved.wait, wait))


APOLLO = Target(
    name="apollo",
    label="Apollo",
    build=build,
    build_template=None,
    date_rule="a wait is elapsed time after the step before, and a day is a calendar day; an e-mail"
    " on a weekend is held until Monday, at the earliest at 00:00, and later steps count from"
    " there; tasks are not held",
    losses=(
        assumed(
            "review",
            "the sequence is not active, and each e-mail is to be reviewed by a person (status"
            " to_be_reviewed) before Apollo sends it",
        ),
        assumed("stop-at-reply", "it finishes at a reply (mark_finished_if_reply), as in Sell"),
        assumed(
            "weeks",
            "weekdays are calendar days in Apollo; they are written so that a start on a Monday has"
            " the dates that Sell gives, as far as there are no hours",
        ),
        assumed(
            "schedule",
            "no emailer_schedule_id is written, so that Apollo takes its default; choose one that"
            " sends from Monday to Friday",
        ),
        assumed(
            "task-wait",
            "a task is an action item; that Apollo waits until it is done, as Sell does, is"
            " inferred: no auto_skip_in_x_days is written",
        ),
        no_counterpart("unsubscribe", "unsubscribe settings belong to the account in Apollo"),
    ),
    open_questions=(),
    sending="""\
Apollo makes a sequence by one call. Make an API key in Apollo (Settings, Integrations, API), and
try one sequence first:

```sh
export APOLLO_API_KEY=...
mkdir -p sent
send() {
  [ ! -e "sent/${1##*/}" ] || return 0
  [ -f "$1" ] || { echo "no file $1"; return 1; }
  curl --fail-with-body --silent --show-error https://api.apollo.io/api/v1/sequences \\
    -H "x-api-key: $APOLLO_API_KEY" -H "content-type: application/json" \\
    --data-binary "@$1" >> answers.jsonl && mv "$1" sent/ || { echo "failed: $1"; return 1; }
}
send sequences/{example}
```

{others}

An answer of 422 names what your plan does not allow. In Apollo, choose a schedule from Monday to
Friday, read each e-mail, approve it, and only then activate the sequence.
""",
)
