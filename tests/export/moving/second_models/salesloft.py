"""A cadence as Salesloft imports it: ``POST /v2/cadence_imports``.

A day is always counted from the start, the first being 1. Two steps of one group are variants of
one step, of which Sell has none.
"""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from tests.export.moving.second_models.strict import Strict, Text

Reference = str | int
"""The document says a text; public code sends a number."""


class Settings(Strict):
    """What holds for the whole cadence."""

    name: Text
    target_daily_people: int | None = Field(default=None, ge=0)
    remove_replied: bool | None = None
    remove_bounced: bool | None = None
    external_identifier: str | None = None
    cadence_function: Literal["outbound", "inbound", "event", "other"]


class SharingSettings(Strict):
    """Who else may use it."""

    team_cadence: bool
    shared: bool


class AtTime(Strict):
    """Sent at a time of the day."""

    send_type: Literal["at_time"]
    time_of_day: str = Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")
    timezone_mode: Literal["person", "user"]
    allow_send_on_weekends: bool | None = None


class AfterTimeDelay(Strict):
    """Sent some minutes later."""

    send_type: Literal["after_time_delay"]
    delay_time: int = Field(ge=0, le=720)
    allow_send_on_weekends: bool | None = None


class EmailTemplate(Strict):
    """The words of an e-mail, written inline."""

    title: Text
    subject: str | None = None
    body: Text
    open_tracking: bool | None = None
    click_tracking: bool | None = None


class EmailSettings(Strict):
    """An e-mail of a thread of its own, or one that continues the thread of a group."""

    previous_email_step_group_reference_id: Reference | None
    email_template: EmailTemplate

    @model_validator(mode="after")
    def only_a_new_thread_has_a_subject(self) -> Self:
        is_reply = self.previous_email_step_group_reference_id is not None
        if is_reply == bool((self.email_template.subject or "").strip()):
            raise ValueError("a new thread has a subject, and a reply has none")
        return self


class Instructions(Strict):
    """What somebody shall do."""

    instructions: str


class EmailStep(Strict):
    """An e-mail."""

    type: Literal["Email"]
    enabled: bool
    name: Text
    type_settings: EmailSettings


class OtherStep(Strict):
    """A call, or any other task."""

    type: Literal["Phone", "Other"]
    enabled: bool
    name: Text
    type_settings: Instructions


class StepGroup(Strict):
    """What happens together."""

    day: int = Field(ge=1)
    automated: bool
    due_immediately: bool
    reference_id: Reference
    automated_settings: (
        Annotated[AtTime | AfterTimeDelay, Field(discriminator="send_type")] | None
    ) = None
    steps: list[Annotated[EmailStep | OtherStep, Field(discriminator="type")]] = Field(
        min_length=1, max_length=1
    )

    @model_validator(mode="after")
    def only_an_email_is_automated(self) -> Self:
        if self.automated and not isinstance(self.steps[0], EmailStep):
            raise ValueError("a person cannot be automated")
        if self.automated_settings is not None and not self.automated:
            raise ValueError("settings of what is automated, where nothing is")
        return self


class CadenceContent(Strict):
    """The steps, in order."""

    step_groups: list[StepGroup]

    @model_validator(mode="after")
    def days_never_fall(self) -> Self:
        days = [group.day for group in self.step_groups]
        if days != sorted(days):
            raise ValueError("a day before that of the step before")
        return self

    @model_validator(mode="after")
    def replies_refer_to_an_email_before(self) -> Self:
        emails: set[Reference] = set()
        known: set[Reference] = set()
        for group in self.step_groups:
            if group.reference_id in known:
                raise ValueError("two groups of the same reference")
            known.add(group.reference_id)
            step = group.steps[0]
            if isinstance(step, EmailStep):
                previous = step.type_settings.previous_email_step_group_reference_id
                if previous is not None and previous not in emails:
                    raise ValueError("a reply to what is no e-mail before it")
                emails.add(group.reference_id)
        return self


class CadenceImport(Strict):
    """The whole body of the call."""

    settings: Settings
    sharing_settings: SharingSettings
    cadence_content: CadenceContent
