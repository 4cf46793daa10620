"""How a filter that is being typed may go on."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seq_tui.domain.filter.completion import Known, completions
from seq_tui.domain.filter.fields import HAS
from seq_tui.domain.filter.parser import Mistake, parse_filter
from tests.domain.records import STEADY

KNOWN = Known(
    names=["Trial · Europe", "Trialog (old)", "Łódź winback"],
    creators=["Ines Moreau", "Åsa Lind"],
    templates=[398744, 398745, 12],
)


@pytest.mark.parametrize(
    ("text", "results"),
    [
        ("", []),
        ("st", ["steps>"]),
        ("own", ["creator:"]),
        ("ow", []),
        ("changed", ["updated<"]),
        ("trial -ST", ["trial -steps>"]),
        ("(te", ["(template:", "(text:"]),
        ("tri", ["Trial", "Trialog"]),
        ("trial", ["Trialog"]),
        ("lod", ["Łódź"]),
        ("has:", [f"has:{what}" for what in HAS]),
        ("has:t", ["has:task"]),
        ("a or has:ho", ["a or has:hours"]),
        ("has:task", []),
        ("creator:", ['creator:"Ines Moreau"', 'creator:"Åsa Lind"']),
        ("-creator:as", ['-creator:"Åsa Lind"']),
        ('x creator:"ines m', ['x creator:"Ines Moreau"']),
        ("template:3987", ["template:398744", "template:398745"]),
        ("updated<", []),
        ("updated<9", ["updated<90d"]),
        ("-created>=6", ["-created>=6m"]),
        ("updated:9", ["updated:90d"]),
        ("updated<90d", []),
        ("updated<=2026", []),
        ("has=t", ["has=task"]),
        ("has>t", []),
        ("steps>", []),
        ("steps>5", []),
        ('"tri', []),
    ],
)
def test_the_last_word_may_go_on(text: str, results: list[str]) -> None:
    found = completions(text, KNOWN)
    assert [text[: each.start] + each.text for each in found] == results


def test_fields_and_values_say_what_they_mean() -> None:
    assert [each.meaning for each in completions("has:ta")] == ["a task"]
    assert [each.meaning for each in completions("updated<9")] == ["a quarter"]
    assert all(each.meaning for each in completions("t") + completions("cre"))


@STEADY
@given(st.text(max_size=12), st.text(alphabet='has:creatotmpl -"(', max_size=12))
def test_any_text_can_be_completed(before: str, text: str) -> None:
    for each in completions(before + text, KNOWN):
        assert 0 <= each.start <= len(before + text)


@pytest.mark.parametrize("text", ["creator:", "has:", "template:", "updated<9", "created>=1"])
def test_every_value_that_is_offered_is_read(text: str) -> None:
    found = completions(text, KNOWN)
    assert found
    for each in found:
        assert not isinstance(parse_filter(text + each.text), Mistake)
