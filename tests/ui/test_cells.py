"""Lines of cells are cut or padded to their width."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from seq_tui.domain.delay import Delay
from seq_tui.domain.sequence import Action, EmailAction, Sequence, Step, TaskAction, UnknownAction
from seq_tui.presentation.glyphs import ASCII, UNICODE, Glyphs
from seq_tui.sanitize import sanitize
from seq_tui.settings.values import COLUMNS as CHOICES
from seq_tui.settings.values import DEFAULT_COLUMNS
from seq_tui.ui.cells import Cell, Line, banded, fit, fit_line
from seq_tui.ui.options import ScreenOptions
from seq_tui.ui.sequence_line import (
    LENGTH,
    MARKS,
    TEXT_HEADS,
    SequenceColumns,
    action_marks,
    head_line,
    sequence_line,
)
from tests.domain.records import ACTIONS, STEADY

ANY_CLEAN_TEXT = st.text(st.characters(exclude_categories=())).map(sanitize) | st.text(
    "a漢é\u0301\u0301👩👍🏽🇩🇪あ\u3099ｱ … "
).map(sanitize)
GLYPHS = st.sampled_from([UNICODE, ASCII])

EMAIL, TASK, UNKNOWN = EmailAction(), TaskAction(), UnknownAction()
REPLY = EmailAction(properties={"is_reply": True})


def text(line: Line) -> str:
    return "".join(cell.text for cell in line)


@pytest.mark.parametrize(
    ("given_text", "width", "fitted"),
    [
        ("abc", 5, "abc  "),
        ("abc", 3, "abc"),
        ("abcd", 3, "ab…"),
        ("abcd", 1, "a"),
        ("abcd", 0, ""),
        ("abcd", -3, ""),
        ("", 2, "  "),
        ("a b c", 3, "a… "),
        ("漢字", 4, "漢字"),
        ("漢字", 3, "漢…"),
        ("漢字かな", 4, "漢… "),
        ("漢", 1, " "),
        ("漢字", 5, "漢字 "),
    ],
)
def test_text_is_cut_or_padded_to_its_width(given_text: str, width: int, fitted: str) -> None:
    assert fit(given_text, width, "…") == fitted


def test_an_ascii_ellipsis_counts_towards_the_width() -> None:
    assert fit("abcdefgh", 6, "...") == "abc..."
    assert fit("abcdefgh", 3, "...") == "abc"


def test_a_name_of_a_megabyte_is_cut() -> None:
    assert fit("漢" * 1_000_000, 9, "…") == "漢漢漢漢…"


@STEADY
@given(ANY_CLEAN_TEXT, st.integers(0, 12))
def test_fitted_text_has_exactly_its_width(any_text: str, width: int) -> None:
    assert cell_len(fit(any_text, width, "…")) == width


@pytest.mark.parametrize(
    ("line", "width", "fitted"),
    [
        ((), 2, (Cell("  "),)),
        ((Cell("ab", "name"),), 2, (Cell("ab", "name"),)),
        ((Cell("ab", "name"),), 4, (Cell("ab", "name"), Cell("  "))),
        ((Cell("ab", "name"), Cell("cd", "quiet")), 3, (Cell("ab", "name"), Cell("c", "quiet"))),
        ((Cell("ab", "name"), Cell("cd", "quiet")), 2, (Cell("ab", "name"),)),
        ((Cell("abcd", "name"), Cell("e")), 3, (Cell("ab…", "name"),)),
        ((Cell("ab"),), 0, ()),
    ],
)
def test_a_line_is_cut_or_padded_and_its_cells_keep_their_roles(
    line: Line, width: int, fitted: Line
) -> None:
    assert fit_line(line, width, "…") == fitted


@STEADY
@given(st.lists(ANY_CLEAN_TEXT, max_size=4), st.integers(0, 20))
def test_a_fitted_line_has_exactly_its_width(texts: list[str], width: int) -> None:
    line = fit_line(tuple(Cell(any_text) for any_text in texts), width, "…")
    assert sum(cell_len(cell.text) for cell in line) == width


def test_neighbours_of_one_kind_are_one_cell() -> None:
    marks = action_marks([EMAIL, EMAIL, REPLY, TASK, UNKNOWN, EMAIL], 12, UNICODE)
    assert marks == (
        Cell("✉✉", "email"),
        Cell("↩", "reply"),
        Cell("☐", "task"),
        Cell("?", "unknown"),
        Cell("✉", "email"),
    )


@pytest.mark.parametrize(
    ("count", "width", "glyphs", "shown"),
    [
        (3, 3, UNICODE, "✉✉✉"),
        (4, 3, UNICODE, "✉✉…"),
        (4, 1, UNICODE, "…"),
        (4, 0, UNICODE, ""),
        (4, -1, UNICODE, ""),
        (0, 5, UNICODE, ""),
        (9, 5, ASCII, "EE..."),
    ],
)
def test_more_actions_than_there_is_room_for_end_in_an_ellipsis(
    count: int, width: int, glyphs: Glyphs, shown: str
) -> None:
    assert text(action_marks([EMAIL] * count, width, glyphs)) == shown


COLUMNS = SequenceColumns(name=20, marks=6, length=6)


def sequence_of(name: str, actions: list[Action]) -> Sequence:
    """A sequence, a weekday from each step to the next."""
    steps = tuple(Step(delay=Delay(1, "weekdays"), action=action) for action in actions)
    return Sequence(id=1, name=name, steps=steps)


def line_of(
    name: str, actions: list[Action], width: int = 35, columns: SequenceColumns = COLUMNS
) -> str:
    """A sequence in one line."""
    line = sequence_line(sequence_of(name, actions), columns, width, UNICODE)
    return text(fit_line(line, width, "…"))


def test_a_sequence_is_its_name_its_actions_and_its_length() -> None:
    assert line_of("Trial", [EMAIL, TASK, REPLY]) == " Trial                   ✉☐↩ ≥ 3 wd"


def test_the_heads_stand_above_their_columns() -> None:
    assert text(head_line(COLUMNS, 35)) == " name                  steps    len"
    assert text(head_line(COLUMNS, 60)) == f" name{' ' * 43}steps    len"


def test_columns_are_as_wide_as_the_longest_texts() -> None:
    long = sequence_of("A long name", [EMAIL] * 7)
    many = sequence_of("More", [EMAIL] * 30)
    columns = SequenceColumns().grown([long], UNICODE)
    assert columns == SequenceColumns(name=11, marks=7, length=4)
    assert columns.grown([many], UNICODE) == SequenceColumns(name=11, marks=10, length=5)
    assert (
        line_of("A long name", [EMAIL] * 7, columns.width, columns) == " A long name ✉✉✉✉✉✉✉ 7 wd"
    )


def test_the_actions_of_all_sequences_end_in_one_column() -> None:
    names = ["漢" * 10, "x", "a b c", "A name that is longer than its column"]
    lines = [line_of(name, [TASK] * count) for name, count in zip(names, (1, 6, 9, 2), strict=True)]
    assert {cell_len(line.rpartition("☐")[0]) for line in lines[:2]} == {27}
    assert {cell_len(line.partition("☐ ")[2]) for line in lines} == {6}
    assert {cell_len(line) for line in lines} == {35}


@pytest.mark.parametrize(
    ("name", "count", "line"),
    [
        ("Quote sent to fleets of 10", 1, " Quote sent to fleets of 10 ☐   1 wd"),
        ("Quote sent to fleets of 100", 1, " Quote sent to fleets of 1… ☐   1 wd"),
        ("Quote sent to all fleets", 6, " Quote sent to all fl… ☐☐☐☐☐☐ ≥ 6 wd"),
        ("Nurture", 12, " Nurture          ☐☐☐☐☐☐☐☐☐☐☐☐ ≥ 12 wd"),
        ("Nurture", 30, " Nurture ☐☐☐☐☐☐☐☐☐☐☐☐☐☐☐☐☐☐☐… ≥ 30 wd"),
        ("New", 0, " New                 no steps      –"),
        ("No steps here, but a longer name", 0, " No steps here, but a longer name –"),
    ],
)
def test_nothing_is_cut_beside_blanks(name: str, count: int, line: str) -> None:
    assert line_of(name, [TASK] * count, cell_len(line)) == line


LONG = SequenceColumns(name=40, marks=10, length=11)


@pytest.mark.parametrize(
    ("width", "columns"),
    [
        (80, (56, 10, 11)),
        (54, (30, 10, 11)),
        (53, (32, 10, 8)),
        (41, (25, 5, 8)),
        (40, (30, 0, 8)),
        (30, (20, 0, 8)),
        (29, (28, 0, 0)),
    ],
)
def test_in_a_narrow_line_the_hours_go_first_then_the_marks_then_the_length(
    width: int, columns: tuple[int, int, int]
) -> None:
    assert LONG.fitted(width)[:3] == columns


def test_a_length_without_room_for_hours_says_that_there_are_some() -> None:
    steps = (Step(delay=Delay(3, "weekdays"), action=TASK), Step(delay=Delay(4, "hours")))
    sequence = Sequence(id=1, name="Trial", steps=steps)
    assert text(sequence_line(sequence, LONG, 80, UNICODE)).endswith("  ☐?  ≥ 3 wd 4 h")
    assert text(sequence_line(sequence, LONG, 46, UNICODE)).endswith("  ☐?  ≥ 3 wd+")


def test_the_head_under_the_pointer_is_that_of_its_column() -> None:
    heads = [COLUMNS.head_at(x, 35) for x in range(35)]
    assert heads == ["name"] * 22 + ["steps"] * 7 + ["len"] * 6
    assert [LONG.head_at(x, 35) for x in range(35)] == ["name"] * 27 + ["len"] * 8


def test_a_sequence_without_a_name_or_steps_still_has_a_line() -> None:
    assert (
        text(sequence_line(Sequence(id=21), COLUMNS, 35, UNICODE)).strip()
        == f"(unnamed #21){' ' * 20}?"
    )
    assert text(sequence_line(Sequence(), COLUMNS, 35, UNICODE)).strip() == f"(unnamed){' ' * 24}?"


CHOSEN = st.lists(st.sampled_from(CHOICES), unique=True).map(tuple)


@STEADY
@given(st.text(), st.lists(ACTIONS, max_size=40), st.integers(30, 120), GLYPHS, CHOSEN)
def test_no_sequence_is_wider_than_its_line(
    name: str, actions: list[Action], width: int, glyphs: Glyphs, chosen: tuple[str, ...]
) -> None:
    steps = tuple(Step(action=action) for action in actions)
    sequence = Sequence(id=1, name=name, steps=steps, updated_at="2026-10-12T10:00:00Z")
    short = SequenceColumns.of(chosen)
    for columns in (COLUMNS, short, short.grown([sequence], glyphs)):
        line = sequence_line(sequence, columns, width, glyphs)
        assert sum(cell_len(cell.text) for cell in line) == width
        assert cell_len(text(head_line(columns, width))) == width
        assert columns.head_at(0, width) == "name"


def test_without_room_the_last_of_the_other_columns_goes_first() -> None:
    sequence = Sequence(id=21132, name="x" * 40, updated_at="2026-10-12T10:00:00Z")
    columns = SequenceColumns.of(("id", "updated", "length")).grown([sequence], UNICODE)
    cells = [list(columns.fitted(width).cells) for width in (48, 47, 36, 35)]
    assert cells == [
        ["id", "updated", "length"],
        ["id", "length"],
        ["id", "length"],
        ["length"],
    ]


def test_the_settings_choose_among_the_columns_of_the_list() -> None:
    assert set(CHOICES) == {MARKS, LENGTH, *TEXT_HEADS}
    assert ScreenOptions().columns == DEFAULT_COLUMNS


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ((Cell("a b", "name"),), "a b##  ##"),
        ((Cell("  "), Cell("ab cd efg ", "name")), "# ab cd efg"),
        ((Cell("x", "quiet"), Cell("----", "quiet"), Cell("o ", "task"), Cell("d")), "x----o d#"),
        ((), "# ###  ##"),
    ],
)
def test_a_band_fills_blank_cells_and_no_space_between_words(line: Line, shown: str) -> None:
    spans = [(0, 1), (2, 5), (7, 9)]
    over = banded(line, spans, "#")
    assert text(over).rstrip() == shown
    columns = {column for span in spans for column in range(*span)}
    flags = [cell.is_banded for cell in over for _ in cell.text]
    assert {column for column, is_banded in enumerate(flags) if is_banded} == columns
