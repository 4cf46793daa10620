"""Two sequences compared as a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from seq_tui.domain.comparison.compare import compare
from seq_tui.domain.comparison.field_changes import ABSENT, FieldChange
from seq_tui.domain.comparison.step_pairs import Change
from seq_tui.domain.delay import HOURS, Delay
from seq_tui.domain.sequence import Sequence, Step
from seq_tui.wire.records import sequence_from
from tests.fake_source import sequence

if TYPE_CHECKING:
    from seq_tui.domain.json import Json


def test_a_sequence_is_equal_to_itself() -> None:
    compared = compare(sequence(4), sequence(4))
    assert compared.is_equal
    assert compared.fields == ()
    assert compared.count(Change.EQUAL) == 4


def test_what_tells_records_apart_is_not_compared() -> None:
    copy = sequence(4)._replace(
        id=1, created_at="2026-01-01T00:00:00Z", updated_at="2026-01-01T00:00:00Z"
    )
    assert compare(sequence(4), copy).is_equal


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        (sequence(4)._replace(name="Other"), FieldChange("name", "Sequence 4", "Other")),
        (sequence(4)._replace(creator_id=8), FieldChange("creator_id", 7, 8)),
        (sequence(4)._replace(steps_total=9), FieldChange("steps_total", 4, 9)),
        (sequence(4)._replace(steps_total=None), FieldChange("steps_total", 4, ABSENT)),
        (
            sequence(4)._replace(extra={"deleted_at": "2026-10-02T08:00:00Z"}),
            FieldChange("deleted_at", ABSENT, "2026-10-02T08:00:00Z"),
        ),
        (
            sequence(4)._replace(extra={"unsubscribe_settings": {"a": [1]}}),
            FieldChange("unsubscribe_settings", ABSENT, {"a": [1]}),
        ),
    ],
)
def test_a_field_of_the_sequence_differs(changed: Sequence, field: FieldChange) -> None:
    compared = compare(sequence(4), changed)
    assert compared.fields == (field,)
    assert not compared.is_equal
    mirror = FieldChange(field.name, field.new, field.old)
    assert compare(changed, sequence(4)).fields == (mirror,)


def test_a_step_differs() -> None:
    steps = sequence(4).steps or ()
    later = steps[3]._replace(delay=Delay(9, HOURS))
    compared = compare(sequence(4), sequence(4)._replace(steps=(*steps[:3], later)))
    assert (compared.count(Change.EQUAL), compared.count(Change.CHANGED)) == (3, 1)
    assert compared.fields == ()
    assert not compared.is_equal


def test_steps_that_were_not_sent_differ_from_none_and_are_not_added() -> None:
    unsent, empty = sequence(4)._replace(steps=None), sequence(4)._replace(steps=())
    compared = compare(unsent, empty)
    assert (compared.has_steps, compared.steps) == (False, ())
    assert compared.fields == (FieldChange("steps", ABSENT, []),)
    assert compare(unsent, unsent).is_equal
    steps: list[Json] = [step.data for step in sequence(4).steps or ()]
    compared = compare(sequence(4), unsent)
    assert compared.fields == (FieldChange("steps", steps, ABSENT),)
    assert compared.steps == ()


def test_steps_that_cannot_be_read_are_compared_as_received() -> None:
    received = [sequence_from({"id": 1, "steps": steps}) for steps in (5, 6)]
    assert compare(*received).fields == (FieldChange("steps", 5, 6),)
    assert compare(received[0], received[0]).is_equal
    assert compare(received[0], Sequence(id=1, steps=(Step(),))).fields == (
        FieldChange("steps", 5, [{}]),
    )
