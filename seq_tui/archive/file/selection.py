"""Chooses how the rows of a query are found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seq_tui.archive.file.positions import KnownPositions, Positions
from seq_tui.archive.file.schema import FOLDED_VERSION, version
from seq_tui.archive.file.search import NAME, TASK, Matches
from seq_tui.wire.records import MAX_INTEGER

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from seq_tui.domain.query import Query

_POSITION = "SELECT place FROM sequence WHERE id = ?"


def position_of(connection: sqlite3.Connection, sequence_id: int) -> int | None:
    """The position of the sequence with this id, if it is there."""
    if abs(sequence_id) > MAX_INTEGER:
        return None
    row = connection.execute(_POSITION, (sequence_id,)).fetchone()
    return None if row is None else row[0]


def select_rows(connection: sqlite3.Connection, query: Query) -> Positions:
    """What a query selects, in its order.

    Without an order, what has a number as its id, and is not found by its name, is left out.
    """
    if query.sort is None:
        return _in_account_order(connection, query)
    # Imported here, since few sessions filter or sort, and none before its first row.
    from seq_tui.archive.file.sorting import sort_rows

    selected = None if query.selects_all else _in_account_order(connection, query)
    by_number = None if query.number is None else position_of(connection, query.number)
    return sort_rows(connection, selected, query.sort, by_number)


def _in_account_order(connection: sqlite3.Connection, query: Query) -> Positions:
    if query.ids:
        return KnownPositions(_positions_of_ids(connection, query))
    if query.filter is not None:
        from seq_tui.archive.file.filtering import filter_rows

        return filter_rows(connection, query.filter)
    return word_matches(connection, query.words)


def _positions_of_ids(connection: sqlite3.Connection, query: Query) -> list[int]:
    known = {position_of(connection, each) for each in query.ids}
    positions = sorted(position for position in known if position is not None)
    if not query.words:
        return positions
    matches = word_matches(connection, query.words)
    return [position for position in positions if matches.is_match(position)]


def word_matches(
    connection: sqlite3.Connection, words: Sequence[str], *, is_task: bool = False
) -> Matches:
    """The rows whose name, or whose tasks, contain all of some folded words."""
    is_folded = version(connection) >= FOLDED_VERSION
    return Matches(connection, words, TASK if is_task else NAME, is_folded=is_folded)
