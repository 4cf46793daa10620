"""What filters and orders compare of a sequence."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING

from seq_tui.domain.delay import HOURS, cumulative_delays
from seq_tui.domain.folding import fold
from seq_tui.domain.sequence import ActionKind, EmailAction, TaskAction

if TYPE_CHECKING:
    from seq_tui.domain.delay import CumulativeDelay
    from seq_tui.domain.sequence import Sequence

FACTS_VERSION = 2
"""The number of the rules by which facts are computed, which archives store beside them. It grows
with each change that gives a sequence other facts, also one of the checks or of `fold`."""


class Facts:
    """The facts of one sequence, each computed when it is first asked for.

    A fact that the service did not tell is `None`: without steps, nothing is known of them.
    """

    def __init__(self, sequence: Sequence) -> None:
        self._sequence = sequence
        self.id = sequence.id
        self.creator_id = sequence.creator_id

    @property
    def sequence(self) -> Sequence:
        """What the facts are about."""
        return self._sequence

    @cached_property
    def name(self) -> str:
        """The folded name; empty without one."""
        return fold(self.sequence.name or "")

    @cached_property
    def tasks_said(self) -> tuple[str, ...]:
        """The folded text of each task; empty for one without a text."""
        return tuple(
            fold(content) if isinstance(content := step.action.content, str) else ""
            for step in self.sequence.steps or ()
            if isinstance(step.action, TaskAction)
        )

    @cached_property
    def templates(self) -> frozenset[int]:
        """The ids of the e-mail templates that the steps use."""
        return frozenset(
            template_id
            for step in self.sequence.steps or ()
            if isinstance(step.action, EmailAction)
            and (template_id := step.action.usable_template_id) is not None
        )

    @property
    def steps(self) -> int | None:
        """The number of steps received, or else the number that the service says."""
        steps = self.sequence.steps
        return self.sequence.steps_total if steps is None else len(steps)

    @cached_property
    def kinds(self) -> tuple[ActionKind, ...]:
        """What each step does."""
        return tuple(step.action.kind for step in self.sequence.steps or ())

    @property
    def email(self) -> int | None:
        """The number of e-mails, with replies."""
        return self._count(ActionKind.EMAIL, ActionKind.REPLY)

    @property
    def reply(self) -> int | None:
        """The number of replies."""
        return self._count(ActionKind.REPLY)

    @property
    def task(self) -> int | None:
        """The number of tasks."""
        return self._count(ActionKind.TASK)

    @cached_property
    def sums(self) -> CumulativeDelay | None:
        """The delay from the start to the last step; `None` without steps."""
        sums = cumulative_delays(self.sequence.steps or ())
        return sums[-1] if sums else None

    @cached_property
    def days(self) -> float | None:
        """The length in days, 24 hours being one; `None` if a delay cannot be read."""
        if self.sequence.steps is None:
            return None
        if self.sums is None:
            return 0.0
        return self.sums.weekdays + self.sums.hours / 24 if self.sums.complete else None

    @cached_property
    def has_hours(self) -> bool:
        """Whether a step waits in hours."""
        waits = (step.delay for step in self.sequence.steps or ())
        return any(wait.unit == HOURS and wait.hours for wait in waits)

    @cached_property
    def held(self) -> int:
        """From how many starts of a week the e-mail is held that is held most often."""
        # Imported here, since few filters need the checks.
        from seq_tui.domain.checks.broken_rules import most_held

        return most_held(self.sequence)

    @cached_property
    def broken(self) -> int:
        """What the sequence breaks, as `seq_tui.domain.checks.broken_rules` writes it."""
        from seq_tui.domain.checks.broken_rules import broken_rules

        return broken_rules(self.sequence)

    @cached_property
    def created(self) -> float | None:
        """When it was created, in seconds since 1970; `None` if that cannot be read."""
        return seconds_since_1970(self.sequence.created_at)

    @cached_property
    def updated(self) -> float | None:
        """When it was last changed, as `created`."""
        return seconds_since_1970(self.sequence.updated_at)

    def _count(self, *kinds: ActionKind) -> int | None:
        return None if self.sequence.steps is None else sum(map(self.kinds.count, kinds))


def seconds_since_1970(text: str | None) -> float | None:
    """When a time was that the service sent; one without a zone is in UTC."""
    try:
        moment = datetime.fromisoformat(text or "")
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
    except (OverflowError, ValueError):
        return None
