"""Textual's terminal driver with an input thread that stops at once and notices a lost terminal.

Textual's own thread wakes up ten times a second, takes up to 0.2 seconds to stop, and reads for
ever, at full speed, from a terminal that is gone (measured, Textual 8.2.8).
"""

from __future__ import annotations

import asyncio
import os
import select
import signal
import termios
from codecs import getincrementaldecoder
from contextlib import suppress
from typing import TYPE_CHECKING, cast

from textual.constants import ESCAPE_DELAY
from textual.events import Resize
from textual.geometry import Size

from seq_tui.terminal.cell_diff import TerminalCells
from seq_tui.terminal.crash_guard import run_reporting_crashes
from seq_tui.terminal.output import TerminalOutput
from seq_tui.terminal.textual_patches.driver import OpenLinuxDriver

if TYPE_CHECKING:
    from collections.abc import Callable
    from io import TextIOWrapper

    from textual.message import Message

    from seq_tui.terminal.watchdog import WatchedApp

STDOUT, STDERR = 1, 2
"""Textual draws on standard error."""

POINTER = "\x1b]22;default\x07"
"""The mouse pointer's own shape."""

LEAVE = (
    b"\x1b[?2026l\x1b[?2004l\x1b[?7h\x1b[?2048l\x1b[?1000l\x1b[?1003l\x1b[?1015l\x1b[?1006l"
    b"\x1b[?1016l\x1b[?1004l\x1b[0m\x1b[<u\x1b[?1049l\x1b[?25h" + POINTER.encode()
)
"""Switches off all that the driver switches on; the keyboard protocol before the screen, because a
terminal keeps one stack of protocols for each screen."""

ESCAPE_SILENCE = ESCAPE_DELAY + 0.005
"""Seconds without input after which an escape character was the key and starts no sequence."""

INTERRUPT = signal.SIGURG
"""Makes the output thread leave a write that the terminal does not take."""

INTERRUPTED = 0.05
"""Seconds after which the output thread has left its write."""


