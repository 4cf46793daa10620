"""Tests of text truncated or wrapped to a width."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from seq_tui.presentation.layout import cut, wrap


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("abc", 3, "abc"),
        ("abcd", 3, "ab…"),
        ("ab cd", 4, "ab…"),
        ("会社会社", 5, "会社…"),
        ("会社会社", 4, "会…"),
        ("abc", 1, "a"),
        ("abc", 0, ""),
    ],
)
def test_a_cut_text_says_that_something_is_missing(text: str, width: int, expected: str) -> None:
    assert cut(text, width, "…") == expected


@given(st.text(), st.integers(0, 40))
def test_a_cut_text_is_never_too_wide(text: str, width: int) -> None:
    assert cell_len(cut(text, width, "…")) <= width


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("a bb ccc", ["a bb", "ccc"]),
        ("会会会会", ["会会会", "会"]),
        ("abcdefgh i", ["abcdef", "gh i"]),
        ("x\n\n  y", ["x", "", "  y"]),
        ("", [""]),
        ("a      b", ["a     ", "b"]),
    ],
)
def test_text_is_broken_between_words_where_there_are_any(text: str, lines: list[str]) -> None:
    assert wrap(text, 6) == lines


@given(st.text(alphabet="ab 会\n\t"), st.integers(2, 20))
def test_wrapped_text_fits_and_loses_nothing_but_space(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert max(map(cell_len, lines)) <= width
    assert "".join("".join(lines).split()) == "".join(text.split())
