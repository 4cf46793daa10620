"""A sequence in a few figures: its steps by kind, and how long it takes."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from seq_tui.domain.delay import CumulativeDelay, Delay, cumulative_delays
from seq_tui.domain.schedule import span_days
from seq_tui.domain.sequence import ActionKind
from seq_tui.domain.weekend_rule import WeekendRule

if TYPE_CHECKING:
    from seq_tui.domain.sequence import Sequence


@dataclass(frozen=True, slots=True)
class Summary:
    """The figures of one sequence, over the steps that were received."""

    emails: int
    """Automated e-mails, including replies."""

    replies: int
    tasks: int
    unknown: int
    """Steps that are neither an e-mail nor a task."""

    weekdays: int | float
    hours: int | float
    """With `weekdays`, the cumulative delay of the last step."""

    complete: bool
    """False if a delay is unreadable and missing from the sums, or if no steps were received."""

    at_earliest: bool
    """True if the last step comes after a task, which a person must mark done."""

    span_days: tuple[int, int] | None
    """The fewest and the most calendar days to the last step; see `schedule.span_days`."""

    longest_gap: Delay | None
    """The longest wait before a step, the first of equals; `None` if no step waits."""

    automation_share: float | None
    """E-mails ÷ steps, from 0 to 1; `None` without steps."""


def summarise(sequence: Sequence, weekend: WeekendRule = WeekendRule.HOLD) -> Summary:
    """The figures of a sequence; without steps they are zero or `None`."""
    steps = sequence.steps or ()
    kinds = Counter(step.action.kind for step in steps)
    replies = kinds[ActionKind.REPLY]
    emails = kinds[ActionKind.EMAIL] + replies
    sums = cumulative_delays(steps)
    last = sums[-1] if sums else CumulativeDelay(complete=sequence.steps is not None)
    waits = [step.delay for step in steps if _nominal_hours(step.delay) > 0]
    return Summary(
        emails=emails,
        replies=replies,
        tasks=kinds[ActionKind.TASK],
        unknown=kinds[ActionKind.UNKNOWN],
        weekdays=last.weekdays,
        hours=last.hours,
        complete=last.complete,
        at_earliest=last.at_earliest,
        span_days=span_days(steps, weekend),
        longest_gap=max(waits, key=_nominal_hours, default=None),
        automation_share=emails / len(steps) if steps else None,
    )


def _nominal_hours(delay: Delay) -> int | float:
    """A delay with a weekday as 24 hours, only for comparing two delays."""
    return (delay.hours or 0) + 24 * (delay.weekdays or 0)
