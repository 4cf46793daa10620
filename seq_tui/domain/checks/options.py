"""What the user can choose of the checks."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

from seq_tui.domain.weekend_rule import WeekendRule

if TYPE_CHECKING:
    from collections.abc import Mapping

    from seq_tui.domain.checks.finding import Level
    from seq_tui.domain.checks.rule import Rule

LONGEST_GAP = 15
OFTEN_HELD = 50
TEMPLATE_REUSE = 20


@dataclass(frozen=True, slots=True)
class CheckOptions:
    """The levels of rules, and their limits."""

    levels: Mapping[str, Level | None] = field(default_factory=lambda: MappingProxyType({}))
    """By the id of a rule, the level that replaces its own; `None` turns the rule off."""

    longest_gap: int = LONGEST_GAP
    """The most weekdays between two steps that are not found."""

    often_held: int = OFTEN_HELD
    """The least share of starts, in per cent, from which an e-mail is held that is found."""

    template_reuse: int = TEMPLATE_REUSE
    """The most sequences with one template that are not found."""

    weekend: WeekendRule = WeekendRule.HOLD
    """What happens to an e-mail that is due on a weekend."""

    def level_of(self, rule: Rule) -> Level | None:
        """How grave it is to break a rule; `None` if it is off."""
        return self.levels.get(rule.id, rule.level)


DEFAULT_OPTIONS = CheckOptions()
