"""Tests of a sequence as JSON."""

from __future__ import annotations

import json
from math import inf, nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seq_tui.domain.delay import Delay
from seq_tui.domain.sequence import EmailAction, Sequence, Step, TaskAction
from seq_tui.report.json import encode, sequence_json

STEPS = (
    Step(id=1, position=0, delay=Delay(1, "weekdays"), action=TaskAction()),
    Step(id=2, position=1, delay=Delay(4, "hours"), action=EmailAction()),
)


def test_what_is_computed_stands_beside_what_was_sent() -> None:
    sequence = Sequence(id=21, name="Trial", steps=STEPS, extra={"unsubscribe_settings": None})
    fields = sequence_json(sequence)
    assert fields["id"] == 21
    assert fields["unsubscribe_settings"] is None
    assert fields["steps"] == [
        STEPS[0].data
        | {
            "cumulative_delay": {
                "weekdays": 1,
                "hours": 0,
                "complete": True,
                "at_earliest": False,
            }
        },
        STEPS[1].data
        | {
            "cumulative_delay": {
                "weekdays": 1,
                "hours": 4,
                "complete": True,
                "at_earliest": True,
            }
        },
    ]
    assert fields["summary"] == {
        "emails": 1,
        "replies": 0,
        "tasks": 1,
        "unknown": 0,
        "weekdays": 1,
        "hours": 4,
        "complete": True,
        "at_earliest": True,
        "span_days": [1, 4],
    }


def test_steps_that_were_not_sent_are_not_made_up() -> None:
    fields = sequence_json(Sequence(id=21, steps_total=8))
    assert "steps" not in fields
    assert isinstance(fields["summary"], dict)
    assert fields["summary"]["complete"] is False
    assert fields["summary"]["span_days"] is None


def test_steps_of_an_unknown_shape_stay_as_they_were_sent() -> None:
    assert sequence_json(Sequence(extra={"steps": {"a": 1}}))["steps"] == {"a": 1}


def test_no_steps_are_an_empty_array() -> None:
    assert sequence_json(Sequence(steps=()))["steps"] == []


@pytest.mark.parametrize(("value", "text"), [(nan, "NaN"), (inf, "Infinity"), (-inf, "-Infinity")])
def test_a_number_that_json_lacks_becomes_a_string(value: float, text: str) -> None:
    document = encode({"delay": [value, 1.5, None]})
    assert json.loads(document) == {"delay": [text, 1.5, None]}
    assert json.loads(encode({"delay": value}, indent=2)) == {"delay": text}


def test_text_keeps_its_letters_and_a_lone_surrogate_its_escape() -> None:
    document = encode({"name": "会社\ud800\x1b"})
    assert document == '{"name": "会社\\ud800\\u001b"}'.encode()
    assert json.loads(document) == {"name": "会社\ud800\x1b"}


@given(st.text(alphabet=st.characters(codec=None)))
def test_every_text_comes_back_as_it_was(text: str) -> None:
    assert json.loads(encode({text: text})) == {text: text}
