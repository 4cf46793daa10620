"""The values behind the fields of a filter."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from seq_tui.domain.filter.fields import (
    AGE_DAYS,
    ALIASES,
    FIELDS,
    FIGURES,
    HAS,
    TIMES,
    nearest_word,
)
from seq_tui.domain.filter.nodes import (
    Age,
    Compare,
    Creator,
    Date,
    EmailText,
    Has,
    Ids,
    Period,
    TaskText,
    Template,
)
from seq_tui.domain.filter.periods import period_name
from seq_tui.domain.query import MAX_ID, parse_ids

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from seq_tui.domain.filter.nodes import Filter

_NUMBER = re.compile(r"(\d{1,9})(\.\d{1,4})?", re.ASCII)
_ID = re.compile(r"#?(\d{1,19})", re.ASCII)
_AGE = re.compile(rf"(\d{{1,6}})([{''.join(AGE_DAYS)}])", re.ASCII | re.IGNORECASE)
_COUNT = re.compile(
    r"([1-9]\d{0,3}) ?(?:(d|days?|w|wks?|weeks?|m|mo|months?|y|yrs?|years?)\s|\s*$)",
    re.ASCII | re.IGNORECASE,
)
"""A number alone, or with a unit that is written out."""

_UNITS = {"d": "day", "w": "week", "m": "month", "y": "year"}

_DATE = re.compile(r"(\d{4})(?:[-/](\d{1,2})(?:[-/](\d{1,2}))?)?", re.ASCII)

_SAID: Mapping[str, type[TaskText | EmailText]] = {"task": TaskText, "text": EmailText}
"""The fields whose values are texts that occur."""

_EXAMPLES = {field.name: field.example for field in FIELDS}


class ValueMistakeError(ValueError):
    """A value that its field does not take; the message says so, and what it takes."""


def field_filter(
    name: str, operator: str, value: str, asked_for: Collection[str] = HAS, following: str = ""
) -> Filter:
    """The part of a filter that a field, an operator and a value say.

    Args:
        name: the field.
        operator: what stands between them.
        value: what follows.
        asked_for: what ``has:`` may ask for.
        following: the word after the value, which may be the unit of a time.

    Raises:
        ValueMistakeError: the field does not take the operator or the value.
    """
    is_colon = operator == ":"
    if is_colon and (text := _SAID.get(name)):
        return text(value)
    if name in FIGURES:
        return _comparison(name, "=" if is_colon else operator, value)
    if name in TIMES:
        return _time(name, "=" if is_colon else operator, value, following)
    if operator not in (":", "="):
        raise ValueMistakeError(f"use a colon: {_EXAMPLES[name]}")
    if name == "id":
        return ids_from(value)
    if not value:
        example = f"has:{next(iter(asked_for))}" if name == "has" else _EXAMPLES[name]
        raise ValueMistakeError(f"a value is missing: {example}")
    if name == "has":
        return _has(value, asked_for)
    found = _ID.fullmatch(value)
    if name == "creator":
        return Creator(found[1] if found else value)
    if found is None or int(found[1]) > MAX_ID:
        raise ValueMistakeError(f'"{value}" is no template id: {_EXAMPLES[name]}')
    return Template(int(found[1]))


def ids_from(text: str) -> Ids:
    """One or more ids, with commas between them.

    Raises:
        ValueMistakeError: something else is there, or a number that no id can be.
    """
    ids = parse_ids(text)
    if not ids or max(ids) > MAX_ID:
        raise ValueMistakeError(f'"{text}" is no id, as in #21132 or #21,22')
    return Ids(ids)


def _comparison(name: str, operator: str, value: str) -> Filter:
    found = _NUMBER.fullmatch(value)
    if found is None:
        start = f'"{value}" is no number, as in' if value else "a number is missing:"
        example = _EXAMPLES[name] if name != "task" else "task>1"
        raise ValueMistakeError(f"{start} {example}")
    number = float(value)
    return Compare(name, operator, int(number) if number.is_integer() else number)


def what_has(word: str) -> str | None:
    """What ``has:`` asks for by a word, in any case and number; `None` if it takes no such word."""
    what = word.lower()
    what = ALIASES.get(what, what)
    what = what if what in HAS else what.removesuffix("s")
    what = "hours" if what == "hour" else what
    return what if what in HAS else None


def _has(value: str, asked_for: Collection[str]) -> Filter:
    what = what_has(value)
    if what is None or what not in asked_for:
        if near := nearest_word(value, asked_for):
            raise ValueMistakeError(f"did you mean has:{near}?")
        takes = ", ".join(each for each in HAS if each in asked_for)
        raise ValueMistakeError(f'has: takes {takes}; not "{value}"')
    return Has(what)


def _time(name: str, operator: str, value: str, following: str) -> Filter:
    if found := _AGE.fullmatch(value):
        return Age(name, operator, int(found[1]), found[2].lower())
    if found := _DATE.fullmatch(value):
        year, month, day = (None if each is None else int(each) for each in found.groups())
        try:
            date(year or 0, 1 if month is None else month, 1 if day is None else day)
        except ValueError:
            pass
        else:
            return Date(name, operator, year or 0, month, day)
    if word := period_name(value):
        return Period(name, operator, word)
    if not value:
        raise ValueMistakeError("a time is missing: 90d, 2026-01-31, this-month")
    example = _age_example(name, f"{value} {following}") or "90d"
    others = "2026-01-31, this-month" if example == "90d" else "2026-01-31"
    raise ValueMistakeError(f'"{value}" is no time: {example}, {others}')


def _age_example(name: str, text: str) -> str:
    """How the age at the start of a text is written, with what it means; empty if there is none."""
    found = _COUNT.match(f"{text} ")
    # A number that is compared with a day of creation is rather the start of a year.
    if found is None or not (found[2] or name == "updated"):
        return ""
    number, unit = int(found[1]), (found[2] or "d")[0].lower()
    return f"{number}{unit} for {number} {_UNITS[unit]}{'' if number == 1 else 's'}"
