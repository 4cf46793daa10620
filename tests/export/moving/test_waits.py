"""Tests of waits: what a delay means, and how weekdays become calendar days."""

from __future__ import annotations

import pytest

from seq_tui.domain.delay import Delay
from seq_tui.domain.schedule import DAY, HOUR
from seq_tui.export.moving.waits import (
    MINUTE,
    Wait,
    calendar_waits,
    read_wait,
    rounded,
    rounding_loss,
    weekdays_loss,
)


@pytest.mark.parametrize(
    ("delay", "expected", "loss"),
    [
        (Delay(3, "weekdays"), Wait(3), []),
        (Delay(4, "hours"), Wait(0, 4 * HOUR), []),
        (Delay(1.5, "hours"), Wait(0, 90 * MINUTE), []),
        (Delay(2.0, "weekdays"), Wait(2), []),
        (Delay(1.5, "weekdays"), Wait(1, 12 * HOUR), ["weekdays-fraction"]),
        (Delay(100_000_000, "hours"), Wait(0, 100_000_000 * HOUR), []),
        (Delay(None, "hours"), Wait(), ["wait-unreadable"]),
        (Delay(-1, "hours"), Wait(), ["wait-unreadable"]),
        (Delay("2", "hours"), Wait(), ["wait-unreadable"]),
        (Delay(True, "hours"), Wait(), ["wait-unreadable"]),
        (Delay(2, "weeks"), Wait(), ["wait-unreadable"]),
        (Delay(float("nan"), "hours"), Wait(), ["wait-unreadable"]),
    ],
    ids=str,
)
def test_a_delay_is_read_or_said_to_be_unreadable(
    delay: Delay, expected: Wait, loss: list[str]
) -> None:
    found, losses = read_wait(delay)
    assert found == expected
    assert [each.code for each in losses] == loss


def test_five_weekdays_are_a_week_and_the_rest_are_days() -> None:
    days = [Wait(weekdays).on_calendar // DAY for weekdays in range(12)]
    assert days == [0, 1, 2, 3, 4, 7, 8, 9, 10, 11, 14, 15]


def test_the_days_of_several_waits_do_not_lose_the_weekends_between_them() -> None:
    waits = calendar_waits([Wait(), Wait(2), Wait(2), Wait(3), Wait(0, 4 * HOUR), Wait(2)])
    assert [each / DAY for each in waits] == [0, 2, 2, 5, 4 / 24, 2]


def test_a_wait_of_weekdays_and_hours_keeps_both() -> None:
    assert calendar_waits([Wait(5, HOUR)]) == (7 * DAY + HOUR,)
    assert Wait(5, HOUR).on_weekdays == 5 * DAY + HOUR


def test_amounts_are_rounded_to_the_nearest_unit_and_a_half_upwards() -> None:
    assert [rounded(each, 10) for each in (0, 4, 5, 14, 15, 20)] == [0, 0, 1, 1, 2, 2]


def test_only_an_amount_that_is_no_whole_unit_is_a_loss() -> None:
    assert rounding_loss(2 * MINUTE, MINUTE, "minute") == []
    (loss,) = rounding_loss(2 * MINUTE + 1, MINUTE, "minute")
    assert loss.text == "the wait is rounded to a whole minute"


def test_weekdays_say_how_many_calendar_days_they_are_written_as() -> None:
    assert weekdays_loss(Wait(0, HOUR), HOUR) == []
    (loss,) = weekdays_loss(Wait(3), 5 * DAY)
    assert loss.text == "3 weekdays written as 5 calendar days"
    (loss,) = weekdays_loss(Wait(1), DAY)
    assert loss.text == "1 weekday written as 1 calendar day"
