"""The columns of an archive, for people who read it with SQLite alone."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from seq_tui.domain.summary import summarise
from seq_tui.server.demo.account import demo_sequence
from tests.archive.saved_items import demo_items, item, saved

if TYPE_CHECKING:
    from pathlib import Path

    from seq_tui.domain.json import Json


def columns(path: Path, items: list[Json], names: str) -> list[tuple[object, ...]]:
    saved(path, items).close()
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(f"SELECT {names} FROM sequence ORDER BY place").fetchall()


def test_the_figures_equal_those_on_the_screen(tmp_path: Path) -> None:
    names = "id, name, creator_id, created_at, updated_at, steps, emails, replies, tasks"
    rows = columns(tmp_path / "a.seqtui", demo_items(100), f"{names}, weekdays, hours")
    for row, found in enumerate(rows):
        record = demo_sequence(row)
        figures = summarise(record)
        assert found == (
            *(record.id, record.name, record.creator_id, record.created_at, record.updated_at),
            *(len(record.steps or ()), figures.emails, figures.replies, figures.tasks),
            *(figures.weekdays, figures.hours),
        )


def test_each_step_has_a_letter(tmp_path: Path) -> None:
    steps: list[Json] = [
        {"action_type": "automated_email"},
        {"action_type": "automated_email", "action_properties": {"is_reply": True}},
        {"action_type": "task"},
        {"action_type": "call"},
        None,
    ]
    data: Json = {"data": {"id": 1, "steps": steps}}
    assert columns(tmp_path / "a.seqtui", [data], "actions, steps") == [("ertuu", 5)]


@pytest.mark.parametrize(
    ("odd", "expected"),
    [
        (None, (None, None, None, None)),
        (item(2**63, ["no name"]), (None, None, None, None)),
        (item(1, "a\x00\ud800b"), (1, "a\ufffd\ufffdb", None, None)),
        ({"id": 2, "steps": []}, (2, None, 0, 0.0)),
    ],
)
def test_missing_or_unstorable_values_are_null(
    tmp_path: Path, odd: Json, expected: tuple[object, ...]
) -> None:
    assert columns(tmp_path / "a.seqtui", [odd], "id, name, steps, hours") == [expected]
