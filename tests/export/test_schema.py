"""Tests of the JSON Schema of a sequence: what it refuses, and that it names every field."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from seq_tui.domain.sequence import Sequence, Step
from seq_tui.export.json import ASIDE, encode, sequence_json
from seq_tui.export.schema import json_schema
from seq_tui.wire.records import sequence_from
from tests.domain.records import JSON, STEADY
from tests.export.cases import CASES
from tests.presentation.sequences import START

if TYPE_CHECKING:
    from seq_tui.domain.json import Json

SCHEMA = json_schema("Test", is_list=False, has_start=True)
SCHEDULED = Draft202012Validator(SCHEMA)
PLAIN = Draft202012Validator(json_schema("Test", is_list=False))

SUMMARY = (
    *("emails", "replies", "tasks", "unknown", "weekdays", "hours", "complete", "at_earliest"),
    *("span_days", "longest_gap", "automation_share"),
)
CUMULATIVE_DELAY = ("weekdays", "hours", "complete", "at_earliest")

COMPUTED: list[tuple[str | int, ...]] = [
    ("start",),
    ("zone",),
    ("zone_known",),
    ("summary",),
    *(("summary", name) for name in SUMMARY),
    ("summary", "longest_gap", "weekdays"),
    ("summary", "longest_gap", "hours"),
    ("steps", 1, "lands_at"),
    ("steps", 1, "cumulative_delay"),
    *(("steps", 1, "cumulative_delay", name) for name in CUMULATIVE_DELAY),
]
"""The way to each computed field."""

SUITABLE = ("start", "zone", "summary", "lands_at", "cumulative_delay")

SEQUENCE_FIELDS = list(Sequence().fields)
STEP_FIELDS = list(Step().fields)


def document() -> dict[str, Json]:
    value: dict[str, Json] = json.loads(encode(sequence_json(CASES["ordinary"], START)))
    return value


def parent(value: Json, path: tuple[str | int, ...]) -> dict[str, Json]:
    """The object that holds the field at the end of `path`."""
    for part in path[:-1]:
        if isinstance(value, list):
            value = value[int(part)]
        elif isinstance(value, dict):
            value = value[str(part)]
    assert isinstance(value, dict)
    return value


def properties(definition: Json) -> dict[str, Json]:
    assert isinstance(definition, dict)
    fields = definition["properties"]
    assert isinstance(fields, dict)
    return fields


@pytest.mark.parametrize("path", COMPUTED)
def test_a_missing_computed_field_is_refused(path: tuple[str | int, ...]) -> None:
    value = document()
    SCHEDULED.validate(value)
    del parent(value, path)[str(path[-1])]
    assert not SCHEDULED.is_valid(value)


@pytest.mark.parametrize("path", COMPUTED)
@pytest.mark.parametrize("wrong", [{}, [], -1])
def test_a_computed_field_of_another_type_is_refused(
    path: tuple[str | int, ...], wrong: Json
) -> None:
    value = document()
    parent(value, path)[str(path[-1])] = wrong
    assert not SCHEDULED.is_valid(value)


@pytest.mark.parametrize(
    ("path", "wrong"),
    [
        (("start",), "2026-11-26"),
        (("start",), "2026-11-26T15:00:00"),
        (("start",), None),
        (("zone",), None),
        (("zone_known",), "yes"),
        (("steps", 1, "lands_at"), "tomorrow"),
        (("steps", 1), 5),
        (("steps", 1, "cumulative_delay", "weekdays"), "1"),
        (("steps", 1, "cumulative_delay", "hours"), None),
        (("steps", 1, "cumulative_delay", "complete"), 1),
        (("summary", "emails"), 1.5),
        (("summary", "tasks"), True),
        (("summary", "at_earliest"), None),
        (("summary", "span_days"), [1]),
        (("summary", "span_days"), [1, 2, 3]),
        (("summary", "span_days"), [1, "2"]),
        (("summary", "automation_share"), 1.5),
    ],
)
def test_a_computed_field_with_a_value_it_cannot_have_is_refused(
    path: tuple[str | int, ...], wrong: Json
) -> None:
    value = document()
    if isinstance(path[-1], int):
        steps = value["steps"]
        assert isinstance(steps, list)
        steps[path[-1]] = wrong
    else:
        parent(value, path)[path[-1]] = wrong
    assert not SCHEDULED.is_valid(value)


@pytest.mark.parametrize("path", [path for path in COMPUTED if path[-1] in SUITABLE])
def test_a_computed_field_is_typed_under_its_other_name_too(path: tuple[str | int, ...]) -> None:
    value = document()
    fields, name = parent(value, path), str(path[-1])
    fields[ASIDE + name], fields[name] = fields[name], -5
    SCHEDULED.validate(value)
    fields[ASIDE + name] = [-1]
    assert not SCHEDULED.is_valid(value)


def test_without_a_start_none_of_its_fields_are_required() -> None:
    value = json.loads(encode(sequence_json(CASES["ordinary"])))
    PLAIN.validate(value)
    assert not SCHEDULED.is_valid(value)


def test_an_array_is_refused_where_one_sequence_is_described_and_the_other_way_round() -> None:
    several = Draft202012Validator(json_schema("Test", is_list=True, has_start=True))
    several.validate([document(), document()])
    assert not several.is_valid(document())
    assert not SCHEDULED.is_valid([document()])


def test_the_schema_names_every_field_in_the_order_of_the_output() -> None:
    definitions = SCHEMA["$defs"]
    assert isinstance(definitions, dict)
    computed = ["start", "zone", "zone_known", "weekend_rule", "summary"]
    assert sorted(properties(SCHEMA)) == sorted([*SEQUENCE_FIELDS, *computed])
    step = properties(definitions["ScheduledStepJson"])
    assert list(step) == [*STEP_FIELDS, "cumulative_delay", "template", *LANDING_FIELDS]
    value = document()
    for path, name in (
        (("summary", ""), "SummaryJson"),
        (("summary", "longest_gap", ""), "LongestGapJson"),
        (("steps", 1, "cumulative_delay", ""), "CumulativeDelayJson"),
    ):
        definition = definitions[name]
        assert isinstance(definition, dict)
        assert list(properties(definition)) == list(parent(value, path)) == definition["required"]


def test_every_object_and_field_is_described_on_one_line() -> None:
    definitions = SCHEMA["$defs"]
    assert isinstance(definitions, dict)
    for definition in (SCHEMA, *definitions.values()):
        assert isinstance(definition, dict)
        for described in (definition, *properties(definition).values()):
            assert isinstance(described, dict)
            assert "$ref" in described or "\n" not in str(described["description"])


LANDING_FIELDS = ["lands_at", "lands_at_earliest", "held"]

SEQUENCE_COMPUTED = ["start", "zone", "zone_known", "weekend_rule", "summary"]
STEP_COMPUTED = ["cumulative_delay", *LANDING_FIELDS]


def names(received: list[str], computed: list[str]) -> st.SearchStrategy[str]:
    aside = [times * ASIDE + name for name in computed for times in range(4)]
    return st.sampled_from(received) | st.sampled_from(aside) | st.text()


FIELDS = st.dictionaries(names(SEQUENCE_FIELDS, SEQUENCE_COMPUTED), JSON)
STEPS = st.dictionaries(names(STEP_FIELDS, STEP_COMPUTED), JSON)


@STEADY
@given(FIELDS, st.lists(STEPS | JSON) | JSON)
def test_the_schema_is_true_of_any_json_that_the_service_sends(
    fields: dict[str, Json], steps: Json
) -> None:
    sequence = sequence_from(fields | {"steps": steps})
    PLAIN.validate(json.loads(encode(sequence_json(sequence))))
    SCHEDULED.validate(json.loads(encode(sequence_json(sequence, START))))
