"""A small app with a key for each way to end; `test_watchdog` runs it as a program in a pty.

Pasted text crashes the thread that reads the input. With ``--patient`` the app is killed only after
a minute.
"""

from __future__ import annotations

import asyncio
import signal
import sys
import time
from pathlib import Path
from tempfile import gettempdir
from typing import TYPE_CHECKING, ClassVar

from textual.events import Paste
from textual.widgets import Static

from seq_tui.terminal import watchdog
from seq_tui.terminal.watchdog import WatchedApp, run_watched

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.message import Message

TOKEN = "-".join(("canary", "token"))
"""Joined at run time, so that the code lines of a traceback do not contain it."""


class MortalApp(WatchedApp):
    CSS = "Static { pointer: text }"
    BINDINGS: ClassVar[list[BindingType]] = [
        ("q", "quit", "quit"),
        ("3", "exit_with(3)", "exit with code 3"),
        ("b", "block", "block the event loop"),
        ("c", "crash", "crash in an action"),
        ("d", "draw", "draw more than fits the buffer of a terminal"),
        ("h", "hang", "start a worker that ignores its cancellation"),
        ("s", "stop", "stop the process, as ctrl+z does"),
        ("t", "thread", "start a thread that does not end"),
        ("w", "worker", "crash in a worker"),
    ]

    def compose(self) -> ComposeResult:
        yield Static("ready")

    def post_message(self, message: Message) -> bool:
        if isinstance(message, Paste):
            raise ValueError(message)
        return super().post_message(message)

    def on_unmount(self) -> None:
        Path(gettempdir(), "unmounted").touch()

    def action_exit_with(self, code: int) -> None:
        self.exit(return_code=code)

    def action_block(self) -> None:
        self.show("blocked")
        self.call_after_refresh(lambda: time.sleep(60))

    def action_crash(self) -> None:
        header = f"Bearer {TOKEN}"
        raise ValueError(header)

    def action_draw(self) -> None:
        assert self.terminal_driver is not None
        Path(gettempdir(), "drawing").touch()
        for _ in range(1000):
            self.terminal_driver.write("x" * 4096)

    def action_hang(self) -> None:
        self.show("hanging")
        self.run_worker(self.hang())

    def action_stop(self) -> None:
        signal.raise_signal(signal.SIGTSTP)

    def action_thread(self) -> None:
        self.show("thread")
        asyncio.get_running_loop().run_in_executor(None, time.sleep, 60)

    def action_worker(self) -> None:
        self.run_worker(self.fail({"Authorization": f"Bearer {TOKEN}"}))

    async def hang(self) -> None:
        while True:
            try:
                await asyncio.sleep(60)
            except asyncio.CancelledError:
                continue

    async def fail(self, headers: dict[str, str]) -> str:
        return headers["Accept"]

    def show(self, text: str) -> None:
        self.query_one(Static).update(text)


if __name__ == "__main__":
    if "--patient" in sys.argv:
        watchdog.GRACE_PERIOD = 60
    sys.exit(run_watched(MortalApp(), has_mouse="--no-mouse" not in sys.argv))
