"""Tests of a sequence as JSON."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone
from math import inf, nan
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seq_tui.domain.delay import Delay
from seq_tui.domain.sequence import EmailAction, Sequence, Step, TaskAction
from seq_tui.domain.weekend_rule import WeekendRule
from seq_tui.export.json import encode, sequence_json

if TYPE_CHECKING:
    from datetime import tzinfo

    from seq_tui.domain.json import Json

STEPS = (
    Step(id=1, position=0, delay=Delay(1, "weekdays"), action=TaskAction()),
    Step(id=2, position=1, delay=Delay(4, "hours"), action=EmailAction()),
)


def test_computed_fields_are_added_to_the_received_ones() -> None:
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
        "longest_gap": {"weekdays": 1, "hours": 0},
        "automation_share": 0.5,
    }


@pytest.mark.parametrize("name", ["summary", "start", "zone", "zone_known", "weekend_rule"])
def test_a_field_of_the_service_is_kept_and_the_computed_one_moves_aside(name: str) -> None:
    start = datetime(2026, 11, 30, 9, tzinfo=UTC)
    plain = sequence_json(Sequence(steps=STEPS), start)
    for received in ("theirs", None):
        fields = sequence_json(Sequence(steps=STEPS, extra={name: received}), start)
        assert fields[name] == received
        assert fields[f"seq_tui_{name}"] == plain[name]
        assert len(fields) == len(plain) + 1


@pytest.mark.parametrize("name", ["cumulative_delay", "lands_at", "lands_at_earliest", "held"])
def test_a_field_of_a_step_is_kept_and_the_computed_one_moves_aside(name: str) -> None:
    start = datetime(2026, 11, 30, 9, tzinfo=UTC)
    taken = {name: "theirs", f"seq_tui_{name}": "theirs too"}
    (plain,) = _steps(sequence_json(Sequence(steps=(Step(),)), start))
    (fields,) = _steps(sequence_json(Sequence(steps=(Step(extra=taken),)), start))
    assert (fields[name], fields[f"seq_tui_{name}"]) == ("theirs", "theirs too")
    assert fields[f"seq_tui_seq_tui_{name}"] == plain[name]


def _steps(fields: dict[str, Json]) -> list[dict[str, Json]]:
    steps = fields["steps"]
    assert isinstance(steps, list)
    return [step for step in steps if isinstance(step, dict)]


def test_steps_that_were_not_sent_are_absent() -> None:
    fields = sequence_json(Sequence(id=21, steps_total=8))
    assert "steps" not in fields
    assert isinstance(fields["summary"], dict)
    assert fields["summary"]["complete"] is False
    assert fields["summary"]["span_days"] is None


def test_with_a_start_each_step_has_its_landing() -> None:
    start = datetime(2026, 3, 27, 23, tzinfo=ZoneInfo("Europe/Warsaw"))
    unreadable = Step(delay=Delay(2, "fortnights"))
    fields = sequence_json(Sequence(steps=(*STEPS, unreadable)), start)
    assert isinstance(fields["steps"], list)
    assert [step["lands_at"] for step in fields["steps"] if isinstance(step, dict)] == [
        "2026-03-30T23:00:00+02:00",
        "2026-03-31T03:00:00+02:00",
        None,
    ]
    assert fields["start"] == "2026-03-27T23:00:00+01:00"
    assert fields["zone"] == "Europe/Warsaw"
    assert fields["zone_known"] is True


def test_a_held_email_is_marked_and_later_steps_are_at_the_earliest() -> None:
    start = datetime(2026, 11, 27, 15, tzinfo=ZoneInfo("Europe/Warsaw"))
    held = Step(delay=Delay(24, "hours"), action=EmailAction())
    later = Step(delay=Delay(1, "weekdays"), action=EmailAction())
    fields = sequence_json(Sequence(steps=(held, later)), start)
    assert fields["weekend_rule"] == "hold"
    assert isinstance(fields["steps"], list)
    names = ("lands_at", "lands_at_earliest", "held")
    assert [
        [step[name] for name in names] for step in fields["steps"] if isinstance(step, dict)
    ] == [
        ["2026-11-30T00:00:00+01:00", True, True],
        ["2026-12-01T00:00:00+01:00", True, False],
    ]
    totals = [step["cumulative_delay"] for step in fields["steps"] if isinstance(step, dict)]
    assert totals[0] == {"weekdays": 0, "hours": 24, "complete": True, "at_earliest": False}


def test_the_weekend_rule_is_stated_without_a_start_too() -> None:
    sequence = Sequence(steps=(Step(delay=Delay(24, "hours"), action=EmailAction()),))
    spans = {}
    for rule in WeekendRule:
        fields = sequence_json(sequence, weekend=rule)
        assert isinstance(fields["summary"], dict)
        spans[fields["weekend_rule"]] = fields["summary"]["span_days"]
    assert spans == {"hold": [1, 3], "ignore": [1, 1]}


def test_without_a_start_its_fields_are_absent() -> None:
    fields = sequence_json(Sequence(steps=STEPS))
    assert not {"start", "zone", "zone_known"} & fields.keys()
    assert isinstance(fields["steps"], list)
    assert all(isinstance(step, dict) and "lands_at" not in step for step in fields["steps"])


@pytest.mark.parametrize(
    ("zone", "name", "is_known"),
    [
        (timezone(timedelta(hours=2)), "UTC+02:00", False),
        (timezone(timedelta(0), "UTC"), "UTC", False),
        (UTC, "UTC", True),
        (ZoneInfo("Etc/GMT-2"), "Etc/GMT-2", True),
    ],
)
def test_a_zone_of_which_only_the_offset_is_known_says_so(
    zone: tzinfo, name: str, is_known: bool
) -> None:
    fields = sequence_json(Sequence(steps=STEPS), datetime(2026, 3, 27, 23, tzinfo=zone))
    assert (fields["zone"], fields["zone_known"]) == (name, is_known)


def test_a_sequence_that_never_waits_has_no_longest_gap() -> None:
    summary = sequence_json(Sequence(steps=()))["summary"]
    assert isinstance(summary, dict)
    assert summary["longest_gap"] is None
    assert summary["automation_share"] is None


def test_steps_of_an_unknown_shape_are_unchanged() -> None:
    assert sequence_json(Sequence(extra={"steps": {"a": 1}}))["steps"] == {"a": 1}


def test_an_empty_list_of_steps_is_an_empty_array() -> None:
    assert sequence_json(Sequence(steps=()))["steps"] == []


@pytest.mark.parametrize(("value", "text"), [(nan, "NaN"), (inf, "Infinity"), (-inf, "-Infinity")])
def test_a_number_that_json_lacks_becomes_a_string(value: float, text: str) -> None:
    document = encode({"delay": [value, 1.5, None]})
    assert json.loads(document) == {"delay": [text, 1.5, None]}
    assert json.loads(encode({"delay": value}, indent=2)) == {"delay": text}


def test_text_is_not_escaped_but_for_controls_and_lone_surrogates() -> None:
    document = encode({"name": "会社\ud800\x1b"})
    assert document == '{"name": "会社\\ud800\\u001b"}'.encode()
    assert json.loads(document) == {"name": "会社\ud800\x1b"}


@pytest.mark.parametrize("character", "\u2028\u2029\x85\x0b\x0c\x1c\x1d\x1e\r\n\x7f\x9b")
def test_a_document_is_one_line_for_every_program(character: str) -> None:
    document = encode({f"a{character}b": [f"c{character}d"]})
    assert document.decode().splitlines() == [document.decode()]
    assert document.isascii()
    assert json.loads(document) == {f"a{character}b": [f"c{character}d"]}


@given(st.text(alphabet=st.characters(codec=None)))
def test_any_text_is_read_back_unchanged_from_one_line(text: str) -> None:
    document = encode({text: text})
    assert json.loads(document) == {text: text}
    assert len(document.decode().splitlines()) == 1
