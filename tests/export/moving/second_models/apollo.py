"""A sequence as Apollo takes it: ``POST /api/v1/sequences``.

An e-mail is sent only if it is approved, and may be approved only with a body. A reply without a
subject continues the thread, so the first e-mail needs one of its own.
"""

from __future__ import annotations

from typing import Literal, Self

from pydantic import Field, model_validator

from tests.export.moving.second_models.strict import Strict, Text

StepType = Literal["auto_email", "manual_email", "call", "action_item", "linkedin_step_connect"]

EMAILS = ("auto_email", "manual_email")


class EmailerTemplate(Strict):
    """The words of an e-mail, written inline."""

    id: str | None = None
    subject: str | None = None
    body_html: str | None = None


class EmailerTouch(Strict):
    """One variant of an e-mail."""

    type: Literal["new_thread", "reply_to_thread"]
    status: Literal["to_be_reviewed", "approved"] = "to_be_reviewed"
    include_signature: bool | None = None
    emailer_template: EmailerTemplate

    @model_validator(mode="after")
    def has_what_it_sends(self) -> Self:
        body, subject = self.emailer_template.body_html, self.emailer_template.subject
        if self.status == "approved" and not (body or "").strip():
            raise ValueError("an approved e-mail needs a body")
        if self.type == "new_thread" and not (subject or "").strip():
            raise ValueError("there is no thread whose subject a new one could reuse")
        return self


class EmailerStep(Strict):
    """A wait after the step before, then an action."""

    type: StepType
    wait_time: int = Field(ge=0)
    wait_mode: Literal["minute", "hour", "day"]
    note: str | None = None
    priority: Literal["high", "medium", "low"] | None = None
    auto_skip_in_x_days: int | None = Field(default=None, ge=0)
    exact_datetime: str | None = None
    emailer_touches: list[EmailerTouch] = Field(default=[])

    @model_validator(mode="after")
    def touches_are_those_of_an_email(self) -> Self:
        if (self.type in EMAILS) != bool(self.emailer_touches):
            raise ValueError("an e-mail has touches, and nothing else has")
        return self


class Sequence(Strict):
    """The whole body of the call."""

    name: Text
    active: Literal[False]
    emailer_schedule_id: str | None = None
    label_names: list[Text] = Field(default=[])
    mark_finished_if_reply: bool | None = None
    mark_paused_if_ooo: bool | None = None
    sequence_by_exact_daytime: bool | None = None
    emailer_steps: list[EmailerStep]

    @model_validator(mode="after")
    def replies_have_a_thread(self) -> Self:
        started = False
        for step in self.emailer_steps:
            kinds = {touch.type for touch in step.emailer_touches}
            if "reply_to_thread" in kinds and not started:
                raise ValueError("a reply comes before any thread")
            started = started or bool(kinds)
        return self

    @model_validator(mode="after")
    def exact_times_are_those_of_a_sequence_by_daytime(self) -> Self:
        exact = any(step.exact_datetime is not None for step in self.emailer_steps)
        if exact and not self.sequence_by_exact_daytime:
            raise ValueError("an exact time in a sequence of waits")
        return self
