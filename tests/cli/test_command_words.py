"""Tests of the first word: a command, a slip of the keyboard for one, or a query."""

from __future__ import annotations

import gc
import signal
import subprocess
import sys
from importlib.metadata import version
from typing import TYPE_CHECKING

import pytest

from seq_tui.cli.commands import browse
from seq_tui.cli.main import COMMANDS, main
from seq_tui.domain.failure import Cause, Failure, SourceError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seq_tui.cli.accounts import Account
    from seq_tui.domain.query import Query

STOPPED = Failure(Cause.USAGE, "stopped before the screen")


@pytest.fixture
def searched(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Query | None]]:
    """The query of each browser that would open."""
    queries: list[Query | None] = []

    def record(_choice: object, first: Query | None = None) -> Account:
        queries.append(first)
        raise SourceError(STOPPED)

    monkeypatch.setattr(browse, "can_draw", lambda _environ: True)
    monkeypatch.setattr(browse, "configured_account", record)
    handler = signal.getsignal(signal.SIGINT)
    yield queries
    signal.signal(signal.SIGINT, handler)
    gc.enable()


def opened(searched: list[Query | None], *arguments: str) -> str:
    """The text that a browser opened by these arguments searches for."""
    assert main(arguments) == 2
    return str(searched.pop())


@pytest.mark.parametrize(
    ("arguments", "meant"),
    [
        (["lst"], "list"),
        (["lsit", "trial"], "list"),
        (["LIST"], "list"),
        (["docter"], "doctor"),
        (["expotr", "--output", "x"], "export"),
        (["--demo", "shwo", "21132"], "show"),
        (["archvie", "x.seqtui", "--no-update"], "archive"),
        (["hlep"], "help"),
        (["verison"], "version"),
        (["mna"], "man"),
    ],
)
def test_a_mistyped_command_is_not_searched_for(
    searched: list[Query | None],
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    meant: str,
) -> None:
    word = next(each for each in arguments if not each.startswith("-"))
    assert main(arguments) == 2
    assert capsys.readouterr() == (
        "",
        f"seq-tui: There is no command {word}. Did you mean {meant}?"
        f" To search for that word: seq-tui search {word}\n",
    )
    assert searched == []


@pytest.mark.parametrize("separator", ["search", "--", "browse"])
@pytest.mark.parametrize("words", [["lst"], ["docter", "x"], ["list"], ["help"], ["trial"]])
def test_any_word_is_searched_for_if_it_is_said_to_be_one(
    searched: list[Query | None],
    capsys: pytest.CaptureFixture[str],
    separator: str,
    words: list[str],
) -> None:
    assert opened(searched, separator, *words) == " ".join(words)
    assert opened(searched, "--demo", separator, *words) == " ".join(words)


@pytest.mark.parametrize(
    "query",
    ["trial", "main", "long", "demo", "winback", "lost", "shop", "21132", "onboarding", "price"],
)
def test_an_ordinary_word_is_searched_for(
    searched: list[Query | None], capsys: pytest.CaptureFixture[str], query: str
) -> None:
    assert opened(searched, query) == query


def test_several_ids_open_the_browser_with_all_of_them(
    searched: list[Query | None], capsys: pytest.CaptureFixture[str]
) -> None:
    assert opened(searched, "21132", "21143") == "#21132,21143"
    assert opened(searched, "id:21132,21143") == "#21132,21143"


@pytest.mark.parametrize("line", ["", *COMMANDS, "config check", "config path"])
def test_help_prints_what_the_option_prints(capsys: pytest.CaptureFixture[str], line: str) -> None:
    words = line.split()
    assert main([*words, "--help"]) == 0
    expected = capsys.readouterr()
    assert main(["help", *words]) == 0
    assert capsys.readouterr() == expected


@pytest.mark.parametrize(
    ("name", "advice"), [("lst", "Did you mean list?"), ("q", "The commands"), ("show x", "")]
)
def test_help_for_no_command_names_the_right_one(
    capsys: pytest.CaptureFixture[str], name: str, advice: str
) -> None:
    assert main(["help", *name.split()]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(f"seq-tui: There is no command {name.split()[-1]}. {advice}".rstrip())


def test_version_is_a_command_too(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["version"]) == 0
    assert capsys.readouterr() == (f"seq-tui {version('seq-tui')}\n", "")


@pytest.mark.parametrize("arguments", [["--version"], ["help", "list"], ["list", "--demo", "-n1"]])
def test_the_package_runs_as_the_program(
    capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    assert main(arguments) == 0
    expected = capsys.readouterr()
    command = [sys.executable, "-m", "seq_tui", *arguments]
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    assert (run.stdout, run.stderr) == expected


def test_the_exit_code_of_the_package_is_that_of_the_program() -> None:
    command = [sys.executable, "-m", "seq_tui", "show", "1", "--demo"]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 5
