"""The aligned steps of two sequences as rows of words, for every table of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from seq_tui.domain.comparison.field_changes import DELAY, DELAY_UNIT
from seq_tui.domain.comparison.step_pairs import Change
from seq_tui.domain.delay import cumulative_delays
from seq_tui.domain.schedule import landings
from seq_tui.domain.weekend_rule import WeekendRule
from seq_tui.presentation.comparison_wording import (
    Difference,
    delay_later_text,
    field_difference,
    later_text,
)
from seq_tui.presentation.glyphs import UNICODE, Glyphs
from seq_tui.presentation.wording import (
    action_label,
    action_mark,
    cumulative_text,
    delay_text,
    landing_text,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from seq_tui.domain.comparison.compare import Comparison
    from seq_tui.domain.comparison.step_pairs import StepPair
    from seq_tui.domain.sequence import Step


class ComparedStep(NamedTuple):
    """What is said of one step."""

    rank: str
    mark: str
    action: str
    wait: str
    when: str
    """The cumulative delay or, with a start, the landing."""


@dataclass(frozen=True, slots=True)
class ComparedRow:
    """A step of one sequence, or two that are the same, and what differs."""

    change: Change
    old: ComparedStep | None
    new: ComparedStep | None
    later: str
    """How much later the new step happens: ``+2 wd``, ``2 weekdays later``; may be empty."""

    place: str
    """``was 2``, ``now 5`` for a step that was moved."""

    fields: tuple[Difference, ...]
    """The fields that differ, but for the wait."""

    @property
    def left(self) -> ComparedStep | None:
        """What stands here in the old sequence."""
        return None if self.change is Change.MOVED else self.old

    @property
    def right(self) -> ComparedStep | None:
        """What stands here in the new sequence."""
        return None if self.change is Change.MOVED_AWAY else self.new

    @property
    def difference(self) -> str:
        """``was 2, +1 wd``."""
        return ", ".join(text for text in (self.place, self.later) if text)

    def differs(self, cell: str) -> bool:
        """Whether a cell of the two steps, by its name, is different."""
        if self.old is None or self.new is None:
            return False
        before: str = getattr(self.old, cell)
        after: str = getattr(self.new, cell)
        return before != after


class _Steps:
    """The steps of one sequence, in words and in time."""

    def __init__(
        self,
        steps: tuple[Step, ...],
        start: datetime | None,
        weekend: WeekendRule,
        glyphs: Glyphs,
        *,
        short: bool,
    ) -> None:
        self.landings = None if start is None else landings(steps, start, weekend)
        self.totals = cumulative_delays(steps)
        if start is None or self.landings is None:
            whens = [cumulative_text(each, short=short, glyphs=glyphs) for each in self.totals]
        else:
            whens = [landing_text(each, start, glyphs) for each in self.landings]
        self.rows = [
            ComparedStep(
                str(rank),
                action_mark(step.action, glyphs),
                action_label(step.action),
                delay_text(step.delay, short=short),
                when,
            )
            for rank, (step, when) in enumerate(zip(steps, whens, strict=True), start=1)
        ]

    def later(self, place: int, new: _Steps, to: int, *, short: bool) -> str:
        """How much later a step of the new sequence happens than one of this."""
        if self.landings is None or new.landings is None:
            return delay_later_text(self.totals[place], new.totals[to], short=short)
        return later_text(self.landings[place], new.landings[to], short=short)


def comparison_rows(
    comparison: Comparison,
    glyphs: Glyphs = UNICODE,
    start: datetime | None = None,
    weekend: WeekendRule = WeekendRule.HOLD,
    *,
    short: bool = True,
) -> Iterator[ComparedRow]:
    """A row for each of `Comparison.steps`.

    Args:
        comparison: what to describe.
        glyphs: the signs to use.
        start: from when landings are shown, in place of cumulative delays; with a zone.
        weekend: the rule for e-mails that are due on a weekend.
        short: as in `delay_text`.
    """
    old = _Steps(comparison.old.steps or (), start, weekend, glyphs, short=short)
    new = _Steps(comparison.new.steps or (), start, weekend, glyphs, short=short)
    for pair in comparison.steps:
        later = ""
        if pair.old is not None and pair.new is not None and pair.change is not Change.MOVED_AWAY:
            later = old.later(pair.old, new, pair.new, short=short)
        fields = [field for field in pair.fields if field.name not in (DELAY, DELAY_UNIT)]
        yield ComparedRow(
            pair.change,
            None if pair.old is None else old.rows[pair.old],
            None if pair.new is None else new.rows[pair.new],
            later,
            _place_text(pair),
            tuple(field_difference(field, glyphs) for field in fields),
        )


def _place_text(pair: StepPair) -> str:
    if pair.change is Change.MOVED and pair.old is not None:
        return f"was {pair.old + 1}"
    if pair.change is Change.MOVED_AWAY and pair.new is not None:
        return f"now {pair.new + 1}"
    return ""
