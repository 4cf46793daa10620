"""Readable and unreadable delays, and their two sums."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import pytest
from hypothesis import given

from seq_tui.domain.delay import (
    HOURS,
    MAX_AMOUNT,
    WEEKDAYS,
    CumulativeDelay,
    Delay,
    cumulative_delays,
)
from seq_tui.domain.sequence import Step
from tests.domain.records import (
    ANY_DELAYS,
    ANY_STEPS,
    AT_ONCE,
    EMAIL,
    STEADY,
    TASK,
    UNREADABLE,
    hours,
    weekdays,
)

if TYPE_CHECKING:
    from seq_tui.domain.json import Json


@pytest.mark.parametrize("amount", [0, 1, 1.5, 0.0, MAX_AMOUNT])
def test_an_amount_from_0_upwards_counts_in_its_own_unit_only(amount: float) -> None:
    assert (Delay(amount, HOURS).hours, Delay(amount, HOURS).weekdays) == (amount, 0)
    assert (Delay(amount, WEEKDAYS).hours, Delay(amount, WEEKDAYS).weekdays) == (0, amount)


@pytest.mark.parametrize(
    "amount",
    [
        *(None, True, False, "3", "", [], [3], {}),
        *(-1, -0.5, float("nan"), float("inf"), float("-inf")),
        *(MAX_AMOUNT + 1, 10**12, 1e300, 10**400, -(10**400)),
    ],
    ids=lambda amount: repr(amount)[:12],
)
def test_an_invalid_amount_is_not_readable(amount: Json) -> None:
    for unit in (HOURS, WEEKDAYS):
        delay = Delay(amount, unit)
        assert not delay.is_readable
        assert delay.hours is None
        assert delay.weekdays is None


@pytest.mark.parametrize(
    "unit", [None, "", "hour", "weekday", "HOURS", "Weekdays", "days", " hours", 1, True, [], {}]
)
def test_an_unknown_unit_is_not_readable(unit: Json) -> None:
    assert not Delay(1, unit).is_readable
    assert Delay(1, unit).hours is None


@STEADY
@given(ANY_DELAYS)
def test_a_delay_is_readable_in_both_units_or_in_neither(delay: Delay) -> None:
    assert (delay.hours is not None) == delay.is_readable
    assert (delay.weekdays is not None) == delay.is_readable


def test_no_steps_have_no_sums() -> None:
    assert cumulative_delays([]) == ()


def test_a_sum_includes_the_first_delay_and_that_of_the_step_itself() -> None:
    sums = cumulative_delays([weekdays(1), weekdays(2), hours(4), AT_ONCE])
    assert [(total.weekdays, total.hours) for total in sums] == [(1, 0), (3, 0), (3, 4), (3, 4)]
    assert all(total.complete and not total.at_earliest for total in sums)


def test_steps_after_a_task_are_at_the_earliest_and_the_task_itself_is_not() -> None:
    sums = cumulative_delays([hours(1, TASK), hours(1), hours(1, TASK), hours(1)])
    assert [total.at_earliest for total in sums] == [False, True, True, True]


def test_an_unreadable_delay_makes_its_sum_and_all_later_ones_incomplete() -> None:
    sums = cumulative_delays([hours(1), UNREADABLE, weekdays(2)])
    assert sums == (
        CumulativeDelay(0, 1),
        CumulativeDelay(0, 1, complete=False),
        CumulativeDelay(2, 1, complete=False),
    )


def test_fractions_are_summed_without_binary_rounding_errors() -> None:
    assert cumulative_delays([hours(0.1), hours(0.2)])[-1].hours == 0.3
    assert cumulative_delays([weekdays(0.5), weekdays(1)])[-1].weekdays == 1.5


def test_whole_numbers_stay_whole() -> None:
    total = cumulative_delays([hours(MAX_AMOUNT)] * 3)[-1]
    assert repr(total.hours) == repr(3 * MAX_AMOUNT)


@STEADY
@given(ANY_STEPS)
def test_sums_never_shrink_and_never_become_complete_again(steps: list[Step]) -> None:
    sums = cumulative_delays(steps)
    assert len(sums) == len(steps)
    for earlier, later in itertools.pairwise(sums):
        assert later.hours >= earlier.hours
        assert later.weekdays >= earlier.weekdays
        assert earlier.complete >= later.complete
        assert earlier.at_earliest <= later.at_earliest


@STEADY
@given(ANY_STEPS)
def test_a_step_at_once_adds_nothing(steps: list[Step]) -> None:
    sums = cumulative_delays([*steps, Step(delay=Delay(0, WEEKDAYS), action=EMAIL)])
    before = sums[-2] if steps else CumulativeDelay()
    assert (sums[-1].weekdays, sums[-1].hours) == (before.weekdays, before.hours)
    assert sums[-1].complete == before.complete
