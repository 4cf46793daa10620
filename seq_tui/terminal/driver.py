"""Textual's terminal driver with an input thread that stops at once and notices a lost terminal.

Textual's own thread wakes up ten times a second, takes up to 0.2 seconds to stop, and reads without
end, at full speed, from a terminal that is gone (measured, Textual 8.2.8).
"""

from __future__ import annotations

import asyncio
import os
import select
import signal
import termios
from contextlib import suppress
from typing import TYPE_CHECKING, cast

from rich.console import ConsoleDimensions
from textual.constants import DISABLE_KITTY_KEY
from textual.events import MouseEvent, Resize
from textual.geometry import Size

from seq_tui.terminal.background import BACKGROUND_QUERY
from seq_tui.terminal.blanks import erases_with_background
from seq_tui.terminal.cell_diff import TerminalCells
from seq_tui.terminal.crash_guard import run_reporting_crashes
from seq_tui.terminal.input_parser import InputParser
from seq_tui.terminal.late_answer import SLOW_ANSWER, LateAnswer
from seq_tui.terminal.output import TerminalOutput
from seq_tui.terminal.queries import PendingQueries
from seq_tui.terminal.size import terminal_size
from seq_tui.terminal.textual_patches.driver import OpenLinuxDriver

if TYPE_CHECKING:
    from collections.abc import Callable
    from io import TextIOWrapper
    from types import FrameType

    from textual.message import Message

    from seq_tui.terminal.held_terminal import Settings
    from seq_tui.terminal.watchdog import WatchedApp

STDOUT, STDERR = 1, 2
"""Textual draws on standard error."""

DEFAULT_POINTER = "\x1b]22;default\x07"
"""Resets the shape of the mouse pointer."""

CLEAR_SCREEN = "\x1b[H\x1b[J"
"""Written before the alternate screen is left: without one, as in GNU screen by default and on the
Linux console, the shell would go on in the middle of the picture."""

RESTORE = (
    b"\x1b[?2026l\x1b[?2004l\x1b[?7h\x1b[?2048l\x1b[?1000l\x1b[?1002l\x1b[?1003l\x1b[?1015l\x1b[?1006l"
    b"\x1b[?1016l\x1b[?1004l\x1b[0m\x1b[<u\x1b[?1049l\x1b[?25h" + DEFAULT_POINTER.encode()
)
"""Switches off all that the driver switches on; the keyboard protocol before the screen, because a
terminal has one stack of protocols for each screen."""

ALTERNATE_KEYS = "\x1b[=4;2u"
"""Asks a terminal with the kitty protocol for the keys on the layout of the United States too."""

MOVES_OFF, DRAGS_ON, DRAGS_OFF = "\x1b[?1003l", "\x1b[?1002h", "\x1b[?1002l"
"""Reports of each move of the mouse, and of moves with a button down; Textual switches on the
first."""

INTERRUPT = signal.SIGURG
"""Makes the output thread leave a write that the terminal does not accept."""

INTERRUPT_TIMEOUT = 0.05
"""Seconds after which the output thread has left its write."""


