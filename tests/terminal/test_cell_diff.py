"""Only the changed cells of a frame are written, and the terminal shows the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyte
import pyte.screens
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.geometry import Size

from seq_tui.terminal import text_cells
from seq_tui.terminal.blanks import erases_with_background
from seq_tui.terminal.cell_diff import BEGIN, END, TerminalCells
from seq_tui.terminal.cell_widths import cells_of
from seq_tui.terminal.sgr import SgrTransitions

if TYPE_CHECKING:
    from pyte.screens import Char

SIZE = Size(24, 5)

RESET = "\x1b[0m"

RED, BLUE, UNDERLINED = "38;2;255;0;0;48;5;17", "38;2;0;0;255;48;5;17", "4;38;5;3"

Piece = tuple[int, int, str, str]


def frame(*pieces: Piece) -> str:
    """Texts at rows and columns from 0, each in its own style, as Textual writes them."""
    texts = [
        f"\x1b[{row + 1};{column + 1}H"
        + (f"\x1b[{sgr}m{text}\x1b[0m" if sgr else text)
        + "\n" * (row < SIZE.height - 1)
        for row, column, text, sgr in pieces
    ]
    return "".join(texts) + "\x1b[1;1H"


def written(*frames: str, can_erase: bool = False) -> list[str]:
    """What is written for each frame."""
    cells = TerminalCells(can_erase=can_erase)
    return [cells.diff(output, SIZE) for output in frames]


def test_unchanged_cells_are_not_written_again() -> None:
    first = frame((1, 2, "12 of 300", RED), (2, 0, "name", ""))
    assert written(first, first)[1] == ""


def test_only_the_changed_characters_of_a_text_are_written() -> None:
    before, after = frame((1, 2, "12 of 300", RED)), frame((1, 2, "13 of 300", RED))
    assert written(before, after)[1] == "\x1b[2;4H3\x1b[1;1H"


def test_a_small_gap_is_written_and_a_large_one_is_skipped() -> None:
    before, after = frame((0, 0, "a-------b--c", "")), frame((0, 0, "A-------B--C", ""))
    assert written(before, after)[1] == "A\x1b[9GB--C\x1b[1G"


def test_only_the_difference_of_two_styles_is_written() -> None:
    (output,) = written(frame((0, 0, "ab", RED), (0, 2, "c", BLUE)))
    assert output == f"\x1b[1;1H\x1b[{RED}mab\x1b[38;2;0;0;255mc\x1b[1G"


def test_what_has_one_style_is_written_together() -> None:
    pieces = ((0, 0, "a", RED), (0, 1, "b", BLUE), (0, 2, "c", RED), (3, 1, "d", BLUE))
    (output,) = written(frame(*pieces))
    red = f"\x1b[1;1H\x1b[{RED}ma\x1b[Cc"
    assert output == f"{red}\x1b[2G\x1b[38;2;0;0;255mb\x1b[4;2Hd\x1b[1;1H"


def test_the_style_stays_for_the_next_frame_and_is_reset_before_other_controls() -> None:
    cells = TerminalCells()
    cells.diff(frame((0, 0, "a", RED)), SIZE)
    assert cells.diff(frame((0, 0, "b", RED)), SIZE) == "b\x1b[D"
    assert cells.diff("\x1b[?1049l", SIZE) == f"{RESET}\x1b[?1049l"


def test_what_was_written_can_be_taken_over() -> None:
    pieces = ((0, 0, "a", RED), (0, 1, "b", BLUE), (0, 2, "c", RED), (1, 0, "d", UNDERLINED))
    (output,) = written(frame(*pieces))
    cells = TerminalCells()
    cells.assume(output, SIZE)
    assert cells.diff(frame(*pieces), SIZE) == ""
    assert cells.diff(frame((1, 0, "e", UNDERLINED)), SIZE).startswith("\x1b[2;1H\x1b[0;4;")


def test_blanks_are_written_with_what_is_beside_them() -> None:
    (output,) = written(frame((0, 0, "a", RED), (0, 1, "  ", BLUE), (0, 3, "b", RED)))
    assert output == f"\x1b[1;1H\x1b[{RED}ma  b\x1b[1G"


@pytest.mark.parametrize(
    ("text", "output"),
    [
        (f"a{' ' * 12}b", "a\x1b[12X\x1b[12Cb\x1b[1G"),
        (f"a{' ' * 14}", "a\x1b[14X\x1b[D"),
        (f"{' ' * 11}b", f"{' ' * 11}b\x1b[1G"),
    ],
)
def test_a_long_blank_is_erased(text: str, output: str) -> None:
    assert written(frame((0, 0, text, RED)), can_erase=True) == [f"\x1b[1;1H\x1b[{RED}m{output}"]


def test_a_long_blank_with_a_line_below_is_written() -> None:
    text = f"a{' ' * 14}b"
    assert text in written(frame((0, 0, text, UNDERLINED)), can_erase=True)[0]


@pytest.mark.parametrize(
    ("terminal", "erases"),
    [
        ("xterm-256color", True),
        ("alacritty", True),
        ("screen-256color", False),
        ("tmux-256color", False),
        ("vt100", False),
        ("", False),
    ],
)
def test_only_terminals_that_erase_with_the_background_are_asked_to(
    terminal: str, *, erases: bool
) -> None:
    assert erases_with_background(terminal) is erases


def test_the_same_look_in_other_words_is_no_change() -> None:
    first, again = frame((0, 0, "a", RED)), frame((0, 0, "a", f"{BLUE};{RED}"))
    assert written(first, again)[1] == ""


def test_the_colour_of_a_space_is_ignored_but_not_its_underline() -> None:
    before = frame((0, 0, "  ", RED))
    assert written(before, frame((0, 0, "  ", BLUE)))[1] == ""
    assert written(before, frame((0, 0, "  ", UNDERLINED)))[1] != ""


def test_a_frame_without_a_change_writes_nothing() -> None:
    first = frame((1, 2, "x", RED))
    outputs = written(BEGIN, first, END, BEGIN, first, END)
    assert outputs[:2] == ["", ""]
    assert outputs[2].startswith(f"{BEGIN}\x1b[2;3H")
    assert outputs[2].endswith(END)
    assert outputs[3:] == ["", "", ""]


def test_the_cursor_moves_to_where_an_input_has_it() -> None:
    assert written(frame((0, 0, "x", "")), "\x1b[3;4H")[1] == "\x1b[3;4H"


@pytest.mark.parametrize(
    "control", ["\x1b[?25l", "\x1b]52;c;eA==\x07", "\x1b]22;text\x1b\\", "\x07", "\x1b[>25u"]
)
def test_other_controls_are_passed_through(control: str) -> None:
    assert written(control) == [control]


@pytest.mark.parametrize("change", ["size", "screen", "invalid"])
def test_the_whole_screen_is_written_after_a_change_of_the_terminal(change: str) -> None:
    cells, first = TerminalCells(), frame((0, 0, "name", RED))
    whole = cells.diff(first, SIZE)
    assert "name" in whole
    # The style is that of the frame before, unless it was reset.
    again = f"{RESET}{whole}"
    if change == "screen":
        assert cells.diff("\x1b[?1049h", SIZE) == f"{RESET}\x1b[?1049h"
        again = whole
    elif change == "invalid":
        cells.invalidate()
    assert cells.diff(first, Size(80, 24) if change == "size" else SIZE) == again


def test_both_cells_of_a_wide_character_are_written() -> None:
    before, after = frame((0, 0, "日本 a", RED)), frame((0, 0, "月本 a", RED))
    assert written(before, after)[1] == "月\x1b[1G"


def test_the_line_is_always_written_from_text_of_unknown_width_on() -> None:
    first = frame((0, 0, "left ", RED), (0, 5, "👩\u200d🚀", RED), (0, 7, "right", RED))
    again = written(first, first)[1]
    assert "left" not in again
    assert "👩\u200d🚀" in again
    assert "\x1b[1;8Hright" in again


NEW, UNKNOWN, OLD_EMOJI, ACCENTED = "\U0001f6b2", "\U0001faea", "⌚", "क्षि"


@pytest.mark.parametrize("text", [NEW, f"{NEW}{UNKNOWN} x", OLD_EMOJI, f"a{ACCENTED}", "\ue0a0"])
@pytest.mark.parametrize("width", [1, 2])
def test_a_border_stays_in_its_column_whatever_the_terminal_measures(text: str, width: int) -> None:
    name = text + " " * (12 - cell_len(text))
    widths = dict.fromkeys(set(text) - set("a x"), width)
    first = frame((0, 0, "│", RED), (0, 1, name, RED), (0, 13, "│", RED), (0, 14, "end", ""))
    # A frame of the name alone, as when the cursor reaches its row.
    second = frame((0, 1, name, BLUE))
    outputs = written(frame((0, 0, "x" * 24, "")), first, second)
    for count in (2, 3):
        line = first_line(widths, outputs[:count])
        assert [column for column, cell in enumerate(line) if cell == "│"] == [0, 13]
        assert "".join(line[14:17]) == "end"
        assert line[1:13].count("x") == text.count("x"), "nothing is left of what was there"


def first_line(widths: dict[str, int], outputs: list[str]) -> list[str]:
    """The cells of a terminal whose tables give other widths to some characters."""
    screen = pyte.Screen(*SIZE)
    stream = pyte.Stream(screen)
    with pytest.MonkeyPatch.context() as patch:
        measure = pyte.screens.wcwidth
        patch.setattr(pyte.screens, "wcwidth", lambda each: widths.get(each, measure(each)))
        for output in outputs:
            stream.feed(output)
    return [screen.buffer[0][column].data for column in range(SIZE.width)]


def seen(screen: pyte.Screen) -> list[list[tuple[str | bool, ...]]]:
    """The appearance of every cell; the colour of a space is invisible."""

    def appearance(cell: Char) -> tuple[str | bool, ...]:
        if cell.data == " " and not cell.underscore and not cell.reverse:
            return (" ", cell.bg)
        return (cell.data, cell.fg, cell.bg, cell.bold, cell.underscore, cell.reverse)

    return [
        [appearance(screen.buffer[y][x]) for x in range(SIZE.width)] for y in range(SIZE.height)
    ]


STYLES = st.sampled_from(["", RED, BLUE, UNDERLINED, f"1;{RED}", "7;38;5;1", "97;104", "1"])

TEXTS = st.one_of(
    st.text("ab ", min_size=1, max_size=12), st.text("a─✉日月 ", min_size=1, max_size=6)
)

PIECES = st.tuples(st.integers(0, SIZE.height - 1), st.integers(0, SIZE.width - 12), TEXTS, STYLES)


LONG_TEXTS = st.builds(
    lambda before, count, after: before + " " * count + after,
    st.sampled_from(["", "a", "✉", "a日"]),
    st.integers(10, 16),
    st.sampled_from(["", "a", " b"]),
)

LONG_PIECES = st.tuples(st.integers(0, SIZE.height - 1), st.integers(0, 2), LONG_TEXTS, STYLES)


@given(st.lists(st.lists(PIECES | LONG_PIECES, max_size=6), max_size=6), st.booleans())
def test_the_terminal_shows_the_same_as_without_the_diff(
    frames: list[list[Piece]], can_erase: bool
) -> None:
    cells = TerminalCells(can_erase=can_erase)
    whole, diffed = pyte.Screen(*SIZE), pyte.Screen(*SIZE)
    for pieces in frames:
        output = frame(*pieces)
        pyte.Stream(whole).feed(output)
        pyte.Stream(diffed).feed(cells.diff(output, SIZE))
        assert seen(diffed) == seen(whole)
        assert (diffed.cursor.x, diffed.cursor.y) == (0, 0)


LINES = st.lists(st.tuples(TEXTS.map(lambda text: text[:6]), STYLES), max_size=4)
"""Texts beside each other, each in its own style."""


@given(st.lists(st.lists(LINES, max_size=SIZE.height), max_size=6))
def test_lines_of_several_styles_look_the_same_as_without_the_diff(
    frames: list[list[list[tuple[str, str]]]],
) -> None:
    cells = TerminalCells()
    whole, diffed = pyte.Screen(*SIZE), pyte.Screen(*SIZE)
    for lines in frames:
        output = "".join(
            f"\x1b[{row};1H" + "".join(f"\x1b[{sgr}m{text}\x1b[0m" for text, sgr in line)
            for row, line in enumerate(lines, 1)
            if cell_len("".join(text for text, _ in line)) <= SIZE.width
        )
        pyte.Stream(whole).feed(f"{output}\x1b[1;1H")
        pyte.Stream(diffed).feed(cells.diff(f"{output}\x1b[1;1H", SIZE))
        assert seen(diffed) == seen(whole)


def test_a_line_that_scrolls_is_measured_once(monkeypatch: pytest.MonkeyPatch) -> None:
    measured: list[str] = []

    def counted(text: str) -> list[str] | None:
        measured.append(text)
        return cells_of(text)

    monkeypatch.setattr(text_cells, "cells_of", counted)
    cells = TerminalCells()
    line = f"\x1b[{RED}m☐ one\x1b[0m\x1b[{BLUE}m two\x1b[0m"
    for row in (3, 2, 1):
        assert cells.diff(f"\x1b[{row};1H{line}\x1b[1;1H", SIZE)
    assert measured == ["☐ one", " two"]
    assert cells.diff(f"\x1b[1;1H{line}\x1b[1;1H", SIZE) == ""


@pytest.mark.parametrize(
    ("before", "after", "sequence"),
    [
        ("", "", ""),
        (RED, RED, ""),
        ("", RED, f"\x1b[{RED}m"),
        (RED, "", "\x1b[0m"),
        (RED, BLUE, "\x1b[38;2;0;0;255m"),
        ("31;44", "31;104", "\x1b[104m"),
        ("31;44", "44", "\x1b[39m"),
        ("31;44", "91", "\x1b[91;49m"),
        ("31;44", "39;44", "\x1b[39m"),
        ("31;44", "1;31;44", "\x1b[0;1;31;44m"),
        ("1;4;31", "1;31", "\x1b[0;1;31m"),
    ],
)
def test_the_transition_between_two_styles_is_short(before: str, after: str, sequence: str) -> None:
    assert SgrTransitions().transition(before, after) == sequence


@pytest.mark.parametrize("change", ["invalid", "size", "screen"])
def test_a_change_within_a_frame_loses_nothing_of_it(change: str) -> None:
    """Another thread may report it, such as that of the input a new size."""
    cells = TerminalCells()
    cells.diff("", SIZE)
    assert cells.diff(BEGIN, SIZE) == ""
    assert cells.diff(frame((1, 2, "name", RED)), SIZE) == ""
    if change == "invalid":
        cells.invalidate()
    if change == "screen":
        assert cells.diff("\x1b[?1049h", SIZE) == ""
    assert "name" in cells.diff(END, Size(80, 24) if change == "size" else SIZE)
