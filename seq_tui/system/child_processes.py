"""Other programs, started so that the screen never waits for them and no process is left over."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
from contextlib import suppress
from threading import Thread
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

FEED_TIMEOUT = 2.0
"""Seconds that a program has to read its input and exit."""

POLL_INTERVAL = 0.05
"""Seconds between two checks whether a launched program has exited."""

POLLS = 20
"""Checks after which a launched program counts as running."""


async def feed(command: tuple[str, ...], data: bytes, environ: Mapping[str, str]) -> bool:
    """Run a program with `data` as its standard input; whether it succeeded in time.

    A program that takes too long, or whose caller is cancelled, is killed with all that it started.
    Processes that it leaves running, such as one that serves the clipboard, have no terminal.
    """
    try:
        process = await asyncio.create_subprocess_exec(
            *command,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL,
            env=environ,
            start_new_session=True,
        )
    except OSError:
        return False
    try:
        async with asyncio.timeout(FEED_TIMEOUT):
            await process.communicate(data)
    except TimeoutError:
        return False
    finally:
        if process.returncode is None:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            await process.wait()
    return process.returncode == 0


async def launch(command: tuple[str, ...], environ: Mapping[str, str]) -> bool:
    """Start a program that outlives us, such as a browser; False if it failed within a second."""
    try:
        pid = _spawn(command, environ)
    except OSError:
        return False
    # Waits until the program exits, so that it does not become a zombie.
    codes: list[int] = []
    Thread(target=lambda: codes.append(os.waitpid(pid, 0)[1]), daemon=True).start()
    for _ in range(POLLS):
        await asyncio.sleep(POLL_INTERVAL)
        if codes:
            return codes == [0]
    return True


def _spawn(command: tuple[str, ...], environ: Mapping[str, str]) -> int:
    """Start a process that has no access to our terminal and does not end with us; its id."""
    to_devnull = [(os.POSIX_SPAWN_OPEN, number, os.devnull, os.O_RDWR, 0) for number in range(3)]
    path = shutil.which(command[0], path=environ.get("PATH", os.defpath))
    if path is None:
        raise FileNotFoundError(command[0])
    return os.posix_spawn(
        path,
        command,
        environ,
        file_actions=to_devnull,
        setsid=True,
        setsigdef=(signal.SIGPIPE, signal.SIGXFSZ),
    )
