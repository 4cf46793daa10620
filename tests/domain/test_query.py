"""What a user types, parsed as a query."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from seq_tui.domain.filter.nodes import And, TaskText, Text
from seq_tui.domain.filter.parser import Mistake
from seq_tui.domain.query import Query, parse_ids
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
        ("21,22", (21, 22)),
        (" 21 ,22, ", (21, 22)),
        ("#21 #22", (21, 22)),
        ("#21, id:22 ID:23 24", (21, 22, 23, 24)),
        ("21 #22", (21, 22)),
        ("#21\t22\n", (21, 22)),
    ],
)
def test_a_list_of_ids_keeps_its_order_and_each_id_once(text: str, ids: tuple[int, ...]) -> None:
    assert Query.parse(text) == Query(ids=ids)


@pytest.mark.parametrize(
    "text",
    [
        *("trial", "21", "21 22", "21, trial", "#", "#x", "id", "21 trial"),
        *("task", "a-b"),
        *("#21,,22", "#-1", "#1.5", "#²", "#٢١", "#" + "9" * 20, "[b]x[/]", "\x1b[2J", "😀"),
    ],
)
def test_anything_else_is_a_part_of_a_name(text: str) -> None:
    assert Query.parse(text) == Query(name=text)


@pytest.mark.parametrize("text", ["task:price", "TASK:price ", ' tasks:"price"'])
def test_the_field_task_searches_the_text_of_tasks(text: str) -> None:
    query = Query.parse(text)
    assert query == Query(filter=TaskText("price"))
    assert (str(query), query.words) == ("task:price", ())
    assert query


@pytest.mark.parametrize("text", ["task:", " TASK: ", "task:\u00a0"])
def test_the_field_task_alone_selects_what_has_a_task(text: str) -> None:
    query = Query.parse(text)
    assert query == Query(filter=TaskText(""))
    assert str(query) == "task:"
    assert query != Query()


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("Trial: Europe", Query(name="Trial: Europe")),
        ("10:30 (old) - x", Query(name="10:30 old - x")),
        ('"call back"', Query(name="call back", is_phrase=True)),
        ('"21"', Query(name="21", is_phrase=True)),
        ('"trial"', Query(name="trial")),
        ("#21 (trial)", Query(name="trial", ids=(21,))),
        ("or", Query(name="or")),
    ],
)
def test_a_filter_of_words_and_ids_is_one_for_the_service(text: str, query: Query) -> None:
    assert Query.parse(text) == query
    assert not query.needs_whole_account


def test_a_filter_that_cannot_be_read_says_why_and_takes_the_text_as_words() -> None:
    query = Query.parse("trial steps>x")
    assert query.mistake == Mistake(6, 13, '"x" is no number, as in steps>5')
    assert query.name == "trial steps>x"


def test_a_mistake_is_where_it_was_typed_also_after_blanks() -> None:
    for typed in (" steps>x", "\u3000 trial  stpes>5  "):
        mistake = Query.parse(typed).mistake
        assert mistake is not None
        assert typed[mistake.start : mistake.stop] in ("steps>x", "stpes")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        *(("21143", 21143), (" 21 ", 21), ("0021", 21), ("２１", 21), ("٢١", 21), ("9" * 19, None)),
        *(("9" * 18, int("9" * 18)), ("9" * 20, None), ("²", None), ("21 22", None)),
        *(("21 trial", None), ("2_1", None), ("#21", None), ("trial", None)),
    ],
)
def test_a_bare_number_is_an_id_or_a_part_of_a_name(text: str, number: int | None) -> None:
    query = Query.parse(text)
    assert query.number == number
    assert query.ids == ((21,) if text == "#21" else ())


@pytest.mark.parametrize(
    ("arguments", "query"),
    [
        (("21", "22"), Query(ids=(21, 22))),
        (("#21", "#22"), Query(ids=(21, 22))),
        (("id:21,22", "23", "#22"), Query(ids=(21, 22, 23))),
        (("21,22",), Query(ids=(21, 22))),
        (("21",), Query(name="21")),
        (("30 60",), Query(name="30 60")),
        (("30", "days"), Query(name="30 days")),
        (("task:", "30"), Query(filter=And((TaskText(""), Text("30"))))),
        (("#21", "trial"), Query("trial", (21,))),
        (("trial", "id:21"), Query("trial", (21,))),
        (("id:21 trial",), Query("trial", (21,))),
        (("21", "trial"), Query("21 trial")),
        (("#21", "30", "days"), Query("30 days", (21,))),
        (("ID: 21, 22", "a", "b", "#23"), Query("a b", (21, 22, 23))),
        ((), Query()),
    ],
)
def test_several_arguments_that_are_all_numbers_are_ids(
    arguments: tuple[str, ...], query: Query
) -> None:
    assert Query.parse_arguments(arguments) == query


@pytest.mark.parametrize("text", ["#21 trial", "trial #21", "a id:21,22 b", "#21 30 days"])
def test_ids_beside_words_are_ids_and_no_word_is_an_id(text: str) -> None:
    query = Query.parse(text)
    assert query.ids
    assert query.name
    assert query.number is None
    assert Query.parse(str(query)) == query


@pytest.mark.parametrize(
    ("text", "word"),
    [
        *(("id:abc", "id:abc"), ("id:", "id:"), ("id:21,abc", "id:21,abc"), ("a #x", "#x")),
        *(("#21 #x", "#x"), ("ID:x", "ID:x"), ("#", "#"), ("#21;22", "#21;22"), ("#²", "#²")),
    ],
)
def test_a_word_that_begins_as_an_id_is_one_or_malformed(text: str, word: str) -> None:
    assert Query.parse(text).malformed_ids == (word,)


@pytest.mark.parametrize("text", ["#21", "id:21 a", "a#b", "solid:x", "c# x", ""])
def test_other_words_are_not_malformed_ids(text: str) -> None:
    assert Query.parse(text).malformed_ids == ()


@pytest.mark.parametrize("text", ["21", "#21", "id:21", " ID: 21 ", "21,", "021"])
def test_every_form_of_an_id_is_the_same(text: str) -> None:
    assert parse_ids(text) == (21,)


@pytest.mark.parametrize("text", ["", "x", "-1", "1_0", "²", "٢١", "21;22", "1.5", "9" * 20])
def test_what_is_not_only_ids_has_none(text: str) -> None:
    assert parse_ids(text) == ()


@pytest.mark.parametrize(
    ("query", "words"),
    [
        (Query("Łódź  FREE łódź"), ("lodz", "free")),
        (Query("no‑reply\u00a0“x”"), ("no-reply", '"x"')),
        (Query("Free\u00a0Trial ", is_phrase=True), ("free trial ",)),
        (Query(" ", is_phrase=True), (" ",)),
        (Query("", is_phrase=True), ()),
        (Query(ids=(1,)), ()),
        (Query(), ()),
    ],
)
def test_a_query_has_folded_words(query: Query, words: tuple[str, ...]) -> None:
    assert query.words == words


def test_a_phrase_is_no_id() -> None:
    assert Query("21", is_phrase=True).number is None


def test_space_around_a_name_is_ignored() -> None:
    assert Query.parse(" \t free  trial\n") == Query(name="free  trial")


@pytest.mark.parametrize("text", ["", "  ", "\n", "\u00a0", "\u200b", "\u0301"])
def test_an_empty_text_selects_every_sequence(text: str) -> None:
    assert Query.parse(text) == Query()
    assert not Query.parse(text)
    assert str(Query()) == ""


def test_a_query_with_a_name_or_ids_is_not_empty() -> None:
    assert Query(name="trial")
    assert Query(ids=(0,))


def test_a_query_converts_to_the_text_a_user_would_type() -> None:
    assert str(Query(ids=(21, 22))) == "#21,22"
    assert str(Query(name="free trial")) == "free trial"


def test_a_page_requests_a_hundred_ids() -> None:
    query = Query(ids=tuple(range(250)))
    assert [query.ids_on(page) for page in (1, 2, 3, 4)] == [
        tuple(range(100)),
        tuple(range(100, 200)),
        tuple(range(200, 250)),
        (),
    ]


@STEADY
@given(
    st.text()
    | st.from_regex(r"((#|id:)?[0-9, ]*)*", fullmatch=True)
    | st.from_regex(r"((#|id:|\"|-|or |\()?[0-9, )]*)*", fullmatch=True)
)
@example("ID:#0 0")
@example('0 "')
@example("or #0")
@example("(0,")
@example("owner=>")
@example('task:"<5"')
def test_any_text_parses_and_its_query_parses_back_to_itself(text: str) -> None:
    query = Query.parse(text.strip())
    assert Query.parse(str(query)) == query
    assert replace(Query.parse(text), mistake=query.mistake) == query
