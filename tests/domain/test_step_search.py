"""Tests of what a search in the steps of a sequence selects."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seq_tui.domain.delay import Delay
from seq_tui.domain.filter.parser import Mistake
from seq_tui.domain.folding import fold
from seq_tui.domain.sequence import EmailAction, Step, TaskAction, UnknownAction
from seq_tui.domain.step_search import NOT_OF_A_STEP, StepSearch

STEPS = {
    "e-mail 7": Step(action=EmailAction(properties={"email_template_id": 7})),
    "reply 8": Step(
        delay=Delay(4, "hours"),
        action=EmailAction(properties={"email_template_id": 8, "is_reply": True}),
    ),
    "task Ask the Price": Step(action=TaskAction(properties={"task_content": "Ask the Price"})),
    "task, no text": Step(action=TaskAction()),
    "call": Step(delay=Delay(0, "hours"), action=UnknownAction("call")),
}
"""Steps by the text on the screen."""


@pytest.mark.parametrize(
    ("text", "ranks"),
    [
        ("price", [3]),
        ("PRICE ask", [3]),
        ("price reply", []),
        ("price or reply", [2, 3]),
        ('"the price"', [3]),
        ('"price the"', []),
        ("-task", [1, 2, 5]),
        ("7", [1]),
        ("task:price", [3]),
        ("task:", [3, 4]),
        ("template:8", [2]),
        ("template:78", []),
        ("has:reply", [2]),
        ("has:email", [1, 2]),
        ("has:task -price", [4]),
        ("has:hours", [2]),
        ("(has:reply or 7) -mail", [2]),
    ],
)
def test_which_steps_are_selected(text: str, ranks: list[int]) -> None:
    search = StepSearch.parse(text)
    assert isinstance(search, StepSearch)
    shown = enumerate(STEPS.items(), start=1)
    assert [rank for rank, (label, step) in shown if search.selects(step, fold(label))] == ranks


@pytest.mark.parametrize(
    ("text", "pointed"),
    [
        ("price steps>5", "steps>5"),
        ("reply:0 price", "reply:0"),
        ("task>2", "task>2"),
        ("created>2026-01", "created>2026-01"),
        ("updated<90d", "updated<90d"),
        ("(creator:anna)", "creator:anna"),
        ("price #21,22", "#21,22"),
    ],
)
def test_what_no_step_has_is_pointed_at(text: str, pointed: str) -> None:
    mistake = StepSearch.parse(text)
    assert isinstance(mistake, Mistake)
    assert text[mistake.start : mistake.stop] == pointed
    assert mistake.message == NOT_OF_A_STEP


@pytest.mark.parametrize("what", ["problem", "probelm", "weekend", "answer"])
def test_only_what_a_step_can_have_is_named(what: str) -> None:
    assert StepSearch.parse(f"price -has:{what}") == Mistake(
        7, 11 + len(what), f'has: takes reply, task, email, hours; not "{what}"'
    )


@pytest.mark.parametrize("what", ["reply", "tasks", "e-mail", "hour"])
def test_what_a_step_can_have_is_searched_for(what: str) -> None:
    assert isinstance(StepSearch.parse(f"has:{what}"), StepSearch)


def test_a_wrong_value_is_explained_as_in_the_search_of_the_list() -> None:
    mistake = StepSearch.parse("template:x")
    assert isinstance(mistake, Mistake)
    assert "no template id" in mistake.message


@pytest.mark.parametrize("text", ["", "  "])
def test_an_empty_text_searches_for_nothing(text: str) -> None:
    assert StepSearch.parse(text) is None


@pytest.mark.parametrize(
    ("text", "texts"),
    [
        ("Łódź task:Price", ("lodz", "price")),
        ("template:8 or 8", ("8",)),
        ("-price reply", ("reply",)),
        ("has:task task:", ()),
    ],
)
def test_what_is_marked(text: str, texts: tuple[str, ...]) -> None:
    search = StepSearch.parse(text)
    assert isinstance(search, StepSearch)
    assert search.texts == texts


@given(st.text(st.sampled_from('ab ":#-()<>=0or,t')) | st.text())
def test_no_text_raises_and_mistakes_lie_in_it(text: str) -> None:
    read = StepSearch.parse(text)
    if isinstance(read, StepSearch):
        for label, step in STEPS.items():
            assert read.selects(step, fold(label)) in (True, False)
    elif read is not None:
        assert 0 <= read.start < read.stop <= len(text) + 1


def test_a_value_that_is_missing_is_shown_by_one_that_steps_can_have() -> None:
    found = StepSearch.parse("has:")
    assert isinstance(found, Mistake)
    assert found.message == "a value is missing: has:email"
    assert isinstance(StepSearch.parse("has:email"), StepSearch)
