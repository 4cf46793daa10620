"""Steps of two sequences aligned: each kind of change, and that no alignment has more points."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seq_tui.domain.comparison.field_changes import ABSENT, FieldChange
from seq_tui.domain.comparison.step_key import step_key
from seq_tui.domain.comparison.step_pairs import Change, StepPair, pair_steps
from seq_tui.domain.delay import HOURS, WEEKDAYS, Delay
from seq_tui.domain.sequence import EmailAction, Step, TaskAction, UnknownAction
from seq_tui.wire.records import step_from
from tests.domain.records import ANY_STEPS, JSON, STEADY

if TYPE_CHECKING:
    from collections.abc import Sequence

    from seq_tui.domain.json import Json

EQUAL, CHANGED, MOVED = Change.EQUAL, Change.CHANGED, Change.MOVED
MOVED_AWAY, ADDED, REMOVED = Change.MOVED_AWAY, Change.ADDED, Change.REMOVED

PAIRED = (EQUAL, CHANGED)


def email(
    template: int, wait: int = 1, *, step_id: int | None = None, is_reply: bool = False
) -> Step:
    action = EmailAction(properties={"email_template_id": template, "is_reply": is_reply})
    return Step(id=step_id, delay=Delay(wait, WEEKDAYS), action=action)


def task(text: str, wait: int = 1, *, step_id: int | None = None) -> Step:
    action = TaskAction(properties={"task_content": text})
    return Step(id=step_id, delay=Delay(wait, HOURS), action=action)


def changes(
    old: Sequence[Step], new: Sequence[Step]
) -> list[tuple[Change, int | None, int | None]]:
    return [(pair.change, pair.old, pair.new) for pair in pair_steps(old, new)]


def test_a_sequence_is_equal_to_itself() -> None:
    steps = [email(1, step_id=7), task("Call", step_id=8), email(1, step_id=9)]
    assert changes(steps, steps) == [(EQUAL, 0, 0), (EQUAL, 1, 1), (EQUAL, 2, 2)]
    assert changes([], []) == []


def test_a_copy_whose_ids_and_positions_differ_is_equal() -> None:
    steps = [email(1, step_id=7), task("Call", step_id=8)]
    copies = [step._replace(id=90 + rank, position=rank) for rank, step in enumerate(steps)]
    assert changes(steps, copies) == [(EQUAL, 0, 0), (EQUAL, 1, 1)]


def test_steps_are_added_and_removed() -> None:
    one, two, three = email(1), task("Call"), email(3, is_reply=True)
    assert changes([one, three], [one, two, three]) == [
        (EQUAL, 0, 0),
        (ADDED, None, 1),
        (EQUAL, 1, 2),
    ]
    assert changes([one, two, three], [one, three]) == [
        (EQUAL, 0, 0),
        (REMOVED, 1, None),
        (EQUAL, 2, 1),
    ]
    assert changes([], [one, two]) == [(ADDED, None, 0), (ADDED, None, 1)]
    assert changes([one, two], []) == [(REMOVED, 0, None), (REMOVED, 1, None)]


def test_steps_of_different_types_are_replaced_the_removed_one_first() -> None:
    assert changes([email(1, 1)], [task("Call", 1)]) == [(REMOVED, 0, None), (ADDED, None, 0)]


@pytest.mark.parametrize(
    ("old", "new", "fields"),
    [
        (email(1, 1), email(1, 3), [("delay_from_previous_step", 1, 3)]),
        (email(1), email(2), [("action_properties.email_template_id", 1, 2)]),
        (email(1), email(1, is_reply=True), [("action_properties.is_reply", False, True)]),
        (task("Call"), task("Write"), [("action_properties.task_content", "Call", "Write")]),
        (
            task("Call", 2),
            task("Call")._replace(delay=Delay(2, WEEKDAYS)),
            [("delay_from_previous_step_unit", HOURS, WEEKDAYS)],
        ),
        (task("Call"), task("Call")._replace(extra={"due": None}), [("due", ABSENT, None)]),
        (task("Call")._replace(extra={"due": 1}), task("Call"), [("due", 1, ABSENT)]),
        (
            email(1),
            email(1)._replace(action=EmailAction()),
            [
                ("action_properties.email_template_id", 1, ABSENT),
                ("action_properties.is_reply", False, ABSENT),
            ],
        ),
        (
            Step(id=4, action=TaskAction(properties={"task_content": "Call"})),
            Step(id=4, action=UnknownAction("call")),
            [
                ("action_type", "task", "call"),
                ("action_properties.task_content", "Call", ABSENT),
            ],
        ),
    ],
)
def test_a_changed_step_says_which_fields_differ(
    old: Step, new: Step, fields: list[tuple[str, Json, Json]]
) -> None:
    assert pair_steps([old], [new]) == (
        StepPair(CHANGED, 0, 0, tuple(FieldChange(*field) for field in fields)),
    )


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (Delay(1, HOURS), Delay(1.0, HOURS)),
        (Delay("soon", ["x"]), Delay("soon", ["x"])),
        (Delay({"a": 1, "b": 2}), Delay({"b": 2, "a": 1})),
        (Delay(float("nan"), HOURS), Delay(float("nan"), HOURS)),
    ],
)
def test_waits_of_equal_length_are_equal(old: Delay, new: Delay) -> None:
    assert changes([Step(delay=old)], [Step(delay=new)]) == [(EQUAL, 0, 0)]


@pytest.mark.parametrize("other", [True, 1.5, "1", None, [1]])
def test_waits_of_other_values_are_not(other: Json) -> None:
    steps = [Step(delay=Delay(1, HOURS))], [Step(delay=Delay(other, HOURS))]
    assert [pair.change for pair in pair_steps(*steps)] == [CHANGED]


def test_a_step_that_stands_elsewhere_is_moved() -> None:
    steps = [email(1), email(2), email(3), email(4)]
    assert changes(steps, [*steps[1:], steps[0]]) == [
        (MOVED_AWAY, 0, 3),
        (EQUAL, 1, 0),
        (EQUAL, 2, 1),
        (EQUAL, 3, 2),
        (MOVED, 0, 3),
    ]


def test_a_moved_step_says_what_else_changed() -> None:
    old = [email(1), task("Call", 1), email(2), email(3)]
    new = [email(1), email(2), email(3), task("Call", 4)]
    pair = pair_steps(old, new)[-1]
    assert pair == StepPair(MOVED, 1, 3, (FieldChange("delay_from_previous_step", 1, 4),))


def test_the_id_says_which_step_it_is() -> None:
    old = [email(1, step_id=7), email(1, step_id=8)]
    assert changes(old, [email(1, step_id=8)]) == [(REMOVED, 0, None), (EQUAL, 1, 0)]
    assert changes(old, [email(1, step_id=7)]) == [(EQUAL, 0, 0), (REMOVED, 1, None)]
    assert changes(old, old[::-1]) == [(MOVED, 1, 0), (EQUAL, 0, 1), (MOVED_AWAY, 1, 0)]


def test_a_step_of_another_type_is_changed_if_its_id_is_the_same() -> None:
    assert changes([email(1, step_id=7)], [task("Call", step_id=7)]) == [(CHANGED, 0, 0)]


def test_two_tasks_without_a_text_are_no_reason_for_a_move() -> None:
    bare = [Step(delay=Delay(days, WEEKDAYS), action=TaskAction()) for days in (1, 2)]
    pairs = changes([bare[0], email(1), email(2)], [email(1), email(2), bare[1]])
    assert [change for change, _, _ in pairs] == [REMOVED, EQUAL, EQUAL, ADDED]


def test_one_removed_and_one_added_e_mail_are_not_two_changed_ones() -> None:
    assert changes([email(1), email(2)], [email(2), email(3)]) == [
        (REMOVED, 0, None),
        (EQUAL, 1, 0),
        (ADDED, None, 1),
    ]


FEW_STEPS = st.lists(
    st.builds(
        Step,
        id=st.none() | st.integers(1, 6),
        delay=st.builds(Delay, st.integers(0, 1), st.just(WEEKDAYS)),
        action=st.sampled_from(
            [
                EmailAction(properties={"email_template_id": 1}),
                EmailAction(properties={"email_template_id": 1, "is_reply": True}),
                EmailAction(properties={"email_template_id": 2}),
                TaskAction(properties={"task_content": "Call"}),
                TaskAction(),
            ]
        ),
    ),
    max_size=5,
)


def points(old: Step, new: Step, shared: set[int | None]) -> int:
    """What two steps have in common, as the module describes it."""
    if old.id != new.id and not shared.isdisjoint({old.id, new.id}):
        return 0
    one, other = step_key(old), step_key(new)
    same_id, same_type = old.id in shared, one.type == other.type
    same = (same_type, one.subject == other.subject, one.action == other.action, same_id)
    return sum(same) + (one.wait == other.wait and (same_type or same_id))


def most_points(old: list[Step], new: list[Step], shared: set[int | None]) -> int:
    """Try every alignment."""

    @cache
    def most(row: int, column: int) -> int:
        if row == len(old) or column == len(new):
            return 0
        pair = points(old[row], new[column], shared) + most(row + 1, column + 1)
        return max(pair, most(row + 1, column), most(row, column + 1))

    return most(0, 0)


@STEADY
@given(FEW_STEPS, FEW_STEPS)
def test_no_alignment_has_more_points(old: list[Step], new: list[Step]) -> None:
    shared = ({step.id for step in old} & {step.id for step in new}) - {None}
    total = 0
    for pair in pair_steps(old, new):
        if pair.change in PAIRED:
            assert pair.old is not None
            assert pair.new is not None
            total += points(old[pair.old], new[pair.new], shared)
    assert total == most_points(old, new, shared)


def mirrored(pairs: list[tuple[Change, int | None, int | None]]) -> set[object]:
    other = {ADDED: REMOVED, REMOVED: ADDED, MOVED: MOVED_AWAY, MOVED_AWAY: MOVED}
    return {(other.get(change, change), new, old) for change, old, new in pairs}


@STEADY
@given(FEW_STEPS | ANY_STEPS, FEW_STEPS | ANY_STEPS)
def test_the_other_way_round_is_the_mirror(old: list[Step], new: list[Step]) -> None:
    assert mirrored(changes(new, old)) == set(changes(old, new))


@STEADY
@given(FEW_STEPS | ANY_STEPS, FEW_STEPS | ANY_STEPS)
def test_every_step_is_there_once_in_order(old: list[Step], new: list[Step]) -> None:
    pairs = pair_steps(old, new)
    here = [pair.new for pair in pairs if pair.change in (*PAIRED, ADDED, MOVED)]
    there = [pair.old for pair in pairs if pair.change in (*PAIRED, REMOVED, MOVED_AWAY)]
    assert (there, here) == (list(range(len(old))), list(range(len(new))))
    moves = {(pair.old, pair.new) for pair in pairs if pair.change is MOVED}
    assert moves == {(pair.old, pair.new) for pair in pairs if pair.change is MOVED_AWAY}


@STEADY
@given(st.lists(st.dictionaries(st.text(max_size=3), JSON), max_size=4))
def test_records_of_any_values_are_equal_to_themselves(records: list[dict[str, Json]]) -> None:
    one, other = ([step_from(record) for record in records] for _ in range(2))
    assert {pair.change for pair in pair_steps(one, other)} <= {EQUAL}
