"""The table ``checks`` of the settings: what it may hold, and the options of the checks from it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from seq_tui.domain.checks.finding import Level
from seq_tui.domain.checks.options import LONGEST_GAP, OFTEN_HELD, TEMPLATE_REUSE, CheckOptions
from seq_tui.domain.checks.rules import RULES
from seq_tui.settings.quick import CHECKS
from seq_tui.settings.values import UnknownNameError, parse_choice, parse_text, type_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from seq_tui.domain.weekend_rule import WeekendRule
    from seq_tui.settings.settings_file import SettingsFile

RULE_LEVELS = "rules"
"""The table in that of the checks with the levels of rules."""

OFF = "off"
LEVELS = tuple(level.value for level in Level)
DEFAULT_LEVEL = Level.WARNING.value

MAX_LIMIT = 100_000
"""The greatest limit of a rule."""


def parse_level(value: object) -> str:
    """The lowest level that is reported."""
    return parse_choice(value, LEVELS)


def parse_rule_level(value: object) -> str:
    """The level of a rule, or that it is off."""
    return parse_choice(value, (OFF, *LEVELS))


def parse_rule_id(value: object) -> str:
    """The id of a rule."""
    name = parse_text(value)
    if name not in RULES:
        raise UnknownNameError(name, tuple(RULES), "rule")
    return name


def parse_limit(value: object) -> int:
    """A limit of a rule."""
    return _parse_number(value, MAX_LIMIT)


def parse_share(value: object) -> int:
    """A share in per cent."""
    return _parse_number(value, 100)


PARSERS: Mapping[str, Callable[[object], str | int]] = {
    "level": parse_level,
    "longest_gap": parse_limit,
    "often_held": parse_share,
    "template_reuse": parse_limit,
}
"""What checks each setting of the table but the levels of rules."""


def are_checks_right(table: object) -> bool:
    """Whether nothing is wrong in the table.

    Raises:
        ValueError: a value is wrong.
    """
    if not isinstance(table, Mapping) or not table.keys() <= {*PARSERS, RULE_LEVELS}:
        return False
    for name, parse in PARSERS.items():
        if name in table:
            parse(table[name])
    rules = table.get(RULE_LEVELS, {})
    return isinstance(rules, Mapping) and all(
        parse_rule_id(name) and parse_rule_level(level) for name, level in rules.items()
    )


class CheckChoices:
    """What a file says of the checks; what is wrong is left out."""

    def __init__(self, file: SettingsFile | None) -> None:
        """Read the table of the user's file."""
        table = file.table.get(CHECKS) if file is not None else None
        self._table = table if isinstance(table, Mapping) else {}

    def get(self, name: str) -> str | int | None:
        """A setting but the levels of rules; `None` if it is not set."""
        return _right(PARSERS[name], self._table[name]) if name in self._table else None

    def rule_levels(self) -> dict[str, str]:
        """The level of each rule that has one, or `OFF`."""
        rules = self._table.get(RULE_LEVELS)
        pairs = rules.items() if isinstance(rules, Mapping) else ()
        levels = {name: _right(parse_rule_level, level) for name, level in pairs if name in RULES}
        return {str(name): str(level) for name, level in levels.items() if level is not None}

    def options(self, weekend: WeekendRule) -> CheckOptions:
        """The options of the checks."""
        levels = self.rule_levels().items()
        return CheckOptions(
            levels={name: None if level == OFF else Level(level) for name, level in levels},
            longest_gap=int(self.get("longest_gap") or LONGEST_GAP),
            often_held=int(self.get("often_held") or OFTEN_HELD),
            template_reuse=int(self.get("template_reuse") or TEMPLATE_REUSE),
            weekend=weekend,
        )

    @property
    def level(self) -> Level:
        """The lowest level that is reported."""
        return Level(str(self.get("level") or DEFAULT_LEVEL))


def _right(parse: Callable[[object], str | int], value: object) -> str | int | None:
    try:
        return parse(value)
    except ValueError:
        return None


def _parse_number(value: object, most: int) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise ValueError(f"must be a whole number, not {type_of(value)}")
    if not 1 <= value <= most:
        raise ValueError(f"must be from 1 to {most:,}, not {value:,}")
    return value
