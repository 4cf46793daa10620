"""Tests of what is said while the program that prints a token is waited for."""

from __future__ import annotations

import signal
import sys
from pathlib import Path

import pytest

from tests.pseudo_terminal import Terminal

PROGRAM = str(Path(sys.executable).parent / "seq-tui")

SETTINGS = 'profile = "eu"\n[profiles.eu]\napi_url = "http://127.0.0.1:9"\ntoken_command = {}\n'

TOLD = "waiting for token_command of profile eu"


def started(folder: Path, command: str, *arguments: str) -> Terminal:
    """The program on a terminal, with a command that prints a token."""
    path = folder / "config.toml"
    path.write_text(SETTINGS.format(command))
    return Terminal([PROGRAM, *arguments], env={"SEQ_TUI_CONFIG": str(path)})


@pytest.mark.parametrize("arguments", [(), ("list",)], ids=["screen", "list"])
def test_a_hanging_command_is_named_and_ctrl_c_ends_it(
    arguments: tuple[str, ...], tmp_path: Path
) -> None:
    with started(tmp_path, '["sleep", "600"]', *arguments) as terminal:
        terminal.read_until(rf"^seq-tui: {TOLD} \(sleep\) · ctrl\+c ends this$")
        terminal.send_bytes(b"\x03")
        assert terminal.wait() == 128 + signal.SIGINT
        assert "Traceback" not in terminal.screen_text()


def test_a_question_on_the_terminal_is_left_alone(tmp_path: Path) -> None:
    # It has asked for a second and more when it fails, which is told.
    script = "stty -echo < /dev/tty; printf Passphrase: > /dev/tty; sleep 1.3; exit 1"
    with started(tmp_path, f'["sh", "-c", "{script}"]', "list") as terminal:
        terminal.read_until(r"^Passphrase:")
        assert terminal.wait() == 2
        assert "profile eu (sh) failed (exit code 1)" in terminal.screen_text()
        assert TOLD not in terminal.screen_text()
