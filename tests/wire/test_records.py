"""Sequences and steps with every kind of invalid value, which records return exactly."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from seq_tui.domain.delay import cumulative_delays
from seq_tui.domain.sequence import (
    NO_FIELDS,
    Action,
    EmailAction,
    Step,
    TaskAction,
    UnknownAction,
)
from seq_tui.wire.records import sequence_from, step_from

if TYPE_CHECKING:
    from seq_tui.domain.json import Json

WRONG: list[Json] = [None, True, 1.0, "x", "", [], {}, [1], {"a": None}, 2**63, 10**400]


def test_a_valid_step_has_no_extra_fields() -> None:
    step = step_from({"id": 1, "position": 0, "action_type": "task"})
    assert step.extra is NO_FIELDS
    assert step_from({}) == Step(action=UnknownAction())


@pytest.mark.parametrize("field", ["id", "creator_id", "steps_total"])
@pytest.mark.parametrize("value", WRONG)
def test_a_number_of_the_wrong_type_is_an_extra_field(field: str, value: Json) -> None:
    record = sequence_from({field: value})
    assert (record.id, record.creator_id, record.steps_total) == (None, None, None)
    assert record.extra == {field: value}


@pytest.mark.parametrize("field", ["name", "created_at", "updated_at"])
@pytest.mark.parametrize("value", [None, True, 5, 1.5, [], {}])
def test_a_text_of_the_wrong_type_is_an_extra_field(field: str, value: Json) -> None:
    record = sequence_from({field: value})
    assert (record.name, record.created_at, record.updated_at) == (None, None, None)
    assert record.data == {field: value}


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (5, 5),
        (-5, -5),
        (2**63 - 1, 2**63 - 1),
        ("5", 5),
        ("007", 7),
        ("9223372036854775807", 2**63 - 1),
        ("9223372036854775808", None),
        ("1" * 5000, None),
        ("-5", None),
        ("５", None),
        (" 5", None),
        (5.0, None),
        (False, None),
    ],
)
def test_an_id_is_a_number_of_64_bits_or_its_digits(value: Json, expected: int | None) -> None:
    record = sequence_from({"id": value})
    assert record.id == expected
    assert record.data == {"id": value}
    assert type(record.data["id"]) is type(value)


@pytest.mark.parametrize("value", ["0", 1.0, None, True, [], 2**64])
def test_a_step_with_a_position_of_the_wrong_type_stays_after_the_previous_one(value: Json) -> None:
    steps: Json = [{"id": 1, "position": 5}, {"id": 2, "position": value}, {"id": 3, "position": 0}]
    record = sequence_from({"steps": steps})
    assert [step.id for step in record.steps or ()] == [3, 1, 2]
    assert (record.steps or ())[2].data["position"] is value


def test_1_is_neither_true_nor_a_fraction() -> None:
    assert step_from({"id": True}).extra == {"id": True}
    position = step_from({"position": 1.0}).data["position"]
    assert isinstance(position, float)


@pytest.mark.parametrize(
    ("steps", "expected"),
    [([], ()), ({"items": []}, ()), (None, None), (5, None), ({}, None), ({"7": {}}, None)],
)
def test_no_steps_differ_from_steps_that_were_not_sent(
    steps: Json, expected: tuple[Step, ...] | None
) -> None:
    record = sequence_from({"steps": steps})
    assert record.steps == expected
    assert record.extra == ({} if expected == () else {"steps": steps})


def test_steps_that_were_not_sent_are_not_an_extra_field() -> None:
    record = sequence_from({"id": 1})
    assert record.steps is None
    assert record.extra is NO_FIELDS


@pytest.mark.parametrize("item", [None, 5, "x", {"data": None}, {"meta": {"type": "step"}}])
def test_a_step_without_an_object_stays_and_makes_the_sums_incomplete(item: Json) -> None:
    sound: Json = {
        "position": 0,
        "delay_from_previous_step": 2,
        "delay_from_previous_step_unit": "hours",
    }
    record = sequence_from({"steps": [sound, item, {"delay_from_previous_step": 1}]})
    assert record.steps is not None
    assert record.steps[1] == Step()
    assert [sums.complete for sums in cumulative_delays(record.steps)] == [True, False, False]


@pytest.mark.parametrize("amount", [None, "3", 1.5, -3, 10**12, True, [], {}, float("inf")])
@pytest.mark.parametrize("unit", [None, "hours", "Hours", "weekday", "fortnights", 5, []])
def test_a_delay_is_as_it_was_received(amount: Json, unit: Json) -> None:
    received = {"delay_from_previous_step": amount, "delay_from_previous_step_unit": unit}
    step = step_from(received)
    assert step.delay.amount is amount
    assert step.delay.unit is unit
    assert step.data == received


EMAIL: dict[str, Json] = {"email_template_id": 5, "is_reply": False}
TASK: dict[str, Json] = {"task_content": "Call"}


@pytest.mark.parametrize(
    ("received", "expected"),
    [
        ({"action_type": "automated_email"}, EmailAction()),
        ({"action_type": "task"}, TaskAction()),
        ({"action_type": "sms"}, UnknownAction("sms")),
        ({"action_type": ""}, UnknownAction("")),
        ({"action_type": 5, "action_properties": TASK}, UnknownAction(None, TASK)),
        ({"action_type": "task", "action_properties": EMAIL}, TaskAction("task", EMAIL)),
        ({"action_properties": EMAIL}, EmailAction(None, EMAIL)),
        ({"action_properties": TASK}, TaskAction(None, TASK)),
        ({"action_type": None, "action_properties": TASK}, TaskAction(None, TASK)),
        ({"action_properties": {"is_reply": None}}, EmailAction(None, {"is_reply": None})),
        ({"action_properties": {"task_content": ""}}, TaskAction(None, {"task_content": ""})),
        ({"action_properties": EMAIL | TASK}, UnknownAction(None, EMAIL | TASK)),
        ({"action_properties": {"other": 1}}, UnknownAction(None, {"other": 1})),
        ({"action_properties": {}}, UnknownAction()),
        ({"action_properties": None}, UnknownAction()),
        ({"action_properties": [EMAIL]}, UnknownAction()),
        ({}, UnknownAction()),
    ],
)
def test_an_action_is_known_by_its_type_or_by_its_properties(
    received: dict[str, Json], expected: Action
) -> None:
    step = step_from(received)
    assert step.action == expected
    assert step.data == received


def test_properties_with_a_value_determine_the_action() -> None:
    properties: Json = {"email_template_id": None, "is_reply": False, "task_content": "Call"}
    assert isinstance(step_from({"action_properties": properties}).action, TaskAction)
    properties = {"email_template_id": 5, "is_reply": False, "task_content": None}
    assert isinstance(step_from({"action_properties": properties}).action, EmailAction)


def test_unknown_fields_are_preserved_at_every_level() -> None:
    settings: Json = {"enabled": True, "locale": None}
    record = sequence_from({"id": 1, "unsubscribe_settings": settings, "steps": [{"new": [1]}]})
    assert record.extra == {"unsubscribe_settings": settings}
    assert record.data["steps"] == [{"new": [1]}]
