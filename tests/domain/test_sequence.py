"""Records return all that was received, and steps are in order."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seq_tui.domain.delay import HOURS, WEEKDAYS, Delay
from seq_tui.domain.sequence import (
    NO_FIELDS,
    Action,
    ActionKind,
    EmailAction,
    Sequence,
    Step,
    TaskAction,
    UnknownAction,
    sort_steps,
)
from tests.domain.records import STEADY

if TYPE_CHECKING:
    from seq_tui.domain.json import Json

EMAIL_PROPERTIES: dict[str, Json] = {"email_template_id": 398744, "is_reply": True}


def test_a_valid_step_returns_the_fields_of_the_service() -> None:
    step = Step(2594755, 0, Delay(1, WEEKDAYS), EmailAction(properties=EMAIL_PROPERTIES))
    assert step.data == {
        "id": 2594755,
        "action_type": "automated_email",
        "delay_from_previous_step": 1,
        "delay_from_previous_step_unit": "weekdays",
        "position": 0,
        "action_properties": {"email_template_id": 398744, "is_reply": True},
    }


def test_a_valid_sequence_returns_the_fields_of_the_service_with_flat_steps() -> None:
    steps = (Step(1, 0), Step(2, 1))
    sequence = Sequence(21123, "Welcome", 2, 1700155, "2020-06-03T11:06:30Z", "…", steps)
    assert sequence.data == {
        "id": 21123,
        "name": "Welcome",
        "steps_total": 2,
        "creator_id": 1700155,
        "created_at": "2020-06-03T11:06:30Z",
        "updated_at": "…",
        "steps": [{"id": 1, "position": 0}, {"id": 2, "position": 1}],
    }


def test_fields_that_were_not_sent_are_not_returned() -> None:
    assert Step().data == {}
    assert Sequence().data == {}


def test_falsy_values_are_returned() -> None:
    step = Step(0, 0, Delay(0, ""), UnknownAction(""))
    assert step.data == {
        "id": 0,
        "action_type": "",
        "delay_from_previous_step": 0,
        "delay_from_previous_step_unit": "",
        "position": 0,
    }
    assert Sequence(name="", steps_total=0).data == {"name": "", "steps_total": 0}


def test_no_steps_differ_from_steps_that_were_not_sent() -> None:
    assert Sequence(steps=()).data == {"steps": []}
    assert "steps" not in Sequence(steps=None).data


def test_extra_fields_are_returned_exactly_even_null_or_of_a_wrong_type() -> None:
    extra: dict[str, Json] = {"position": "first", "colour": {"r": [1, None]}, "id": None}
    assert Step(delay=Delay(3, HOURS), extra=extra).data == {
        "delay_from_previous_step": 3,
        "delay_from_previous_step_unit": "hours",
        **extra,
    }
    sent: dict[str, Json] = {"steps": {"0": "a"}, "name": 7, "unsubscribe_settings": None}
    assert Sequence(5, extra=sent).data == {"id": 5, **sent}


def test_an_action_of_an_unknown_type_is_returned() -> None:
    action = UnknownAction("send_fax", {"number": "0"})
    assert Step(action=action).data == {
        "action_type": "send_fax",
        "action_properties": {"number": "0"},
    }


def test_an_inferred_action_type_is_not_returned() -> None:
    assert Step(action=TaskAction(None, {"task_content": "Call"})).data == {
        "action_properties": {"task_content": "Call"}
    }


def test_changing_returned_data_does_not_change_the_record() -> None:
    step = Step(action=EmailAction(properties=EMAIL_PROPERTIES), extra={"colour": 1})
    properties = step.data["action_properties"]
    assert isinstance(properties, dict)
    properties.clear()
    step.data.clear()
    assert step.data["action_properties"] == EMAIL_PROPERTIES
    assert step.data["colour"] == 1


def test_an_email_has_its_template_and_is_a_reply_only_if_is_reply_is_true() -> None:
    assert EmailAction(properties=EMAIL_PROPERTIES).template_id == 398744
    assert EmailAction(properties=EMAIL_PROPERTIES).is_reply
    assert EmailAction().template_id is None
    for value in (None, False, 1, "true"):
        assert not EmailAction(properties={"is_reply": value}).is_reply


@pytest.mark.parametrize(
    ("action", "kind"),
    [
        (EmailAction(), ActionKind.EMAIL),
        (EmailAction(properties=EMAIL_PROPERTIES), ActionKind.REPLY),
        (EmailAction(properties={"is_reply": "true"}), ActionKind.EMAIL),
        (TaskAction(), ActionKind.TASK),
        (UnknownAction("task"), ActionKind.UNKNOWN),
    ],
)
def test_an_action_has_a_kind(action: Action, kind: ActionKind) -> None:
    assert action.kind is kind


def test_a_task_has_its_content() -> None:
    assert TaskAction(properties={"task_content": "Call"}).content == "Call"
    assert TaskAction().content is None


def test_only_a_task_action_makes_a_step_a_task() -> None:
    assert Step(action=TaskAction()).is_task
    assert not Step(action=EmailAction()).is_task
    assert not Step(action=UnknownAction("task")).is_task


def test_records_without_extra_fields_share_one_read_only_mapping() -> None:
    assert Step().extra is NO_FIELDS
    assert Sequence().extra is NO_FIELDS
    assert EmailAction().properties is TaskAction().properties is UnknownAction().properties
    assert isinstance(NO_FIELDS, MappingProxyType)


@pytest.mark.parametrize(
    ("positions", "order"),
    [
        ([], []),
        ([0, 1, 2], [0, 1, 2]),
        ([2, 0, 1], [1, 2, 0]),
        ([5, 1, 0], [2, 1, 0]),
        ([1, 0, 1, 0], [1, 3, 0, 2]),
        ([0, -3, 10**20], [1, 0, 2]),
        ([None, None], [0, 1]),
        ([None, 1, 0], [0, 2, 1]),
        ([1, None, 0], [2, 0, 1]),
        ([2, None, None, 1, None], [3, 4, 0, 1, 2]),
    ],
    ids=str,
)
def test_steps_are_sorted_by_position_and_equal_ones_keep_their_order(
    positions: list[int | None], order: list[int]
) -> None:
    steps = [Step(number, position) for number, position in enumerate(positions)]
    assert [step.id for step in sort_steps(steps)] == order


@STEADY
@given(st.lists(st.none() | st.integers(-3, 6)))
def test_sorting_keeps_every_step_and_is_idempotent(
    positions: list[int | None],
) -> None:
    steps = [Step(number, position) for number, position in enumerate(positions)]
    ordered = sort_steps(steps)
    assert sorted(step.id or 0 for step in ordered) == list(range(len(steps)))
    placed = [step.position for step in ordered if step.position is not None]
    assert placed == sorted(placed)
    assert sort_steps(ordered) == ordered
