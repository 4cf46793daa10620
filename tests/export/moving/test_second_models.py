"""The models of the tools let through what the descriptions show, and nothing they forbid."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pydantic import ValidationError

from tests.export.moving.second_models import apollo, hubspot, outreach, salesloft

if TYPE_CHECKING:
    from pydantic import BaseModel

    from seq_tui.domain.json import Json

ABSENT = "(absent)"
"""Stands for a field that is removed."""

TOUCHES: list[Json] = [
    {
        "type": "new_thread",
        "status": "approved",
        "emailer_template": {"subject": "Hello", "body_html": "<p>Hi</p>"},
    }
]

APOLLO: dict[str, Json] = {
    "name": "Trial",
    "active": False,
    "label_names": ["Sell"],
    "mark_finished_if_reply": True,
    "emailer_steps": [
        {
            "type": "auto_email",
            "wait_time": 0,
            "wait_mode": "minute",
            "emailer_touches": TOUCHES,
        },
        {
            "type": "auto_email",
            "wait_time": 2,
            "wait_mode": "day",
            "emailer_touches": [
                {
                    "type": "reply_to_thread",
                    "emailer_template": {"subject": "", "body_html": "<p>Still there?</p>"},
                }
            ],
        },
        {"type": "action_item", "wait_time": 4, "wait_mode": "hour", "note": "Call"},
    ],
}

SALESLOFT: dict[str, Json] = {
    "settings": {
        "name": "Trial",
        "target_daily_people": 5,
        "remove_replied": True,
        "remove_bounced": True,
        "external_identifier": None,
        "cadence_function": "outbound",
    },
    "sharing_settings": {"team_cadence": False, "shared": False},
    "cadence_content": {
        "step_groups": [
            {
                "day": 1,
                "automated": True,
                "due_immediately": True,
                "reference_id": "1",
                "automated_settings": {"send_type": "after_time_delay", "delay_time": 720},
                "steps": [
                    {
                        "enabled": True,
                        "name": "E-mail",
                        "type": "Email",
                        "type_settings": {
                            "previous_email_step_group_reference_id": None,
                            "email_template": {
                                "title": "Hello",
                                "subject": "Hello",
                                "body": "<p>Hi</p>",
                            },
                        },
                    }
                ],
            },
            {
                "day": 3,
                "automated": False,
                "due_immediately": False,
                "reference_id": "2",
                "steps": [
                    {
                        "enabled": True,
                        "name": "Call",
                        "type": "Other",
                        "type_settings": {"instructions": "Call"},
                    }
                ],
            },
            {
                "day": 3,
                "automated": True,
                "due_immediately": False,
                "reference_id": "3",
                "automated_settings": {
                    "send_type": "at_time",
                    "time_of_day": "09:00",
                    "timezone_mode": "user",
                    "allow_send_on_weekends": False,
                },
                "steps": [
                    {
                        "enabled": True,
                        "name": "Reply",
                        "type": "Email",
                        "type_settings": {
                            "previous_email_step_group_reference_id": "1",
                            "email_template": {"title": "Reply", "body": "<p>Still there?</p>"},
                        },
                    }
                ],
            },
        ]
    },
}

LEAVES: dict[str, Json] = {"criteria": "NONE", "sellingStrategy": "LEAD_BASED"}

HUBSPOT: dict[str, Json] = {
    "name": "Trial",
    "dynamic": False,
    "settings": {
        "eligibleFollowUpDays": "BUSINESS_DAYS",
        "sellingStrategy": "LEAD_BASED",
        "sendWindowStartMinute": 0,
        "sendWindowEndMinute": 1440,
        "taskCreationMinute": 480,
        "taskReminderMinute": 480,
        "individualTaskRemindersEnabled": False,
        "useThreadedFollowUps": True,
        "unenrollmentSettings": {"emailSettings": LEAVES, "meetingSettings": LEAVES},
    },
    "steps": [
        {
            "actionType": "EMAIL",
            "stepOrder": 0,
            "delayMillis": 0,
            "dynamic": False,
            "branchNumber": 0,
            "variants": [
                {"activated": True, "variantOrdinal": 0, "emailPattern": {"templateId": "398744"}}
            ],
        },
        {
            "actionType": "TASK",
            "stepOrder": 1,
            "delayMillis": 86_400_000,
            "dynamic": False,
            "branchNumber": 0,
            "variants": [],
            "taskPattern": {"taskType": "TODO", "taskPriority": "NONE", "notes": "Call"},
        },
        {
            "actionType": "EMAIL",
            "stepOrder": 2,
            "delayMillis": 86_400_000,
            "dynamic": False,
            "branchNumber": 0,
            "variants": [
                {
                    "activated": True,
                    "variantOrdinal": 0,
                    "emailPattern": {"templateId": "398745", "threadEmailToStepOrder": 0},
                }
            ],
        },
        {
            "actionType": "FINISH_ENROLLMENT",
            "stepOrder": 3,
            "delayMillis": 0,
            "dynamic": False,
            "branchNumber": 0,
            "variants": [],
        },
    ],
    "dependencies": [
        {
            "dependencyType": "TASK_COMPLETION",
            "reliesOnStepOrder": 1,
            "requiredByStepOrder": 2,
            "branchNumber": 0,
        }
    ],
}


def outreach_step(order: int, kind: str) -> Json:
    return {
        "method": "POST",
        "path": "/sequenceSteps",
        "body": {
            "data": {
                "type": "sequenceStep",
                "attributes": {"order": order, "stepType": kind, "interval": 0},
                "relationships": {"sequence": {"data": {"type": "sequence", "id": "SEQUENCE"}}},
            }
        },
    }


OUTREACH: dict[str, Json] = {
    "calls": [
        {
            "method": "POST",
            "path": "/sequences",
            "body": {
                "data": {
                    "type": "sequence",
                    "attributes": {
                        "name": "Trial",
                        "sequenceType": "interval",
                        "scheduleIntervalType": "calendar",
                        "shareType": "private",
                        "primaryReplyAction": "finish",
                    },
                }
            },
        },
        outreach_step(1, "auto_email"),
        {
            "method": "POST",
            "path": "/sequenceTemplates",
            "body": {
                "data": {
                    "type": "sequenceTemplate",
                    "attributes": {"isReply": False},
                    "relationships": {
                        "sequenceStep": {"data": {"type": "sequenceStep", "id": "STEP_1"}},
                        "template": {"data": {"type": "template", "id": "TEMPLATE_398744"}},
                    },
                }
            },
        },
        outreach_step(2, "task"),
    ]
}

MODELS: dict[str, tuple[type[BaseModel], dict[str, Json]]] = {
    "apollo": (apollo.Sequence, APOLLO),
    "salesloft": (salesloft.CadenceImport, SALESLOFT),
    "hubspot": (hubspot.Sequence, HUBSPOT),
    "outreach": (outreach.Calls, OUTREACH),
}


def changed(document: Json, path: str, value: Json) -> Json:
    """The document with another value at a path such as ``steps.0.name``, or without it."""
    first, _, rest = path.partition(".")
    if isinstance(document, list):
        place = int(first)
        value = changed(document[place], rest, value) if rest else value
        return [*document[:place], value, *document[place + 1 :]]
    assert isinstance(document, dict)
    if value == ABSENT and not rest:
        return {key: each for key, each in document.items() if key != first}
    return document | {first: changed(document.get(first), rest, value) if rest else value}


@pytest.mark.parametrize("tool", MODELS)
def test_what_the_descriptions_show_is_taken(tool: str) -> None:
    model, document = MODELS[tool]
    model.model_validate(document)


TOUCH = "emailer_steps.0.emailer_touches.0"
GROUPS = "cadence_content.step_groups"


@pytest.mark.parametrize(
    ("tool", "path", "value"),
    [
        ("apollo", "active", True),
        ("apollo", "campaign", 1),
        ("apollo", "name", " "),
        ("apollo", "emailer_steps.0.wait_mode", "week"),
        ("apollo", "emailer_steps.0.wait_time", 1.5),
        ("apollo", "emailer_steps.0.wait_time", -1),
        ("apollo", "emailer_steps.0.wait_time", ABSENT),
        ("apollo", "emailer_steps.0.type", "email"),
        ("apollo", "emailer_steps.0.priority", "urgent"),
        ("apollo", "emailer_steps.0.emailer_touches", []),
        ("apollo", "emailer_steps.0.exact_datetime", "2026-12-01T09:00:00Z"),
        ("apollo", f"{TOUCH}.emailer_template.body_html", "  "),
        ("apollo", f"{TOUCH}.emailer_template.subject", ""),
        ("apollo", f"{TOUCH}.type", "reply_to_thread"),
        ("apollo", f"{TOUCH}.status", "sent"),
        ("apollo", "emailer_steps.2.emailer_touches", TOUCHES),
        ("salesloft", "settings.cadence_function", "sales"),
        ("salesloft", "settings.name", ABSENT),
        ("salesloft", "sharing_settings.shared", ABSENT),
        ("salesloft", f"{GROUPS}.0.day", 0),
        ("salesloft", f"{GROUPS}.0.day", 4),
        ("salesloft", f"{GROUPS}.0.automated_settings.delay_time", 721),
        ("salesloft", f"{GROUPS}.0.automated_settings.time_of_day", "09:00"),
        ("salesloft", f"{GROUPS}.1.automated", True),
        ("salesloft", f"{GROUPS}.1.reference_id", "1"),
        ("salesloft", f"{GROUPS}.1.steps", []),
        ("salesloft", f"{GROUPS}.2.automated_settings.time_of_day", "24:00"),
        ("salesloft", f"{GROUPS}.2.automated_settings.timezone_mode", "account"),
        *(
            ("salesloft", f"{GROUPS}.2.steps.0.type_settings.{field}", value)
            for field, value in {
                "previous_email_step_group_reference_id": "2",
                "email_template.subject": "Re: Hello",
                "email_template.body": "",
                "email_template.template_id": 398744,
            }.items()
        ),
        ("salesloft", f"{GROUPS}.0.steps.0.type_settings.email_template.subject", ""),
        ("hubspot", "dynamic", ABSENT),
        ("hubspot", "settings.eligibleFollowUpDays", "WEEKDAYS"),
        ("hubspot", "settings.sendWindowEndMinute", 0),
        ("hubspot", "settings.taskReminderMinute", ABSENT),
        ("hubspot", "settings.unenrollmentSettings.meetingSettings", ABSENT),
        ("hubspot", "steps.1.stepOrder", 2),
        ("hubspot", "steps.0.stepOrder", 1),
        ("hubspot", "steps.0.delayMillis", 0.5),
        ("hubspot", "steps.0.variants", []),
        ("hubspot", "steps.0.actionType", "TASK"),
        ("hubspot", "steps.0.taskPattern", {"taskType": "TODO", "taskPriority": "NONE"}),
        ("hubspot", "steps.3.emailPattern", {"templateId": "398744"}),
        ("hubspot", "steps.2.variants.0.emailPattern", None),
        ("hubspot", "steps.1.actionType", "FINISH_ENROLLMENT"),
        ("hubspot", "steps.1.taskPattern.taskType", "TASK"),
        ("hubspot", "steps.2.variants.0.emailPattern.threadEmailToStepOrder", 1),
        ("hubspot", "steps.2.variants.0.emailPattern.threadEmailToStepOrder", 2),
        ("hubspot", "dependencies.0.reliesOnStepOrder", 0),
        ("hubspot", "dependencies.0.requiredByStepOrder", 1),
        ("hubspot", "dependencies.0.requiredByStepOrder", 4),
        ("hubspot", "dependencies", ABSENT),
        ("outreach", "calls.1.body.data.attributes.interval", ABSENT),
        ("outreach", "calls.1.body.data.attributes.interval", 0.5),
        ("outreach", "calls.1.body.data.attributes.order", 2),
        ("outreach", "calls.1.body.data.attributes.stepType", "email"),
        ("outreach", "calls.1.body.data.attributes.stepType", "task"),
        ("outreach", "calls.1.body.data.relationships.sequence.data.type", "sequences"),
        ("outreach", "calls.2.body.data.relationships.template", ABSENT),
        ("outreach", "calls.0.body.data.attributes.scheduleIntervalType", "weekdays"),
        ("outreach", "calls.0.method", "PUT"),
        ("outreach", "calls.0.path", "/templates"),
        ("outreach", "calls.0", outreach_step(1, "task")),
    ],
)
def test_what_the_descriptions_forbid_is_refused(tool: str, path: str, value: Json) -> None:
    model, document = MODELS[tool]
    with pytest.raises(ValidationError):
        model.model_validate(changed(document, path, value))
