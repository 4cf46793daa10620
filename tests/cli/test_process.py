"""Tests of the program as a process: pipes, a full disk, a real service, signals."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
PROGRAM = (sys.executable, "-c", "import sys; from seq_tui.cli.main import main; sys.exit(main())")


def seq_tui(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run the program to its end, without a terminal."""
    return subprocess.run(
        [*PROGRAM, *arguments],
        cwd=ROOT,
        env=os.environ | variables,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )


def shell(script: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run a script of the shell, in which ``"$@"`` is the program."""
    return subprocess.run(
        ["bash", "-o", "pipefail", "-c", script, "bash", *PROGRAM],
        cwd=ROOT,
        env=os.environ | variables,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )


@pytest.fixture(scope="module")
def service() -> Iterator[str]:
    """The address of the demo account, served over HTTP for the token ``good`` only."""
    with subprocess.Popen(
        [*PROGRAM, "serve", "--demo", "--port", "0"],
        cwd=ROOT,
        env=os.environ | {"SEQ_TUI_SERVE_TOKEN": "good"},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as server:
        assert server.stdout is not None
        yield server.stdout.readline().split()[-1]
        server.terminate()


def test_a_reader_gets_json_and_nothing_else() -> None:
    run = shell('"$@" list --demo --format json 2>&1 | python3 -m json.tool')
    assert run.returncode == 0
    items = json.loads(run.stdout)
    assert len(items) == 342
    assert all("cumulative_delay" in step for item in items for step in item["steps"])


@pytest.mark.parametrize("form", ["table", "json", "jsonl", "csv", "raw"])
def test_a_reader_that_closes_the_pipe_ends_the_program_quietly(form: str) -> None:
    run = shell(f'"$@" list --quiet --demo --format {form} | head -n 1')
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout.count("\n") == 1


@pytest.mark.parametrize(
    "command",
    [
        "list --demo",
        "list --demo --format jsonl",
        "list --demo --format raw",
        "show 21132 --demo --format markdown",
        "export --demo --format csv --output -",
        "doctor",
        "man",
        "completion bash",
        "--version",
        "list --help",
    ],
)
def test_a_full_disk_is_one_line_and_exit_code_6(command: str) -> None:
    run = shell(f'"$@" {command} > /dev/full')
    assert run.returncode == 6
    assert run.stderr == "seq-tui: The output cannot be written: No space left on device\n"


@pytest.mark.parametrize("form", ["table", "jsonl", "csv", "raw"])
def test_a_demo_list_imports_neither_screen_nor_network(form: str) -> None:
    script = (
        "import sys\n"
        "from seq_tui.cli.main import main\n"
        "main(sys.argv[1:])\n"
        "heavy = {'textual', 'httpx', 'starlette', 'uvicorn', 'pydantic'}\n"
        "heavy |= {'rich'} if 'table' not in sys.argv else set()\n"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)\n"
    )
    words = ["list", "--quiet", "--demo", "--format", form]
    run = subprocess.run(
        [sys.executable, "-c", script, *words], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert run.stderr == "[]\n"


def test_a_closed_standard_output_is_one_line_and_exit_code_6() -> None:
    run = shell('"$@" list --demo >&-')
    assert run.returncode == 6
    assert run.stderr == "seq-tui: Standard output is closed\n"


@pytest.mark.parametrize("stream", ["> /dev/full", ">&-"])
@pytest.mark.parametrize(
    ("command", "code"),
    [("list --demo --limit 3 --format csv", 0), ("list", 2), ("list --format yaml", 2)],
)
def test_a_standard_error_that_cannot_be_written_changes_nothing_else(
    command: str, code: int, stream: str
) -> None:
    run = shell(f'"$@" {command} 2{stream}')
    assert (run.returncode, run.stdout) == (code, shell(f'"$@" {command}').stdout)


def test_a_missing_terminal_is_one_line_and_exit_code_2() -> None:
    run = seq_tui("--demo")
    assert (run.returncode, run.stdout) == (2, "")
    assert "seq-tui list" in run.stderr
    assert run.stderr.count("\n") == 1


def test_characters_that_the_encoding_lacks_are_replaced() -> None:
    run = seq_tui("list", "--demo", PYTHONIOENCODING="ascii")
    assert run.returncode == 0
    assert run.stdout.isascii()
    assert ">= " in run.stdout
    exact = seq_tui("list", "--demo", "--format", "json", PYTHONIOENCODING="ascii:strict")
    assert len(json.loads(exact.stdout)) == 342


def test_a_live_account_is_read_over_real_http(service: str) -> None:
    account = {"SELL_API_URL": service, "SELL_ACCESS_TOKEN": "good"}
    run = seq_tui("list", "--format", "json", **account)
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout == seq_tui("list", "--demo", "--format", "json").stdout
    number = str(json.loads(run.stdout)[0]["id"])
    assert seq_tui("show", number, **account).stdout == seq_tui("show", number, "--demo").stdout
    assert seq_tui("show", "1", **account).returncode == 5


def test_a_wrong_token_is_exit_code_4_and_never_printed(service: str) -> None:
    run = seq_tui("list", "--api-url", service, SELL_ACCESS_TOKEN="canary")
    assert (run.returncode, run.stdout) == (4, "")
    assert "SELL_ACCESS_TOKEN" in run.stderr
    assert "canary" not in run.stderr


def test_an_interrupt_is_exit_code_130_and_writes_no_partial_document() -> None:
    script = (
        "import asyncio, os, signal, sys\n"
        "from seq_tui.cli.main import main\n"
        "from seq_tui.server.demo.account import DemoAccount\n"
        "whole = DemoAccount.page\n"
        "async def page(self, query, number):\n"
        "    if number == 2:\n"
        "        os.kill(os.getpid(), signal.SIGINT)\n"
        "        await asyncio.sleep(0)\n"
        "    return await whole(self, query, number)\n"
        "DemoAccount.page = page\n"
        "sys.exit(main(['list', '--demo', '--format', 'json']))\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (run.returncode, run.stdout, run.stderr.strip()) == (128 + signal.SIGINT, "", "")
