"""Outreach: a sequence is made by calls in order, in the form of JSON:API.

The source of all fields is moving.md §2, from Outreach's public description [DOC]:
``POST /sequences``, ``/templates``, ``/sequenceSteps`` and ``/sequenceTemplates``. An ``interval``
that is left out becomes a week [OBS], so it is always written. The form of the bodies, an object
``data`` with ``type``, ``attributes`` and ``relationships``, is that of JSON:API.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from seq_tui.export.moving.built import Built, Target
from seq_tui.export.moving.losses import assumed, no_counterpart
from seq_tui.export.moving.payload import Count, NonEmpty, Payload
from seq_tui.export.moving.placeholders import SEQUENCE, step_placeholder, template_placeholder
from seq_tui.export.moving.target_rules import Counting, TargetPlan
from seq_tui.export.moving.texts import title_of
from seq_tui.export.moving.waits import (
    SECOND,
    calendar_waits,
    rounded,
    rounding_loss,
    weekdays_loss,
)

if TYPE_CHECKING:
    from seq_tui.domain.weekend_rule import WeekendRule
    from seq_tui.export.moving.drafts import Draft
    from seq_tui.export.moving.losses import Loss
    from seq_tui.export.moving.moved import MovedSequence, MovedStep


class Identifier(Payload):
    """A resource that another one belongs to [JSON:API]."""

    type: Literal["sequence", "sequenceStep", "template"]
    id: NonEmpty
    """A placeholder for the id that the answer to an earlier call gives."""


class Relation(Payload):
    """A relationship to one resource [JSON:API]."""

    data: Identifier


class SequenceAttributes(Payload):
    """What a sequence is [DOC]."""

    name: NonEmpty
    description: str
    sequenceType: Literal["interval"]
    scheduleIntervalType: Literal["calendar", "schedule"]
    primaryReplyAction: Literal["finish"]
    """A sequence in Sell stops at a reply."""


class TemplateAttributes(Payload):
    """What a template is [DOC]."""

    name: NonEmpty
    subject: NonEmpty
    bodyHtml: NonEmpty


class StepAttributes(Payload):
    """What a step is [DOC]."""

    order: Annotated[int, Field(ge=1)]
    stepType: Literal["auto_email", "manual_email", "call", "task"]
    interval: Count
    """Seconds after the step before; the first counts from the enrolment."""

    taskNote: str | None = None


class StepTemplateAttributes(Payload):
    """How a step uses a template [DOC]."""

    isReply: bool


class StepRelations(Payload):
    """What a step belongs to [DOC]."""

    sequence: Relation


class StepTemplateRelations(Payload):
    """What is joined [DOC]."""

    sequenceStep: Relation
    template: Relation


class NewSequence(Payload):
    """A sequence to make."""

    type: Literal["sequence"]
    attributes: SequenceAttributes


class NewTemplate(Payload):
    """A template to make."""

    type: Literal["template"]
    attributes: TemplateAttributes


class NewStep(Payload):
    """A step to make."""

    type: Literal["sequenceStep"]
    attributes: StepAttributes
    relationships: StepRelations


class NewStepTemplate(Payload):
    """A template to give to a step."""

    type: Literal["sequenceTemplate"]
    attributes: StepTemplateAttributes
    relationships: StepTemplateRelations


class SequenceBody(Payload):
    """The body of ``POST /sequences``."""

    data: NewSequence


class TemplateBody(Payload):
    """The body of ``POST /templates``."""

    data: NewTemplate


class StepBody(Payload):
    """The body of ``POST /sequenceSteps``."""

    data: NewStep


class StepTemplateBody(Payload):
    """The body of ``POST /sequenceTemplates``."""

    data: NewStepTemplate


class Call(Payload):
    """One call; its answer gives the id that later ones name by a placeholder."""

    method: Literal["POST"]
    path: Literal["/sequences", "/sequenceSteps", "/sequenceTemplates"]
    body: SequenceBody | StepBody | StepTemplateBody


class OutreachCalls(Payload):
    """The calls that make a sequence, in order; those for its templates come before."""

    calls: list[Call]


def build(sequence: MovedSequence, _weekend: WeekendRule) -> Built:
    """The calls for a sequence; Outreach's schedule decides about weekends, not the calls."""
    waits = calendar_waits(each.wait for each in sequence.steps)
    steps = [_step_attributes(*each) for each in zip(sequence.steps, waits, strict=True)]
    calls = [_sequence_call(sequence)]
    for moved, attributes in zip(sequence.steps, steps, strict=True):
        calls.append(_step_call(attributes))
        if moved.draft is not None:
            calls.append(_template_call(moved, moved.draft))
    plan = TargetPlan(
        Counting.FROM_PREVIOUS,
        tuple(each.interval * SECOND for each in steps),
        (True,) * len(steps),
    )
    losses = tuple(map(_losses, sequence.steps, waits))
    return Built(OutreachCalls(calls=calls), plan, losses)


def build_template(draft: Draft) -> TemplateBody:
    """The body of the call that makes a template."""
    name = f"Zendesk Sell {draft.name}"
    if draft.subject:
        name += f": {title_of(draft.subject)}"
    attributes = TemplateAttributes(name=name, subject=draft.full_subject, bodyHtml=draft.html)
    return TemplateBody(data=NewTemplate(type="template", attributes=attributes))


def _sequence_call(sequence: MovedSequence) -> Call:
    attributes = SequenceAttributes(
        name=sequence.name,
        description=f"From {sequence.origin}",
        sequenceType="interval",
        scheduleIntervalType="calendar",
        primaryReplyAction="finish",
    )
    body = SequenceBody(data=NewSequence(type="sequence", attributes=attributes))
    return Call(method="POST", path="/sequences", body=body)


