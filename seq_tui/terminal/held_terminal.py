"""The terminal from the start of the program until Textual's driver takes it over.

Textual is slow to import. Until its driver runs, everything that ends the process has to restore
the terminal, and typed keys have to wait without an echo.
"""

from __future__ import annotations

import os
import select
import signal
import termios
from contextlib import suppress
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from types import FrameType, TracebackType

STDIN, STDERR = 0, 2
"""Where Textual reads keys, and where it draws."""

ENTER, LEAVE = "\x1b[?1049h\x1b[?25l", "\x1b[?2026l\x1b[0m\x1b[?1049l\x1b[?25h"
"""To the alternate screen without a cursor, and back, even from the middle of a frame."""

FRAME = "\x1b[?2026h{}\x1b[?2026l"
"""Displayed all at once by a terminal that knows synchronised output; others ignore the marks."""

TERMINATION_SIGNALS = (signal.SIGHUP, signal.SIGINT, signal.SIGQUIT, signal.SIGTERM)
"""Signals that end the process, with the terminal restored."""

RESTORE_TIMEOUT = 0.3
"""Seconds to wait for a terminal that accepts no output, before it is left as it is."""

LFLAG, IFLAG, CC = 3, 0, 6
"""Indexes of the flags and the control characters in what `termios.tcgetattr` returns."""

RAW_LFLAGS = ~(termios.ECHO | termios.ICANON | termios.IEXTEN | termios.ISIG)
RAW_IFLAGS = ~(termios.IXON | termios.IXOFF | termios.ICRNL | termios.INLCR | termios.IGNCR)
"""Masks without the flags that Textual's driver clears too, so that it reads earlier keys alike."""

Settings = list[int | list[bytes | int]]


class DrawnScreen(NamedTuple):
    """The state of a terminal that is handed over."""

    output: str
    """All that was written to it, beginning with an empty screen."""

    columns: int
    lines: int
    settings: Settings
    """Those that the terminal had before it was held."""


class HeldTerminal:
    """Takes the terminal when it is made; a context that restores it, unless it was handed over.

    Args:
        columns: of the terminal.
        lines: of the terminal.
    """

    def __init__(self, columns: int, lines: int) -> None:
        self.columns, self.lines = columns, lines
        # In the background this stops the process, so the settings below are not the shell's.
        termios.tcflow(STDIN, termios.TCOON)
        self._settings: Settings = termios.tcgetattr(STDIN)
        self._output = ""
        self._is_held = True
        self._draw_lock = Lock()
        for number in TERMINATION_SIGNALS:
            # A signal that the parent process set to be ignored stays ignored.
            if signal.getsignal(number) is not signal.SIG_IGN:
                signal.signal(number, self._exit)
        if signal.getsignal(signal.SIGTSTP) is not signal.SIG_IGN:
            signal.signal(signal.SIGTSTP, self._stop)
        raw = termios.tcgetattr(STDIN)
        raw[LFLAG] &= RAW_LFLAGS
        raw[IFLAG] &= RAW_IFLAGS
        raw[CC][termios.VMIN] = 1
        termios.tcsetattr(STDIN, termios.TCSANOW, raw)
        # Textual's driver notices a lost terminal too, and then ends the process.
        with suppress(OSError):
            _write(ENTER)

    def __enter__(self) -> HeldTerminal:
        """The terminal."""
        return self

    def __exit__(
        self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None
    ) -> None:
        """Restore the terminal, whatever happened."""
        self.restore()

    def draw(self, output: str) -> None:
        """Write a frame, unless the terminal was handed over or restored; from any thread."""
        with self._draw_lock:
            if self._is_held:
                self._output += output
                with suppress(OSError):
                    _write(FRAME.format(output))

    def hand_over(self) -> DrawnScreen | None:
        """Let a driver draw on the terminal from now on; what is on it, or `None` the next time."""
        with self._draw_lock:
            if not self._is_held:
                return None
            self._is_held = False
        return DrawnScreen(self._output, self.columns, self.lines, self._settings)

    def restore(self) -> None:
        """Restore the screen and the settings, unless the terminal was handed over.

        It takes no lock, and waits at most `RESTORE_TIMEOUT` for a terminal that accepts no output:
        a signal may call it in the middle of a frame.
        """
        if not self._is_held:
            return
        self._is_held = False
        with suppress(OSError, termios.error):  # it may be gone
            termios.tcsetattr(STDIN, termios.TCSANOW, self._settings)
            termios.tcflush(STDERR, termios.TCOFLUSH)
            if select.select([], [STDERR], [], RESTORE_TIMEOUT)[1]:
                _write(LEAVE)

    def _stop(self, *_: object) -> None:
        # After a SIGCONT the terminal is not held again: Textual draws the screen when it is ready.
        self.restore()
        os.kill(os.getpid(), signal.SIGSTOP)

    def _exit(self, number: int, _: FrameType | None) -> None:
        self.restore()
        os._exit(128 + number)


def _write(output: str) -> None:
    data = output.encode()
    while data:
        # Another program may have made the descriptor non-blocking.
        select.select([], [STDERR], [])
        data = data[os.write(STDERR, data) :]
