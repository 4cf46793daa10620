"""A sequence and a template as the beta of HubSpot takes them.

The templates are made first; a sequence refers to them by their ids.
"""

from __future__ import annotations

from typing import Literal, Self

from pydantic import Field, model_validator

from tests.export.moving.second_models.strict import Strict, Text

DAY_MINUTES = 24 * 60


class Template(Strict):
    """``POST /automation/email-templates/2026-09-beta``."""

    name: Text
    body: Text
    subject: str | None = None
    folder_id: str | None = Field(default=None, alias="folderId")


class Unenrollment(Strict):
    """Who else leaves the sequence with somebody."""

    criteria: Literal["ALL", "NONE"]
    selling_strategy: Literal["LEAD_BASED", "ACCOUNT_BASED"] = Field(alias="sellingStrategy")


class UnenrollmentSettings(Strict):
    """The same after an answer and after a meeting."""

    email: Unenrollment = Field(alias="emailSettings")
    meeting: Unenrollment = Field(alias="meetingSettings")


class Settings(Strict):
    """When the steps of a sequence may happen."""

    eligible_days: Literal["BUSINESS_DAYS", "WEEKDAYS_ONLY", "EVERYDAY"] = Field(
        alias="eligibleFollowUpDays"
    )
    selling_strategy: Literal["LEAD_BASED", "ACCOUNT_BASED"] = Field(alias="sellingStrategy")
    window_start: int = Field(alias="sendWindowStartMinute", ge=0, le=DAY_MINUTES)
    window_end: int = Field(alias="sendWindowEndMinute", ge=0, le=DAY_MINUTES)
    task_creation: int = Field(alias="taskCreationMinute", ge=0, lt=DAY_MINUTES)
    task_reminder: int = Field(alias="taskReminderMinute", ge=0, lt=DAY_MINUTES)
    individual_reminders: bool = Field(alias="individualTaskRemindersEnabled")
    threaded: bool = Field(alias="useThreadedFollowUps")
    unenrollment: UnenrollmentSettings = Field(alias="unenrollmentSettings")

    @model_validator(mode="after")
    def the_window_is_open(self) -> Self:
        if self.window_start >= self.window_end:
            raise ValueError("the window never opens")
        return self


class EmailPattern(Strict):
    """An e-mail from a template, perhaps in the thread of another step."""

    template_id: Text | int = Field(alias="templateId")
    thread: int | None = Field(default=None, alias="threadEmailToStepOrder", ge=0)


class TaskPattern(Strict):
    """A task for a person."""

    task_type: Literal["TODO", "CALL", "EMAIL"] = Field(alias="taskType")
    priority: Literal["NONE", "LOW", "MEDIUM", "HIGH"] = Field(alias="taskPriority")
    subject: str | None = None
    notes: str | None = None


class Variant(Strict):
    """One form of a step."""

    activated: bool
    ordinal: int = Field(alias="variantOrdinal", ge=0)
    email: EmailPattern | None = Field(default=None, alias="emailPattern")
    task: TaskPattern | None = Field(default=None, alias="taskPattern")


class Step(Strict):
    """A wait after the step before, then an action, in one form or in several."""

    action: Literal["EMAIL", "TASK", "FINISH_ENROLLMENT"] = Field(alias="actionType")
    order: int = Field(alias="stepOrder", ge=0)
    delay: int = Field(alias="delayMillis", ge=0)
    dynamic: Literal[False]
    branch: int = Field(alias="branchNumber", ge=0)
    variants: list[Variant]
    email: EmailPattern | None = Field(default=None, alias="emailPattern")
    task: TaskPattern | None = Field(default=None, alias="taskPattern")

    @property
    def emails(self) -> list[EmailPattern]:
        """The e-mail in each of its forms."""
        found = [self.email, *(variant.email for variant in self.variants)]
        return [email for email in found if email is not None]

    @model_validator(mode="after")
    def patterns_do_what_the_step_does(self) -> Self:
        tasks = [task for task in [self.task, *(each.task for each in self.variants)] if task]
        has = (bool(self.emails), bool(tasks))
        if has != (self.action == "EMAIL", self.action == "TASK"):
            raise ValueError(f"not the pattern of a step {self.action}")
        if not all(variant.email or variant.task for variant in self.variants):
            raise ValueError("a variant without a pattern")
        if len({variant.ordinal for variant in self.variants}) != len(self.variants):
            raise ValueError("two variants of the same number")
        return self


class Dependency(Strict):
    """A step that waits for another."""

    kind: Literal["TASK_COMPLETION", "MANUAL_PAUSE"] = Field(alias="dependencyType")
    relies_on: int = Field(alias="reliesOnStepOrder", ge=0)
    required_by: int = Field(alias="requiredByStepOrder", ge=0)
    branch: int = Field(alias="branchNumber", ge=0)


class Sequence(Strict):
    """``POST /automation/sequences/2026-09-beta/serviceaccounts/sequences``."""

    name: Text
    dynamic: Literal[False]
    folder_id: str | None = Field(default=None, alias="folderId")
    settings: Settings
    steps: list[Step]
    dependencies: list[Dependency]

    @model_validator(mode="after")
    def steps_are_numbered_without_gaps(self) -> Self:
        if [step.order for step in self.steps] != list(range(len(self.steps))):
            raise ValueError("the steps are not numbered from 0 without gaps")
        if any(step.action == "FINISH_ENROLLMENT" for step in self.steps[:-1]):
            raise ValueError("a step after the end")
        return self

    @model_validator(mode="after")
    def threads_are_of_an_email_before(self) -> Self:
        for step in self.steps:
            for thread in (email.thread for email in step.emails if email.thread is not None):
                if thread >= step.order or self.steps[thread].action != "EMAIL":
                    raise ValueError("a reply to what is no e-mail before it")
        return self

    @model_validator(mode="after")
    def dependencies_are_of_steps(self) -> Self:
        for dependency in self.dependencies:
            relied, required = dependency.relies_on, dependency.required_by
            if not relied < required < len(self.steps):
                raise ValueError("a dependency on what is no step before")
            if dependency.kind == "TASK_COMPLETION" and self.steps[relied].action != "TASK":
                raise ValueError("only a task is completed")
        if len(set(self.dependencies)) != len(self.dependencies):
            raise ValueError("a dependency twice")
        return self
