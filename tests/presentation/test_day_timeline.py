"""Tests of timelines of days without dates."""

from __future__ import annotations

import pytest

from seq_tui.domain.schedule import landings
from seq_tui.presentation.day_timeline import (
    MAX_DAY_COLUMNS,
    SOME_MONDAY,
    day_landing_text,
    day_timeline,
)
from seq_tui.presentation.wording import DAYS
from tests.presentation.sequences import CALL, REPLY, SEQUENCES, hours, weekdays


def test_a_short_sequence_has_the_name_of_each_day() -> None:
    model = day_timeline(landings((weekdays(0), weekdays(4, REPLY)), SOME_MONDAY), 40)
    assert model.ruler == (
        "Day 1   Day 2   Day 3   Day 4   Day 5",
        "Mon     Tue     Wed     Thu     Fri",
    )
    assert (model.columns, model.days, model.weekend) == (40, 5, ())
    assert [tuple(bar)[:2] for bar in model.bars] == [(3, 3), (3, 35)]


def test_weekends_are_where_a_start_on_a_monday_has_them() -> None:
    model = day_timeline(landings((weekdays(0), weekdays(7)), SOME_MONDAY), 40)
    assert (model.days, model.columns, model.weekend) == (10, 40, ((20, 28),))
    assert model.ruler[1].split() == [*DAYS, "Mon", "Tue", "Wed"]


def test_one_day_is_no_wider_than_it_needs() -> None:
    model = day_timeline(landings((hours(0), hours(3)), SOME_MONDAY), 200)
    assert (model.columns, model.days) == (MAX_DAY_COLUMNS, 1)
    assert [bar.end for bar in model.bars] == [9, 12]


@pytest.mark.parametrize("name", SEQUENCES)
@pytest.mark.parametrize("width", [1, 10, 50, 300])
def test_nothing_leaves_the_width_and_no_bar_ends_before_an_earlier_one(
    name: str, width: int
) -> None:
    model = day_timeline(landings(SEQUENCES[name], SOME_MONDAY), width)
    assert model.columns <= width
    assert all(len(line) <= model.columns for line in model.ruler)
    ends = [bar.end for bar in model.bars if bar.end is not None]
    assert ends == sorted(ends)
    assert all(0 <= end < width for end in ends)
    assert all(begin < end <= width for begin, end in model.weekend)


def test_a_landing_says_its_day_and_what_is_special_about_it() -> None:
    steps = (hours(0), hours(120), hours(1, CALL), weekdays(0, CALL), *SEQUENCES["an unknown unit"])
    said = [day_landing_text(each) for each in landings(steps, SOME_MONDAY)]
    assert said[:3] == ["Day 1", "≥ Day 8 held", "≥ Day 8"]
    assert said[-1] == "?"
    assert [day_landing_text(each) for each in landings((hours(120, CALL),), SOME_MONDAY)] == [
        "Day 6 !"
    ]
