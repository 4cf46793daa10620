"""Tests of hints about filters that can be read, but may be meant otherwise."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seq_tui.domain.filter import advice as advice_module
from seq_tui.domain.filter.advice import advice, reading_advice, template_search
from seq_tui.domain.filter.completion import completions
from seq_tui.domain.filter.fields import FIELDS
from seq_tui.domain.filter.parser import Mistake, parse_filter

if TYPE_CHECKING:
    from seq_tui.domain.filter.nodes import Filter


def advice_about(text: str) -> str:
    part = parse_filter(text)
    assert not isinstance(part, Mistake)
    return advice(text, part)


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("not trial", "to leave it out: -trial"),
        ("eu NOT trial", "to leave it out: -trial"),
        ("name:trial", "names are searched without name:"),
        ("creator:Ines Moreau", 'quote both: creator:"Ines Moreau"'),
        ("by:Ines Moreau steps>3", 'quote both: creator:"Ines Moreau"'),
        ("a or b -c", "read as a or (b -c)"),
        ("a b or c or d steps>2", "read as (a b) or c or (d steps>2)"),
        ("trial 21132", "beside words, an id is #21132"),
        ("task:0", 'the text "0"; task=0 counts tasks'),
        ("created>today", "nothing is later: created:today"),
        ("updated>this-month", "nothing is later: updated:this-month"),
        ("days<=10 | has:weekend", "for either: days<=10 or has:weekend"),
        ("a || (b | c)", "for either: a or (b or c)"),
        ("steps>3 |", 'write "or" instead of |'),
        ("|| trial", 'write "or" instead of ||'),
        ("trial & steps>3", "no & is needed: trial steps>3"),
        ("trial && eu || old", "for either: trial eu or old"),
        ("trial &&", "no && is needed: trial"),
        ("eu !(a or b)", "to leave it out: -(a or b)"),
        ("steps!=3", "to leave it out: -steps=3"),
        ("not steps>3 a", "to leave it out: -steps>3"),
        ("color:red steps>3", 'no field is called "color"; names are searched'),
        ("steps>3 !has:reply", "to leave it out: -has:reply"),
        ("steps>3 -calls:>=2", 'no field is called "calls"; names are searched'),
        ("(days>5) & -trial", "no & is needed: (days>5) -trial"),
        ("#21 | #22", "for either: #21 or #22"),
        ("a || b ||", "for either: a or b"),
        ("a || | b", "for either: a or b"),
        ("&& a & || b &", "for either: a or b"),
        ("a or || b", "for either: a or b"),
        ("eu -calls>2", 'no field is called "calls"; names are searched'),
        ("call -reply", "-reply looks in names; -has:reply looks at steps"),
        ("-weekends", "-weekends looks in names; -has:weekend looks at steps"),
        ("(a b) task:price)", "the ) closes nothing; it is searched for"),
    ],
)
def test_what_may_be_meant_is_said(text: str, hint: str) -> None:
    assert advice_about(text) == hint


@pytest.mark.parametrize(
    "text",
    [
        *(field.example for field in FIELDS),
        "trial",
        "nothing",
        "knot tied",
        '"not trial"',
        "-trial",
        "a or b",
        "a or (b -c)",
        "(a or b) -c",
        "winback 90",
        "price list 2026",
        "21132",
        "steps>3 21132",
        "task:price",
        "creator:anna or steps>3",
        "creator:anna -old",
        "creator:anna steps>3",
        'creator:"Ines Moreau"',
        "task:call price",
        "created>yesterday",
        "created>=this-month",
        "created>last-week",
        "a|b",
        "price list | eu",
        "price list |",
        "Care | Battery upgrade | Australia & NZ has:task",
        "has:task Care | Battery",
        "Q1:2026 launch",
        "1) Intro first",
        "1) Intro has:task",
        "!VIP customers",
        "EU:Trial",
        "steps>3 !steps:",
        "steps>3 !(a (b c) d)",
        "-steps!=3",
        "steps!=x",
        "sales & marketing",
        "&",
        "R&D",
        "really! !",
        "color!=3",
        "color:",
        "color: red",
        "calls",
        "calls>",
        "problem",
        "weekend",
        "10:30 a->b https://x.eu",
        "(trial",
        "trial(old)",
        '"trial',
        '"color:red" "a | b" "c)"',
    ],
)
def test_nothing_is_said_of_what_is_plain(text: str) -> None:
    assert advice_about(text) == ""


WORDS = st.sampled_from(
    [
        *"ab()|&!-",
        "||",
        "&&",
        "!(a",
        "or",
        "not",
        "steps>3",
        "steps!=3",
        "!has:",
        '"',
        "task:0",
        "5",
    ]
)


SUGGESTS = "(for either|to leave it out|read as|is needed|to compare)"
"""Before a search that is proposed."""


@given(
    st.text(st.sampled_from('ab nt:or(-)"#01,=>|&!')) | st.text() | st.lists(WORDS).map(" ".join),
    st.booleans(),
)
def test_there_is_one_line_about_any_text(text: str, is_whole: bool) -> None:
    part = parse_filter(text)
    if not isinstance(part, Mistake):
        said = advice(text, part, is_whole=is_whole)
        assert said.isprintable() or not text.isprintable()
        if found := re.search(f"{SUGGESTS}:? (.*)", said, re.DOTALL):
            suggested = parse_filter(found[2])
            assert not isinstance(suggested, Mistake)
            assert suggested == part or found[1] != "read as"


@pytest.mark.parametrize("whole", ["problem", "weekends", "has:problem", "-(calls", "Price: list"])
def test_nothing_is_said_on_the_way_to_what_is_plain(whole: str) -> None:
    for end in range(1, len(whole) + 1):
        text = whole[:end]
        part = parse_filter(text)
        if isinstance(part, Mistake):
            assert text.endswith("(") or completions(text), "it may go on"
        else:
            assert advice(text, part) == "", text


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("|", 'write "or" instead of |'),
        ("a | | b |", "for either: a or b"),
        ("!winback", "to leave it out: -winback"),
        ("eu !has:reply", "to leave it out: -has:reply"),
        ("name:trial", "names are searched without name:"),
        ("!(a b)", "to leave it out: -(a b)"),
        ("color:red", 'no field is called "color"; names are searched'),
        ("problem:x", '"problem" is no field; write has:problem'),
        ("Hour>5", '"Hour" is no field; write has:hours'),
        ("a)) (b", "the ) closes nothing; it is searched for"),
        ("(trial", "a bracket is left open; read as (trial)"),
        ("-((a or b", "a bracket is left open; read as -((a or b))"),
        ("((a) b", "a bracket is left open; read as ((a) b)"),
        ('"trial eu', 'a quote is left open; read as "trial eu"'),
        ('creator:"jonas', 'a quote is left open; read as creator:"jonas"'),
        ('("trial', 'a quote is left open; read as ("trial")'),
        ('-(a (by:"jonas k', 'a quote is left open; read as -(a (by:"jonas k"))'),
        ('("a b" (c', 'a bracket is left open; read as ("a b" (c))'),
        ("trial | winback", "for either: trial or winback"),
        ("trial & eu", "no & is needed: trial eu"),
        ("(not trial", "to leave it out: -trial"),
        ("a or b -c", "read as a or (b -c)"),
        ("steps 5", "to compare: steps=5"),
        ("trial Tasks 3", "to compare: Tasks=3"),
        ("updated 90 days", "to compare: updated<90d"),
        ("(updated 1 Week) eu", "to compare: updated<1w"),
        ("changed 12m", "to compare: changed<12m"),
        ("created 2025", "to compare: created:2025"),
    ],
)
def test_more_is_said_of_a_whole_text(text: str, hint: str) -> None:
    part = parse_filter(text)
    assert not isinstance(part, Mistake)
    assert advice(text, part, is_whole=True) == hint


@pytest.mark.parametrize(
    "text",
    [
        "(trial)",
        "1) Intro",
        "!(a (b c) d)",
        "!steps:",
        '"a (b"',
        '"a ""b"" c"',
        'trial 5"',
        '"a" task:',
        "trial(old",
        "task:",
        "",
        "&",
        "updated 90",
        "steps 5 days",
        "day one",
        "-steps 5",
        "creator:7 anna",
        "by=#7 anna",
        "30 days",
    ],
)
def test_nothing_is_said_of_a_whole_text_that_is_plain(text: str) -> None:
    part = parse_filter(text)
    assert not isinstance(part, Mistake)
    assert advice(text, part, is_whole=True) == ""


@pytest.mark.parametrize("text", ["call -reply", "-weekends", "a or b -c"])
def test_how_a_filter_is_read_is_said_where_something_is_found_too(text: str) -> None:
    part = parse_filter(text)
    assert not isinstance(part, Mistake)
    assert reading_advice(text, part) == advice(text, part) != ""


@pytest.mark.parametrize("text", ["!winback", "color:red", "steps 5", "trial | winback"])
def test_what_else_may_be_meant_is_not_said_where_something_is_found(text: str) -> None:
    part = parse_filter(text)
    assert not isinstance(part, Mistake)
    assert reading_advice(text, part) == ""
    assert advice(text, part, is_whole=True) != ""


def test_many_open_brackets_are_closed_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    text = f"{'(' * 49}trial"
    part = parse_filter(text)
    assert not isinstance(part, Mistake)
    parsed: list[str] = []

    def count(text: str) -> Filter | Mistake:
        parsed.append(text)
        return parse_filter(text)

    monkeypatch.setattr(advice_module, "parse_filter", count)
    assert advice(text, part, is_whole=True).endswith(f"trial{')' * 49}")
    assert len(parsed) <= 2


@pytest.mark.parametrize(("number", "search"), [(90, ""), (2026, ""), (398744, "template:398744")])
def test_a_long_number_may_be_a_template(number: int, search: str) -> None:
    assert template_search(number) == search
