"""The properties of a step: what is said of it in words, and what was received."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from seq_tui.domain.delay import Delay
from seq_tui.domain.sequence import EmailAction, Sequence, Step, TaskAction, UnknownAction
from seq_tui.domain.weekend_rule import WeekendRule
from seq_tui.presentation.glyphs import ASCII, UNICODE
from seq_tui.ui.copyable import Copyable, copyable_property, copyable_step
from seq_tui.ui.scheduled_steps import ScheduledSteps
from seq_tui.ui.step_properties import (
    MAX_PROPERTIES,
    MAX_VALUE,
    Property,
    sequence_as_received,
    shortened,
    step_as_received,
    step_in_words,
)
from tests.test_sanitize import dangers
from tests.ui.browsing import NOW

EMAIL = Step(action=EmailAction(properties={"email_template_id": 7}), delay=Delay(0, "hours"))
REPLY = Step(
    action=EmailAction(properties={"email_template_id": 8, "is_reply": True}),
    delay=Delay(2, "weekdays"),
)
TASK = Step(action=TaskAction(properties={"task_content": "Call"}), delay=Delay(4, "hours"))


def scheduled(
    *steps: Step, start: datetime = NOW, weekend: WeekendRule = WeekendRule.HOLD
) -> ScheduledSteps:
    return ScheduledSteps.of(steps, start, weekend)


def words(*steps: Step, start: datetime = NOW) -> dict[str, str]:
    """What is said of the last step."""
    group = step_in_words(len(steps) - 1, scheduled(*steps, start=start))
    return {shown.name: shown.text for shown in group.properties}


def test_a_first_email_in_words() -> None:
    assert words(EMAIL) == {
        "what": "an e-mail, template 7",
        "waits": "at once, with the start",
        "from start": "at once",
        "goes out": "Mon 23 Nov 09:00 · Day 1",
    }


def test_a_reply_names_the_step_that_began_its_thread() -> None:
    assert words(EMAIL, REPLY, TASK, REPLY) == {
        "what": "a reply in the thread of step 1, template 8",
        "waits": "2 weekdays after step 3",
        "from start": "4 weekdays 4 hours, at the earliest",
        "goes out": "Fri 27 Nov 13:00, at the earliest · Day 5",
        "because": "It waits until the task of step 3 is marked done.",
    }


def test_a_task_has_its_whole_text() -> None:
    text = "Call about the price,\nand about the colour. " * 9
    task = Step(action=TaskAction(properties={"task_content": text}), delay=Delay(4, "hours"))
    said = words(EMAIL, task)
    assert said["text"] == text
    assert said["what"] == "a task for a person; the sequence goes on when it is marked done"
    assert said["is due"] == "Mon 23 Nov 13:00 · Day 1"
    assert "because" not in said


def test_what_is_held_over_the_weekend_is_said_as_a_sentence() -> None:
    saturday = NOW + timedelta(days=5)
    assert words(EMAIL, start=saturday) == {
        "what": "an e-mail, template 7",
        "waits": "at once, with the start",
        "from start": "at once",
        "goes out": "Mon 30 Nov 00:00, at the earliest · Day 3",
        "because": "It would be due on the weekend; e-mails are held until Monday.",
    }
    assert words(EMAIL, TASK, start=saturday)["because"] == (
        "The e-mail of step 1 is held over the weekend."
    )


@pytest.mark.parametrize(
    ("weekend", "because"),
    [
        (WeekendRule.HOLD, "It is on a weekend, as only e-mails are held."),
        (WeekendRule.IGNORE, "It is on a weekend."),
    ],
)
def test_a_task_on_a_weekend_says_so(weekend: WeekendRule, because: str) -> None:
    schedule = scheduled(TASK, start=NOW + timedelta(days=5), weekend=weekend)
    said = {each.name: each.text for each in step_in_words(0, schedule).properties}
    assert said["is due"] == "Sat 28 Nov 13:00 · Day 1"
    assert said["because"] == because


def test_a_wait_that_cannot_be_read_is_said_and_no_date_is_guessed() -> None:
    odd = Step(action=UnknownAction("call"), delay=Delay(3, "fortnights"))
    assert words(EMAIL, odd) == {
        "what": "not documented: call",
        "waits": "3 fortnights ? after step 1: not a number of hours or weekdays",
        "from start": "at once, and a wait that cannot be read",
        "happens": "unknown, as this wait or an earlier one cannot be placed on a calendar",
    }


@pytest.mark.parametrize(
    ("step", "title"),
    [
        (EMAIL, "Step 2 ─ e-mail"),
        (REPLY, "Step 2 ─ reply"),
        (TASK, "Step 2 ─ task"),
        (Step(), "Step 2 ─ unknown action"),
    ],
)
def test_the_title_is_the_number_and_the_kind(step: Step, title: str) -> None:
    assert step_in_words(1, scheduled(EMAIL, step), UNICODE).title == title
    assert step_in_words(1, scheduled(EMAIL, step), ASCII).title == title.replace("─", "-")


def test_every_property_is_listed_as_received_and_nothing_is_invented() -> None:
    action = UnknownAction("call", {"script": "Hello\nthere", "minutes": 5, "none": None})
    step = Step(id=7, position=2, delay=Delay(1, "weekdays"), action=action, extra={"x": [1]})
    received = step_as_received(0, scheduled(step))
    assert received.title == "As received"
    assert [(each.name, each.text, each.value) for each in received.properties] == [
        ("id", "7", 7),
        ("action_type", "call", "call"),
        ("delay_from_previous_step", "1", 1),
        ("delay_from_previous_step_unit", "weekdays", "weekdays"),
        ("position", "2", 2),
        ("action_properties", "", action.properties),
        ("  script", "Hello\nthere", "Hello\nthere"),
        ("  minutes", "5", 5),
        ("  none", "null", None),
        ("x", "[1]", [1]),
    ]


def test_properties_that_are_no_object_are_listed_unchanged() -> None:
    step = Step(action=EmailAction(), extra={"action_properties": "odd"})
    received = step_as_received(0, scheduled(step)).properties
    assert ("action_properties", "odd") in [(each.name, each.text) for each in received]


def test_the_fields_of_the_sequence_that_are_shown_nowhere_else_follow() -> None:
    group = sequence_as_received(Sequence(id=1, name="x", extra={"folder": {"id": 3}}))
    assert group.title == "Sequence, as received"
    assert group.properties == (Property("folder", '{"id": 3}', {"id": 3}),)


def test_a_long_value_is_cut_and_its_length_is_shown() -> None:
    assert shortened("x" * MAX_VALUE) == "x" * MAX_VALUE
    assert shortened("x" * 1_000_000) == "x" * MAX_VALUE + "... (1,000,000 characters)"


def test_of_very_many_properties_the_rest_is_counted() -> None:
    many = {f"p{number}": number for number in range(MAX_PROPERTIES + 41)}
    shown = sequence_as_received(Sequence(extra=many)).properties
    assert len(shown) == MAX_PROPERTIES + 1
    assert shown[-1].text == "41 more, which the JSON has"


def test_names_and_values_are_harmless() -> None:
    evil = "a\x1b]52;c;eA==\x07\u202e[/b]"
    step = Step(
        action=TaskAction(evil, {"task_content": evil, evil: evil}),
        delay=Delay(evil, evil),
        extra={evil: [evil]},
    )
    schedule = scheduled(EMAIL, step)
    groups = (step_in_words(1, schedule), step_as_received(1, schedule))
    for group in groups:
        for each in group.properties:
            assert not dangers(each.name), each
            assert not dangers(each.text.replace("\n", "")), each


@pytest.mark.parametrize(
    ("step", "copied"),
    [
        (EMAIL, Copyable("7", "template 7")),
        (TASK, Copyable("Call", "the text of step 2")),
        (
            Step(id=5, action=EmailAction(action_type=None)),
            Copyable('{"id": 5}', "the JSON of step 2"),
        ),
        (
            Step(action=UnknownAction("call")),
            Copyable('{"action_type": "call"}', "the JSON of step 2"),
        ),
        (
            Step(action=EmailAction(properties={"email_template_id": "x" * 40})),
            Copyable("x" * 40, "the template of step 2"),
        ),
    ],
)
def test_of_a_step_what_is_its_own_is_copied(step: Step, copied: Copyable) -> None:
    assert copyable_step(1, step) == copied


@pytest.mark.parametrize(
    ("shown", "copied"),
    [
        (Property("id", "5", 5), Copyable("5", "5")),
        (Property("  note", "", "\x1b[0m"), Copyable("\x1b[0m", "note")),
        (Property("x", "", {"a": "ü"}), Copyable('{"a": "ü"}', '{"a": "ü"}')),
        (Property("x", "", "  "), Copyable("  ", "x")),
        (Property("x", "", "y" * 1_000_000), Copyable("y" * 1_000_000, "x")),
        (
            Property("text", "", "Call", "the text of step 3"),
            Copyable("Call", "the text of step 3"),
        ),
    ],
)
def test_of_a_property_the_exact_value_is_copied(shown: Property, copied: Copyable) -> None:
    assert copyable_property(shown) == copied
