"""The order of a list: by one or more of its columns."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf, isnan
from typing import TYPE_CHECKING

from seq_tui.domain.filter.facts import seconds_since_1970
from seq_tui.domain.folding import fold
from seq_tui.domain.sorting import Sorter
from seq_tui.domain.summary import summarise
from seq_tui.export.list_table import LIST_COLUMNS

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import TypeAlias

    from seq_tui.domain.json import Json
    from seq_tui.domain.sequence import Sequence
    from seq_tui.domain.summary import Summary
    from seq_tui.domain.weekend_rule import WeekendRule

    Rank: TypeAlias = tuple[int | float, str]
    """What is compared: a number, or after all numbers a text."""


@dataclass(frozen=True, slots=True)
class SortKey:
    """A column to sort by."""

    column: str
    is_descending: bool = False


def sort_sequences(
    sequences: Iterable[Sequence], keys: tuple[SortKey, ...], weekend: WeekendRule
) -> list[Sequence]:
    """The sequences by the first key, equal ones by the next, and else in the order received.

    Those without a value come last, also in descending order.
    """
    rows = [(sequence, summarise(sequence, weekend)) for sequence in sequences]
    for key in reversed(keys):
        column = LIST_COLUMNS[key.column]
        sorter: Sorter[tuple[Sequence, Summary]] = Sorter(is_descending=key.is_descending)
        sorter.add((row, _rank(column.sort_value(*row), is_time=column.is_time)) for row in rows)
        rows = list(sorter.rows())
    return [sequence for sequence, _ in rows]


def _rank(value: Json, *, is_time: bool) -> Rank | None:
    """What is compared of a value; `None` if there is nothing to compare."""
    if isinstance(value, str):
        return _time_rank(value) if is_time else (inf, fold(value))
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return None if isinstance(value, float) and isnan(value) else (value, "")


def _time_rank(text: str) -> Rank:
    seconds = seconds_since_1970(text)
    return (inf, text) if seconds is None else (seconds, "")
