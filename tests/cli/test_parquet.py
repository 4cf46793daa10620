"""Tests of ``seq-tui export --format parquet``."""

from __future__ import annotations

import json
import stat
import sys
from typing import TYPE_CHECKING

import pandas as pd

from seq_tui.cli.main import main

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def export(target: str, *arguments: str) -> int:
    return main(["export", "--demo", "--format", "parquet", "--output", target, *arguments])


def test_the_tables_hold_what_the_list_says(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    folder = tmp_path / "tables"
    assert export(f"{folder}/") == 0
    said = f"seq-tui: 342 sequences written to {folder}/: sequences.parquet and steps.parquet\n"
    assert capsys.readouterr().err.endswith(said)
    assert main(["list", "--demo", "--format", "jsonl"]) == 0
    items = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    sequences = pd.read_parquet(folder / "sequences.parquet")
    assert list(sequences["sequence_id"]) == [item["id"] for item in items]
    for column in ("emails", "replies", "tasks", "weekdays", "hours"):
        assert list(sequences[column]) == [item["summary"][column] for item in items]
    steps = pd.read_parquet(folder / "steps.parquet")
    assert len(steps) == sequences["steps"].sum() == sum(len(item["steps"]) for item in items)
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}


def test_a_query_and_a_start_apply(tmp_path: Path) -> None:
    assert export(str(tmp_path), "21132", "--start", "2026-11-26 15:00", "--zone", "UTC") == 0
    steps = pd.read_parquet(tmp_path / "steps.parquet")
    assert set(steps["sequence_id"]) == {21132}
    assert steps["lands_at"][0] == pd.Timestamp("2026-11-26 15:00", tz="UTC")


def test_one_file_cannot_hold_two_tables(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    target = tmp_path / "all.parquet"
    assert main(["export", "--demo", "--output", str(target)]) == 2
    assert "parquet is two tables, which need a folder, such as all/." in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_without_the_library_a_sentence_says_how_to_install_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    assert export(f"{tmp_path}/d/") == 2
    said = "Parquet needs the package pyarrow · Install it: pip install 'seq-tui[parquet]'"
    assert said in " ".join(capsys.readouterr().err.split())
    assert list(tmp_path.iterdir()) == []