def _step_attributes(moved: MovedStep, wait: int) -> StepAttributes:
    interval = rounded(wait, SECOND)
    if moved.draft is None:
        return StepAttributes(
            order=moved.rank, stepType="task", interval=interval, taskNote=moved.note
        )
    # A person sends what has no words yet.
    step_type: Literal["auto_email", "manual_email"] = (
        "auto_email" if moved.is_ready else "manual_email"
    )
    return StepAttributes(order=moved.rank, stepType=step_type, interval=interval)


def _step_call(attributes: StepAttributes) -> Call:
    sequence = Relation(data=Identifier(type="sequence", id=SEQUENCE))
    new = NewStep(
        type="sequenceStep", attributes=attributes, relationships=StepRelations(sequence=sequence)
    )
    return Call(method="POST", path="/sequenceSteps", body=StepBody(data=new))


def _template_call(moved: MovedStep, draft: Draft) -> Call:
    step = Identifier(type="sequenceStep", id=step_placeholder(moved.rank))
    template = Identifier(type="template", id=template_placeholder(draft.template_id))
    new = NewStepTemplate(
        type="sequenceTemplate",
        attributes=StepTemplateAttributes(isReply=moved.thread is not None),
        relationships=StepTemplateRelations(
            sequenceStep=Relation(data=step), template=Relation(data=template)
        ),
    )
    return Call(method="POST", path="/sequenceTemplates", body=StepTemplateBody(data=new))


def _losses(moved: MovedStep, wait: int) -> tuple[Loss, ...]:
    losses = [*rounding_loss(wait, SECOND, "second"), *weekdays_loss(moved.wait, wait)]
    if moved.draft is None:
        text = "Outreach does not wait until the task is done: later steps go on"
        losses.append(no_counterpart("task-wait", text))
    elif not moved.is_ready:
        text = "a person sends it (manual_email), until its words are there"
        losses.append(assumed("manual", text))
    return tuple(losses)


OUTREACH = Target(
    name="outreach",
    label="Outreach",
    build=build,
    build_template=build_template,
    date_rule="an interval is elapsed time after the step before; a step of any kind outside the"
    " schedule, which is taken to be Monday 00:00 to Friday 24:00, waits until it opens, and later"
    " steps shift",
    losses=(
        assumed("stop-at-reply", "a reply finishes a sequence (primaryReplyAction), as in Sell"),
        assumed(
            "weeks",
            "weekdays are calendar days in Outreach; they are written so that a start on a Monday"
            " has the dates that Sell gives, as far as there are no hours",
        ),
        assumed(
            "schedule",
            "scheduleIntervalType is calendar; choose a schedule from Monday to Friday for your"
            " sequences in Outreach",
        ),
        assumed("sharing", "no shareType is written, so that Outreach takes its default"),
        no_counterpart("unsubscribe", "unsubscribe settings belong to the account in Outreach"),
    ),
    open_questions=(),
    sending="""\
Outreach makes each part by a call of its own, and each answer has the id (`data.id`) that later
calls name. In these files a word stands for it:

| word | is the id in the answer to |
|---|---|
| `TEMPLATE_ID_398744` | the call to `/templates` with the file `templates/398744.json` |
| `SEQUENCE_ID` | the call to `/sequences` of the same file |
| `STEP_ID_3` | the call to `/sequenceSteps` of the same file whose `order` is 3 |

The templates first; their ids go to a file that the sequences are sent with:

```sh
export OUTREACH_TOKEN=... OUTREACH=https://api.outreach.io/api/v2
post() {
  curl --fail-with-body --silent --show-error "$OUTREACH$1" --data-binary "$2" \\
    -H "authorization: Bearer $OUTREACH_TOKEN" -H "content-type: application/vnd.api+json"
}
touch ids.sed
for file in templates/*.json; do
  [ -f "$file" ] && [ ! -e "sent/$file" ] || continue
  id=$(post /templates "@$file" | jq -er .data.id) || { echo "failed: $file"; break; }
  echo "s/\\"TEMPLATE_ID_$(basename "$file" .json)\\"/\\"$id\\"/g" >> ids.sed
  mkdir -p sent/templates && mv "$file" sent/templates/
done
```

Then try one sequence, which is sent by its calls in order:

```sh
send() {
  [ ! -e "sent/${1##*/}" ] || return 0
  [ -f "$1" ] || { echo "no file $1"; return 1; }
  if sed -f ids.sed "$1" | grep -q TEMPLATE_ID_; then echo "a template is missing: $1"; return 1; fi
  cat ids.sed > now.sed
  jq -c '.calls[]' "$1" | while read -r call; do
    path=$(jq -r .path <<< "$call")
    body=$(jq -c .body <<< "$call" | sed -f now.sed)
    id=$(post "$path" "$body" | jq -er .data.id) || { echo "failed: $1 $path"; exit 1; }
    case $path in
      /sequences) word=SEQUENCE_ID ;;
      /sequenceSteps) word=STEP_ID_$(jq .body.data.attributes.order <<< "$call") ;;
      *) continue ;;
    esac
    echo "s/\\"$word\\"/\\"$id\\"/g" >> now.sed
  done && mv "$1" sent/
}
send sequences/{example}
```

{others}

A sequence that failed in between is there in part: delete it in Outreach before you send it again.
Read each template before anybody is added to a sequence: those without a text say so in their
subject.
""",
)
