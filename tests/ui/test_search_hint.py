"""The line under the search box: examples, how a search may go on, and what is wrong with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from rich.cells import cell_len
from textual.events import AppBlur, AppFocus
from textual.widgets import Input

from seq_tui.domain.filter.completion import Completion
from seq_tui.domain.filter.parser import Mistake, parse_filter
from seq_tui.domain.query import Query
from seq_tui.domain.sequence import Sequence
from seq_tui.presentation.glyphs import ASCII, UNICODE
from seq_tui.ui.search_hint import (
    EXAMPLES,
    advice_line,
    completion_line,
    examples_line,
    mistake_line,
)
from seq_tui.ui.widgets.sequences_pane import SequencesPane
from tests.fake_source import FakeSource, NamedSource
from tests.ui.browsing import browse
from tests.ui.test_matching_steps import email

if TYPE_CHECKING:
    from seq_tui.ui.cells import Line
    from tests.ui.browsing import Browsing

pytestmark = pytest.mark.anyio

TEMPLATED = (
    Sequence(1, "First", 2, steps=(email(39871), email(39872))),
    Sequence(2, "Second", 1, steps=(email(41000),)),
)

HINT = 3
"""The line of the screen below the search box."""


def line_of(screen: Browsing, y: int) -> str:
    return screen.text().splitlines()[y]


def text_of(line: Line) -> str:
    return "".join(cell.text for cell in line)


@pytest.mark.parametrize("width", [0, 5, 10, 20, 40, 100])
def test_examples_are_whole_or_left_out(width: int) -> None:
    text = text_of(examples_line(width))
    assert cell_len(text) <= width
    assert text.split("  ") == list(EXAMPLES[: len(text.split("  "))]) or not text


def test_each_example_is_read() -> None:
    for example in EXAMPLES:
        assert not isinstance(parse_filter(example), Mistake)


@pytest.mark.parametrize(
    ("found", "width", "text"),
    [
        ([], 40, ""),
        ([Completion(0, "steps>", "number of steps")], 40, "tab steps>  number of steps"),
        ([Completion(0, "steps>", "number of steps")], 20, "tab steps>"),
        ([Completion(0, each) for each in ("aa", "bb", "cc")], 40, "tab aa  bb  cc"),
        ([Completion(0, each) for each in ("aa", "bb", "cc")], 14, "tab aa  bb  cc"),
        ([Completion(0, each) for each in ("aa", "bb", "cc")], 13, "tab aa  bb …"),
        ([Completion(0, each) for each in ("aa", "bb", "cc")], 11, "tab aa …"),
        ([Completion(0, each, "it") for each in ("aa", "bb")], 12, "tab aa  it …"),
        ([Completion(0, each, "it") for each in ("aa", "bb")], 11, "tab aa  bb"),
        ([Completion(0, "a long name"), Completion(0, "b")], 10, "tab a lon…"),
        ([Completion(0, "a long name")], 10, "tab a lon…"),
    ],
)
def test_completions_are_shown_after_their_key(
    found: list[Completion], width: int, text: str
) -> None:
    assert text_of(completion_line(found, "tab", width, UNICODE)) == text


@pytest.mark.parametrize(
    ("text", "shift", "width", "shown"),
    [
        ("steps>x", 2, 60, '  ^^^^^^^ "x" is no number, as in steps>5'),
        ("試乗 steps>x", 2, 60, '       ^^^^^^^ "x" is no number, as in steps>5'),
        ("long text here has:x", 2, 60, None),
        ("steps>x", 2, 20, '  ^ "x" is no numbe…'),
        ("trial and more steps>x", 2, 24, '"x" is no numbe… ^'),
        ("trial stpes>5", 2, 20, "did you mean steps?"),
        ("steps>", 2, 60, "a number is missing: steps>5"),
        ("a or", 2, 60, 'nothing follows "or"'),
        ("abcdefghij steps>x", -8, 60, '   ^^^^^^^ "x" is no number, as in steps>5'),
    ],
)
def test_a_mistake_has_a_mark_under_its_columns(
    text: str, shift: int, width: int, shown: str | None
) -> None:
    mistake = parse_filter(text)
    assert isinstance(mistake, Mistake)
    line = text_of(mistake_line(text, mistake, shift, width, UNICODE))
    assert cell_len(line) <= width
    if shown is None:
        start = shift + mistake.start
        assert line[start : start + 2] == "^ "
    else:
        assert line == shown


async def test_what_can_be_typed_is_shown_while_the_box_has_the_focus() -> None:
    async with browse(FakeSource(42)) as screen:
        assert "name" in line_of(screen, HINT)
        await screen.press("slash")
        assert "steps>5  has:reply" in line_of(screen, HINT)
        await screen.press("s", "t")
        assert "tab steps>" in line_of(screen, HINT)
        await screen.press("tab", "3", "enter")
        assert screen.screen.query_one(Input).value == "steps>3"
        assert screen.list.row_count == 8
        assert "name" in line_of(screen, HINT)


async def test_values_are_shown_for_a_field_without_one() -> None:
    async with browse(FakeSource(42)) as screen:
        await screen.press("slash", *"has:")
        assert "tab problem  weekend  reply  task …" in line_of(screen, HINT)
        await screen.press("tab")
        assert screen.screen.query_one(Input).value == "has:problem"
        assert "tab" not in line_of(screen, HINT)


async def test_a_date_or_an_age_is_asked_for_and_ages_are_completed() -> None:
    async with browse(FakeSource(42)) as screen:
        await screen.press("slash", *"updated<")
        assert "a time is missing: 90d" in line_of(screen, HINT)
        await screen.press("9")
        assert "tab 90d  a quarter" in line_of(screen, HINT)
        await screen.press("tab", "enter")
        assert screen.screen.query_one(Input).value == "updated<90d"


async def test_creators_who_were_seen_are_completed() -> None:
    source = NamedSource(3, {7: "Åsa Lind"})
    async with browse(source) as screen:
        await screen.press("enter", "escape")
        await screen.press("slash", *"creator:as")
        assert "tab" in line_of(screen, HINT)
        await screen.press("tab")
        assert screen.screen.query_one(Input).value == 'creator:"Åsa Lind"'
        assert source.asked == [[7]], "nobody is asked for again"


async def test_templates_are_offered_though_the_list_is_emptied_by_typing() -> None:
    async with browse(FakeSource(sequences=TEMPLATED)) as screen:
        await screen.press("slash")
        for key in "template:":
            await screen.press(key)
            await screen.settle()
        assert screen.list.row_count == 0, "no name has the word"
        assert "tab 39871  39872  41000" in line_of(screen, HINT)
        await screen.press("3")
        await screen.settle()
        assert "tab 39871 …" in line_of(screen, HINT)
        await screen.press("tab", "enter")
        assert screen.screen.query_one(Input).value == "template:39871"
        assert screen.list.row_count == 1


async def test_without_the_whole_list_the_templates_of_the_rows_found_are_offered() -> None:
    async with browse(FakeSource(sequences=TEMPLATED), "second") as screen:
        await screen.settle()
        await screen.search("second template:")
        assert "tab 41000" in line_of(screen, HINT)


async def test_a_mistake_at_the_start_is_pointed_at_above_all_rows() -> None:
    source = FakeSource(42)
    async with browse(source, "steps>x") as screen:
        await screen.settle()
        column = line_of(screen, HINT - 1).index("steps>x")
        assert line_of(screen, HINT)[column : column + 8] == "^^^^^^^ "
        assert '"x" is no number' in line_of(screen, HINT)
        assert screen.list.row_count == 42
        assert {query for query, _ in source.requested} == {""}


async def test_a_mistake_starts_no_search_is_pointed_at_and_keeps_the_focus() -> None:
    source = FakeSource(42)
    async with browse(source) as screen:
        await screen.press("slash", *"tr", "space", *"stpes", "greater_than_sign")
        requested = source.requested.copy()
        await screen.press("5")
        column = line_of(screen, HINT - 1).index("stpes")
        assert line_of(screen, HINT)[column : column + 6] == "^^^^^ "
        assert "did you mean steps?" in line_of(screen, HINT)
        await screen.press("enter")
        assert isinstance(screen.app.focused, Input)
        assert "did you mean steps?" in screen.messages
        assert source.requested == requested
        await screen.press("escape")
        assert screen.list.row_count == 42
        assert "name" in line_of(screen, HINT)


async def test_a_mistake_has_no_count_beside_it() -> None:
    async with browse(FakeSource(42)) as screen:
        await screen.press("slash", *"steps", "less_than_sign", "9", "enter")
        assert line_of(screen, HINT - 1).split("│")[1].split() == ["/", "steps<9", "42"]
        await screen.press("slash", "end", "x")
        assert line_of(screen, HINT - 1).split("│")[1].split() == ["/", "steps<9x"]
        await screen.press("backspace")
        assert line_of(screen, HINT - 1).split("│")[1].split() == ["/", "steps<9", "42"]
        await screen.press("space", *"has:r")
        assert line_of(screen, HINT - 1).split("│")[1].split() == ["/", "steps<9", "has:r"]


async def test_a_search_is_typed_over_the_last_one() -> None:
    async with browse(FakeSource(42)) as screen:
        await screen.press("slash", *"xyz", "enter", "slash", "4", "1")
        assert screen.screen.query_one(Input).value == "41"
        await screen.press("enter", "slash", "end", "0")
        assert screen.screen.query_one(Input).value == "410"
        await screen.press("enter", "slash", "enter", "shift+tab", "5")
        assert screen.screen.query_one(Input).value == "4105"


async def test_another_window_leaves_cursor_and_selection_of_the_search_box() -> None:
    async with browse(FakeSource(42)) as screen:
        await screen.press("slash", *"seq", "left")
        for event in (AppBlur(), AppFocus()):
            screen.app.post_message(event)
            await screen.settle()
        await screen.press("x")
        assert screen.screen.query_one(Input).value == "sexq"
        await screen.press("enter", "slash")
        for event in (AppBlur(), AppFocus()):
            screen.app.post_message(event)
            await screen.settle()
        await screen.press("4")
        assert screen.screen.query_one(Input).value == "4"


async def test_the_hint_stays_above_a_notice() -> None:
    async with browse(FakeSource(42)) as screen:
        await screen.press("slash", *"xyz", "space", *"has")
        assert "tab has:" in line_of(screen, HINT)
        assert "No sequence has" in screen.text()


async def test_tab_moves_on_where_nothing_can_be_completed() -> None:
    async with browse(FakeSource(42)) as screen:
        await screen.press("slash", "tab")
        assert not isinstance(screen.app.focused, Input)


def test_the_hint_is_the_same_in_ascii() -> None:
    line = completion_line([Completion(0, "a long name")], "tab", 12, ASCII)
    assert text_of(line) == "tab a lon..."


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("not trial", "to leave it out: -trial"),
        ("a or b -c", "read as a or (b -c)"),
        ("creator:Ines Moreau", 'quote both: creator:"Ines Moreau"'),
    ],
)
async def test_what_may_be_meant_is_said_while_it_is_typed(text: str, hint: str) -> None:
    async with browse(FakeSource(42)) as screen:
        await screen.search(text)
        assert hint in line_of(screen, HINT)
        await screen.press("enter")
        assert hint not in line_of(screen, HINT)


@pytest.mark.parametrize("text", ["Q1:2", "1) In", "-zzz Q1:2", "-zzz !EU:T"])
async def test_a_word_of_a_name_is_completed_before_it_is_doubted(text: str) -> None:
    names = ("Q1:2026 launch", "1) Intro first", "!EU:Trial")
    rows = tuple(Sequence(number, name) for number, name in enumerate(names, 1))
    async with browse(FakeSource(sequences=rows)) as screen:
        await screen.search("-zzz ")
        await screen.search(text)
        word = next(each for name in names for each in name.split() if text.split()[-1] in each)
        assert f"tab {word}" in line_of(screen, HINT)


@pytest.mark.parametrize(
    ("width", "shown"),
    [(40, "read as a or (b -c)"), (18, "= a or (b -c)"), (9, "= a or (…")],
)
def test_how_a_filter_is_read_is_shortened_before_it_is_cut(width: int, shown: str) -> None:
    assert text_of(advice_line("read as a or (b -c)", width, UNICODE)) == shown


async def test_a_text_is_parsed_once_for_each_key(monkeypatch: pytest.MonkeyPatch) -> None:
    parsed: list[str] = []
    shown: list[str] = []
    parse, update_hint = Query.parse, SequencesPane.update_hint

    def count(text: str) -> Query:
        parsed.append(text)
        return parse(text)

    def count_hint(pane: SequencesPane) -> None:
        shown.append(pane.search.input.value)
        update_hint(pane)

    async with browse(FakeSource(42)) as screen:
        await screen.press("slash")
        monkeypatch.setattr(Query, "parse", count)
        monkeypatch.setattr(SequencesPane, "update_hint", count_hint)
        for key in ("s", "t", "e"):
            await screen.press(key)
        assert parsed == ["s", "st", "ste"]
        assert [text for text in shown if text != "ste"] == ["s", "s", "st", "st"]
