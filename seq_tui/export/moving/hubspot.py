"""HubSpot: templates are made first, then a sequence that names them. Its description is a beta.

The source of all fields is moving.md §2, from HubSpot's public description of the version
``2026-09-beta`` [DOC]: ``POST /automation/email-templates/2026-09-beta``, then
``POST /automation/sequences/2026-09-beta/serviceaccounts/sequences``. How the fields
``branchNumber``, ``dynamic`` and ``variants`` are filled for steps in a row is not described.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from seq_tui.domain.schedule import DAY
from seq_tui.export.moving.built import Built, Target
from seq_tui.export.moving.losses import assumed, no_counterpart
from seq_tui.export.moving.payload import Count, NonEmpty, Payload
from seq_tui.export.moving.placeholders import template_placeholder
from seq_tui.export.moving.target_rules import Counting, TargetPlan
from seq_tui.export.moving.texts import title_of
from seq_tui.export.moving.waits import MILLISECOND, rounded, rounding_loss

if TYPE_CHECKING:
    from seq_tui.domain.weekend_rule import WeekendRule
    from seq_tui.export.moving.drafts import Draft
    from seq_tui.export.moving.losses import Loss
    from seq_tui.export.moving.moved import MovedSequence, MovedStep

_BRANCH = 0
"""The only branch of a sequence whose steps are in a row [inferred]."""

_LAST_MINUTE = 24 * 60 - 1
_MORNING = 9 * 60
"""When HubSpot makes tasks and reminds of them, in minutes of the day; Sell has no such time."""

_Minute = Annotated[int, Field(ge=0, le=_LAST_MINUTE)]
_Strategy = Literal["LEAD_BASED", "ACCOUNT_BASED"]


class EmailTemplate(Payload):
    """The body of the call that makes a template [DOC]."""

    name: NonEmpty
    body: NonEmpty
    subject: NonEmpty


class Unenrollment(Payload):
    """``emailSettings`` and ``meetingSettings`` [DOC]: what ends a sequence for a person."""

    criteria: Literal["ALL", "NONE"]
    sellingStrategy: _Strategy


class UnenrollmentSettings(Payload):
    """``unenrollmentSettings`` [DOC]."""

    emailSettings: Unenrollment
    meetingSettings: Unenrollment


class Settings(Payload):
    """``settings`` [DOC]; all of its fields are required."""

    eligibleFollowUpDays: Literal["BUSINESS_DAYS", "WEEKDAYS_ONLY", "EVERYDAY"]
    sellingStrategy: _Strategy
    sendWindowStartMinute: _Minute
    sendWindowEndMinute: _Minute
    taskCreationMinute: _Minute
    taskReminderMinute: _Minute
    individualTaskRemindersEnabled: bool
    useThreadedFollowUps: bool
    unenrollmentSettings: UnenrollmentSettings


class EmailPattern(Payload):
    """``emailPattern`` [DOC]."""

    templateId: NonEmpty
    """A placeholder for the id that the answer to the call for the template gives."""

    threadEmailToStepOrder: Count | None = None
    """The step whose e-mail this one replies to."""


class TaskPattern(Payload):
    """``taskPattern`` [DOC]; it has more types of tasks, of which Sell knows none."""

    taskType: Literal["TODO", "CALL", "EMAIL"]
    taskPriority: Literal["NONE", "LOW", "MEDIUM", "HIGH"]
    subject: NonEmpty
    notes: NonEmpty


class SequenceStep(Payload):
    """One of ``steps[]`` [DOC]."""

    actionType: Literal["EMAIL", "TASK", "FINISH_ENROLLMENT"]
    stepOrder: Count
    """From 0."""

    delayMillis: Count
    """After the step before; 86,400,000 are a weekday with business days [inferred]."""

    dynamic: Literal[False]
    branchNumber: Count
    variants: Annotated[list[None], Field(max_length=0)]
    """Empty: a step has no variants in Sell."""

    emailPattern: EmailPattern | None = None
    taskPattern: TaskPattern | None = None


class Dependency(Payload):
    """One of ``dependencies[]`` [DOC]: a step that waits until a task is done, as in Sell."""

    dependencyType: Literal["TASK_COMPLETION", "MANUAL_PAUSE"]
    reliesOnStepOrder: Count
    requiredByStepOrder: Count
    branchNumber: Count


class HubSpotSequence(Payload):
    """The body of the call that makes a sequence [DOC]."""

    name: NonEmpty
    dynamic: Literal[False]
    settings: Settings
    steps: list[SequenceStep]
    dependencies: list[Dependency]


def build(sequence: MovedSequence, _weekend: WeekendRule) -> Built:
    """The payload of a sequence. Weekdays need business days, which never send on a weekend."""
    steps = [_step(each) for each in sequence.steps]
    payload = HubSpotSequence(
        name=sequence.name,
        dynamic=False,
        settings=_settings(has_replies=any(each.thread is not None for each in sequence.steps)),
        steps=steps,
        dependencies=[
            Dependency(
                dependencyType="TASK_COMPLETION",
                reliesOnStepOrder=each.stepOrder,
                requiredByStepOrder=each.stepOrder + 1,
                branchNumber=_BRANCH,
            )
            for each in steps[:-1]
            if each.actionType == "TASK"
        ],
    )
    plan = TargetPlan(
        Counting.ON_WEEKDAYS,
        tuple(each.delayMillis * MILLISECOND for each in steps),
        (True,) * len(steps),
    )
    return Built(payload, plan, tuple(tuple(_losses(each)) for each in sequence.steps))


def build_template(draft: Draft) -> EmailTemplate:
    """The payload of a template."""
    name = f"Zendesk Sell {draft.name}"
    if draft.subject:
        name += f": {title_of(draft.subject)}"
    return EmailTemplate(name=name, body=draft.html, subject=draft.full_subject)


def _settings(*, has_replies: bool) -> Settings:
    return Settings(
        eligibleFollowUpDays="BUSINESS_DAYS",
        sellingStrategy="LEAD_BASED",
        sendWindowStartMinute=0,
        sendWindowEndMinute=_LAST_MINUTE,
        taskCreationMinute=_MORNING,
        taskReminderMinute=_MORNING,
        individualTaskRemindersEnabled=False,
        useThreadedFollowUps=has_replies,
        unenrollmentSettings=UnenrollmentSettings(
            emailSettings=Unenrollment(criteria="ALL", sellingStrategy="LEAD_BASED"),
            meetingSettings=Unenrollment(criteria="NONE", sellingStrategy="LEAD_BASED"),
        ),
    )


def _step(moved: MovedStep) -> SequenceStep:
    order = moved.rank - 1
    delay = rounded(moved.wait.on_weekdays, MILLISECOND)
    if moved.draft is None:
        return SequenceStep(
            actionType="TASK",
            stepOrder=order,
            delayMillis=delay,
            dynamic=False,
            branchNumber=_BRANCH,
            variants=[],
            taskPattern=TaskPattern(
                taskType="TODO", taskPriority="NONE", subject=moved.title, notes=moved.note
            ),
        )
    template_id = template_placeholder(moved.draft.template_id)
    pattern = (
        EmailPattern(templateId=template_id)
        if moved.thread is None
        else EmailPattern(templateId=template_id, threadEmailToStepOrder=moved.thread - 1)
    )
    return SequenceStep(
        actionType="EMAIL",
        stepOrder=order,
        delayMillis=delay,
        dynamic=False,
        branchNumber=_BRANCH,
        variants=[],
        emailPattern=pattern,
    )


def _losses(moved: MovedStep) -> list[Loss]:
    losses = rounding_loss(moved.wait.on_weekdays, MILLISECOND, "millisecond")
    if moved.wait.elapsed >= DAY and not moved.wait.weekdays:
        text = "hours of a day and longer count weekdays in HubSpot"
        losses.append(assumed("hours-as-weekdays", text))
    if moved.draft is None:
        text = "Sell does not say what kind of task it is: written as TODO, without a priority"
        losses.append(assumed("task-type", text))
    return losses


HUBSPOT = Target(
    name="hubspot",
    label="HubSpot",
    build=build,
    build_template=build_template,
    date_rule="each 86,400,000 ms of a wait are a weekday, the clock time stays, and the rest is"
    " elapsed time; a step on a weekend, tasks too, is held until Monday, at the earliest at 00:00,"
    " and later steps count from there (inferred)",
    losses=(
        assumed("beta", "HubSpot's interface is a beta: it may change, and has open questions"),
        assumed("stop-at-reply", "a reply ends a sequence for a person (criteria ALL), as in Sell"),
        assumed(
            "business-days",
            "eligibleFollowUpDays is BUSINESS_DAYS, in which n weekdays are n times 86,400,000 ms",
        ),
        assumed(
            "settings",
            "e-mails are sent at any minute of the day, tasks are made at 09:00, and the selling"
            " strategy is LEAD_BASED, since Sell has none of these",
        ),
        no_counterpart("unsubscribe", "unsubscribe settings belong to the account in HubSpot"),
    ),
    open_questions=(
        "How branchNumber, dynamic and variants are filled for steps in a row: written as 0, false"
        " and an empty list.",
        "Whether the last step must be followed by one of the type FINISH_ENROLLMENT: none is"
        " written.",
        "How BUSINESS_DAYS differs from WEEKDAYS_ONLY, and how hours count over a weekend.",
        "Whether a task is due when its wait is over, or at taskCreationMinute of that day.",
    ),
    sending="""\
