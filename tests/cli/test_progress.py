"""Tests of the progress line."""

from __future__ import annotations

import sys
from itertools import count
from typing import TYPE_CHECKING

from seq_tui.cli import output
from seq_tui.cli.main import main
from seq_tui.cli.progress import Progress

if TYPE_CHECKING:
    import pytest

ERASED = "\r\x1b[K\r"


def use_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make standard error a terminal."""
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)


def shown(capsys: pytest.CaptureFixture[str], *, is_streamed: bool = False) -> str:
    """The output while four pages are read, one second each."""
    seconds = count()
    with Progress(is_streamed=is_streamed, clock=lambda: next(seconds) / 4) as progress:
        for taken in (100, 200, 300, 12_400):
            progress.update(taken)
    return capsys.readouterr().err


def test_progress_is_shown_after_a_delay_and_then_erased(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    use_a_terminal(monkeypatch)
    assert shown(capsys) == (
        "\r\x1b[Kseq-tui: 200 sequences read\r"
        "\r\x1b[Kseq-tui: 300 sequences read\r"
        "\r\x1b[Kseq-tui: 12,400 sequences read\r" + ERASED
    )


def test_the_line_is_not_updated_too_often(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    use_a_terminal(monkeypatch)
    times = iter([0.0, 0.6, 0.65, 0.69, 0.71])
    with Progress(clock=lambda: next(times)) as progress:
        for taken in (1, 2, 3, 4):
            progress.update(taken)
    err = capsys.readouterr().err
    assert [part.split()[1] for part in err.split("seq-tui:")[1:]] == ["sequences"] * 2
    assert "1 seq" in err
    assert "4 seq" in err


def test_a_note_replaces_the_line(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    use_a_terminal(monkeypatch)
    output.note("rate limited, going on in 5 s")
    assert capsys.readouterr().err == "\r\x1b[Kseq-tui: rate limited, going on in 5 s\n"


def test_nothing_is_shown_in_a_pipe(capsys: pytest.CaptureFixture[str]) -> None:
    assert shown(capsys) == ""


def test_nothing_is_shown_if_a_line_cannot_be_erased(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    use_a_terminal(monkeypatch)
    monkeypatch.setenv("TERM", "dumb")
    assert shown(capsys) == ""
    output.note("it failed")
    assert capsys.readouterr().err == "seq-tui: it failed\n"


def test_nothing_is_shown_between_streamed_sequences(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    use_a_terminal(monkeypatch)
    assert shown(capsys, is_streamed=True) != ""
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    assert shown(capsys, is_streamed=True) == ""
    assert shown(capsys) != ""


def test_nothing_is_shown_before_the_delay(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    use_a_terminal(monkeypatch)
    assert main(["list", "--demo", "--limit", "3", "--format", "json"]) == 0
    assert capsys.readouterr().err.startswith(ERASED)
