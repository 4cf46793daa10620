"""Tests of shell completion."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from seq_tui.cli.commands.completion import VARIABLE
from seq_tui.cli.main import COMMANDS, main

ROOT = Path(__file__).parents[2]
PROGRAM = "import sys; from seq_tui.cli.main import main; sys.exit(main())"

COUNTED = (
    "import sys\n"
    "from seq_tui.cli.main import main\n"
    "try:\n"
    "    main([])\n"
    "except SystemExit as ended:\n"
    "    print(ended.code, file=sys.stderr)\n"
    "heavy = {'textual', 'httpx', 'starlette', 'uvicorn', 'rich', 'pydantic'}\n"
    "print(sorted(heavy & set(sys.modules)), file=sys.stderr)\n"
)


def completed(*words: str) -> list[str]:
    """The completions that bash gets for the last word."""
    asking = {
        VARIABLE: "bash_complete",
        "COMP_WORDS": "\n".join(["seq-tui", *words]),
        "COMP_CWORD": str(len(words)),
    }
    run = subprocess.run(
        [sys.executable, "-c", COUNTED],
        cwd=ROOT,
        env=os.environ | asking,
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stderr == "0\n[]\n"
    return run.stdout.splitlines()


def test_commands_are_completed_without_importing_them() -> None:
    assert completed("") == [f"plain,{name}" for name in COMMANDS]
    assert completed("ex") == ["plain,export"]


def test_options_and_their_values_are_completed() -> None:
    assert completed("list", "--col") == ["plain,--columns"]
    assert completed("--demo", "list", "--format", "json") == ["plain,json", "plain,jsonl"]
    assert completed("trial", "--api") == ["plain,--api-url"]
    assert completed("export", "--output", "x") == ["file,x"]


@pytest.mark.parametrize(
    ("shell", "sign"),
    [
        ("bash", "complete -o nosort -F _seq_tui_completion seq-tui"),
        ("zsh", "#compdef seq-tui"),
        ("fish", "complete --no-files --command seq-tui"),
    ],
)
def test_each_script_is_valid_in_its_shell(
    capsys: pytest.CaptureFixture[str], shell: str, sign: str
) -> None:
    assert main(["completion", shell]) == 0
    script, err = capsys.readouterr()
    assert err == ""
    assert sign in script
    assert f"{VARIABLE}={shell}_complete" in script
    if path := shutil.which(shell):
        subprocess.run([path, "-n"], input=script, text=True, check=True)


@pytest.mark.parametrize("arguments", [["completion"], ["completion", "tcsh"]])
def test_an_unknown_shell_is_reported_in_one_line(
    capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    assert main(arguments) == 2
    err = capsys.readouterr().err
    assert "zsh" in err
    assert err.count("\n") == 1
