"""The facts of rows, computed from the items that are stored."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from seq_tui.domain.filter.facts import Facts
from seq_tui.wire.records import sequence_from, unwrap

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

_ITEM = "SELECT place, coalesce(CAST(item AS TEXT), '') FROM sequence"


def read_facts(
    connection: sqlite3.Connection, after: int, count: int
) -> list[tuple[int, Facts | None]]:
    """The next rows after a position, each with its facts; `None` if it holds no sequence."""
    rows = connection.execute(f"{_ITEM} WHERE place > ? ORDER BY place LIMIT ?", (after, count))
    return [(place, _facts(text)) for place, text in rows]


def read_facts_at(
    connection: sqlite3.Connection, positions: Iterable[int]
) -> list[tuple[int, Facts | None]]:
    """The same for the rows at some positions."""
    numbers = ",".join(map(str, positions))
    rows = connection.execute(f"{_ITEM} WHERE place IN ({numbers}) ORDER BY place")
    return [(place, _facts(text)) for place, text in rows]


def _facts(text: str) -> Facts | None:
    data = unwrap(json.loads(text)) if text else None
    return None if data is None else Facts(sequence_from(data))
