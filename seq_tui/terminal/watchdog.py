"""Life and death of the process around the screen: signals, a lost terminal, crashes, exit codes.

Measured on Textual 8.2.8, which leaves these to the app: SIGTERM and SIGHUP leave the terminal
wrecked, a terminal that stops reading blocks the event loop for ever, a crash prints local
variables, and the process says that all went well.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import time
from contextlib import suppress
from threading import Lock, Thread
from typing import TYPE_CHECKING

from textual.drivers.linux_driver import LinuxDriver

from seq_tui.terminal.crash_guard import run_reporting_crashes
from seq_tui.terminal.crash_report import save_crash_report
from seq_tui.terminal.driver import TerminalDriver
from seq_tui.terminal.held_terminal import ENDINGS
from seq_tui.terminal.textual_patches.crashes import CrashReportingApp

if TYPE_CHECKING:
    from rich.console import RenderableType
    from textual.driver import Driver

    from seq_tui.terminal.held_terminal import HeldTerminal

GRACE = 0.4
"""Seconds from the first reason to end until the process is ended by force."""

EXIT_MESSAGE_S = 0.5
"""Most seconds that giving the terminal back by force may take."""


class Watchdog:
    """A thread that waits for a reason to end, asks the app to, and ends the process if it must.

    Signals reach it through the interpreter's wake-up descriptor, so it hears them while the event
    loop is blocked. `loop.add_signal_handler` would take that descriptor away from it.
    """

    def __init__(self, app: WatchedApp) -> None:
        self._app = app
        self._reasons, self._wake = os.pipe()
        os.set_blocking(self._wake, False)
        self._force = Lock()
        self.code: int | None = None
        """The exit code, where a signal or the loss of the terminal decides it."""

    def start(self) -> None:
        """Take over the signals, except those that the parent process set to be ignored."""
        signal.set_wakeup_fd(self._wake, warn_on_full_buffer=False)
        for number in ENDINGS:
            if signal.getsignal(number) is not signal.SIG_IGN:
                signal.signal(number, lambda *_: None)
        Thread(target=self._watch, name="lifeline", daemon=True).start()

    def end(self, reason: int = 0) -> None:
        """Give the process `GRACE` more seconds; from any thread.

        Args:
            reason: the signal that this counts as, or 0 where the app is ending already.
        """
        with suppress(BlockingIOError):
            os.write(self._wake, bytes([reason]))

    def leave(self) -> None:
        """Go on only if the process is not being ended by force."""
        with self._force:
            pass

    def _watch(self) -> None:
        # From the background, giving the terminal back would stop the process.
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTTOU})
        while (reason := os.read(self._reasons, 1)[0]) not in (0, *ENDINGS):
            pass
        if reason:
            self.code = 128 + reason
            self._app.exit(return_code=self.code)
        time.sleep(GRACE)
        self._force.acquire()
        exit_message = Thread(target=self._app.give_back_terminal, daemon=True)
        exit_message.start()
        exit_message.join(EXIT_MESSAGE_S)
        os._exit(self.code or self._app.return_code or 0)


class WatchedApp(CrashReportingApp):
    """An app that `run_with_lifeline` runs; elsewhere, in a test, an app like any other."""

    watchdog: Watchdog | None = None

    held: HeldTerminal | None = None
    """The terminal, until the driver draws on it."""

    terminal_driver: TerminalDriver | None = None
    """The driver, where it draws on a terminal."""

    has_crashed: bool = False

    exit_message: str = ""
    """What to print when the screen has been left."""

    @property
    def return_code(self) -> int | None:
        """The exit code; that of a crash, once there was one."""
        return os.EX_SOFTWARE if self.has_crashed else super().return_code

    def get_driver_class(self) -> type[Driver]:
        """The driver that knows of the lifeline, unless the environment asks for another one."""
        driver = super().get_driver_class()
        return TerminalDriver if driver is LinuxDriver else driver

    def exit(
        self,
        result: None = None,
        return_code: int = 0,
        message: RenderableType | None = None,
    ) -> None:
        """Leave the screen and end the process, also if something hangs."""
        super().exit(result, return_code, message)
        if self.watchdog is not None:
            self.watchdog.end()

    def panic(self, *_: RenderableType) -> None:
        """End as after a crash; what Textual would print may hold data, and is not printed."""
        self.has_crashed = True
        super().panic()

    def crash(self, error: Exception) -> None:
        """Save a report of the first error, and end.

        What fails because the app was ended in the middle of its start is no crash.
        """
        self.has_crashed = True
        if self.watchdog is not None and self.watchdog.code is None:
            self.exit_message = self.exit_message or save_crash_report(error)
            self.watchdog.end()

    def terminal_lost(self) -> None:
        """End as if the terminal had said so."""
        if self.watchdog is not None:
            self.watchdog.end(signal.SIGHUP)

    def give_back_terminal(self) -> None:
        """Leave the screen by force; may block."""
        if self.held is not None:
            self.held.give_back()
        if self.terminal_driver is not None:
            self.terminal_driver.give_back(self.exit_message)


def run_watched(app: WatchedApp) -> int:
    """Run `app` on the terminal; its exit code.

    The process ends within `GRACE` seconds after this, also where a thread goes on.
    """
    run_reporting_crashes(lambda: asyncio.run(_live(app)), app.crash)
    if app.held is not None:
        app.held.give_back()
    words, app.exit_message = app.exit_message, ""
    sys.stderr.write(words)
    return (app.watchdog and app.watchdog.code) or app.return_code or 0


async def _live(app: WatchedApp) -> None:
    app.watchdog = Watchdog(app)
    app.watchdog.start()
    try:
        await app.run_async()
    finally:
        app.watchdog.end()
        app.watchdog.leave()
