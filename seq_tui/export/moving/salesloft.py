"""Salesloft: a cadence is imported as one document, and is a draft then.

The source of all fields is moving.md §2, ``POST https://api.salesloft.com/v2/cadence_imports``,
from Salesloft's public description [DOC] and from public code that talks to it [OBS].
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from seq_tui.domain.schedule import DAY
from seq_tui.domain.weekend_rule import WeekendRule
from seq_tui.export.moving.built import Built, Target
from seq_tui.export.moving.losses import assumed, no_counterpart
from seq_tui.export.moving.payload import Count, NonEmpty, Payload
from seq_tui.export.moving.target_rules import Counting, TargetPlan
from seq_tui.export.moving.waits import MINUTE, Wait, rounded
from seq_tui.presentation.wording import counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seq_tui.export.moving.drafts import Draft
    from seq_tui.export.moving.losses import Loss
    from seq_tui.export.moving.moved import MovedSequence, MovedStep

MAX_DELAY = 720
"""Most minutes within a day [DOC]."""

_DAY_MINUTES = DAY // MINUTE


class EmailTemplate(Payload):
    """``email_template`` [DOC]: the words of an e-mail, inline."""

    title: NonEmpty
    subject: str
    """Empty in a reply, which has none."""

    body: NonEmpty
    open_tracking: bool
    click_tracking: bool


class EmailSettings(Payload):
    """``type_settings`` of an e-mail [DOC]."""

    previous_email_step_group_reference_id: str | None
    """The group of the e-mail that this one replies to; null begins a new thread."""

    email_template: EmailTemplate


class TaskSettings(Payload):
    """``type_settings`` of another step [DOC]."""

    instructions: NonEmpty


class CadenceStep(Payload):
    """One of ``steps[]`` [DOC]; several in a group would be variants, so there is one."""

    enabled: bool
    """False if words are missing, so that it cannot be sent."""

    name: NonEmpty
    type: Literal["Email", "Phone", "Other"]
    type_settings: EmailSettings | TaskSettings


class AutomatedSettings(Payload):
    """``automated_settings`` of an e-mail [DOC; the flag OBS]."""

    send_type: Literal["after_time_delay"]
    delay_time: Annotated[int, Field(ge=0, le=MAX_DELAY)]
    """In minutes, within the day."""

    allow_send_on_weekends: bool


class StepGroup(Payload):
    """One of ``step_groups[]`` [DOC]: what is due on one day."""

    day: Annotated[int, Field(ge=1)]
    """Counted from the start, which is day 1."""

    automated: bool
    due_immediately: bool
    """True if there is no wait at all since the start [inferred]."""

    reference_id: NonEmpty
    """A string in the description, a number in public code: here the number as a string."""

    automated_settings: AutomatedSettings | None = None
    steps: Annotated[list[CadenceStep], Field(min_length=1, max_length=1)]


class CadenceContent(Payload):
    """``cadence_content`` [DOC]."""

    step_groups: list[StepGroup]


class Settings(Payload):
    """``settings`` [DOC]."""

    name: NonEmpty
    target_daily_people: Count
    remove_replied: bool
    remove_bounced: bool
    external_identifier: str | None
    cadence_function: Literal["outbound", "inbound", "event", "other"]


class SharingSettings(Payload):
    """``sharing_settings`` [DOC]."""

    team_cadence: bool
    shared: bool


class CadenceImport(Payload):
    """The body of the call [DOC]."""

    settings: Settings
    sharing_settings: SharingSettings
    cadence_content: CadenceContent


def build(sequence: MovedSequence, weekend: WeekendRule) -> Built:
    """The payload of a sequence."""
    groups: list[StepGroup] = []
    losses: list[tuple[Loss, ...]] = []
    total = Wait()
    for moved in sequence.steps:
        total = total.plus(moved.wait)
        first_day = groups[-1].day if groups else 1
        groups.append(_group(moved, total, first_day, weekend))
        losses.append(tuple(_losses(moved, total, groups[-1])))
    payload = CadenceImport(
        settings=Settings(
            name=sequence.name,
            target_daily_people=0,
            remove_replied=True,
            remove_bounced=True,
            external_identifier=None if sequence.id is None else str(sequence.id),
            cadence_function="other",
        ),
        sharing_settings=SharingSettings(team_cadence=False, shared=False),
        cadence_content=CadenceContent(step_groups=groups),
    )
    holds = weekend is WeekendRule.HOLD
    plan = TargetPlan(
        Counting.FROM_START,
        tuple(map(_offset, groups)),
        tuple(each.automated and holds for each in groups),
    )
    return Built(payload, plan, tuple(losses))


def _group(moved: MovedStep, total: Wait, first_day: int, weekend: WeekendRule) -> StepGroup:
    """The group of a step, which is due on no earlier day than the one before."""
    is_immediate = total == Wait()
    reference = str(moved.rank)
    if moved.draft is None:
        day = max(first_day, total.on_calendar // DAY + 1)
        step = CadenceStep(
            enabled=True,
            name=moved.title,
            type="Other",
            type_settings=TaskSettings(instructions=moved.note),
        )
        return StepGroup(
            day=day,
            automated=False,
            due_immediately=is_immediate,
            reference_id=reference,
            steps=[step],
        )
    day, minutes = _day_and_minutes(rounded(total.on_calendar, MINUTE))
    return StepGroup(
        day=day,
        automated=True,
        due_immediately=is_immediate,
        reference_id=reference,
        automated_settings=AutomatedSettings(
            send_type="after_time_delay",
            delay_time=minutes,
            allow_send_on_weekends=weekend is WeekendRule.IGNORE,
        ),
        steps=[_email(moved, moved.draft)],
    )


def _email(moved: MovedStep, draft: Draft) -> CadenceStep:
    return CadenceStep(
        enabled=moved.is_ready,
        name=moved.title,
        type="Email",
        type_settings=EmailSettings(
            previous_email_step_group_reference_id=(
                None if moved.thread is None else str(moved.thread)
            ),
            email_template=EmailTemplate(
                title=draft.full_subject,
                subject=moved.subject,
                body=draft.html,
                open_tracking=False,
                click_tracking=False,
            ),
        ),
    )


def _day_and_minutes(total: int) -> tuple[int, int]:
    """The day and the minutes within it that are nearest to a number of minutes, or later."""
    days, minutes = divmod(total, _DAY_MINUTES)
    if minutes <= MAX_DELAY:
        return days + 1, minutes
    is_nearer_to_noon = minutes - MAX_DELAY < _DAY_MINUTES - minutes
    return (days + 1, MAX_DELAY) if is_nearer_to_noon else (days + 2, 0)


def _offset(group: StepGroup) -> int:
    """When a group is due, in microseconds after the start."""
    settings = group.automated_settings
    minutes = 0 if settings is None else settings.delay_time
    return (group.day - 1) * DAY + minutes * MINUTE


def _losses(moved: MovedStep, total: Wait, group: StepGroup) -> Iterator[Loss]:
    written = f"day {group.day}"
    if group.automated_settings is not None and group.automated_settings.delay_time:
        written += f" and {group.automated_settings.delay_time} minutes"
    if total.weekdays:
        weekdays = counted(total.weekdays, "weekday")
        text = f"{weekdays} since the start are counted in calendar days: {written}"
        yield assumed("weekdays-as-days", text)
    if _offset(group) != total.on_calendar:
        limit = "0 to 720 minutes within a day" if moved.draft is not None else "no time for a task"
        yield assumed("wait-rounded", f"Salesloft takes {limit}: {written}")
    if moved.draft is None:
        text = "Salesloft does not wait until the task is done: later steps keep their days"
        yield no_counterpart("task-wait", text)


SALESLOFT = Target(
    name="salesloft",
    label="Salesloft",
    build=build,
    build_template=None,
    date_rule="a step is due on a day counted from the start in calendar days, an e-mail up to 720"
    " minutes later; an e-mail on a weekend is held until Monday, at the earliest at 00:00 (unless"
    " Sell's rule is to ignore weekends), and moves no other step",
    losses=(
        assumed("draft", "what is imported is a draft, and an e-mail with missing words is off"),
        assumed("stop-at-reply", "people are removed at a reply, as in Sell, and at a bounce"),
        assumed(
            "from-the-start",
            "Salesloft counts all days from the start, so a step that is late moves no later one",
        ),
        assumed(
            "weeks",
            "weekdays are calendar days in Salesloft; they are written so that a start on a Monday"
            " has the dates that Sell gives, as far as there are no hours",
        ),
        assumed(
            "time-of-day",
            "that the minutes within a day count from the time of the start is inferred",
        ),
        assumed(
            "settings",
            "cadence_function is other and target_daily_people is 0, since Sell has neither; opens"
            " and clicks are not tracked",
        ),
        no_counterpart("template-ids", "Salesloft takes no template by its id: texts are inline"),
        no_counterpart("unsubscribe", "unsubscribe settings belong to the account in Salesloft"),
    ),
    open_questions=(),
    sending="""\
Salesloft imports a cadence by one call, as a draft. Make an API key in Salesloft, and try one
cadence first:

```sh
export SALESLOFT_TOKEN=...
mkdir -p sent
send() {
  [ ! -e "sent/${1##*/}" ] || return 0
  [ -f "$1" ] || { echo "no file $1"; return 1; }
  curl --fail-with-body --silent --show-error https://api.salesloft.com/v2/cadence_imports \\
    -H "authorization: Bearer $SALESLOFT_TOKEN" -H "content-type: application/json" \\
    --data-binary "@$1" >> answers.jsonl && mv "$1" sent/ || { echo "failed: $1"; return 1; }
}
send sequences/{example}
```

{others}

In Salesloft, read each draft, and switch on the e-mails that are off once their words are there.
""",
)
