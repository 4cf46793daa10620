"""What the file of a sequence says, whatever the tool it is written for."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tests.export.moving.second_models import apollo, hubspot, outreach, salesloft
from tests.export.moving.target_dates import (
    apollo_dates,
    hubspot_dates,
    outreach_dates,
    salesloft_dates,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.export.moving.brute_force import Times


class Written(NamedTuple):
    """The steps of a sequence as a tool would have them."""

    name: str
    kinds: list[str]
    """Of each step: ``email``, ``reply`` or ``task``."""

    sends: list[bool]
    """Of each step whether the tool sends it without anybody looking at it first."""

    notes: list[str | None]
    """Of each step what a person has to do; `None` for an e-mail."""

    html: list[str]
    """The texts of all e-mails in order, where the tool has them inside its steps."""

    templates: list[str]
    """The templates that are made before, by the names of their files."""

    dates: list[Times]


class Reader(NamedTuple):
    """How the files for one tool are read; what they must not be is an error."""

    read: Callable[[bytes], Written]
    read_template: Callable[[bytes], str]
    """The HTML of a template."""


def read_apollo(document: bytes) -> Written:
    """A sequence for Apollo, whose texts are inline."""
    sequence = apollo.Sequence.model_validate_json(document)
    touches = [next(iter(step.emailer_touches), None) for step in sequence.emailer_steps]
    kinds = {None: "task", "new_thread": "email", "reply_to_thread": "reply"}
    return Written(
        sequence.name,
        [kinds[None if touch is None else touch.type] for touch in touches],
        [touch is not None and touch.status == "approved" for touch in touches],
        [None if step.emailer_touches else step.note for step in sequence.emailer_steps],
        [touch.emailer_template.body_html or "" for touch in touches if touch],
        [],
        apollo_dates(sequence),
    )


def read_salesloft(document: bytes) -> Written:
    """A cadence for Salesloft, whose texts are inline."""
    cadence = salesloft.CadenceImport.model_validate_json(document)
    steps = [group.steps[0] for group in cadence.cadence_content.step_groups]
    emails = [step for step in steps if isinstance(step, salesloft.EmailStep)]
    return Written(
        cadence.settings.name,
        [_salesloft_kind(step) for step in steps],
        [step in emails and step.enabled for step in steps],
        [
            step.type_settings.instructions if isinstance(step, salesloft.OtherStep) else None
            for step in steps
        ],
        [step.type_settings.email_template.body for step in emails],
        [],
        salesloft_dates(cadence),
    )


def _salesloft_kind(step: salesloft.EmailStep | salesloft.OtherStep) -> str:
    if isinstance(step, salesloft.OtherStep):
        return "task"
    is_new = step.type_settings.previous_email_step_group_reference_id is None
    return "email" if is_new else "reply"


PLACEHOLDER = "TEMPLATE_ID_"
"""Begins the word that stands for the id of a template until it is made."""


def read_hubspot(document: bytes) -> Written:
    """A sequence for HubSpot, which sends nothing before somebody is enrolled in it."""
    sequence = hubspot.Sequence.model_validate_json(document)
    emails = [email for step in sequence.steps for email in step.emails]
    kinds = [
        "task" if not step.emails else "email" if step.emails[0].thread is None else "reply"
        for step in sequence.steps
    ]
    templates = [str(email.template_id).removeprefix(PLACEHOLDER) for email in emails]
    notes = [None if step.task is None else step.task.notes for step in sequence.steps]
    return Written(
        sequence.name,
        kinds,
        [False] * len(kinds),
        notes,
        [],
        templates,
        hubspot_dates(sequence),
    )


def read_outreach(document: bytes) -> Written:
    """The calls for Outreach; the templates of its e-mails are made before."""
    calls = outreach.Calls.model_validate_json(document)
    data = {
        str(each.relationships.step.data.id): (
            each.attributes.is_reply,
            str(each.relationships.template.data.id).removeprefix(PLACEHOLDER),
        )
        for each in calls.step_templates
    }
    kinds = []
    for step in calls.steps:
        is_reply, _ = data.get(f"STEP_ID_{step.order}", (None, ""))
        kinds.append("task" if is_reply is None else "reply" if is_reply else "email")
    sends = [step.step_type == "auto_email" for step in calls.steps]
    notes = [step.task_note for step in calls.steps]
    templates = [name for _, name in data.values()]
    return Written(calls.name, kinds, sends, notes, [], templates, outreach_dates(calls))


def no_template(_document: bytes) -> str:
    """Fails: the tool takes no templates of their own."""
    raise AssertionError("a template for a tool that takes none")


READERS = {
    "apollo": Reader(read_apollo, no_template),
    "salesloft": Reader(read_salesloft, no_template),
    "hubspot": Reader(read_hubspot, lambda text: hubspot.Template.model_validate_json(text).body),
    "outreach": Reader(
        read_outreach,
        lambda text: outreach.TemplateBody.model_validate_json(text).data.attributes.body,
    ),
}
