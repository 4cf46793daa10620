"""The first of the rows that some conditions select, in an order, without putting all in order."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from seq_tui.archive.file.schema import DELETED_FROM

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator

    from seq_tui.archive.file.filter_sql import Condition

    Key: TypeAlias = str | float | bytes | None

KINDS: dict[type, int] = {type(None): 0, int: 1, float: 1, str: 2, bytes: 3}
"""The order of values of several kinds, as in SQLite; a file of somebody else may have any."""

_FIRST = (
    "SELECT {sql}, facts.place FROM {tables}"
    " WHERE {asked} AND {condition} AND is_sequence AND facts.place < {deleted}"
    " ORDER BY 1 {direction}, 2 LIMIT {count}"
)


class SortKey(NamedTuple):
    """What SQLite compares to put rows in order."""

    sql: str
    is_descending: bool
    missing: Key
    """The value of rows that come last."""

    needs_words: bool = False
    """Whether it reads the table ``words``."""


def first_rows(
    connection: sqlite3.Connection, key: SortKey, conditions: Iterable[Condition], count: int
) -> Iterator[list[int]]:
    """The first rows that the account still has; empty parts until they are known.

    Of all rows that were selected so far, only the first ones are kept, and the next condition is
    asked only for rows that come before the last of these.

    Args:
        connection: the open archive.
        key: the order; equal rows are in the order of the account.
        conditions: select the rows, each row once and in the order of the account.
        count: how many, at most.
    """
    first: list[tuple[Key, int]] = []
    for condition in conditions:
        last = first[-1][0] if len(first) == count else None
        if found := _first_of(connection, key, condition, count, last):
            first = sorted([*first, *found], key=_by_value, reverse=key.is_descending)[:count]
        yield []
    yield [place for _, place in first]


def _by_value(row: tuple[Key, int]) -> tuple[int, Key]:
    value, _ = row
    return KINDS[type(value)], value


def _first_of(
    connection: sqlite3.Connection, key: SortKey, condition: Condition, count: int, last: Key
) -> list[tuple[Key, int]]:
    """The first rows of a condition, with their values; if there is a last value, before that."""
    asked, values = f"{key.sql} IS NOT ?", [key.missing]
    if last is not None:
        sign = ">" if key.is_descending else "<"
        asked, values = f"{key.sql} {sign} ? AND {asked}", [last, key.missing]
    query = _FIRST.format(
        sql=key.sql,
        tables=condition.tables(with_words=key.needs_words),
        asked=asked,
        condition=condition.sql,
        deleted=DELETED_FROM,
        direction="DESC" if key.is_descending else "ASC",
        count=count,
    )
    return connection.execute(query, (*values, *condition.parameters)).fetchall()
