"""A sequence as the ordered calls that make one in Outreach, each a body of JSON:API.

A relation refers to what an earlier call has made, or to a template. An interval is always sent:
left out, it becomes a week.
"""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from tests.export.moving.second_models.strict import Strict, Text


class SequenceIdentity(Strict):
    """A sequence that an earlier call has made."""

    type: Literal["sequence"]
    id: Text | int


class StepIdentity(Strict):
    """A step that an earlier call has made."""

    type: Literal["sequenceStep"]
    id: Text | int


class TemplateIdentity(Strict):
    """A template that was made before."""

    type: Literal["template"]
    id: Text | int


class ToSequence(Strict):
    """A relation."""

    data: SequenceIdentity


class ToStep(Strict):
    """A relation."""

    data: StepIdentity


class ToTemplate(Strict):
    """A relation."""

    data: TemplateIdentity


class SequenceAttributes(Strict):
    """What a sequence is."""

    name: Text
    description: str | None = None
    sequence_type: Literal["interval"] = Field(alias="sequenceType")
    schedule_type: Literal["calendar", "schedule"] = Field(alias="scheduleIntervalType")
    share_type: Text | None = Field(default=None, alias="shareType")
    reply_action: Literal["finish"] | None = Field(default=None, alias="primaryReplyAction")


class SequenceData(Strict):
    """The sequence of the first call."""

    type: Literal["sequence"]
    attributes: SequenceAttributes


class TemplateAttributes(Strict):
    """What a template says."""

    name: Text
    subject: str | None = None
    body: Text = Field(alias="bodyHtml")


class TemplateData(Strict):
    """A template."""

    type: Literal["template"]
    attributes: TemplateAttributes


class StepAttributes(Strict):
    """What a step does, and how many seconds after the one before."""

    order: int = Field(ge=1)
    step_type: Literal["auto_email", "manual_email", "call", "task"] = Field(alias="stepType")
    interval: int = Field(ge=0)
    task_note: str | None = Field(default=None, alias="taskNote")

    @model_validator(mode="after")
    def only_a_task_has_a_note(self) -> Self:
        if self.task_note is not None and self.step_type not in ("task", "call"):
            raise ValueError("a note of a task that is none")
        return self


class StepRelations(Strict):
    """Whose step it is."""

    sequence: ToSequence


class StepData(Strict):
    """A step of a sequence."""

    type: Literal["sequenceStep"]
    attributes: StepAttributes
    relationships: StepRelations


class SequenceTemplateAttributes(Strict):
    """Whether an e-mail continues the thread."""

    is_reply: bool = Field(alias="isReply")


class SequenceTemplateRelations(Strict):
    """Which step sends which template."""

    step: ToStep = Field(alias="sequenceStep")
    template: ToTemplate


class SequenceTemplateData(Strict):
    """A template as a step sends it."""

    type: Literal["sequenceTemplate"]
    attributes: SequenceTemplateAttributes
    relationships: SequenceTemplateRelations


class SequenceBody(Strict):
    """The body of a call."""

    data: SequenceData


class TemplateBody(Strict):
    """The body of a call."""

    data: TemplateData


class StepBody(Strict):
    """The body of a call."""

    data: StepData


class SequenceTemplateBody(Strict):
    """The body of a call."""

    data: SequenceTemplateData


class SequenceCall(Strict):
    """Makes a sequence."""

    method: Literal["POST"]
    path: Literal["/sequences"]
    body: SequenceBody


class TemplateCall(Strict):
    """Makes a template."""

    method: Literal["POST"]
    path: Literal["/templates"]
    body: TemplateBody


class StepCall(Strict):
    """Makes a step."""

    method: Literal["POST"]
    path: Literal["/sequenceSteps"]
    body: StepBody


class SequenceTemplateCall(Strict):
    """Gives an e-mail its template."""

    method: Literal["POST"]
    path: Literal["/sequenceTemplates"]
    body: SequenceTemplateBody


Call = Annotated[
    SequenceCall | TemplateCall | StepCall | SequenceTemplateCall, Field(discriminator="path")
]


class Calls(Strict):
    """All calls of a sequence, in order."""

    calls: list[Call] = Field(min_length=1)

    @property
    def name(self) -> str:
        """The name of the sequence."""
        names = [each.body.data.attributes.name for each in self.calls if each.path == "/sequences"]
        return names[0]

    @property
    def steps(self) -> list[StepAttributes]:
        """The steps, in the order they are made in."""
        return [call.body.data.attributes for call in self.calls if isinstance(call, StepCall)]

    @property
    def step_templates(self) -> list[SequenceTemplateData]:
        """Which step sends which template."""
        return [call.body.data for call in self.calls if isinstance(call, SequenceTemplateCall)]

    @model_validator(mode="after")
    def one_sequence_comes_first(self) -> Self:
        made = [isinstance(call, SequenceCall) for call in self.calls]
        if made != [True] + [False] * (len(made) - 1):
            raise ValueError("not one sequence first")
        return self

    @model_validator(mode="after")
    def steps_are_in_order(self) -> Self:
        orders = [step.order for step in self.steps]
        if orders != list(range(1, len(orders) + 1)):
            raise ValueError("the steps are not numbered without gaps")
        return self

    @model_validator(mode="after")
    def each_email_has_a_template(self) -> Self:
        emails = sum(step.step_type in ("auto_email", "manual_email") for step in self.steps)
        if emails != len({str(each.relationships.step.data.id) for each in self.step_templates}):
            raise ValueError("an e-mail without a template, or a template without an e-mail")
        return self
