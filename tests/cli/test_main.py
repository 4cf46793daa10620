"""Tests of the command group: options, failures and exit codes."""

from __future__ import annotations

import re
import shlex
import tempfile
from importlib.metadata import version
from typing import TYPE_CHECKING

import click
import pytest

from seq_tui.cli import exit_codes
from seq_tui.cli.main import COMMANDS, main, root
from seq_tui.domain.failure import Cause, Failure
from seq_tui.domain.page import never_cancelled
from tests.fake_source import FakeSource

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from seq_tui.domain.page import Page
    from seq_tui.domain.query import Query
    from seq_tui.domain.sequence import Sequence
    from tests.cli.conftest import OwnAccount


def test_the_version_is_that_of_the_package(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr() == (f"seq-tui {version('seq-tui')}\n", "")


@pytest.mark.parametrize("option", ["-h", "--help"])
def test_the_help_names_every_command(capsys: pytest.CaptureFixture[str], option: str) -> None:
    assert main([option]) == 0
    out = capsys.readouterr().out
    assert all(f"\n  {name} " in out for name in COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_of_its_own(capsys: pytest.CaptureFixture[str], name: str) -> None:
    assert main([name, "-h"]) == 0
    assert capsys.readouterr().out.startswith(f"Usage: seq-tui {name} ")


def test_every_example_of_the_help_is_valid() -> None:
    context = click.Context(root, info_name="seq-tui")
    commands = [root, *(root.get_command(context, name) for name in COMMANDS)]
    assert all(getattr(command, "examples", ()) for command in commands)
    examples = [line for command in commands for line in getattr(command, "examples", ())]
    for example in examples:
        _, _, words = re.sub(r" [|>] .*|[)].*", "", example).rpartition("seq-tui")
        arguments = shlex.split(words.removeprefix(" --demo")) or ["browse"]
        name, called, rest = root.resolve_command(context, arguments)
        assert called is not None, example
        called.make_context(name, rest, parent=context)


def test_account_options_can_stand_before_or_after_the_command(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["--demo", "list", "--limit", "1"]) == 0
    before = capsys.readouterr().out
    assert main(["list", "--limit", "1", "--demo"]) == 0
    assert capsys.readouterr().out == before


@pytest.mark.parametrize(
    "arguments",
    [
        ["--no-such-option"],
        ["list", "--format", "yaml"],
        ["list", "--limit", "0"],
        ["show"],
        ["--demo", "--api-url", "https://sell.test", "list"],
        ["--api-url", "https://sell.test", "list", "--demo"],
    ],
)
def test_wrong_usage_is_one_line_and_exit_code_2(
    capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    assert main(arguments) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("seq-tui: ")
    assert err.count("\n") == 1


@pytest.mark.parametrize("cause", Cause)
def test_every_cause_of_a_failure_has_an_exit_code(
    account: OwnAccount, capsys: pytest.CaptureFixture[str], cause: Cause
) -> None:
    account.source.failures = [Failure(cause, "It failed\x1b[2J\n", request_id="b86t2")]
    assert main(["list"]) == exit_codes.BY_CAUSE[cause]
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("seq-tui: It failed␛[2J · request b86t2")
    assert err.count("\n") == 1


def test_the_exit_codes_are_those_that_scripts_know() -> None:
    assert {cause.name: code for cause, code in exit_codes.BY_CAUSE.items()} == {
        "USAGE": 2,
        "UNREACHABLE": 3,
        "OFFLINE": 3,
        "RATE_LIMITED": 3,
        "SERVICE": 3,
        "UNAUTHORISED": 4,
        "NOT_FOUND": 5,
        "FILE": 6,
        "SYSTEM": 71,
    }


def test_a_rejected_token_is_reported_with_its_variable(
    account: OwnAccount, capsys: pytest.CaptureFixture[str]
) -> None:
    account.source.failures = [Failure(Cause.UNAUTHORISED, "Token rejected (401)")]
    assert main(["list"]) == 4
    assert "The token was read from SELL_ACCESS_TOKEN." in capsys.readouterr().err


class Raising(FakeSource):
    """A source that raises an error."""

    def __init__(self, error: BaseException) -> None:
        super().__init__()
        self.error = error

    async def page(
        self, query: Query, number: int, *, is_wanted: Callable[[], bool] = never_cancelled
    ) -> Page[Sequence]:
        secret = "-".join(("canary", "in", "a", "local"))
        raise self.error if secret else AssertionError


def test_a_bug_writes_one_line_and_a_private_file_without_data(
    account: OwnAccount,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    account.source = Raising(ValueError("Bearer canary-in-a-text"))
    assert main(["list"]) == 70
    out, err = capsys.readouterr()
    assert out == ""
    assert "ValueError" in err
    assert err.count("\n") == 1
    [report] = tmp_path.iterdir()
    assert str(report) in err
    assert report.stat().st_mode & 0o777 == 0o600
    assert "in page" in report.read_text()
    assert "canary-in-a" not in report.read_text()


def test_an_interrupt_is_exit_code_130(
    account: OwnAccount, capsys: pytest.CaptureFixture[str]
) -> None:
    account.source = Raising(KeyboardInterrupt())
    assert main(["list"]) == 130
    assert capsys.readouterr().out == ""


def test_shell_completion_knows_the_commands() -> None:
    with root.make_context("seq-tui", [], resilient_parsing=True) as context:
        assert root.list_commands(context) == list(COMMANDS)