class TerminalDriver(OpenLinuxDriver):
    """The terminal that a `WatchedApp` draws on and receives keys from."""

    _is_wanted = False
    """Whether the app draws on the terminal: from its start to its end, also while it is suspended.

    At other times a SIGCONT changes nothing: the app would leave what it took over then.
    """

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
        self._has_mouse = mouse
        app.console.size = ConsoleDimensions(*terminal_size())
        app.terminal_driver = self
        self._stop_reader, self._stop_writer = os.pipe()
        signal.signal(INTERRUPT, lambda *_: None)
        self._handle_job_control()
        self._cells = TerminalCells(can_erase=erases_with_background(os.environ.get("TERM", "")))
        self._queries = PendingQueries()
        self._first_paint_size: tuple[int, int] | None = None
        """The size that the terminal had when it was taken over with a first paint on it."""
        self._output = TerminalOutput(self.output_file)
        # The output thread only writes to the file and flushes it.
        self.output_file = cast("TextIOWrapper", self._output)
        self._descriptors = [number for number in (STDOUT, STDERR) if os.isatty(number)]
        if self._output.direct is not None:
            self._descriptors.append(self._output.direct)

    def write(self, data: str) -> None:
        """Write only the cells that change, and all other controls."""
        self._queries.sent(data)
        if changes := self._cells.diff(data, self.layout_size):
            is_open = self.output_thread is not None
            remaining = self._output.write_directly(changes) if is_open else changes
            if remaining is not None:
                super().write(remaining)

    @property
    def has_pending_output(self) -> bool:
        """Whether the terminal has yet to accept earlier output."""
        return self._output.is_pending

    def wait_for_answers(self) -> None:
        """Block until the terminal has answered, unless it accepts no output; from any thread."""
        if not self.has_pending_output:
            self._queries.wait()

    def send_message(self, message: Message) -> None:
        """Post a message to the app; from any thread.

        Textual starts a task for each that does only this (measured, 8.2.8: a seventh of the time
        that a key takes).
        """
        self._watched_app.post_message(message)

    def invalidate(self) -> None:
        """Write the whole screen with the next frame; from any thread."""
        self._cells.invalidate()

    def start_application_mode(self) -> None:
        """Take over the terminal, with the first paint that may be on it."""
        self._is_wanted = True
        held = self._watched_app.held_terminal
        first_paint = held.hand_over() if held is not None else None
        if first_paint is not None:
            self._first_paint_size = (first_paint.columns, first_paint.lines)
            self._cells.assume(first_paint.output, Size(*self._first_paint_size))
        start: Callable[[], None] = super().start_application_mode
        try:
            start()
        except RuntimeError:  # a thread cannot be started
            self._is_wanted = False
            self._undo_start(self.attrs_before if first_paint is None else first_paint.settings)
            raise
        # Not if the process is in the background, where it leaves the terminal alone.
        if self.output_thread is not None and not DISABLE_KITTY_KEY:
            self.write(ALTERNATE_KEYS)
        if self.output_thread is not None and self._watched_app.wants_background:
            self.write(BACKGROUND_QUERY)
        if first_paint is not None:
            self.attrs_before = first_paint.settings
        if self.output_thread is not None and self._watched_app.is_slow:
            self.report_drags_only()

    def report_drags_only(self) -> None:
        """Receive moves of the mouse only while a button is down: each other one is a message."""
        if self._has_mouse:
            self.write(f"{MOVES_OFF}{DRAGS_ON}")

    def stop_application_mode(self) -> None:
        """Leave the screen, switch off what Textual leaves on, and wait until all is written."""
        self._is_wanted = False
        self.wait_for_answers()
        self.write(CLEAR_SCREEN)
        self.write(DEFAULT_POINTER)
        if self._watched_app.is_slow and self._has_mouse:
            self.write(DRAGS_OFF)
        if self.reports_mouse_in_pixels:
            self.write("\x1b[?1016l")
        super().stop_application_mode()
        self.close()

    def suspend_application_mode(self) -> None:
        """Leave the screen until it is resumed, unless it is left already."""
        if self._is_wanted and self.output_thread is not None:
            super().suspend_application_mode()
            self._is_wanted = True

    def resume_application_mode(self) -> None:
        """Take over the terminal again, unless the app does not draw on it."""
        if self._is_wanted:
            super().resume_application_mode()

    def disable_input(self) -> None:
        """Stop the input thread."""
        if self.is_reading_input:
            os.write(self._stop_writer, b"\0")
        super().disable_input()

    def run_input_thread(self) -> None:
        """Turn input into messages, until the thread is stopped or the terminal is gone."""
        run_reporting_crashes(self._handle_input, self._report_crash)

    def force_restore(self, message: str) -> None:
        """Leave the screen while the event loop is stuck, and print `message`; may block."""
        with suppress(OSError, termios.error):
            terminal = os.dup(STDERR)
            writer = self.output_thread
            if writer is not None and writer.ident is not None:
                if self.attrs_before is not None:
                    termios.tcsetattr(self.fileno, termios.TCSANOW, self.attrs_before)
                self._discard_output()
                signal.pthread_kill(writer.ident, INTERRUPT)
                writer.join(INTERRUPT_TIMEOUT)
                termios.tcflush(terminal, termios.TCOFLUSH)
                os.write(terminal, RESTORE)
            os.write(terminal, message.encode())

    def measure_terminal(self) -> tuple[int, int]:
        """The size that the terminal has now, also for the app's console.

        Textual's driver and its app measure it in two ways, and alternate between them without end
        where these differ (measured, 8.2.8).
        """
        size = terminal_size()
        self._watched_app.console.size = ConsoleDimensions(*size)
        # Called once at the start, and when the size changed, which moves or loses the content.
        if size != self._first_paint_size:
            self._cells.invalidate()
        self._first_paint_size = None
        return size

    def _undo_start(self, settings: Settings | None) -> None:
        """Restore the terminal after a start that failed; Textual does so only after a whole one.

        Args:
            settings: those that the terminal had before; `None` if it has not been changed.
        """
        if settings is None:
            return
        termios.tcsetattr(self.fileno, termios.TCSANOW, settings)
        if self.output_thread is None:
            os.write(STDERR, RESTORE)
        else:
            self.attrs_before = settings
            self.stop_application_mode()

    def _handle_job_control(self) -> None:
        # A signal may interrupt anything, even half a frame, so the event loop handles it later.
        loop = asyncio.get_running_loop()

        def handle(number: int, _: FrameType | None) -> None:
            run = self._suspend if number == signal.SIGTSTP else self._resume
            if not loop.is_closed():
                loop.call_soon_threadsafe(run_reporting_crashes, run, self._report_crash)
            elif number == signal.SIGTSTP:
                run()

        signal.signal(signal.SIGTSTP, handle)
        signal.signal(signal.SIGCONT, handle)

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

    def _discard_output(self) -> None:
        """Redirect all that is still to be drawn or printed to nowhere."""
        nowhere = os.open(os.devnull, os.O_WRONLY)
        for descriptor in self._descriptors:
            os.dup2(nowhere, descriptor)
        os.close(nowhere)

    def _handle_input(self) -> None:
        if not self._read_input():
            self._queries.give_up()
            self._discard_output()
            self._watched_app.terminal_lost()

    def _read_input(self) -> bool:
        """Whether the thread was asked to stop; if not, the terminal is gone."""
        parser = InputParser()
        while True:
            sources = [self.fileno, self._stop_reader]
            ready, _, _ = select.select(sources, [], [], parser.timeout)
            if self._stop_reader in ready:
                os.read(self._stop_reader, 1)
                return True
            if not ready:
                messages = parser.expire()
            elif received := self._read():
                messages = parser.feed(received)
            else:
                return False
            for message in messages:
                if isinstance(message, Resize):
                    self._watched_app.console.size = ConsoleDimensions(*message.size)
                    self._cells.invalidate()
                if not isinstance(message, MouseEvent) or self._is_on_screen(message):
                    self.process_message(message)
            self._note_answers(parser.answered)
            parser.answered.clear()

    def _note_answers(self, answers: set[str]) -> None:
        if (seconds := self._queries.answered(answers)) > SLOW_ANSWER:
            self.send_message(LateAnswer(seconds))

    def _is_on_screen(self, event: MouseEvent) -> bool:
        # A button elsewhere takes the focus from every widget (Textual 8.2.8), and keys get lost.
        columns, rows = self._watched_app.console.size
        return event.x < columns and event.y < rows

    def _read(self) -> bytes:
        try:
            return os.read(self.fileno, 4096)
        except OSError:
            return b""

    def _report_crash(self, error: Exception) -> None:
        self._watched_app.call_later(self._watched_app.handle_error, error)
