"""Sequences as Parquet tables, read by DuckDB, pandas and pyarrow."""

from __future__ import annotations

import io
import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import duckdb
import pandas as pd
import pytest
from pyarrow.parquet import ParquetFile

from seq_tui.domain.delay import Delay
from seq_tui.domain.sequence import EmailAction, Sequence, Step
from seq_tui.domain.weekend_rule import WeekendRule
from seq_tui.export import parquet
from seq_tui.export.json import encode
from seq_tui.export.parquet import ParquetTables
from seq_tui.server.demo.account import demo_sequence
from tests.export.cases import CASES, HOSTILE, TEN_THOUSAND
from tests.presentation.sequences import START

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from seq_tui.domain.json import Json

MANY = [demo_sequence(row) for row in range(342)]


def tables(
    sequences: Iterable[Sequence], start: datetime | None = None
) -> tuple[ParquetFile, ParquetFile]:
    """Both files, opened."""
    first, second = io.BytesIO(), io.BytesIO()
    written = ParquetTables(first.write, second.write, start, WeekendRule.HOLD)
    for sequence in sequences:
        written.add(sequence)
    written.close()
    return ParquetFile(first), ParquetFile(second)


def rows(
    sequences: Iterable[Sequence], start: datetime | None = None
) -> list[list[dict[str, Json]]]:
    return [file.read().to_pylist() for file in tables(sequences, start)]


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    """A folder with the tables of the demo account."""
    with (
        (tmp_path / "s.parquet").open("wb") as first,
        (tmp_path / "t.parquet").open("wb") as second,
    ):
        written = ParquetTables(first.write, second.write, None, WeekendRule.HOLD)
        for sequence in MANY:
            written.add(sequence)
        written.close()
    return tmp_path


def select(query: str) -> list[tuple[object, ...]]:
    with duckdb.connect() as connection:
        return connection.execute(query).fetchall()


def test_duckdb_counts_and_sums_what_the_sequences_have(saved: Path) -> None:
    query = f"SELECT count(*), sum(steps), sum(hours), sum(weekdays) FROM '{saved}/s.parquet'"
    (found,) = select(query)
    items = [parsed for each in MANY if (parsed := json.loads(encode(each.data)))]
    assert found[:2] == (342, sum(len(item["steps"]) for item in items))
    query = (
        "SELECT unit, sum(delay), count(*), count(DISTINCT email_template_id)"
        f" FROM '{saved}/t.parquet' GROUP BY unit ORDER BY unit"
    )
    steps = [step for item in items for step in item["steps"]]
    for unit, total, count, templates in select(query):
        own = [s for s in steps if s.get("delay_from_previous_step_unit") == unit]
        ids = {(s.get("action_properties") or {}).get("email_template_id") for s in own}
        numbers = [s["delay_from_previous_step"] for s in own]
        assert (count, templates) == (len(own), len(ids - {None}))
        assert total == sum(n for n in numbers if isinstance(n, int | float))
    properties = (
        "SELECT count(*) FROM '{}/t.parquet' WHERE action_properties->>'task_content' IS NOT NULL"
    )
    tasks = sum("task_content" in (s.get("action_properties") or {}) for s in steps)
    assert select(properties.format(saved)) == [(tasks,)]


def test_pandas_reads_declared_types(saved: Path) -> None:
    frame = pd.read_parquet(saved / "t.parquet")
    assert len(frame) == sum(len(each.steps or ()) for each in MANY)
    assert str(frame["delay"].dtype) == "float64"
    assert frame.groupby("sequence_row")["step"].max().sum() == len(frame)
    times = pd.read_parquet(saved / "s.parquet")["created_at"]
    assert str(times.dtype) == "datetime64[us, UTC]"
    assert times.min() == pd.Timestamp(min(each.created_at or "" for each in MANY))


def test_what_a_column_cannot_hold_is_in_a_column_of_json() -> None:
    odd = Sequence(
        id=2**70,
        name="half a pair \ud800",
        created_at="yesterday",
        updated_at="2026-10-12T08:00:00+02:00",
        steps=(
            Step(1, 0, Delay("3", 7), EmailAction(properties={"email_template_id": "x"})),
            Step(2, 1, Delay(2**53 + 1, "hours"), extra={"note": [1, None]}),
            Step(3, 2, Delay(float("nan"), "hours")),
        ),
    )
    (sequence,), steps = rows([odd])
    assert sequence["sequence_id"] is sequence["sequence_name"] is sequence["created_at"] is None
    assert sequence["updated_at"] == datetime(2026, 10, 12, 6, tzinfo=UTC)
    extra = {"id": 2**70, "name": "half a pair \ud800", "created_at": "yesterday"}
    assert json.loads(str(sequence["extra"])) == extra
    delays = [(step["delay"], json.loads(str(step["extra"] or "null"))) for step in steps]
    assert delays == [
        (None, {"delay_from_previous_step": "3", "delay_from_previous_step_unit": 7}),
        (None, {"delay_from_previous_step": 2**53 + 1, "note": [1, None]}),
        (None, {"delay_from_previous_step": "NaN"}),
    ]
    assert json.loads(str(steps[0]["action_properties"])) == {"email_template_id": "x"}
    assert steps[0]["email_template_id"] is None


@pytest.mark.parametrize("name", CASES)
def test_every_field_received_is_in_the_tables(name: str) -> None:
    (sequence,), steps = rows([CASES[name]])
    cells = str([sequence, steps])
    for text in (HOSTILE.partition(";")[0],) if name == "hostile" else ():
        assert text in cells
    assert sequence["steps"] == len(CASES[name].steps or ()) == len(steps)
    for cell, step in zip(steps, CASES[name].steps or (), strict=True):
        sent = dict(step.action.properties)
        assert json.loads(str(cell["action_properties"] or "{}")) == json.loads(encode(sent))


def test_a_sequence_without_its_steps_has_no_figures() -> None:
    (sequence,), steps = rows([Sequence(id=1, name="Bare", steps_total=3)])
    assert (sequence["steps"], sequence["hours"], sequence["steps_total"]) == (None, None, 3)
    assert sequence["complete"] is False
    assert steps == []


def test_landings_are_moments_with_the_zone_of_the_start() -> None:
    _, steps = rows([CASES["ordinary"]], START)
    assert steps[0]["lands_at"] == START
    assert (steps[0]["day"], steps[0]["held"]) == (1, False)
    assert steps[0]["zone"]


def test_an_account_without_sequences_has_empty_tables() -> None:
    assert rows([]) == [[], []]


def test_rows_are_written_in_groups_while_they_arrive(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet, "ROWS_A_BATCH", 300)
    monkeypatch.setattr(parquet, "ROWS_A_GROUP", 1_000)
    pieces: list[bytes] = []
    written = ParquetTables(pieces.append, pieces.append, None, WeekendRule.HOLD)
    written.add(TEN_THOUSAND)
    before = len(b"".join(pieces))
    written.close()
    assert before > 10_000
    _, steps = tables([TEN_THOUSAND])
    assert steps.metadata.num_row_groups == 9  # of 1,200 rows each, but for the last
    assert steps.metadata.num_rows == 10_000
