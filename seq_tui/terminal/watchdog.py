"""Ends the process around the screen: signals, a lost terminal, crashes, exit codes.

Measured on Textual 8.2.8, which leaves these to the app: SIGTERM and SIGHUP leave the terminal
wrecked, a terminal that stops reading blocks the event loop without end, a crash prints local
variables, and the exit code of a crash is that of success.
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
from textual.worker import WorkerFailed

from seq_tui.terminal.crash_guard import run_reporting_crashes
from seq_tui.terminal.crash_report import save_crash_report
from seq_tui.terminal.driver import TerminalDriver
from seq_tui.terminal.held_terminal import TERMINATION_SIGNALS
from seq_tui.terminal.textual_patches.crashes import CrashReportingApp

if TYPE_CHECKING:
    from rich.console import RenderableType
    from textual.driver import Driver

    from seq_tui.terminal.held_terminal import HeldTerminal

GRACE_PERIOD = 0.4
"""Seconds from the first reason to exit until the process is killed."""

FORCED_RESTORE_TIMEOUT = 1.5
"""Seconds that restoring the terminal by force may take.

It takes a tenth of one, but a busy machine may let the process stand still for longer.
"""

NO_SIGNAL = 0
"""Wakes the watchdog when the app exits by itself."""


class Watchdog:
    """A thread that waits for a reason to exit, asks the app to, and kills the process if it must.

    Signals reach it through the interpreter's wake-up descriptor, so it receives them while the
    event loop is blocked. `loop.add_signal_handler` would take that descriptor away from it.
    """

    def __init__(self, app: WatchedApp) -> None:
        self._app = app
        self._reader, self._writer = os.pipe()
        os.set_blocking(self._writer, False)
        self._kill_lock = Lock()
        self.exit_code: int | None = None
        """The exit code, where a signal or the loss of the terminal decides it."""

    def start(self) -> None:
        """Take over the signals, except those that the parent process set to be ignored."""
        signal.set_wakeup_fd(self._writer, warn_on_full_buffer=False)
        for number in TERMINATION_SIGNALS:
            if signal.getsignal(number) is not signal.SIG_IGN:
                signal.signal(number, lambda *_: None)
        Thread(target=self._watch, name="watchdog", daemon=True).start()

    def begin_exit(self, number: int = NO_SIGNAL) -> None:
        """Kill the process unless it exits within `GRACE_PERIOD`; from any thread.

        Args:
            number: the signal that this counts as.
        """
        with suppress(BlockingIOError):
            os.write(self._writer, bytes([number]))

    def wait_for_kill(self) -> None:
        """Block if the process is being killed; otherwise return at once."""
        with self._kill_lock:
            pass

    def _watch(self) -> None:
        # From the background, restoring the terminal would stop the process.
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTTOU})
        while (number := os.read(self._reader, 1)[0]) not in (NO_SIGNAL, *TERMINATION_SIGNALS):
            pass
        if number:
            self.exit_code = 128 + number
            self._app.exit(return_code=self.exit_code)
        self._app.wait_for_answers()
        time.sleep(GRACE_PERIOD)
        self._kill_lock.acquire()
        restoring = Thread(target=self._app.restore_terminal, daemon=True)
        # Without another thread the terminal cannot be restored, but the process has to end.
        with suppress(RuntimeError):
            restoring.start()
            restoring.join(FORCED_RESTORE_TIMEOUT)
        os._exit(self.exit_code or self._app.return_code or 0)


class WatchedApp(CrashReportingApp):
    """An app for `run_watched`; without it, as in a test, an app like any other."""

    watchdog: Watchdog | None = None

    held_terminal: HeldTerminal | None = None
    """The terminal, until the driver draws on it."""

    terminal_driver: TerminalDriver | None = None
    """The driver, where it draws on a terminal."""

    wants_background: bool = False
    """Whether the terminal is asked for its background."""

    is_slow: bool = False
    """Whether the link to the terminal is slow."""

    has_crashed: bool = False

    crash_code: int = os.EX_SOFTWARE
    """The exit code after a crash."""

    exit_message: str = ""
    """What to print after the screen is left."""

    @property
    def return_code(self) -> int | None:
        """The exit code; that of a crash, once there was one."""
        return self.crash_code if self.has_crashed else super().return_code

    def get_driver_class(self) -> type[Driver]:
        """The driver that works with the watchdog, unless the environment names another one."""
        driver = super().get_driver_class()
        return TerminalDriver if driver is LinuxDriver else driver

    def exit(
        self,
        result: None = None,
        return_code: int = 0,
        message: RenderableType | None = None,
    ) -> None:
        """Leave the screen and end the process, even if something hangs."""
        super().exit(result, return_code, message)
        if self.watchdog is not None:
            self.watchdog.begin_exit()

    def panic(self, *_: RenderableType) -> None:
        """Exit as after a crash; what Textual would print may hold data, and is not printed."""
        self.has_crashed = True
        super().panic()

    def crash(self, error: Exception) -> None:
        """Save a report of the first error, and exit.

        An error that follows a signal during the start is a consequence of it, and not reported.
        """
        self.has_crashed = True
        if self.watchdog is not None and self.watchdog.exit_code is not None:
            return
        if isinstance(error, WorkerFailed) and isinstance(error.error, Exception):
            error = error.error
        if not self.exit_message and (reason := self.explain_crash(error)) is not None:
            self.exit_message, self.crash_code = reason
        if self.watchdog is not None:
            self.exit_message = self.exit_message or save_crash_report(error)
            self.watchdog.begin_exit()

    def explain_crash(self, error: Exception) -> tuple[str, int] | None:
        """What to print, and the exit code, for an error that is no bug; `None` for a bug."""
        del error
        return None

    def terminal_lost(self) -> None:
        """Exit as if the terminal had sent a hangup signal."""
        if self.watchdog is not None:
            self.watchdog.begin_exit(signal.SIGHUP)

    def wait_for_answers(self) -> None:
        """Block while the driver waits for answers of the terminal before it leaves the screen."""
        if self.terminal_driver is not None:
            self.terminal_driver.wait_for_answers()

    def restore_terminal(self) -> None:
        """Leave the screen by force; may block."""
        if self.held_terminal is not None:
            self.held_terminal.restore()
        if self.terminal_driver is not None:
            self.terminal_driver.force_restore(self.exit_message)


def run_watched(app: WatchedApp, *, has_mouse: bool = True) -> int:
    """Run `app` on the terminal, and return its exit code.

    The process ends within `GRACE_PERIOD` after this, even if a thread is still running.
    """
    run_reporting_crashes(lambda: asyncio.run(_run(app, has_mouse)), app.crash)
    if app.held_terminal is not None:
        app.held_terminal.restore()
    message, app.exit_message = app.exit_message, ""
    sys.stderr.write(message)
    return (app.watchdog and app.watchdog.exit_code) or app.return_code or 0


async def _run(app: WatchedApp, has_mouse: bool) -> None:
    app.watchdog = Watchdog(app)
    app.watchdog.start()
    try:
        await app.run_async(mouse=has_mouse)
    finally:
        app.watchdog.begin_exit()
        app.watchdog.wait_for_kill()
