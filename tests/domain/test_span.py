"""The calendar days that steps take, for starts at every hour of the week."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from random import Random
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from seq_tui.domain.delay import HOURS, MAX_AMOUNT
from seq_tui.domain.schedule import landings, span_days
from seq_tui.domain.weekend_rule import WeekendRule
from tests.domain.records import (
    ANY_STEPS,
    AT_ONCE,
    EMAIL,
    REPLY,
    STEADY,
    TASK,
    UNKNOWN,
    UNREADABLE,
    hours,
    sound_steps,
    weekdays,
)

if TYPE_CHECKING:
    from seq_tui.domain.sequence import Action, Step

WEEK = np.datetime64("2026-11-23", "us") + np.arange(168) * np.timedelta64(1, "h")


HOURS_TO_WAIT = [0, 1, 3, 5, 8, 12, 24, 31, 100, 0.25, 0.5, 7.75, 1 / 3]

ACTIONS: list[Action] = [EMAIL, REPLY, TASK, UNKNOWN]


def brute_force(steps: list[Step], weekend: WeekendRule = WeekendRule.HOLD) -> tuple[int, int]:
    """The span by numpy's business days, from each of the 168 hours of a week."""
    at = WEEK
    for step in steps:
        amount = step.delay.amount
        assert isinstance(amount, int | float)
        if step.delay.unit == HOURS:
            at = at + np.timedelta64(timedelta(hours=amount))
        elif amount:
            day = at.astype("datetime64[D]")
            at = np.busday_offset(day, int(amount), roll="backward") + (at - day)
        if weekend is WeekendRule.HOLD and step.action in (EMAIL, REPLY):
            day = at.astype("datetime64[D]")
            monday = np.busday_offset(day, 0, roll="forward")
            at = np.where(np.is_busday(day), at, monday.astype(at.dtype))
    days = at.astype("datetime64[D]") - WEEK.astype("datetime64[D]")
    return int(days.min().astype(int)), int(days.max().astype(int))


@pytest.mark.parametrize(
    ("steps", "span"),
    [
        ([AT_ONCE], (0, 2)),
        ([hours(0, TASK)], (0, 0)),
        ([weekdays(0, REPLY)], (0, 2)),
        ([weekdays(0, TASK)], (0, 0)),
        ([weekdays(1)], (1, 3)),
        ([weekdays(2)], (2, 4)),
        ([weekdays(5)], (5, 7)),
        ([weekdays(6)], (8, 10)),
        ([weekdays(9)], (11, 13)),
        ([weekdays(4), weekdays(5)], (11, 13)),
        ([hours(0.5, TASK)], (0, 0)),
        ([hours(0.5, TASK), hours(0.5, TASK)], (0, 1)),
        ([hours(4)], (0, 3)),
        ([hours(4, TASK)], (0, 1)),
        ([hours(24)], (1, 3)),
        ([hours(24, TASK)], (1, 1)),
        ([hours(36)], (1, 4)),
        ([AT_ONCE, hours(24)], (1, 3)),
        ([AT_ONCE, hours(23), hours(1)], (1, 3)),
        ([hours(23.5), hours(0.5, TASK)], (1, 3)),
        ([AT_ONCE, hours(120)], (5, 9)),
        ([AT_ONCE, weekdays(1), hours(4), weekdays(2), weekdays(3)], (8, 11)),
        ([hours(1, TASK), AT_ONCE], (0, 3)),
        ([weekdays(2.0)], (2, 4)),
    ],
)
def test_a_span_is_the_fewest_and_the_most_days(steps: list[Step], span: tuple[int, int]) -> None:
    assert span_days(steps) == span
    assert brute_force(steps) == span


@pytest.mark.parametrize(
    "steps", [[], [UNREADABLE], [hours(1), UNREADABLE, hours(1)], [weekdays(0.5)] * 2]
)
def test_there_is_no_span_without_steps_or_with_a_delay_without_a_date(steps: list[Step]) -> None:
    assert span_days(steps) is None


def random_steps(random: Random) -> list[Step]:
    return [
        hours(random.choice(HOURS_TO_WAIT), random.choice(ACTIONS))
        if random.random() < 0.5
        else weekdays(random.choice([0, 1, 1, 2, 3, 4, 5, 7, 15]), random.choice(ACTIONS))
        for _ in range(random.randrange(1, 10))
    ]


@pytest.mark.parametrize("weekend", WeekendRule)
def test_a_thousand_spans_agree_with_numpy(weekend: WeekendRule) -> None:
    random = Random(20261123)
    for _ in range(1_000):
        steps = random_steps(random)
        assert span_days(steps, weekend) == brute_force(steps, weekend), steps


def test_a_span_is_that_of_the_landings_from_each_hour_of_a_week() -> None:
    random = Random(20261128)
    starts = [datetime(2026, 11, 23, tzinfo=UTC) + timedelta(hours=hour) for hour in range(168)]
    for _ in range(30):
        steps = random_steps(random)
        days = [landings(steps, start)[-1].day for start in starts]
        known = [day - 1 for day in days if day is not None]
        assert span_days(steps) == (min(known), max(known)), steps


def test_a_span_with_weekends_ignored_has_no_hold() -> None:
    assert span_days([AT_ONCE], WeekendRule.IGNORE) == (0, 0)
    assert span_days([hours(24), hours(12)], WeekendRule.IGNORE) == (1, 2)


@STEADY
@given(ANY_STEPS)
def test_a_span_is_never_negative_nor_reversed(steps: list[Step]) -> None:
    span = span_days(steps)
    assert span is None or 0 <= span[0] <= span[1]


@STEADY
@given(sound_steps(), st.sampled_from([hours(0, TASK), weekdays(0, TASK)]))
def test_a_task_at_once_does_not_change_a_span(steps: list[Step], step: Step) -> None:
    assert span_days([*steps, step]) == span_days([step, *steps])
    assert not steps or span_days([*steps, step]) == span_days(steps)


@STEADY
@given(sound_steps(), st.integers(1, 10**6))
def test_whole_weeks_of_hours_make_a_span_longer_and_no_wider(
    steps: list[Step], weeks: int
) -> None:
    before = span_days([AT_ONCE, *steps])
    after = span_days([hours(168 * min(weeks, MAX_AMOUNT // 168)), *steps])
    assert before is not None
    shift = 7 * min(weeks, MAX_AMOUNT // 168)
    assert after == (before[0] + shift, before[1] + shift)


def test_a_span_may_exceed_the_calendar() -> None:
    assert span_days([hours(MAX_AMOUNT, TASK)] * 500) == (
        500 * MAX_AMOUNT // 24,
        500 * MAX_AMOUNT // 24 + 1,
    )


@pytest.mark.no_cover  # with coverage, it takes two to four times as long (measured)
@pytest.mark.parametrize("action", [EMAIL, TASK])
def test_ten_thousand_steps_have_a_span_within_half_a_second(action: Action) -> None:
    steps = [
        weekdays(number % 4, action) if number % 2 else hours(5, action) for number in range(10_000)
    ]
    began = time.process_time()
    span = span_days(steps)
    assert time.process_time() - began < 0.5
    assert span is not None
