"""The line of each key of a TOML file."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seq_tui.settings.toml_lines import key_lines, line_of


@pytest.mark.parametrize(
    ("text", "path", "line"),
    [
        ("a = 1", "a", 1),
        ("\n# [a]\na = 1", "a", 3),
        ("[a]\nb = 1", "a b", 2),
        ("[a.b]\nc = 1\n[a]\nd = 1", "a d", 4),
        ("[a.b]\nc = 1\n[a]\nd = 1", "a", 1),
        ("a.b.c = 1", "a b", 1),
        ("[a]\n'b c' = 1\n\"d\\u0065\" = 2", "a de", 3),
        ('x = """\na = 1\n"""\na = 1', "a", 4),
        ('x = """a""""\na = 1', "a", 2),
        ("x = '''\n[a]\n'''\na = 1", "a", 4),
        ("x = [ # ]\n1,\n['a = 2']\n]\na = 1", "a", 5),
        ("x = 'it = #'\na = '#' # = 2\nb = 1", "b", 3),
        ("[[a]]\nb = 1\n[[a]]\nc = 2", "a c", 4),
        ("a = {b = 1}", "a b", 1),
        ("\r\n[a]\r\nb = 1\r\n", "a b", 3),
    ],
)
def test_a_key_is_found_on_its_line(text: str, path: str, line: int) -> None:
    assert line_of(key_lines(text), tuple(path.split())) == line


def test_a_key_that_is_not_there_has_the_line_of_its_table() -> None:
    lines = key_lines("\n[a]\nb = 1")
    assert line_of(lines, ("a", "c", "d")) == 2
    assert line_of(lines, ("x",)) is None


VALUES = st.sampled_from(
    [
        "1",
        "'#'",
        '"\\"="',
        "[\n1, # ]\n2]",
        '"""\n=\n[x]\n"""',
        "'''\n'a' = 1\n'''",
        "09:00:00",
        "{}",
    ]
)
LINES = st.lists(st.tuples(st.sampled_from(["", "\n", "# a = 1\n", "  "]), VALUES), max_size=20)


@given(LINES)
def test_every_key_is_found_whatever_stands_before_it(entries: list[tuple[str, str]]) -> None:
    text, expected = "", {}
    for number, (before, value) in enumerate(entries):
        text += before
        expected[(f"k{number}",)] = text.count("\n") + 1
        text += f"k{number} = {value}\n"
    assert list(tomllib.loads(text)) == [name for (name,) in expected]
    assert key_lines(text) == expected
