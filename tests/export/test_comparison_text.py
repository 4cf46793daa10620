"""Two sequences compared as plain text."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from rich.cells import cell_len

from seq_tui.domain.comparison.compare import compare
from seq_tui.domain.comparison.step_pairs import Change
from seq_tui.domain.sequence import Sequence, Step
from seq_tui.export.comparison_text import Line, comparison_lines
from seq_tui.presentation.comparison_wording import Sides
from seq_tui.presentation.glyphs import ASCII, UNICODE, Glyphs
from seq_tui.sanitize import sanitize
from tests.compared import NEW, OLD, email
from tests.domain.records import ANY_STEPS, STEADY

START = datetime(2026, 11, 26, 15, tzinfo=ZoneInfo("Europe/Warsaw"))

ONE_ACCOUNT = Sides()


def texts(lines: list[Line]) -> list[str]:
    return ["".join(span.text for span in line) for line in lines]


def table(width: int | None, glyphs: Glyphs = UNICODE, start: datetime | None = None) -> list[str]:
    """The lines from the titles of the steps on."""
    lines = texts(comparison_lines(compare(OLD, NEW), width, ONE_ACCOUNT, glyphs, start))
    first = next(number for number, line in enumerate(lines) if " NEW" in line)
    return lines[first:]


def test_what_is_compared_and_what_differs_come_first() -> None:
    lines = comparison_lines(compare(OLD, NEW), 80, Sides("acme.seqtui, saved 1 Oct", "a host"))
    assert texts(lines)[:11] == [
        "old  #21132 Trial · acme.seqtui, saved 1 Oct",
        "new  #21132 Trial [b] · a host",
        "",
        "name differs; 1 step added, 1 removed, 1 moved, 2 changed; 1 weekday longer",
        "",
        "name           Trial                → Trial [b]",
        "e-mails        2                    → 3",
        "replies        1                    → 0",
        "length         ≥ 3 weekdays 5 hours → ≥ 4 weekdays 5 hours",
        "calendar days  3–6 days             → 4–7 days",
        "",
    ]


def test_a_file_with_controls_in_its_name_is_harmless() -> None:
    lines = texts(comparison_lines(compare(OLD, OLD), None, Sides("a\x1b[31m\nb", "live")))
    assert lines[0] == "old  #21132 Trial · a\u241b[31m\u240ab"


def test_equal_sequences_are_not_listed() -> None:
    assert texts(comparison_lines(compare(OLD, OLD), 80, ONE_ACCOUNT)) == [
        "old  #21132 Trial",
        "new  #21132 Trial",
        "",
        "no difference",
    ]


def test_steps_that_were_not_sent_make_no_table() -> None:
    unsent = compare(OLD, OLD._replace(steps=None))
    assert texts(comparison_lines(unsent, 80, ONE_ACCOUNT))[3:] == [
        "the steps cannot be compared",
        "",
        "steps  5 steps → 5 steps, not included",
    ]


def test_both_sequences_stand_side_by_side() -> None:
    assert table(100) == [
        "   #  OLD                         WAIT     #  NEW                         WAIT"
        "     DIFFERENCE",
        "   1  ✉ e-mail 11                 at once  1  ✉ e-mail 11                 at once",
        "-  2  ↩ reply 12                  1 wd",
        ">                                          2  ☐ Close                     1 h"
        "      was 5, -3 wd -4 h",
        "~  3  ☐ Call about the price of…  4 h      3  ☐ Call about the price of…  4 h"
        "      -1 wd +1 h",
        "    task_content …else decides → …else decides!",
        "~  4  ✉ e-mail 14                 2 wd     4  ✉ e-mail 15                 3 wd     +1 h",
        "<  5  ☐ Close                     1 h                                              now 2",
        "+                                          5  ✉ e-mail 19                 1 wd",
    ]


def test_a_wide_line_has_the_sums_or_the_landings_too() -> None:
    summed = table(140)
    assert summed[0].count("FROM START") == 2
    assert summed[2].endswith("1 wd     1 wd")
    assert summed[4].endswith("4 h      ≥ 5 h       -1 wd +1 h")
    landed = table(140, start=START)
    assert landed[0].count("LANDS") == 2
    assert landed[2].endswith("1 wd     Fri 27 Nov 15:00")
    assert landed[4].endswith("≥ Thu 26 Nov 20:00  -23 h")
    assert (
        landed[-1] == "Estimate: e-mails held over the weekend, ! on a weekend, ≥ at the earliest"
    )


def test_a_narrow_line_has_one_step() -> None:
    assert table(60) == [
        "   OLD  NEW  ACTION           WAIT         DIFFERENCE",
        "     1    1  ✉ e-mail 11      at once",
        "-    2       ↩ reply 12       1 wd",
        ">    5    2  ☐ Close          1 h          was 5, -3 wd -4 h",
        "~    3    3  ☐ Call about t…  4 h          -1 wd +1 h",
        "    task_content …else decides → …else decides!",
        "~    4    4  ✉ e-mail 15      2 wd → 3 wd  +1 h",
        "    email_template_id 14 → 15",
        "<    5       ☐ Close          1 h          now 2",
        "+         5  ✉ e-mail 19      1 wd",
    ]


def test_a_line_of_any_length_is_never_cut() -> None:
    lines = table(None)
    assert "".join(lines).count("…") == 2
    assert lines[4].startswith(
        f"~    3    3  ☐ {(OLD.steps or ())[2].action.properties['task_content']}!"
    )
    assert lines[6].endswith("2 wd → 3 wd  ≥ 3 wd 5 h  +1 h")


def test_plain_signs_stand_for_all_others() -> None:
    everything = texts(comparison_lines(compare(OLD, NEW), 130, ONE_ACCOUNT, ASCII, START))
    assert all(line.isascii() for line in everything)
    assert table(61, ASCII)[6] == "~    4    4  E e-mail 15      2 wd -> 3 wd  +1 h"


def test_each_change_has_a_colour_and_a_sign() -> None:
    lines = comparison_lines(compare(OLD, NEW), 100, ONE_ACCOUNT)
    first = next(number for number, line in enumerate(lines) if "NEW" in texts([line])[0])
    shown = {
        line[0].text.strip(): {span.change for span in line if span.text.strip()}
        for line in lines[first + 1 :]
    }
    assert shown["-"] == {Change.REMOVED}
    assert shown["+"] == {Change.ADDED}
    assert shown[">"] == {Change.MOVED, None}
    assert shown["<"] == {Change.MOVED_AWAY, None}
    assert shown[""] == {None}
    changed = next(line for line in lines if texts([line])[0].startswith("~  4"))
    assert [span.text.strip() for span in changed if span.change is Change.CHANGED] == [
        *("~", "✉ e-mail 14", "2 wd", "✉ e-mail 15", "3 wd")
    ]


@pytest.mark.parametrize("width", [20, 60, 80, 120])
@settings(STEADY, max_examples=20)
@given(old=ANY_STEPS, new=ANY_STEPS)
def test_lines_of_any_records_fit(width: int, old: list[Step], new: list[Step]) -> None:
    sequences = [Sequence(name="a [b]\x1b[2J", steps=tuple(steps)) for steps in (old, new)]
    for start in (None, START):
        lines = texts(comparison_lines(compare(*sequences), width, ONE_ACCOUNT, UNICODE, start))
        assert [line for line in lines if cell_len(line) > width] == []
        assert [line for line in lines if sanitize(line) != line] == []


def test_ranks_of_many_steps_are_aligned() -> None:
    steps = tuple(email(number, number, 1) for number in range(1, 121))
    lines = texts(comparison_lines(compare(OLD, OLD._replace(steps=steps)), 100, ONE_ACCOUNT))
    shown = [line for line in lines if "✉ e-mail 9" in line or "✉ e-mail 120" in line]
    assert {line.index("✉ e-mail") for line in shown} == {shown[0].index("✉")}
    assert shown[-1].endswith(" 120  ✉ e-mail 120  1 wd  120 wd")
