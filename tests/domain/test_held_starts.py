"""From how many starts e-mails are held, compared with landings from each of them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seq_tui.domain.held_starts import MAX_CACHED_STEPS, STARTS, WEEKEND_STARTS, held_starts
from seq_tui.domain.schedule import DelayPlan
from tests.domain.records import (
    ACTIONS,
    ANY_STEPS,
    AT_ONCE,
    STEADY,
    TASK,
    UNREADABLE,
    hours,
    sound_steps,
    weekdays,
)

if TYPE_CHECKING:
    from seq_tui.domain.sequence import Step

MONDAY = datetime(2026, 11, 23, tzinfo=UTC)


def counted_one_by_one(steps: list[Step]) -> tuple[int, ...]:
    plan = DelayPlan.of(steps)
    counts = [0] * len(steps)
    for hour in range(STARTS):
        for index in plan.landings(MONDAY + timedelta(hours=hour)).held:
            counts[index] += 1
    return tuple(counts)


@pytest.mark.parametrize(
    ("steps", "counts"),
    [
        ([], ()),
        ([AT_ONCE], (48,)),
        ([AT_ONCE, weekdays(3), weekdays(5)], (48, 0, 0)),
        ([AT_ONCE, hours(24)], (48, 24)),
        ([AT_ONCE, hours(1.5)], (48, 1)),
        ([hours(0, TASK), weekdays(1)], (0, 0)),
        ([hours(120), hours(120), hours(120), hours(120)], (48, 96, 144, 168)),
        ([AT_ONCE, UNREADABLE, hours(120)], (48,)),
        ([AT_ONCE, weekdays(1.5), hours(120)], (48,)),
    ],
)
def test_starts_are_counted_from_which_an_email_is_held(
    steps: list[Step], counts: tuple[int, ...]
) -> None:
    assert held_starts(steps) == counts


@STEADY
@given(sound_steps())
def test_every_hour_of_the_week_is_a_start(steps: list[Step]) -> None:
    assert held_starts(steps) == counted_one_by_one(steps)


@STEADY
@given(st.lists(st.builds(weekdays, st.integers(0, 15), ACTIONS), max_size=8))
def test_without_hours_an_email_is_held_from_no_more_than_the_weekend(steps: list[Step]) -> None:
    counts = held_starts(steps)
    assert max(counts, default=0) <= WEEKEND_STARTS
    assert counts == counted_one_by_one(steps)


def test_a_sequence_of_more_steps_than_are_cached_is_counted_alike() -> None:
    steps = [hours(5)] * (MAX_CACHED_STEPS + 1)
    assert held_starts(steps) == counted_one_by_one(steps)


@STEADY
@given(ANY_STEPS)
def test_any_delay_can_be_counted(steps: list[Step]) -> None:
    assert len(held_starts(steps)) <= len(steps)
