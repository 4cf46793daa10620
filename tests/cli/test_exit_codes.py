"""Tests that provoke each exit code."""

from __future__ import annotations

import errno
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from seq_tui.cli import exit_codes
from seq_tui.cli.main import main
from tests.fake_sell import FakeConnection, FakeSell, error

ROOT = Path(__file__).parents[2]


EXPORT = ("--format", "json", "--output", "/no/such/folder/a.json")


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> FakeSell:
    """The service of the configured account; failed requests are not retried."""
    fake = FakeSell()
    connection = FakeConnection(fake)
    monkeypatch.setattr("seq_tui.client.sell_client.Connection", lambda _url: connection)
    monkeypatch.setattr("seq_tui.client.first_page_prefetch.prefetch_first_page", lambda *_: None)
    monkeypatch.setattr("seq_tui.client.transport.ATTEMPTS", 1)
    monkeypatch.setenv("SELL_ACCESS_TOKEN", "0123456789abcdef" * 4)
    return fake


def told(capsys: pytest.CaptureFixture[str]) -> str:
    """The one line on standard error; standard output must be empty."""
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("seq-tui: ")
    assert err.count("\n") == 1
    return err


def test_success_is_0(service: FakeSell, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["list", "--limit", "1"]) == 0
    assert capsys.readouterr().out.splitlines()[1].split()[:2] == ["1", "Sequence"]


def test_a_finding_is_1(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--demo", "check", "--level", "error"]) == exit_codes.FOUND == 1
    assert "[first-step-is-reply]" in capsys.readouterr().out


@pytest.mark.parametrize(
    "arguments", [["list"], ["show", "21"], ["export", *EXPORT], ["check"], ["templates"]]
)
def test_no_account_is_2_with_advice(
    capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    assert main(arguments) == 2
    err = told(capsys)
    assert "SELL_ACCESS_TOKEN" in err
    assert "--demo" in err


@pytest.mark.parametrize(
    "arguments",
    [
        ["list", "--format", "yaml"],
        ["show"],
        ["show", "x"],
        ["export", "--format", "json"],
        ["doctor", "--no-such-option"],
        ["completion", "tcsh"],
        ["serve"],
    ],
)
def test_wrong_usage_is_2(capsys: pytest.CaptureFixture[str], arguments: list[str]) -> None:
    assert main(arguments) == 2
    told(capsys)


@pytest.mark.parametrize(
    ("answer", "word"),
    [
        (httpx.ConnectError("refused"), "reach"),
        (httpx.ReadTimeout("slow"), "in time"),
        (error(503, "temporarily_unavailable"), "503"),
        (error(500, "server_error"), "500"),
        (error(429, "rate_limit"), "429"),
        (httpx.Response(200, html="<h1>Log in to the network</h1>"), "HTML"),
        (httpx.Response(200, json={"items": 7}), "no list of sequences"),
        (httpx.Response(200, content=b'{"items": ['), "The reply was incomplete"),
        (httpx.Response(301, headers={"Location": "https://elsewhere.test"}), "301"),
    ],
)
def test_a_failing_service_is_3(
    service: FakeSell,
    capsys: pytest.CaptureFixture[str],
    answer: httpx.Response | Exception,
    word: str,
) -> None:
    service.script.append(answer)
    assert main(["list", "--format", "jsonl"]) == 3
    assert word in told(capsys)
    assert len(service.requests) == 1


@pytest.mark.parametrize("status", [401, 403])
def test_not_authorised_is_4(
    service: FakeSell, capsys: pytest.CaptureFixture[str], status: int
) -> None:
    service.script.append(error(status, "insufficient_scope"))
    assert main(["list"]) == 4
    assert "SELL_ACCESS_TOKEN" in told(capsys)


@pytest.mark.parametrize("form", ["text", "raw"])
def test_no_such_sequence_is_5(
    service: FakeSell, capsys: pytest.CaptureFixture[str], form: str
) -> None:
    assert main(["show", "9999", "--format", form]) == 5
    assert "9999" in told(capsys)


def test_a_file_that_cannot_be_written_is_6(
    service: FakeSell, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", "--format", "json", "--output", "/no/such/folder/a.json"]) == 6
    assert "/no/such/folder" in told(capsys)
    assert service.requests == []


@pytest.mark.parametrize(
    ("number", "limit"), [(errno.EMFILE, "in this program"), (errno.ENFILE, "on this machine")]
)
def test_a_connection_that_the_system_cannot_open_is_71(
    service: FakeSell, capsys: pytest.CaptureFixture[str], number: int, limit: str
) -> None:
    failure = httpx.ConnectError("no connection")
    failure.__cause__ = OSError(number, os.strerror(number))
    service.script.append(failure)
    assert main(["list"]) == 71
    assert f"Too many files are open {limit}" in told(capsys)


def test_a_bug_is_70(service: FakeSell, capsys: pytest.CaptureFixture[str]) -> None:
    service.script.append(ZeroDivisionError("a bug"))
    assert main(["list"]) == 70
    out, err = capsys.readouterr()
    assert out == ""
    [report] = re.findall(r"\S*seq-tui\S*\.\w+", err)
    Path(report).unlink()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGKILL])
def test_a_signal_is_128_plus_its_number(number: signal.Signals) -> None:
    script = (
        "import os\n"
        "from seq_tui.cli.main import main\n"
        "from seq_tui.server.demo.account import DemoAccount\n"
        f"DemoAccount.page = lambda *_: os.kill(os.getpid(), {int(number)})\n"
        "main(['list', '--demo'])\n"
    )
    run = subprocess.run(
        ["bash", "-c", '"$@"; exit $?', "bash", sys.executable, "-c", script],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (run.returncode, run.stdout) == (128 + number, "")


def test_the_help_lists_every_exit_code(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    _, _, codes = capsys.readouterr().out.partition("\nExit codes:\n")
    assert re.findall(r"^  (\S+)  ", codes, re.MULTILINE) == list(exit_codes.MEANINGS)
