"""Tests of the payloads: what each tool is told about each kind of step."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from pydantic import ValidationError

from seq_tui.domain.weekend_rule import WeekendRule
from seq_tui.export.moving.apollo import EmailerStep
from seq_tui.export.moving.drafts import make_draft
from seq_tui.export.moving.hubspot import SequenceStep
from seq_tui.export.moving.outreach import StepAttributes
from seq_tui.export.moving.salesloft import AutomatedSettings
from seq_tui.export.moving.targets import TARGETS
from tests.export.moving.drafted import codes, email, moved, task, text, unknown, wait

if TYPE_CHECKING:
    from collections.abc import Mapping

    from seq_tui.domain.delay import Delay
    from seq_tui.domain.sequence import Step
    from seq_tui.domain.template_text import TemplateText
    from seq_tui.export.moving.built import Built

TEXTS = (text(1), text(2, "About it", "", "<p>Still there?</p>"))
ORDINARY = (
    email(1),
    email(2, wait(1), reply=True),
    task("Call about the price", wait(4, "hours")),
    email(1, wait(2)),
)


def built(
    name: str,
    *steps: Step,
    texts: tuple[TemplateText, ...] = TEXTS,
    weekend: WeekendRule = WeekendRule.HOLD,
    tag_map: Mapping[str, str] | None = None,
) -> Built:
    return TARGETS[name].build(moved(*steps, texts=texts, tag_map=tag_map), weekend)


def payload(name: str, *steps: Step, texts: tuple[TemplateText, ...] = TEXTS) -> str:
    """The payload without white space, to be compared as one text."""
    return json.dumps(json.loads(built(name, *steps, texts=texts).payload.document()))


def test_apollo() -> None:
    document = json.loads(built("apollo", *ORDINARY).payload.document())
    touches = [step.pop("emailer_touches", None) for step in document["emailer_steps"]]
    assert document == {
        "name": "Trial",
        "active": False,
        "mark_finished_if_reply": True,
        "emailer_steps": [
            {"type": "auto_email", "wait_time": 0, "wait_mode": "day"},
            {"type": "auto_email", "wait_time": 1, "wait_mode": "day"},
            {
                "type": "action_item",
                "wait_time": 4,
                "wait_mode": "hour",
                "note": "Call about the price",
            },
            {"type": "auto_email", "wait_time": 2, "wait_mode": "day"},
        ],
    }
    assert touches[1] == [
        {
            "type": "reply_to_thread",
            "status": "to_be_reviewed",
            "emailer_template": {"subject": "", "body_html": "<p>Still there?</p>"},
        }
    ]
    assert touches[3] == [
        {
            "type": "new_thread",
            "status": "to_be_reviewed",
            "emailer_template": {"subject": "Hello", "body_html": "<p>How is it?</p>"},
        }
    ]


@pytest.mark.parametrize(
    ("delay", "expected"),
    [
        (wait(0, "hours"), (0, "day")),
        (wait(1.5, "hours"), (90, "minute")),
        (wait(0), (0, "day")),
        (wait(5), (7, "day")),
        (wait(1.5), (36, "hour")),
        (wait(0.001, "hours"), (0, "hour")),
        (wait(100_000_000, "hours"), (100_000_000, "hour")),
        (wait(1, "weeks"), (0, "day")),
    ],
    ids=str,
)
def test_apollo_waits_in_the_largest_unit_that_is_exact(
    delay: Delay, expected: tuple[int, str]
) -> None:
    (step,) = json.loads(built("apollo", task(delay=delay)).payload.document())["emailer_steps"]
    assert (step["wait_time"], step["wait_mode"]) == expected


def test_salesloft() -> None:
    document = json.loads(built("salesloft", *ORDINARY).payload.document())
    groups = document["cadence_content"]["step_groups"]
    assert [each["day"] for each in groups] == [1, 2, 2, 4]
    delays = [each.get("automated_settings", {}).get("delay_time") for each in groups]
    assert delays == [0, 0, None, 240]
    assert groups[1]["steps"] == [
        {
            "enabled": True,
            "name": "Step 2: reply 2",
            "type": "Email",
            "type_settings": {
                "previous_email_step_group_reference_id": "1",
                "email_template": {
                    "title": "About it",
                    "subject": "",
                    "body": "<p>Still there?</p>",
                    "open_tracking": False,
                    "click_tracking": False,
                },
            },
        }
    ]
    assert groups[2]["steps"][0]["type_settings"] == {"instructions": "Call about the price"}
    threads = [
        each["steps"][0]["type_settings"].get("previous_email_step_group_reference_id", "task")
        for each in groups
    ]
    assert threads == [None, "1", "task", None]


@pytest.mark.parametrize(
    ("hours", "expected", "is_exact"),
    [
        (12, (1, 720), True),
        (17.99, (1, 720), False),
        (18, (2, 0), False),
        (24, (2, 0), True),
        (36, (2, 720), True),
        (47, (3, 0), False),
    ],
)
def test_salesloft_takes_the_nearest_time_within_a_day(
    hours: float, expected: tuple[int, int], *, is_exact: bool
) -> None:
    made = built("salesloft", email(delay=wait(hours, "hours")))
    (group,) = json.loads(made.payload.document())["cadence_content"]["step_groups"]
    assert (group["day"], group["automated_settings"]["delay_time"]) == expected
    assert ("wait-rounded" not in codes(made.step_losses[0])) == is_exact


def test_the_days_of_salesloft_never_fall() -> None:
    steps = (email(delay=wait(20, "hours")), task(), email(delay=wait(1, "hours")))
    document = json.loads(built("salesloft", *steps).payload.document())
    groups = document["cadence_content"]["step_groups"]
    assert [each["day"] for each in groups] == [2, 2, 2]


def test_salesloft_sends_on_weekends_only_where_sell_does() -> None:
    for rule, expected in ((WeekendRule.HOLD, False), (WeekendRule.IGNORE, True)):
        document = json.loads(built("salesloft", email(), weekend=rule).payload.document())
        (group,) = document["cadence_content"]["step_groups"]
        assert group["automated_settings"]["allow_send_on_weekends"] is expected


def test_hubspot() -> None:
    document = json.loads(built("hubspot", *ORDINARY).payload.document())
    assert [each["delayMillis"] for each in document["steps"]] == [
        0,
        86_400_000,
        14_400_000,
        172_800_000,
    ]
    assert [each["stepOrder"] for each in document["steps"]] == [0, 1, 2, 3]
    assert document["steps"][1]["emailPattern"] == {
        "templateId": "TEMPLATE_ID_2",
        "threadEmailToStepOrder": 0,
    }
    assert document["steps"][2]["taskPattern"] == {
        "taskType": "TODO",
        "taskPriority": "NONE",
        "subject": "Call about the price",
        "notes": "Call about the price",
    }
    assert document["dependencies"] == [
        {
            "dependencyType": "TASK_COMPLETION",
            "reliesOnStepOrder": 2,
            "requiredByStepOrder": 3,
            "branchNumber": 0,
        }
    ]
    assert document["settings"]["useThreadedFollowUps"] is True


def test_outreach_calls_are_in_order_and_name_earlier_answers() -> None:
    calls = json.loads(built("outreach", *ORDINARY).payload.document())["calls"]
    assert [each["path"] for each in calls] == [
        "/sequences",
        *("/sequenceSteps", "/sequenceTemplates") * 2,
        "/sequenceSteps",
        *("/sequenceSteps", "/sequenceTemplates"),
    ]
    steps = [each["body"]["data"] for each in calls if each["path"] == "/sequenceSteps"]
    assert [each["attributes"] for each in steps] == [
        {"order": 1, "stepType": "auto_email", "interval": 0},
        {"order": 2, "stepType": "auto_email", "interval": 86_400},
        {"order": 3, "stepType": "task", "interval": 14_400, "taskNote": "Call about the price"},
        {"order": 4, "stepType": "auto_email", "interval": 172_800},
    ]
    assert calls[4]["body"]["data"] == {
        "type": "sequenceTemplate",
        "attributes": {"isReply": True},
        "relationships": {
            "sequenceStep": {"data": {"type": "sequenceStep", "id": "STEP_ID_2"}},
            "template": {"data": {"type": "template", "id": "TEMPLATE_ID_2"}},
        },
    }


@pytest.mark.parametrize("name", ["hubspot", "outreach"])
def test_a_template_that_is_made_first(name: str) -> None:
    make = TARGETS[name].build_template
    assert make is not None
    document = json.loads(make(make_draft(2, TEXTS[1], {})).document())
    fields = document["data"]["attributes"] if name == "outreach" else document
    body = fields["bodyHtml" if name == "outreach" else "body"]
    assert (fields["name"], fields["subject"], body) == (
        "Zendesk Sell template 2: About it",
        "About it",
        "<p>Still there?</p>",
    )


@pytest.mark.parametrize("name", ["apollo", "salesloft"])
def test_a_missing_text_is_a_draft_that_says_so(name: str) -> None:
    document = payload(name, email(398744), texts=())
    assert '"subject": "[text of template 398744 is missing]"' in document
    assert "<p>[text of template 398744 is missing. Zendesk Sell has no interface" in document
    assert "approved" not in document
    assert '"enabled": true' not in document


def test_a_person_sends_an_email_of_outreach_whose_text_is_missing() -> None:
    made = built("outreach", email(9), email(1))
    calls = json.loads(made.payload.document())["calls"]
    kinds = [each["body"]["data"]["attributes"].get("stepType") for each in calls]
    assert kinds == [None, "manual_email", None, "auto_email", None]
    assert "manual" in codes(made.step_losses[0])


@pytest.mark.parametrize("name", TARGETS)
def test_an_email_without_a_template_is_a_draft_of_an_unknown_one(name: str) -> None:
    for template in (None, "x", -3, 2**70, True):
        document = payload(name, email(template))
        assert "an unknown template is missing" in document or "TEMPLATE_ID_unknown" in document


@pytest.mark.parametrize("name", TARGETS)
def test_an_unknown_action_is_a_task_that_says_what_it_was(name: str) -> None:
    document = payload(name, unknown())
    assert "[Do by hand: Sell had a step of the type sms here. text_template_id: 7]" in document


@pytest.mark.parametrize("name", TARGETS)
def test_a_sequence_without_steps_is_written_without_steps(name: str) -> None:
    made = built(name)
    assert not made.step_losses
    assert not made.plan.waits
    assert b'"Trial"' in made.payload.document()


@pytest.mark.parametrize("name", TARGETS)
def test_any_name_and_any_text_is_written(name: str) -> None:
    odd = "\x1b]0;x\x07 \ud800 展示会 \u202e <b>\n\"'"
    sequence = moved(email(1), task(odd), texts=(text(1, odd, odd),), name=odd)
    document = TARGETS[name].build(sequence, WeekendRule.HOLD).payload.document()
    assert "展示会" in document.decode()
    assert b"\x1b" not in document
    assert "\ufffd" in document.decode()


def test_the_models_refuse_what_the_description_does_not_have() -> None:
    with pytest.raises(ValidationError):
        EmailerStep(type="auto_email", wait_time=-1, wait_mode="day")
    with pytest.raises(ValidationError):
        AutomatedSettings(
            send_type="after_time_delay", delay_time=721, allow_send_on_weekends=False
        )
    with pytest.raises(ValidationError):
        StepAttributes.model_validate({"order": 1, "stepType": "sms", "interval": 0})
    with pytest.raises(ValidationError):
        SequenceStep.model_validate({"actionType": "EMAIL", "stepOrder": 0, "more": 1})
