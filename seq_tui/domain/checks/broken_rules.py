"""What a sequence breaks, in numbers that archives store, so that any levels can be asked of it."""

from __future__ import annotations

from math import ceil
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from seq_tui.domain.checks.finding import Level
from seq_tui.domain.checks.options import DEFAULT_OPTIONS
from seq_tui.domain.checks.rules import RULES
from seq_tui.domain.checks.timing import HOURS_OF_WEEKDAY, least_held
from seq_tui.domain.delay import HOURS, WEEKDAYS
from seq_tui.domain.held_starts import STARTS, held_starts

if TYPE_CHECKING:
    from collections.abc import Mapping

    from seq_tui.domain.checks.options import CheckOptions
    from seq_tui.domain.sequence import Sequence

LONG_GAP, OFTEN_HELD = "long-gap", "often-held"
"""The rules with a limit, of which a figure is stored."""

BITS: Mapping[str, int] = MappingProxyType(
    {
        rule.id: 1 << number
        for number, rule in enumerate(
            each for each in RULES.values() if each.check and each.id not in (LONG_GAP, OFTEN_HELD)
        )
    }
)
"""A bit for each other rule about a sequence."""

GAP_SHIFT = 32
"""Above the bits stands the longest wait."""

NO_LIMIT = (1 << 31) - 1
"""A limit that no wait is over, as those that can be read have at most `MAX_AMOUNT`."""

NEVER = STARTS + 1
"""A number of starts that no e-mail is held from."""


class ProblemRules(NamedTuple):
    """Which of the numbers of a sequence are problems: errors or warnings."""

    bits: int
    """Of the rules without a limit."""

    longest_gap: int
    """The most weekdays between two steps; `NO_LIMIT` where longer waits are no problem."""

    least_held: int
    """The starts from which an e-mail is held too often; `NEVER` where that is no problem."""

    often_held: int
    """The same for what asks for held e-mails, a problem or not."""

    @classmethod
    def of(cls, options: CheckOptions) -> ProblemRules:
        """The rules with the levels and limits of some options."""
        problems = {
            rule.id
            for rule in RULES.values()
            if (level := options.level_of(rule)) is not None and level.is_at_least(Level.WARNING)
        }
        often_held = least_held(options)
        return cls(
            sum(bit for rule_id, bit in BITS.items() if rule_id in problems),
            min(options.longest_gap, NO_LIMIT) if LONG_GAP in problems else NO_LIMIT,
            often_held if OFTEN_HELD in problems else NEVER,
            often_held,
        )

    def has_problem(self, broken: int, held: int) -> bool:
        """Whether a sequence with these numbers has a problem."""
        is_long = broken >> GAP_SHIFT > self.longest_gap
        return bool(broken & self.bits) or is_long or held >= self.least_held


DEFAULT_RULES = ProblemRules.of(DEFAULT_OPTIONS)


def broken_rules(sequence: Sequence) -> int:
    """The bits of the rules that a sequence breaks and, above them, its longest wait."""
    bits = 0
    for rule_id, bit in BITS.items():
        check = RULES[rule_id].check
        if check is not None and next(check(sequence, DEFAULT_OPTIONS), None) is not None:
            bits |= bit
    return bits | _longest_gap(sequence) << GAP_SHIFT


def most_held(sequence: Sequence) -> int:
    """From how many starts of a week the e-mail is held that is held most often."""
    return max(held_starts(sequence.steps or ()), default=0)


def _longest_gap(sequence: Sequence) -> int:
    """The least limit that no wait is over, in weekdays."""
    weekdays: float = 0
    hours: float = 0
    for step in sequence.steps or ():
        # Most steps wait less than another one, and need no closer look.
        amount, unit = step.delay
        if type(amount) is not int and type(amount) is not float:
            continue
        if unit == WEEKDAYS and amount > weekdays and step.delay.is_readable:
            weekdays = amount
        elif unit == HOURS and amount > hours and step.delay.is_readable:
            hours = amount
    return max(_least_limit(weekdays, 1), _least_limit(hours, HOURS_OF_WEEKDAY))


def _least_limit(amount: float, unit: float) -> int:
    """The least number of units that is not less than an amount."""
    limit = ceil(amount / unit)
    # A product may be rounded otherwise than the quotient.
    return next(each for each in (limit - 1, limit, limit + 1) if amount <= each * unit)
