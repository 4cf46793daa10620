"""Which sequences a filter selects by its definition, for comparison with the program."""

from __future__ import annotations

import operator
from datetime import UTC, date, datetime, timedelta
from functools import cache, cached_property
from typing import TYPE_CHECKING

from seq_tui.domain.checks.checker import SequenceChecker
from seq_tui.domain.checks.finding import Level
from seq_tui.domain.filter.nodes import (
    Age,
    And,
    Compare,
    Creator,
    Date,
    EmailText,
    Has,
    Ids,
    Not,
    Or,
    Period,
    TaskText,
    Template,
    Text,
)
from seq_tui.domain.folding import fold
from seq_tui.domain.sequence import ActionKind, EmailAction, TaskAction
from tests.domain.plain_sort import length, seconds

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from seq_tui.domain.filter.nodes import Filter
    from seq_tui.domain.sequence import Sequence

COMPARE: dict[str, Callable[[float, float], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    "=": operator.eq,
    ">=": operator.ge,
    ">": operator.gt,
}
FAR_S = 60 * 366 * 86_400
"""Seconds after which, before or after 1970, a time is not compared by its day."""

DAYS = {"d": 1, "w": 7, "m": 30, "y": 365}
KINDS = {
    "email": (ActionKind.EMAIL, ActionKind.REPLY),
    "reply": (ActionKind.REPLY,),
    "task": (ActionKind.TASK,),
}


class PlainSequence:
    """A sequence and what can be asked of it."""

    def __init__(self, sequence: Sequence) -> None:
        self.sequence = sequence
        self.name = fold(sequence.name or "")

    def figure(self, field: str) -> float | None:
        """A number, if it is known."""
        steps = self.sequence.steps
        if field == "days":
            return length(self.sequence)
        if field == "steps":
            return self.sequence.steps_total if steps is None else len(steps)
        if steps is None:
            return None
        return len([step for step in steps if step.action.kind in KINDS[field]])

    def has(self, what: str) -> bool:
        """Whether there is any."""
        if what == "hours":
            waits = [step.delay for step in self.sequence.steps or ()]
            return any(wait.unit == "hours" and wait.hours not in (None, 0) for wait in waits)
        if what == "weekend":
            return any(rule == "often-held" for rule, _ in self.findings)
        if what == "problem":
            return any(level in (Level.ERROR, Level.WARNING) for _, level in self.findings)
        return (self.figure(what) or 0) > 0

    @cached_property
    def findings(self) -> list[tuple[str, Level]]:
        """What the checks find."""
        found = SequenceChecker().findings(self.sequence)
        return [(finding.rule, finding.level) for finding in found]

    @cached_property
    def tasks(self) -> list[str]:
        """The folded text of each task."""
        actions = [step.action for step in self.sequence.steps or ()]
        texts = [action.content for action in actions if isinstance(action, TaskAction)]
        return [fold(text) if isinstance(text, str) else "" for text in texts]

    @cached_property
    def templates(self) -> list[int]:
        """The ids of e-mail templates."""
        actions = [step.action for step in self.sequence.steps or ()]
        ids = [action.template_id for action in actions if isinstance(action, EmailAction)]
        return [each for each in ids if type(each) is int]

    @cached_property
    def created(self) -> float | None:
        """Seconds since 1970."""
        return seconds(self.sequence.created_at)

    @cached_property
    def updated(self) -> float | None:
        """Seconds since 1970."""
        return seconds(self.sequence.updated_at)


def plainly_selects(
    part: Filter,
    row: PlainSequence,
    now: datetime,
    names: Mapping[int, str],
    texts: Mapping[int, str] | None = None,
) -> bool:
    """Whether a filter selects a sequence."""
    if isinstance(part, And):
        return all(plainly_selects(each, row, now, names, texts) for each in part.parts)
    if isinstance(part, Or):
        return any(plainly_selects(each, row, now, names, texts) for each in part.parts)
    if isinstance(part, Not):
        return not plainly_selects(part.part, row, now, names, texts)
    if isinstance(part, EmailText):
        known = [text for number, text in (texts or {}).items() if number in row.templates]
        return any(fold(part.text) in fold(text) for text in known)
    if isinstance(part, Creator):
        creator = row.sequence.creator_id
        if creator is None:
            return False
        is_named = creator in names and fold(part.text) in fold(names[creator])
        is_id = part.text.isascii() and part.text.isdigit() and len(part.text) < 20
        return is_named or (is_id and int(part.text) == creator)
    if isinstance(part, Period):
        return _is_in_period(part, row.created if part.field == "created" else row.updated, now)
    if isinstance(part, Date | Age):
        return _is_then(part, row.created if part.field == "created" else row.updated, now)
    return _has_it(part, row)


def _has_it(part: Text | Ids | TaskText | Template | Has | Compare, row: PlainSequence) -> bool:
    if isinstance(part, Text):
        is_id = part.number is not None and row.sequence.id == part.number
        return is_id or fold(part.text) in row.name
    if isinstance(part, Ids):
        return row.sequence.id in part.ids
    if isinstance(part, TaskText):
        return any(fold(part.text) in text for text in row.tasks)
    if isinstance(part, Template):
        return part.id in row.templates
    if isinstance(part, Has):
        return row.has(part.what)
    figure = row.figure(part.field)
    return figure is not None and COMPARE[part.operator](figure, part.value)


def _is_in_period(part: Period, moment: float | None, now: datetime) -> bool:
    if moment is None or abs(moment) > FAR_S:
        return moment is not None and COMPARE[part.operator](moment, 0)
    day = datetime.fromtimestamp(moment, UTC).date()
    unit, wanted = _period(part.name, now.astimezone(UTC).date())
    return COMPARE[part.operator](_key(unit, day), _key(unit, wanted))


@cache
def _period(name: str, today: date) -> tuple[str, date]:
    """The unit of a period, and a day in it, found by counting days one by one from the present.

    A year has hundreds, which are not counted again for each sequence.
    """
    if name in ("today", "yesterday"):
        return "day", today - timedelta(days=name == "yesterday")
    which, unit = name.split("-")
    wanted = today
    while which == "last" and _key(unit, wanted) == _key(unit, today):
        wanted -= timedelta(days=1)
    return unit, wanted


def _key(unit: str, day: date) -> float:
    """A number that all days of a week, a month, a quarter or a year share; a day has its own."""
    if unit == "day":
        return day.toordinal()
    if unit == "week":
        return day.isocalendar().year * 100 + day.isocalendar().week
    month = day.year * 12 + day.month - 1
    return month // {"month": 1, "quarter": 3, "year": 12}[unit]


def _is_then(part: Date | Age, moment: float | None, now: datetime) -> bool:
    if moment is None:
        return False
    if isinstance(part, Age):
        age = now.timestamp() - moment
        # "updated:90d" is "in the last 90 days".
        compare = COMPARE["<=" if part.operator == "=" else part.operator]
        return compare(age, part.amount * DAYS[part.unit] * 86_400)
    try:
        at = datetime.fromtimestamp(moment, UTC)
        found = (at.year, at.month, at.day)
    except (OverflowError, ValueError):
        found = (0, 0, 0) if moment < 0 else (10_000, 0, 0)
    # Only what the filter says of the date is compared.
    pairs = [
        (is_at, wanted)
        for is_at, wanted in zip(found, (part.year, part.month, part.day), strict=True)
        if wanted is not None
    ]
    return COMPARE[part.operator](
        sum(is_at * 100 ** (3 - index) for index, (is_at, _) in enumerate(pairs)),
        sum(wanted * 100 ** (3 - index) for index, (_, wanted) in enumerate(pairs)),
    )
