"""``seq-tui serve`` as a process of its own, on a free port of the loopback address."""

from __future__ import annotations

import socket
import subprocess
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import httpx

if TYPE_CHECKING:
    from collections.abc import Iterator

PROGRAM = "import sys; from seq_tui.cli.main import main; sys.exit(main())"
READY = "listening on "
SERVE = ("serve", "--demo")


@contextmanager
def serving(
    *arguments: str,
    token: str = "",
    command: tuple[str, ...] = SERVE,
    wrapper: tuple[str, ...] = (),
) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A server and its address."""
    process = subprocess.Popen(
        [*wrapper, sys.executable, "-c", PROGRAM, *command, "--port", "0", *arguments],
        env={"SEQ_TUI_SERVE_TOKEN": token, "PYTHONIOENCODING": "utf-8"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        assert line.startswith(READY)
        yield process, line.removeprefix(READY).strip()
    finally:
        process.kill()
        process.communicate()


def get(url: str, token: str = "x", host: str | None = None) -> httpx.Response:
    headers = {"Authorization": f"Bearer {token}"} | ({"Host": host} if host else {})
    with httpx.Client(trust_env=False, headers=headers, timeout=30) as client:
        return client.get(url)


def connect(address: str) -> socket.socket:
    """A connection on which nothing is sent."""
    host, port = address.removeprefix("http://").split(":")
    return socket.create_connection((host, int(port)))
