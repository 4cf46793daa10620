"""Tests of which steps a search was about."""

from __future__ import annotations

import pytest

from seq_tui.domain.filter.evaluate import Surroundings, selects
from seq_tui.domain.filter.facts import Facts
from seq_tui.domain.query import Query
from seq_tui.domain.sequence import EmailAction, Sequence, Step, TaskAction, UnknownAction
from seq_tui.domain.wanted_steps import WantedSteps
from seq_tui.server.demo.account import demo_sequence
from tests.ui.browsing import NOW

STEPS = (
    Step(action=EmailAction(properties={"email_template_id": 7})),
    Step(action=TaskAction(properties={"task_content": "Łódź: the PRICE"})),
    Step(action=EmailAction(properties={"email_template_id": 77, "is_reply": True})),
    Step(action=TaskAction(properties={"task_content": None})),
    Step(action=UnknownAction("text_message", {"email_template_id": 7, "task_content": "price"})),
    Step(action=EmailAction(properties={"email_template_id": "7"})),
)


@pytest.mark.parametrize(
    ("text", "indices"),
    [
        ("", ()),
        ("price", ()),
        ("task:price", (1,)),
        ("task:lodz", (1,)),
        ("task:", (1, 3)),
        ("has:task", (1, 3)),
        ("template:7", (0,)),
        ("template:7 or template:77", (0, 2)),
        ("template:7 task:price", (0, 1)),
        ("has:email", (0, 2, 5)),
        ("has:reply", (2,)),
        ("has:hours", ()),
        ("-task:price", ()),
        ("-(template:7 or has:reply)", ()),
        ("steps>1 -template:7 (has:reply or created>2020)", (2,)),
    ],
)
def test_the_steps_that_a_query_is_about(text: str, indices: tuple[int, ...]) -> None:
    assert WantedSteps.of(Query.parse(text)).indices(STEPS) == indices


def test_a_step_is_marked_by_what_it_was_found_by() -> None:
    wanted = WantedSteps.of(Query.parse('task:price or task:"the pr" or task:x or template:77'))
    assert [wanted.marks(step) for step in STEPS] == [
        (),
        ("price", "the pr"),
        ("77",),
        (),
        (),
        (),
    ]


@pytest.mark.parametrize("text", ["task:call", "template:398772", "has:reply", "task:"])
def test_a_sequence_that_is_found_has_such_a_step_and_others_have_none(text: str) -> None:
    query = Query.parse(text)
    assert query.filter is not None
    for sequence in map(demo_sequence, range(200)):
        is_found = selects(query.filter, Facts(sequence), Surroundings(NOW))
        assert bool(WantedSteps.of(query).indices(sequence.steps or ())) == is_found


def test_what_is_found_by_its_name_has_no_such_step() -> None:
    assert WantedSteps.of(Query.parse('"price"')).indices(Sequence(steps=STEPS).steps or ()) == ()


def test_an_email_that_says_what_was_searched_for_is_wanted() -> None:
    steps = [
        Step(action=EmailAction(properties={"email_template_id": 7})),
        Step(action=EmailAction(properties={"email_template_id": 8})),
        Step(action=TaskAction(properties={"task_content": "offer"})),
        Step(action=EmailAction(properties={"email_template_id": "x"})),
    ]
    said = {7: "our offer", 8: "hello"}
    for text, rows in [("text:Offer", (0,)), ("text:", (0, 1)), ("text:none", ())]:
        assert WantedSteps.of(Query.parse(text)).indices(steps, said) == rows
    wanted = WantedSteps.of(Query.parse("text:offer or template:8"))
    assert [wanted.marks(step, said) for step in steps] == [("offer",), ("8",), (), ()]
    assert wanted.indices(steps) == (1,), "nothing is known of what they say"
