"""Tests of the command that runs the measurements, on measurements that are made up."""

from __future__ import annotations

import json
import logging
import signal
from typing import TYPE_CHECKING

import pytest

from tests.bench import __main__ as bench
from tests.bench.figure import Figure

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def measure(runs: int) -> list[Figure]:
    return [Figure("quick", "ms", (float(runs),))]


def break_down(_runs: int) -> list[Figure]:
    raise RuntimeError("no server")


@pytest.fixture(autouse=True)
def _made_up_measurements(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(bench, "MEASURES", {"quick": measure, "broken": break_down})
    monkeypatch.setattr(bench, "ON_ARCHIVES", {})
    handler = signal.getsignal(signal.SIGALRM)
    yield
    logging.disable(logging.NOTSET)
    signal.alarm(0)
    signal.signal(signal.SIGALRM, handler)


def test_the_figures_are_printed_and_written(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "figures.json"
    bench.main(["--only", "quick", "--runs", "3", "--json", str(path)])
    assert "quick   ms    3" in capsys.readouterr().out
    assert names(path) == ["quick"]


def test_figures_survive_the_failure_of_a_later_measurement(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "figures.json"
    with pytest.raises(RuntimeError, match="no server"):
        bench.main(["--runs", "3", "--json", str(path)])
    out, err = capsys.readouterr()
    assert "quick   ms    3" in out
    assert err.endswith("broken: failed\n")
    assert names(path) == ["quick"]


def test_a_missing_folder_of_archives_is_made_before_anything_is_measured(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "archives"
    with pytest.raises(RuntimeError, match="no server"):
        bench.main(["--only", "broken", "--archives", str(folder)])
    assert folder.is_dir()


def test_archives_in_a_file_are_a_usage_error(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "file"
    path.touch()
    with pytest.raises(SystemExit) as ended:
        bench.main(["--only", "quick", "--archives", str(path)])
    assert ended.value.code == 2
    assert "argument --archives: cannot make the folder" in capsys.readouterr().err


def names(path: Path) -> list[str]:
    """The names of the figures in a JSON file."""
    return [each["name"] for each in json.loads(path.read_text(encoding="utf-8"))["figures"]]
