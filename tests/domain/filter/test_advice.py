"""Tests of hints about filters that can be read, but may be meant otherwise."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seq_tui.domain.filter.advice import advice
from seq_tui.domain.filter.fields import FIELDS
from seq_tui.domain.filter.parser import Mistake, parse_filter


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
    ],
)
def test_nothing_is_said_of_what_is_plain(text: str) -> None:
    assert advice_about(text) == ""


@given(st.text(st.sampled_from('ab nt:or(-)"#01,=>')) | st.text())
def test_there_is_one_line_about_any_text(text: str) -> None:
    part = parse_filter(text)
    if not isinstance(part, Mistake):
        assert advice(text, part).isprintable() or not text.isprintable()
