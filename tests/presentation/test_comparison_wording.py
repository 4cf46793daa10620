"""The texts for what is different between two sequences."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from seq_tui.domain.comparison.compare import compare
from seq_tui.domain.comparison.field_changes import ABSENT, FieldChange
from seq_tui.domain.delay import CumulativeDelay, Delay
from seq_tui.domain.schedule import Landing
from seq_tui.domain.sequence import Sequence, Step
from seq_tui.presentation.comparison_wording import (
    MAX_VALUE,
    delay_later_text,
    field_difference,
    later_text,
    sequence_differences,
    summary_text,
)
from seq_tui.presentation.glyphs import ASCII, UNICODE
from seq_tui.sanitize import sanitize
from tests.compared import NEW, OLD, email, task
from tests.domain.records import JSON, STEADY

if TYPE_CHECKING:
    from seq_tui.domain.json import Json

WARSAW = ZoneInfo("Europe/Warsaw")

START = datetime(2026, 11, 26, 15, tzinfo=WARSAW)


@pytest.mark.parametrize(
    ("new", "summary"),
    [
        (OLD, "no difference"),
        (OLD._replace(name="Other"), "name differs; the steps are equal"),
        (
            OLD._replace(name="Other", creator_id=8),
            "name and creator_id differ; the steps are equal",
        ),
        (
            OLD._replace(name=None, creator_id=8, steps_total=9, extra={"a": 1}),
            "4 fields differ; the steps are equal",
        ),
        (
            OLD._replace(steps=(*(OLD.steps or ()), email(7, 1, 2), task(8, "Ask", 3))),
            "2 steps added; 2 weekdays 3 hours longer",
        ),
        (OLD._replace(steps=(OLD.steps or ())[:4]), "1 step removed; 1 hour shorter"),
        (OLD._replace(steps=()), "5 steps removed"),
        (OLD._replace(steps=None), "the steps cannot be compared"),
        (NEW, "name differs; 1 step added, 1 removed, 1 moved, 2 changed; 1 weekday longer"),
    ],
)
def test_the_summary_is_one_line(new: Sequence, summary: str) -> None:
    assert summary_text(compare(OLD, new)) == summary


def test_the_summary_with_a_start_says_when_the_last_steps_happen() -> None:
    steps = OLD.steps or ()
    later = OLD._replace(steps=(*steps[:3], email(4, 14, 5), steps[4]))
    assert summary_text(compare(OLD, later), START) == "1 step changed; earliest end 3 days later"
    only = OLD._replace(steps=(email(1, 11, 0), email(2, 12, 3, is_reply=True)))
    sooner = only._replace(steps=(email(1, 11, 0), email(2, 12, 1, is_reply=True)))
    assert summary_text(compare(only, sooner), START) == "1 step changed; ends 4 days earlier"
    unreadable = OLD._replace(steps=(Step(delay=Delay(1, "moons")),))
    assert summary_text(compare(unreadable, only), START).endswith("; end unknown")
    assert summary_text(compare(unreadable, only)).endswith("; length unknown")


@pytest.mark.parametrize(
    ("weekdays", "hours", "text", "short"),
    [
        (0, 0, "", ""),
        (1, 0, "1 weekday later", "+1 wd"),
        (-2, 0, "2 weekdays earlier", "-2 wd"),
        (2, 4, "2 weekdays 4 hours later", "+2 wd +4 h"),
        (2, -4, "2 weekdays later, 4 hours earlier", "+2 wd -4 h"),
        (0, 0.3, "0.3 hours later", "+0.3 h"),
        (1000, 0, "1,000 weekdays later", "+1,000 wd"),
    ],
)
def test_the_difference_of_two_sums(weekdays: int, hours: float, text: str, short: str) -> None:
    old = CumulativeDelay(2000, 5)
    new = CumulativeDelay(2000 + weekdays, 5 + hours)
    assert delay_later_text(old, new) == text
    assert delay_later_text(old, new, short=True) == short


def test_the_difference_to_an_incomplete_sum_is_unknown() -> None:
    complete, incomplete = CumulativeDelay(3, 0), CumulativeDelay(3, 0, complete=False)
    assert delay_later_text(complete, incomplete) == "?"
    assert delay_later_text(incomplete, incomplete._replace(hours=2)) == "?"
    assert delay_later_text(incomplete, incomplete) == ""


@pytest.mark.parametrize(
    ("old", "new", "text", "short"),
    [
        ("2026-11-26 15:00", "2026-11-26 15:00", "", ""),
        ("2026-11-26 15:00", "2026-11-29 15:00", "3 days later", "+3 d"),
        ("2026-11-26 15:00", "2026-11-26 11:00", "4 hours earlier", "-4 h"),
        (
            "2026-11-26 15:00",
            "2026-11-27 16:30",
            "1 day 1 hour 30 minutes later",
            "+1 d 1 h 30 min",
        ),
        # By the clock, and not by the 25 hours that pass.
        ("2026-10-24 15:00", "2026-10-25 15:00", "1 day later", "+1 d"),
        ("2026-11-26 15:00:00", "2026-11-26 15:00:10", "0 minutes later", "+0 min"),
    ],
)
def test_the_difference_of_two_landings(old: str, new: str, text: str, short: str) -> None:
    landings = [
        Landing(datetime.fromisoformat(at).replace(tzinfo=WARSAW), at_earliest=False, day=1)
        for at in (old, new)
    ]
    assert later_text(*landings) == text
    assert later_text(*landings, short=True) == short


def test_the_same_clock_time_twice_on_a_day_is_an_hour_apart() -> None:
    at = datetime(2026, 10, 25, 2, 30, tzinfo=WARSAW)
    first, second = (Landing(at.replace(fold=fold), at_earliest=False, day=1) for fold in (0, 1))
    assert later_text(first, second) == "1 hour later"


def test_the_difference_to_an_unknown_landing_is_unknown() -> None:
    known = Landing(START, at_earliest=False, day=1)
    unknown = Landing(None, at_earliest=False, day=None)
    assert later_text(known, unknown) == later_text(unknown, known) == "?"
    assert later_text(unknown, unknown) == ""


@pytest.mark.parametrize(
    ("field", "name", "text"),
    [
        (FieldChange("name", "A", "B\x1b[2J"), "name", "A → B␛[2J"),
        (FieldChange("action_properties.is_reply", False, True), "is_reply", "false → true"),
        (FieldChange("due", ABSENT, None), "due", "not sent → null"),
        (FieldChange("due", {"a": 1}, ABSENT), "due", '{"a": 1} → not sent'),
        (FieldChange("due\n", "a\nb", "a b"), "due␊", "a b → a b"),
    ],
)
def test_a_field_that_differs_is_one_line(field: FieldChange, name: str, text: str) -> None:
    difference = field_difference(field)
    assert (difference.name, difference.text(UNICODE)) == (name, text)


def test_of_two_long_texts_the_part_that_differs_is_shown() -> None:
    old, new = ("word " * 30 + end for end in ("first", "second"))
    difference = field_difference(FieldChange("task_content", old, new))
    assert difference[1:] == ("…word word first", "…word word second")
    difference = field_difference(FieldChange("task_content", old, new), ASCII)
    assert difference[1:] == ("...word word first", "...word word second")


@STEADY
@given(st.text(), JSON, JSON)
def test_any_values_make_one_short_line(name: str, old: Json, new: Json) -> None:
    difference = field_difference(FieldChange(name, old, new))
    for text in difference:
        assert sanitize(text) == text
        assert cell_len(text) <= MAX_VALUE + 1


def test_fields_and_figures_that_differ() -> None:
    assert [tuple(each) for each in sequence_differences(compare(OLD, NEW))] == [
        ("name", "Trial", "Trial [b]"),
        ("e-mails", "2", "3"),
        ("replies", "1", "0"),
        ("length", "≥ 3 weekdays 5 hours", "≥ 4 weekdays 5 hours"),
        ("calendar days", "3–6 days", "4–7 days"),
    ]
    unsent = compare(OLD, OLD._replace(steps=None))
    assert [tuple(each) for each in sequence_differences(unsent)] == [
        ("steps", "5 steps", "5 steps, not included")
    ]


def test_a_creator_has_a_name_where_it_is_known() -> None:
    named = OLD._replace(creator_id=8, creator_name="Ann\x1b[2J")
    assert sequence_differences(compare(OLD, named)) == [("creator", "7", "Ann␛[2J")]
    unnamed = OLD._replace(creator_id=8)
    assert sequence_differences(compare(OLD, unnamed)) == [("creator_id", "7", "8")]
