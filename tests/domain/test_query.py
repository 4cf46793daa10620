"""What a user types, as a query."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seq_tui.domain.query import Query
from tests.domain.records import STEADY


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("#21", (21,)),
        ("#21,22", (21, 22)),
        ("# 21 , 22", (21, 22)),
        ("  #21,22  ", (21, 22)),
        ("#21,22,", (21, 22)),
        ("id:21,22", (21, 22)),
        ("ID: 21", (21,)),
        ("#0021", (21,)),
        ("#3,1,3,2,1", (3, 1, 2)),
        ("#9223372036854775807", (2**63 - 1,)),
    ],
)
def test_a_list_of_ids_is_read_once_each_and_in_order(text: str, ids: tuple[int, ...]) -> None:
    assert Query.parse(text) == Query(ids=ids)


@pytest.mark.parametrize(
    "text",
    [
        *("trial", "21", "21,22", "#", "#x", "id:", "id", "#21 trial", "trial #21"),
        *("task:", "tasks:call", "a task:call"),
        *("#21,,22", "#-1", "#1.5", "#²", "#٢١", "#" + "9" * 20, "[b]x[/]", "\x1b[2J", "😀"),
    ],
)
def test_anything_else_is_a_part_of_a_name(text: str) -> None:
    assert Query.parse(text) == Query(name=text)


@pytest.mark.parametrize("text", ["task:the price", "TASK: the price ", " task:  the price"])
def test_a_part_of_a_task_is_asked_for_by_its_word(text: str) -> None:
    assert Query.parse(text) == Query(task="the price")
    assert str(Query.parse(text)) == "task:the price"
    assert Query.parse(text)


def test_space_around_a_name_is_no_part_of_it() -> None:
    assert Query.parse(" \t free  trial\n") == Query(name="free  trial")


@pytest.mark.parametrize("text", ["", "  ", "\n"])
def test_nothing_typed_asks_for_every_sequence(text: str) -> None:
    assert Query.parse(text) == Query()
    assert not Query.parse(text)
    assert str(Query()) == ""


def test_a_name_or_ids_ask_for_something() -> None:
    assert Query(name="trial")
    assert Query(ids=(0,))


def test_a_query_is_shown_as_it_is_typed() -> None:
    assert str(Query(ids=(21, 22))) == "#21,22"
    assert str(Query(name="free trial")) == "free trial"


def test_ids_are_asked_for_by_the_hundred() -> None:
    query = Query(ids=tuple(range(250)))
    assert [query.ids_on(page) for page in (1, 2, 3, 4)] == [
        tuple(range(100)),
        tuple(range(100, 200)),
        tuple(range(200, 250)),
        (),
    ]


@STEADY
@given(st.text() | st.from_regex(r"(#|id:)[0-9, ]*|task:.*", fullmatch=True))
def test_any_text_is_a_query_and_means_the_same_when_typed_again(text: str) -> None:
    query = Query.parse(text)
    assert not (query.name and query.ids)
    assert Query.parse(str(query)) == query
