"""Whether a filter selects a sequence."""

from __future__ import annotations

import operator
import re
from datetime import datetime, timedelta
from math import inf, nextafter
from typing import TYPE_CHECKING, NamedTuple

from seq_tui.domain.filter.fields import AGE_DAYS
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
from seq_tui.domain.filter.periods import period_days
from seq_tui.domain.folding import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from seq_tui.domain.checks.broken_rules import ProblemRules
    from seq_tui.domain.filter.facts import Facts
    from seq_tui.domain.filter.nodes import Filter

OPERATIONS: Mapping[str, Callable[[float, float], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    "=": operator.eq,
    ">=": operator.ge,
    ">": operator.gt,
}

_ID = re.compile(r"\d{1,19}", re.ASCII)

DAY_S = 86_400
"""Seconds in a day of an age."""


class Surroundings(NamedTuple):
    """What a filter needs to know besides the sequence."""

    now: datetime
    """The present, with a zone; dates are those of this zone."""

    creator_names: Mapping[int, str] = {}
    """The names of users by id, as far as they are known."""

    template_texts: Mapping[int, str] = {}
    """What e-mail templates say, folded, by id, as far as it is known."""


def selects(part: Filter, facts: Facts, surroundings: Surroundings) -> bool:
    """Whether a filter selects the sequence with these facts.

    A comparison with something that is not known selects nothing, and its negation everything.
    """
    match part:
        case And():
            return all(selects(each, facts, surroundings) for each in part.parts)
        case Or():
            return any(selects(each, facts, surroundings) for each in part.parts)
        case Not():
            return not selects(part.part, facts, surroundings)
        case Compare():
            figure = getattr(facts, part.field)
            return figure is not None and OPERATIONS[part.operator](figure, part.value)
        case Date() | Age() | Period():
            moment = facts.created if part.field == "created" else facts.updated
            first, last = seconds_between(part, surroundings.now)
            return moment is not None and first <= moment < last
        case Creator():
            return _is_by(part, facts.creator_id, surroundings.creator_names)
        case EmailText():
            wanted, texts = fold(part.text), surroundings.template_texts
            return any(wanted in texts[each] for each in facts.templates if each in texts)
    return _has_it(part, facts)


def _has_it(part: Text | Ids | TaskText | Template | Has, facts: Facts) -> bool:
    """The parts that need nothing but the sequence."""
    match part:
        case Text():
            is_id = part.number is not None and facts.id == part.number
            return is_id or fold(part.text) in facts.name
        case Ids():
            return facts.id in part.ids
        case TaskText():
            return any(fold(part.text) in said for said in facts.tasks_said)
        case Template():
            return part.id in facts.templates
        case Has():
            return _has(part, facts)
    return bool(getattr(facts, part.what))


def _has(part: Has, facts: Facts) -> bool:
    match part.what:
        case "problem":
            return problem_rules(part).has_problem(facts.broken, facts.held)
        case "weekend":
            return facts.held >= problem_rules(part).often_held
        case "hours":
            return facts.has_hours
    return bool(getattr(facts, part.what))


def problem_rules(part: Has) -> ProblemRules:
    """What a problem is for a part of a filter."""
    # Imported here, since few filters need the checks.
    from seq_tui.domain.checks.broken_rules import DEFAULT_RULES

    return part.rules or DEFAULT_RULES


def creators(part: Creator, names: Mapping[int, str]) -> set[int]:
    """The ids of the users that a part means: the number, and those with the text in the name."""
    found = {each for each in names if _is_by(part, each, names)}
    return found | {int(part.text)} if _ID.fullmatch(part.text) else found


def _is_by(part: Creator, creator_id: int | None, names: Mapping[int, str]) -> bool:
    """Whether a part means this user; no other name is looked at, as it is asked for each row."""
    name = None if creator_id is None else names.get(creator_id)
    if name is not None and fold(part.text) in fold(name):
        return True
    return _ID.fullmatch(part.text) is not None and int(part.text) == creator_id


def seconds_between(part: Date | Age | Period, now: datetime) -> tuple[float, float]:
    """The seconds since 1970 from which, and until which, a part selects."""
    if isinstance(part, Age):
        at = now.timestamp() - part.amount * AGE_DAYS[part.unit] * DAY_S
        after = nextafter(at, inf)
        if part.operator in (">", ">="):
            return -inf, at if part.operator == ">" else after
        return after if part.operator == "<" else at, inf
    first, last = _named_period(part, now) if isinstance(part, Period) else _period(part, now)
    return {
        "<": (-inf, first),
        "<=": (-inf, last),
        "=": (first, last),
        ">=": (first, inf),
        ">": (last, inf),
    }[part.operator]


def _named_period(part: Period, now: datetime) -> tuple[float, float]:
    """When a period begins, and when the next one does."""
    first, last = (
        datetime(day.year, day.month, day.day, tzinfo=now.tzinfo)
        for day in period_days(part.name, now.date())
    )
    return first.timestamp(), last.timestamp()


def _period(part: Date, now: datetime) -> tuple[float, float]:
    """When a day, a month or a year begins, and when the next one does."""
    year, month, day = part.year, part.month, part.day
    first = datetime(year, month or 1, day or 1, tzinfo=now.tzinfo)
    try:
        if day:
            last = first + timedelta(days=1)
        elif month:
            last = first.replace(year=year + month // 12, month=month % 12 + 1)
        else:
            last = first.replace(year=year + 1)
    except (OverflowError, ValueError):
        return first.timestamp(), inf
    return first.timestamp(), last.timestamp()
