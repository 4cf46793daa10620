"""Programs of others, started without letting the screen wait for them, or leaving any behind."""

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

PATIENCE = 2.0
"""Seconds that a program gets to take its input and end."""

LOOK = 0.05
"""Seconds between two looks whether a program that should go on has failed."""

LOOKS = 20
"""As many looks, and it counts as going on."""


async def feed(command: tuple[str, ...], data: bytes, environ: Mapping[str, str]) -> bool:
    """Run a program with `data` as its standard input; whether it ended well, and in time.

    One that does not, or that nobody waits for any more, is killed with all that it started. What
    it leaves running when it ends, such as the keeper of a clipboard, goes on without a terminal.
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
        async with asyncio.timeout(PATIENCE):
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
    """Start a program that goes on by itself, such as a browser; False if it failed at once."""
    try:
        program = _spawned(command, environ)
    except OSError:
        return False
    # Waits as long as it takes, so that no zombie is left, and holds nothing up.
    codes: list[int] = []
    Thread(target=lambda: codes.append(os.waitpid(program, 0)[1]), daemon=True).start()
    for _ in range(LOOKS):
        await asyncio.sleep(LOOK)
        if codes:
            return codes == [0]
    return True


def _spawned(command: tuple[str, ...], environ: Mapping[str, str]) -> int:
    """The number of a process that neither sees our terminal nor ends with us."""
    nowhere = [(os.POSIX_SPAWN_OPEN, number, os.devnull, os.O_RDWR, 0) for number in range(3)]
    path = shutil.which(command[0], path=environ.get("PATH", os.defpath))
    if path is None:
        raise FileNotFoundError(command[0])
    return os.posix_spawn(
        path,
        command,
        environ,
        file_actions=nowhere,
        setsid=True,
        setsigdef=(signal.SIGPIPE, signal.SIGXFSZ),
    )
