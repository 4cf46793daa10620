"""Where a search matches a text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seq_tui.domain.folding import fold
from seq_tui.domain.matches import match_spans
from tests.domain.records import STEADY


@pytest.mark.parametrize(
    ("text", "wanted", "parts"),
    [
        ("Trial expired", ["trial"], ["Trial"]),
        ("Łódź · free", ["lodz"], ["Łódź"]),
        ("Lo\u0301dz\u0301 x", ["lodz"], ["Lo\u0301dz\u0301"]),
        ("Straße 5", ["ss"], ["ß"]),
        ("Æther", ["e"], ["Æ", "e"]),
        ("aaaa", ["aa"], ["aaaa"]),
        ("trial and retrial", ["trial", "al a"], ["trial a", "trial"]),
        ("price", ["", "x"], []),
        ("ﬁne", ["f", "ine"], ["ﬁne"]),
        ("試乗 90", ["試", "90"], ["試", "90"]),
        ("", ["a"], []),
    ],
)
def test_the_parts_that_match(text: str, wanted: list[str], parts: list[str]) -> None:
    assert [text[start:stop] for start, stop in match_spans(text, wanted)] == parts


@STEADY
@given(st.text(max_size=20), st.lists(st.text(max_size=3).map(fold), max_size=3))
def test_each_part_matches_and_parts_do_not_touch(text: str, wanted: list[str]) -> None:
    spans = match_spans(text, wanted)
    for start, stop in spans:
        assert any(each and each in "".join(map(fold, text[start:stop])) for each in wanted)
    edges = [edge for span in spans for edge in span]
    assert edges == sorted(set(edges))
    assert edges == sorted(edges)
    if text.isascii():
        assert bool(spans) == any(each and each in fold(text) for each in wanted)
