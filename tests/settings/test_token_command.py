"""Tests of the command that prints a token."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

import pytest

from seq_tui.domain.failure import Cause, SourceError
from seq_tui.settings.token_command import COMMAND_TIMEOUT, MAX_OUTPUT, run_token_command

TOKEN = "0123456789abcdef" * 4

PYTHON = f"token_command of profile eu ({Path(sys.executable).name})"


def python(code: str) -> list[str]:
    return [sys.executable, "-c", code]


def said(command: str | list[str], timeout: float = COMMAND_TIMEOUT) -> str:
    with pytest.raises(SourceError) as raised:
        run_token_command(command, os.environ, "eu", timeout=timeout)
    assert raised.value.failure.cause is Cause.USAGE
    return str(raised.value.failure)


def test_the_first_line_is_the_token() -> None:
    assert run_token_command(python(f"print(' {TOKEN} \\nmore')"), os.environ, "eu") == TOKEN


def test_a_text_is_split_into_words_and_no_shell_runs_it(tmp_path: Path) -> None:
    trace = tmp_path / "trace"
    command = f"echo '{TOKEN} $HOME' ; touch {trace} > {trace}"
    assert run_token_command(command, os.environ, "eu").startswith(f"{TOKEN} $HOME ; touch")
    assert not trace.exists()


def test_the_command_gets_the_environment_that_it_is_given() -> None:
    code = "import os; print(os.environ.get('A'), os.environ.get('SELL_ACCESS_TOKEN'))"
    assert run_token_command(python(code), {"A": "1"}, "eu") == "1 None"


@pytest.mark.parametrize(
    ("command", "message"),
    [
        ("", "token_command of profile eu names no program"),
        ([], "token_command of profile eu names no program"),
        (
            "pass 'sell",
            "token_command of profile eu cannot be split into words: No closing quotation",
        ),
        (["a\0b"], "cannot be started: it holds a null character"),
        ([TOKEN], "cannot be started: No such file or directory"),
        (python("pass"), f"{PYTHON} printed nothing"),
        (python(f"print('x' * {MAX_OUTPUT + 1})"), f"{PYTHON} prints too much"),
        (python("import os; os.kill(os.getpid(), 9)"), f"{PYTHON} failed (signal 9)"),
    ],
)
def test_each_failure_has_its_sentence(command: str | list[str], message: str) -> None:
    text = said(command)
    assert message in text
    assert TOKEN not in text


def test_what_the_command_said_is_quoted() -> None:
    text = said(python("import sys; sys.exit('gpg: no  secret\\n key')"))
    assert text == f'{PYTHON} failed (exit code 1) · the command said: "gpg: no secret key"'


@pytest.mark.parametrize("secret", [TOKEN, "short-one"])
def test_no_message_holds_what_may_be_the_token(secret: str) -> None:
    code = f"import sys; print('{secret}'); sys.exit('cannot check {secret} now')"
    text = said(python(code))
    assert secret not in text
    assert 'said: "cannot check **** now"' in text


def test_what_a_command_leaves_running_is_not_waited_for(tmp_path: Path) -> None:
    started = tmp_path / "started"
    # The other process keeps both outputs open, as an agent does that is started on demand.
    command = ["sh", "-c", f'sleep 600 & echo $! > "$0"; echo {TOKEN}', str(started)]
    try:
        assert run_token_command(command, os.environ, "eu") == TOKEN
    finally:
        os.kill(int(started.read_text()), signal.SIGKILL)


def test_a_command_that_takes_too_long_is_killed() -> None:
    # Its end is awaited, so this would take ten minutes if it were not killed.
    text = said(["sleep", "600"], timeout=0)
    assert text == "token_command of profile eu (sleep) took too long"


def test_a_command_without_outputs_is_killed_too() -> None:
    command = ["sh", "-c", "exec >&- 2>&-; exec sleep 600"]
    assert said(command, timeout=0.2) == "token_command of profile eu (sh) took too long"


def test_a_word_that_is_no_program_is_not_repeated() -> None:
    text = said(f"PASSWORD={TOKEN} pass sell")
    assert text.startswith("The program of token_command of profile eu cannot be started")
    assert "PASSWORD" not in text


@pytest.mark.parametrize("closing", ["", "exec >&- 2>&-; "])
def test_what_is_waited_for_is_said_once(
    closing: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("seq_tui.settings.token_command.NOTICE_AFTER", 0.0)
    # It ends only after it was said; opening a pipe waits for the other side.
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    command = ["sh", "-c", f'echo {TOKEN}; {closing}: < "$0"', str(pipe)]
    told = []

    def note(name: str) -> None:
        told.append(name)
        pipe.write_text("")

    assert run_token_command(command, os.environ, "eu", on_wait=note) == TOKEN
    assert told == ["token_command of profile eu (sh)"]
