"""Times that depend on the present day: ``today``, ``this-month``, ``last-week``."""

from __future__ import annotations

from datetime import date, timedelta

UNITS = {"week": 7, "month": 31, "quarter": 92, "year": 366}
"""The most days of each."""

MONTHS_OF_A_QUARTER = 3

PERIODS = {
    "today": "since midnight",
    "yesterday": "the day before",
    **{f"this-{unit}": f"the present {unit}" for unit in UNITS},
    **{f"last-{unit}": f"the {unit} before" for unit in UNITS},
}
"""The words for such times, and what they are."""


def period_name(text: str) -> str | None:
    """The word that a text means, in any case, with spaces or without; `None` if it is none."""
    name = "-".join(text.lower().replace("-", " ").split())
    return name if name in PERIODS else None


def period_days(name: str, today: date) -> tuple[date, date]:
    """The first day of a period, and the first day after it; weeks begin on Monday."""
    day = timedelta(days=1)
    if name == "today":
        return today, today + day
    if name == "yesterday":
        return today - day, today
    which, _, unit = name.partition("-")
    first = _start(unit, today)
    if which == "last":
        return _start(unit, first - day), first
    return first, _start(unit, first + timedelta(days=UNITS[unit]))


def _start(unit: str, day: date) -> date:
    """The first day of the week, month, quarter or year of a day."""
    if unit == "week":
        return day - timedelta(days=day.weekday())
    if unit == "year":
        return day.replace(month=1, day=1)
    if unit == "quarter":
        return day.replace(month=day.month - (day.month - 1) % MONTHS_OF_A_QUARTER, day=1)
    return day.replace(day=1)