HubSpot makes templates first. The answer to each call has an id, which takes the place of a word
such as `TEMPLATE_ID_398744` in the sequences. The interface needs an OAuth token of a user, not of
an app.

```sh
export HUBSPOT_TOKEN=... HUBSPOT=https://api.hubapi.com/automation
post() {
  curl --fail-with-body --silent --show-error "$HUBSPOT/$1" --data-binary "$2" \\
    -H "authorization: Bearer $HUBSPOT_TOKEN" -H "content-type: application/json"
}
touch ids.sed
for file in templates/*.json; do
  [ -f "$file" ] && [ ! -e "sent/$file" ] || continue
  id=$(post email-templates/2026-09-beta "@$file" | jq -er .id) || { echo "failed: $file"; break; }
  echo "s/\\"TEMPLATE_ID_$(basename "$file" .json)\\"/\\"$id\\"/g" >> ids.sed
  mkdir -p sent/templates && mv "$file" sent/templates/
done
```

Then try one sequence:

```sh
send() {
  [ ! -e "sent/${1##*/}" ] || return 0
  [ -f "$1" ] || { echo "no file $1"; return 1; }
  body=$(sed -f ids.sed "$1")
  case $body in *TEMPLATE_ID_*) echo "a template is missing: $1"; return 1 ;; esac
  post sequences/2026-09-beta/serviceaccounts/sequences "$body" >> answers.jsonl \\
    && mv "$1" sent/ || { echo "failed: $1"; return 1; }
}
send sequences/{example}
```

{others}

Nobody is enrolled in a sequence until you do that. Read each template first: those without a text
say so in their subject.
""",
)