class TerminalDriver(OpenLinuxDriver):
    """The terminal that a `WatchedApp` draws on and hears keys from."""

    def __init__(
        self,
        app: WatchedApp,
        *,
        debug: bool = False,
        mouse: bool = True,
        size: tuple[int, int] | None = None,
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self._watched_app = app
        app.terminal_driver = self
        self._stop_reader, self._stop_writer = os.pipe()
        signal.signal(INTERRUPT, lambda *_: None)
        self._handle_job_control()
        self._cells = TerminalCells()
        self._drawn_for: tuple[int, int] | None = None
        """The size of what stood on the terminal when it was taken over."""
        self._output = TerminalOutput(self.output_file)
        # All that the output thread asks of a file is to write and to flush.
        self.output_file = cast("TextIOWrapper", self._output)
        self._screens = [number for number in (STDOUT, STDERR) if os.isatty(number)]
        if self._output.direct is not None:
            self._screens.append(self._output.direct)

    def write(self, data: str) -> None:
        """Write only what changes the terminal."""
        screens = self._watched_app.screen_stack
        if shorter := self._cells.shorten(data, screens[-1].size if screens else Size(0, 0)):
            is_open = self.output_thread is not None
            left = self._output.shortened(shorter) if is_open else shorter
            if left is not None:
                super().write(left)

    @property
    def is_behind(self) -> bool:
        """Whether the terminal has still to take what was written before."""
        return self._output.is_behind

    def send_message(self, message: Message) -> None:
        """Give the app a message; from any thread.

        Textual starts a task for each that does no more (measured, 8.2.8: a seventh of the time
        that a key takes).
        """
        self._watched_app.post_message(message)

    def forget(self) -> None:
        """Take nothing for granted of what stands on the terminal; from any thread."""
        self._cells.forget()

    def start_application_mode(self) -> None:
        """Take the terminal over, with what stands on it already."""
        held = self._watched_app.held
        drawn = held.hand_over() if held is not None else None
        if drawn is not None:
            self._drawn_for = (drawn.columns, drawn.lines)
            self._cells.know(drawn.output, Size(*self._drawn_for))
        start: Callable[[], None] = super().start_application_mode
        start()
        if drawn is not None:
            self.attrs_before = drawn.settings

    def stop_application_mode(self) -> None:
        """Leave the screen, also what Textual forgets, and wait until the terminal was told."""
        self.write(POINTER)
        if self.reports_mouse_in_pixels:
            self.write("\x1b[?1016l")
        super().stop_application_mode()
        self.close()

    def disable_input(self) -> None:
        """Stop the input thread."""
        if self.is_reading_input:
            os.write(self._stop_writer, b"\0")
        super().disable_input()

    def run_input_thread(self) -> None:
        """Turn input into messages, until told to stop or until the terminal is gone."""
        run_reporting_crashes(self._handle_input, self._report_crash)

    def give_back(self, words: str) -> None:
        """Leave the screen while the event loop is stuck, and print `words`; may block."""
        with suppress(OSError, termios.error):
            terminal = os.dup(STDERR)
            writer = self.output_thread
            if writer is not None and writer.ident is not None:
                if self.attrs_before is not None:
                    termios.tcsetattr(self.fileno, termios.TCSANOW, self.attrs_before)
                self.mute()
                signal.pthread_kill(writer.ident, INTERRUPT)
                writer.join(INTERRUPTED)
                termios.tcflush(terminal, termios.TCOFLUSH)
                os.write(terminal, LEAVE)
            os.write(terminal, words.encode())

    def measure_terminal(self) -> tuple[int, int]:
        """The size that the app's console has.

        Where a terminal does not report its size, Textual's driver and its app assume two different
        ones, and alternate between them without end (measured, 8.2.8).
        """
        size = self._watched_app.console.size
        # Asked for when it changed, which moves or loses what stood there, and once at the start.
        if size != self._drawn_for:
            self._cells.forget()
        self._drawn_for = None
        return size

    def _handle_job_control(self) -> None:
        # A signal may interrupt anything, even half a frame, so the event loop handles it later.
        loop = asyncio.get_running_loop()
        for number, handler in ((signal.SIGTSTP, self._suspend), (signal.SIGCONT, self._resume)):
            signal.signal(number, lambda *_, run=handler: loop.call_soon_threadsafe(run))

    def _suspend(self) -> None:
        self.suspend_application_mode()
        os.kill(os.getpid(), signal.SIGSTOP)

    def _resume(self) -> None:
        # A SIGSTOP is not announced, and a shell changes the terminal's settings after it. Textual
        # would start all that it runs on the terminal a second time, and restore those settings in
        # the end: without an echo (measured, 8.2.8).
        if self.output_thread is not None:
            self.suspend_application_mode()
        self.resume_application_mode()
        # In the background the terminal is left alone, and the next SIGCONT tries again.
        if self.output_thread is not None:
            self.send_message(self.SignalResume())

    def mute(self) -> None:
        """Let what is still to be drawn or printed go nowhere."""
        nowhere = os.open(os.devnull, os.O_WRONLY)
        for screen in self._screens:
            os.dup2(nowhere, screen)
        os.close(nowhere)

    def _handle_input(self) -> None:
        if not self._read_input():
            self.mute()
            self._watched_app.terminal_lost()

    def _read_input(self) -> bool:
        """Whether the thread was told to stop; if not, the terminal is gone."""
        parser = self.create_parser()
        decode = getincrementaldecoder("utf-8")("replace").decode
        timeout: float | None = None
        while True:
            ready, _, _ = select.select([self.fileno, self._stop_reader], [], [], timeout)
            if self._stop_reader in ready:
                os.read(self._stop_reader, 1)
                return True
            if ready:
                if not (received := self._read()):
                    return False
                for message in parser.feed(decode(received)):
                    if isinstance(message, Resize):
                        self._cells.forget()
                    self.process_message(message)
            for message in parser.tick():
                self.process_message(message)
            timeout = ESCAPE_SILENCE if ready else None

    def _read(self) -> bytes:
        try:
            return os.read(self.fileno, 4096)
        except OSError:
            return b""

    def _report_crash(self, error: Exception) -> None:
        self._watched_app.call_later(self._watched_app.handle_error, error)
