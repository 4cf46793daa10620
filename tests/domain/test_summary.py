"""The figures of one sequence."""

from __future__ import annotations

import pytest
from hypothesis import given

from seq_tui.domain.delay import HOURS, WEEKDAYS, Delay
from seq_tui.domain.sequence import Sequence, Step
from seq_tui.domain.summary import Summary, summarise
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
    weekdays,
)


def summary_of(*steps: Step) -> Summary:
    return summarise(Sequence(steps=steps))


def test_a_sequence_is_summarised() -> None:
    steps = (
        weekdays(0, EMAIL),
        weekdays(1, REPLY),
        hours(4, TASK),
        weekdays(2, EMAIL),
        weekdays(3, UNKNOWN),
    )
    assert summary_of(*steps) == Summary(
        emails=3,
        replies=1,
        tasks=1,
        unknown=1,
        weekdays=6,
        hours=4,
        complete=True,
        at_earliest=True,
        span_days=(8, 11),
        longest_gap=Delay(3, WEEKDAYS),
        automation_share=0.6,
    )


NOTHING_TO_SUM = {
    **dict.fromkeys(("emails", "replies", "tasks", "unknown", "weekdays", "hours"), 0),
    **dict.fromkeys(("span_days", "longest_gap", "automation_share")),
    "at_earliest": False,
}


@pytest.mark.parametrize(("steps", "complete"), [((), True), (None, False)])
def test_no_steps_are_complete_and_steps_that_were_not_sent_are_not(
    steps: tuple[Step, ...] | None, *, complete: bool
) -> None:
    summary = summarise(Sequence(steps=steps))
    assert summary.complete is complete
    assert {name: getattr(summary, name) for name in NOTHING_TO_SUM} == NOTHING_TO_SUM


def test_the_last_step_is_at_the_earliest_only_after_a_task() -> None:
    assert not summary_of(AT_ONCE, hours(1, TASK)).at_earliest
    assert summary_of(hours(1, TASK), AT_ONCE).at_earliest


def test_an_unreadable_delay_makes_the_figures_incomplete() -> None:
    summary = summary_of(hours(2), UNREADABLE, weekdays(1))
    assert (summary.hours, summary.weekdays, summary.complete) == (2, 1, False)
    assert summary.span_days is None
    assert summary.longest_gap == Delay(1, WEEKDAYS)


def test_fractional_weekdays_are_summed_without_a_span() -> None:
    summary = summary_of(weekdays(0.5))
    assert (summary.weekdays, summary.complete, summary.span_days) == (0.5, True, None)


@pytest.mark.parametrize(
    ("steps", "gap"),
    [
        ([], None),
        ([AT_ONCE, weekdays(0)], None),
        ([UNREADABLE], None),
        ([hours(30), weekdays(1)], Delay(30, HOURS)),
        ([hours(23), weekdays(1)], Delay(1, WEEKDAYS)),
        ([hours(24), weekdays(1)], Delay(24, HOURS)),
        ([weekdays(1), hours(24)], Delay(1, WEEKDAYS)),
        ([weekdays(4), AT_ONCE], Delay(4, WEEKDAYS)),
    ],
)
def test_the_longest_gap_is_the_first_of_the_longest_waits(
    steps: list[Step], gap: Delay | None
) -> None:
    assert summary_of(*steps).longest_gap == gap


@STEADY
@given(ANY_STEPS)
def test_any_steps_can_be_summarised(steps: list[Step]) -> None:
    summary = summary_of(*steps)
    assert summary.emails + summary.tasks + summary.unknown == len(steps)
    assert summary.replies <= summary.emails
    assert summary.span_days is None or summary.complete
    share = summary.automation_share
    assert share is None if not steps else share is not None and 0 <= share <= 1
