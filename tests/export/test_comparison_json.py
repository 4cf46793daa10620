"""Two sequences compared as JSON, and the schema of that."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from seq_tui.domain.comparison.compare import compare
from seq_tui.domain.sequence import Sequence
from seq_tui.export.comparison_json import comparison_json
from seq_tui.export.comparison_schema import comparison_schema
from seq_tui.export.json import encode, sequence_json
from seq_tui.presentation.comparison_wording import Sides
from seq_tui.wire.records import sequence_from
from tests.compared import LONG_TEXT, NEW, OLD
from tests.domain.records import ANY_STEPS, JSON, STEADY

if TYPE_CHECKING:
    from seq_tui.domain.json import Json
    from seq_tui.domain.sequence import Step

START = datetime(2026, 11, 26, 15, tzinfo=ZoneInfo("Europe/Warsaw"))

VALIDATORS = {
    has_start: Draft202012Validator(comparison_schema("diff", has_start=has_start))
    for has_start in (False, True)
}


def is_valid(old: Sequence, new: Sequence) -> bool:
    """Whether both documents of a comparison are as their schemas say."""
    compared = compare(old, new)
    return all(
        VALIDATORS[start is not None].is_valid(
            json.loads(encode(comparison_json(compared, Sides(), start)))
        )
        for start in (None, START)
    )


def test_every_step_is_there_once_with_what_differs() -> None:
    document = comparison_json(compare(OLD, NEW), Sides("a", "b"))
    assert (document["old_source"], document["new_source"]) == ("a", "b")
    assert document["old"] == sequence_json(OLD)
    assert document["new"] == sequence_json(NEW)
    assert document["equal"] is False
    assert document["fields"] == [{"name": "name", "old": "Trial", "new": "Trial [b]"}]
    assert document["step_counts"] == {
        "equal": 1,
        "changed": 2,
        "moved": 1,
        "added": 1,
        "removed": 1,
    }
    content = {
        "name": "action_properties.task_content",
        "old": LONG_TEXT,
        "new": f"{LONG_TEXT}!",
    }
    template = {"name": "action_properties.email_template_id", "old": 14, "new": 15}
    wait = {"name": "delay_from_previous_step", "old": 2, "new": 3}
    steps = document["steps"]
    assert isinstance(steps, list)
    assert [list(step.values()) for step in steps if isinstance(step, dict)] == [
        ["equal", 0, 0, [], {"weekdays": 0, "hours": 0}],
        ["removed", 1, None, [], None],
        ["moved", 4, 1, [], {"weekdays": -3, "hours": -4}],
        ["changed", 2, 2, [content], {"weekdays": -1, "hours": 1}],
        ["changed", 3, 3, [wait, template], {"weekdays": 0, "hours": 1}],
        ["added", None, 4, [], None],
    ]


def test_a_start_adds_landings() -> None:
    document = comparison_json(compare(OLD, NEW), Sides(), START)
    assert document["start"] == "2026-11-26T15:00:00+01:00"
    assert (document["zone"], document["zone_known"]) == ("Europe/Warsaw", True)
    assert document["old"] == sequence_json(OLD, START)
    steps = document["steps"]
    assert isinstance(steps, list)
    assert [step["lands_later_hours"] for step in steps if isinstance(step, dict)] == [
        *(0, None, -124, -23, 1, None)
    ]


def test_a_field_that_was_not_sent_is_absent() -> None:
    document = comparison_json(compare(OLD, OLD._replace(name=None)), Sides())
    assert document["fields"] == [{"name": "name", "old": "Trial"}]


def test_steps_that_were_not_sent_are_null() -> None:
    document = comparison_json(compare(OLD, OLD._replace(steps=None)), Sides())
    assert (document["steps"], document["step_counts"]) == (None, None)


@pytest.mark.parametrize("new", [OLD, NEW, OLD._replace(steps=None), Sequence()])
def test_the_schema_holds(new: Sequence) -> None:
    assert is_valid(OLD, new)


@settings(STEADY, max_examples=40)
@given(ANY_STEPS, ANY_STEPS, st.dictionaries(st.text(), JSON))
def test_the_schema_holds_for_any_records(
    old: list[Step], new: list[Step], fields: dict[str, Json]
) -> None:
    assert is_valid(Sequence(steps=tuple(old)), sequence_from(fields))
    assert is_valid(Sequence(steps=tuple(old)), Sequence(steps=tuple(new)))


@pytest.mark.parametrize("name", ["equal", "summary", "steps", "old", "new", "fields"])
def test_the_schema_requires_what_is_computed(name: str) -> None:
    document = json.loads(encode(comparison_json(compare(OLD, NEW), Sides())))
    del document[name]
    assert not VALIDATORS[False].is_valid(document)


def test_the_schema_with_a_start_requires_landings() -> None:
    document = json.loads(encode(comparison_json(compare(OLD, NEW), Sides())))
    assert not VALIDATORS[True].is_valid(document)
