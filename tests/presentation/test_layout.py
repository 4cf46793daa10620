"""Tests of text truncated to a width."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from seq_tui.presentation.layout import cut


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
