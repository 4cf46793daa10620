"""With ``--plain`` the program prints what the browser would show."""

from __future__ import annotations

import os
import subprocess
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from seq_tui.cli import exit_codes, start_options
from seq_tui.cli.main import main
from tests.test_over_http import PROGRAM

if TYPE_CHECKING:
    from datetime import tzinfo

NOON = datetime(2026, 11, 26, 12, tzinfo=ZoneInfo("Europe/Warsaw"))
"""A Thursday."""


@pytest.fixture(autouse=True)
def noon(monkeypatch: pytest.MonkeyPatch) -> None:
    """The present time."""

    def now(zone: tzinfo) -> datetime:
        return NOON.astimezone(zone)

    monkeypatch.setattr(start_options, "_now", now)


def printed(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> str:
    """What the program writes to standard output."""
    assert main(arguments) == code
    return capsys.readouterr().out


@pytest.mark.parametrize("query", [(), ("trial", "europe"), ("id:21132,21143",)])
@pytest.mark.parametrize("is_last", [False, True])
def test_a_query_prints_the_table_of_list(
    capsys: pytest.CaptureFixture[str], query: tuple[str, ...], is_last: bool
) -> None:
    words = (*query, "--plain") if is_last else ("--plain", *query)
    text = printed(capsys, "--demo", *words)
    assert "21132  Trial · Europe · no reply" in text
    assert text == printed(capsys, "--demo", "list", *query)


def test_the_order_and_the_columns_of_the_browser_are_those_of_the_table(
    capsys: pytest.CaptureFixture[str],
) -> None:
    words = ("--sort", "-updated", "--columns", "marks,id,updated", "trial")
    text = printed(capsys, "--demo", "--plain", *words)
    columns = ("--sort", "-updated", "--columns", "name,id,updated")
    assert text == printed(capsys, "--demo", "list", *columns, "trial")


@pytest.mark.parametrize("query", ["steps>", "trial (", "#21132,99999999999999999999"])
def test_a_mistake_in_a_query_is_that_of_list(
    capsys: pytest.CaptureFixture[str], query: str
) -> None:
    assert main(["--demo", "list", query]) == exit_codes.USAGE
    expected = capsys.readouterr()
    assert main(["--demo", "--plain", query]) == exit_codes.USAGE
    assert capsys.readouterr() == expected


def test_an_id_prints_the_steps_with_the_dates_of_the_screen(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SEQ_TUI_ZONE", "Europe/Warsaw")
    monkeypatch.setenv("SEQ_TUI_START_TIME", "15:30")
    text = printed(capsys, "--demo", "--plain", "21143")
    assert text.startswith("Trial · long\n#21143 · 9 steps")
    assert "if started Thu 26 Nov 2026 15:30 Europe/Warsaw" in text
    assert "Ride along for one" in text
    assert text == printed(capsys, "--demo", "show", "21143", "--start", "2026-11-26 15:30")


def test_the_command_search_prints_too(capsys: pytest.CaptureFixture[str]) -> None:
    text = printed(capsys, "--demo", "--plain", "search", "list")
    assert text == printed(capsys, "--demo", "list", "list")


def test_a_sequence_that_is_not_there_is_a_failure(capsys: pytest.CaptureFixture[str]) -> None:
    assert printed(capsys, "--demo", "--plain", "999", code=exit_codes.NOT_FOUND) == ""


def test_invented_data_is_printed_only_if_it_is_wanted(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--plain"]) == exit_codes.USAGE
    out, err = capsys.readouterr()
    assert out == ""
    assert "SELL_ACCESS_TOKEN" in err


def test_without_a_terminal_the_browser_names_the_option(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["--demo"]) == exit_codes.USAGE
    assert "add --plain" in capsys.readouterr().err


@pytest.mark.parametrize("term", ["dumb", "", "xterm-256color"])
def test_it_needs_no_terminal_and_no_unicode(term: str) -> None:
    environ = {
        "PATH": os.environ["PATH"],
        "HOME": "/nonexistent",
        "LC_ALL": "C",
        "PYTHONUTF8": "0",
        "PYTHONCOERCECLOCALE": "0",
        "TERM": term,
    }
    command = [PROGRAM, "--demo", "--plain", "21132"]
    done = subprocess.run(
        command, env=environ, capture_output=True, check=True, stdin=subprocess.DEVNULL
    )
    text = done.stdout.decode("ascii")
    assert "\n1  E  e-mail 398744" in text
    assert "\x1b" not in text
    assert done.stderr == b""
