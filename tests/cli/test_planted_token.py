"""Tests that a token is in nothing that the program writes, shows or starts."""

from __future__ import annotations

import base64
import json
import os
import stat
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from seq_tui.server.demo.account import DemoAccount
from tests.pseudo_terminal import Terminal
from tests.serving import serving

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]

TOKEN = "pl4nted~t0ken/which+nobody.may_see-9f8e7d6c5b4a39281706f5e4d3c2b1a0"
"""A token that each encoding writes differently."""

PROGRAM = "import sys; from seq_tui.cli.entry import main; sys.exit(main())"

EACH = """
import json, sys
from seq_tui.cli.entry import main
program, *lines = sys.argv
for line in lines:
    sys.argv = [program, *json.loads(line)]
    print("ended", line, main(), flush=True)
"""
"""Runs one command after the other: each argument is the line of one, as JSON."""

CRASHING = f"import seq_tui.cli.commands.list as it; it.list_columns = it.output = None\n{PROGRAM}"

SOURCES = ("environment", "login", "token", "token_command")


def encodings(token: str) -> list[bytes]:
    """The token as it may be written: plain, in base64 at each offset, in an address, in hex."""
    plain = token.encode()
    # Three bytes become four characters, so that the token has three forms inside a longer text.
    aligned = [base64.b64encode(b"x" * shift + plain)[4 if shift else 0 : -4] for shift in range(3)]
    quoted = [quote(token, safe=safe).encode() for safe in ("", "/~", "+")]
    return [
        plain,
        plain[::-1],
        *aligned,
        *quoted,
        plain.hex().encode(),
        plain.hex().upper().encode(),
    ]


def assert_absent(data: bytes, place: str) -> None:
    for form in encodings(TOKEN):
        assert form not in data, f"the token is in {place}"


class Machine:
    """The folders of a user, with programs that record how they were started."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.started = folder / "started"
        self.started.mkdir()
        for name in ("xdg-open", "wl-copy", "xclip"):
            self._add_program(name)
        self.environ = {
            "PATH": f"{folder / 'bin'}:{os.environ['PATH']}",
            "HOME": str(folder),
            "DISPLAY": ":9",
            "TERM": "xterm-256color",
            "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
            "PYTHONPATH": str(ROOT),
            "LANG": "C.UTF-8",
            **{f"XDG_{name}_HOME": str(folder / name) for name in ("CACHE", "CONFIG", "DATA")},
            "XDG_STATE_HOME": str(folder / "STATE"),
            "TMPDIR": str(folder / "tmp"),
        }
        (folder / "tmp").mkdir()

    def _add_program(self, name: str) -> None:
        """A program that writes its arguments, its environment and its input to a file."""
        path = self.folder / "bin" / name
        path.parent.mkdir(exist_ok=True)
        record = self.started / name
        path.write_text(
            f"#!/bin/sh\n{{ echo \"$@\"; tr '\\0' '\\n' < /proc/$$/environ; cat; }} > {record}\n"
        )
        path.chmod(path.stat().st_mode | stat.S_IXUSR)

    def set_up(self, source: str, address: str) -> None:
        """Let the token come from a source."""
        config = self.folder / "CONFIG" / "seq-tui" / "config.toml"
        config.parent.mkdir(parents=True)
        secret = self.folder / "secret"
        secret.write_text(TOKEN)
        lines = {
            "token": f'token = "{TOKEN}"',
            "token_command": f'token_command = ["cat", "{secret}"]',
        }
        text = f'profile = "eu"\n[profiles.eu]\napi_url = "{address}"\n{lines.get(source, "")}\n'
        config.write_text(text)
        config.chmod(0o600)
        if source == "environment":
            self.environ["SELL_ACCESS_TOKEN"] = TOKEN
        elif source == "login":
            assert_absent(self.run("login", typed=TOKEN), "what login says")

    def run(self, *arguments: str, typed: str = "", program: str = PROGRAM) -> bytes:
        """What a command writes."""
        done = subprocess.run(
            [sys.executable, "-X", "faulthandler", "-c", program, *arguments],
            cwd=self.folder,
            env=self.environ,
            input=typed.encode(),
            capture_output=True,
            timeout=60,
            check=False,
        )
        return done.stdout + done.stderr

    def check_files(self) -> list[str]:
        """Look into every file but those that the user or ``login`` keeps the token in."""
        kept = {self.folder / "secret", self.folder / "CONFIG" / "seq-tui" / "config.toml"}
        kept.update((self.folder / "DATA" / "seq-tui" / "tokens").glob("*"))
        files = [path for path in self.folder.rglob("*") if path.is_file() and path not in kept]
        for path in files:
            assert_absent(path.read_bytes(), str(path))
        return [path.name for path in files]


@contextmanager
def machine(folder: Path, source: str) -> Iterator[Machine]:
    """A machine whose account is served on this one."""
    with serving(DemoAccount()) as served:
        user = Machine(folder)
        user.set_up(source, served.address)
        yield user
        assert served.requests


@pytest.mark.parametrize("source", SOURCES)
def test_no_command_writes_the_token(tmp_path: Path, source: str) -> None:
    with machine(tmp_path, source) as user:
        commands = (
            ("list", "--format", "json"),
            ("config", "show"),
            ("config", "check"),
            ("show", "21132"),
            ("diff", "21132", "--with", "demo"),
            ("doctor", "--online"),
            ("doctor", "--format", "json"),
            ("archive", "saved.seq"),
            ("export", "--format", "html", "--output", "all.html"),
            ("list", "--api-url", "http://127.0.0.1:9"),
            ("list", "--profile", "nobody"),
        )
        # In one process: most of the time of a command is spent on the start of another.
        said = user.run(*map(json.dumps, commands), program=EACH)
        assert said.count(b"ended ") == len(commands)
        assert_absent(said, "what a command writes")
        crash = user.run("list", program=CRASHING)
        assert b"bug" in crash.lower()
        assert_absent(crash, "what a crash says")
        assert any("crash" in name for name in user.check_files())


@pytest.mark.parametrize("source", SOURCES)
def test_the_screen_and_what_it_starts_never_have_the_token(tmp_path: Path, source: str) -> None:
    with machine(tmp_path, source) as user:
        command = [sys.executable, "-c", PROGRAM]
        with Terminal(command, size=(120, 36), env=user.environ) as terminal:
            terminal.read_until("Trial expired")
            process = Path(f"/proc/{terminal.pid}")
            assert_absent((process / "cmdline").read_bytes(), "the arguments of the process")
            terminal.read_until("Copy")
            terminal.send("p")
            terminal.read_until("no other account")
            terminal.send("y")
            terminal.read_until(lambda: any(user.started.iterdir()))
            terminal.send("G")
            terminal.read_until("342 of 342")
            terminal.read_until(lambda: any(user.folder.rglob("*.seq-wal")))
            # The write-ahead log too, while there is one.
            user.check_files()
            terminal.send("q")
            assert terminal.wait() == 0
            assert_absent(terminal.output, "the screen")
        user.check_files()
