"""Tests of which templates sequences use."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

from seq_tui.domain.sequence import EmailAction, Sequence, Step, TaskAction, UnknownAction
from seq_tui.domain.templates import TemplateCollector, Use
from seq_tui.server.demo.account import demo_sequence

if TYPE_CHECKING:
    from seq_tui.domain.json import Json


def email(template_id: Json, *, is_reply: bool = False) -> Step:
    properties = {"email_template_id": template_id, "is_reply": is_reply}
    return Step(action=EmailAction(properties=properties))


def collected(*sequences: Sequence, most_named: int | None = None) -> TemplateCollector:
    collector = TemplateCollector(most_named)
    for sequence in sequences:
        collector.add(sequence)
    return collector


FIRST = Sequence(1, "First", steps=(email(7), email(7, is_reply=True), email(8)))
SECOND = Sequence(2, None, steps=(email(8), Step(action=TaskAction())))


def test_a_template_has_its_sequences_and_its_steps() -> None:
    eight, seven = collected(FIRST, SECOND).by_use()
    assert (seven.template_id, seven.sequences, seven.steps, seven.replies) == (7, 1, 2, 1)
    assert seven.uses == [Use(1, "First", 2, 1)]
    assert (eight.template_id, eight.sequences, eight.steps, eight.replies) == (8, 2, 2, 0)
    assert eight.uses == [Use(1, "First", 1, 0), Use(2, None, 1, 0)]


def test_most_sequences_come_first_then_most_steps_then_the_lowest_id() -> None:
    once = Sequence(3, "", steps=(email(5), email(6), email(6), email(4)))
    found = collected(FIRST, SECOND, once).by_use()
    assert [each.template_id for each in found] == [8, 6, 7, 4, 5]


@pytest.mark.parametrize("template_id", [None, "7", True, 7.0, [7], {}])
def test_what_is_no_id_of_a_template_is_counted(template_id: Json) -> None:
    missing = Step(action=EmailAction())
    found = collected(Sequence(1, "", steps=(email(template_id), missing, email(7))))
    assert [each.template_id for each in found.by_use()] == [7]
    assert found.steps_without_id == 2


def test_tasks_and_unknown_actions_send_no_template() -> None:
    unknown = UnknownAction(properties={"email_template_id": 7})
    found = collected(Sequence(1, "", steps=(Step(action=TaskAction()), Step(action=unknown))))
    assert (found.count, found.steps_without_id) == (0, 0)


def test_a_sequence_without_its_steps_is_counted() -> None:
    found = collected(Sequence(1, "", steps=None), Sequence(2, "", steps=()))
    assert (found.sequences, found.without_steps, found.by_use()) == (2, 1, [])


def test_a_deleted_sequence_uses_nothing() -> None:
    deleted = FIRST._replace(extra={"deleted_at": "2026-11-01T00:00:00Z"})
    found = collected(deleted, SECOND)
    assert (found.sequences, [each.template_id for each in found.by_use()]) == (1, [8])


def test_the_others_are_counted_where_only_some_are_named() -> None:
    (found,) = collected(
        *(Sequence(number, "", steps=(email(7), email(7))) for number in range(5)), most_named=2
    ).by_use()
    assert (found.sequences, found.steps) == (5, 10)
    assert [use.sequence_id for use in found.uses] == [0, 1]


def test_the_counts_are_those_of_all_steps_one_by_one() -> None:
    sequences = [demo_sequence(number) for number in range(200)]
    steps: Counter[int] = Counter()
    users: dict[int, set[int | None]] = {}
    for sequence in sequences:
        for step in sequence.steps or ():
            if isinstance(step.action, EmailAction):
                template_id = step.action.properties["email_template_id"]
                assert isinstance(template_id, int)
                steps[template_id] += 1
                users.setdefault(template_id, set()).add(sequence.id)
    found = collected(*sequences).by_use()
    assert {each.template_id: each.steps for each in found} == steps
    assert {each.template_id: {use.sequence_id for use in each.uses} for each in found} == users
