"""The terminal while nobody but the first rows is on it: taken at once, handed to Textual's driver.

Textual takes long to be imported. Until its driver is there, whatever ends the process has to give
the terminal back as it was found, and what is typed must wait unseen.
"""

from __future__ import annotations

import os
import select
import signal
import termios
from contextlib import suppress
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import FrameType, TracebackType

STDIN, STDERR = 0, 2
"""Where Textual reads, and where it draws."""

ENTER, LEAVE = "\x1b[?1049h\x1b[?25l", "\x1b[?2026l\x1b[0m\x1b[?1049l\x1b[?25h"
"""To the alternate screen without a cursor, and back, be it in the middle of a frame."""

FRAME = "\x1b[?2026h{}\x1b[?2026l"
"""Shown at once by a terminal that knows synchronised output, and ignored by others."""

ENDINGS = (signal.SIGHUP, signal.SIGINT, signal.SIGQUIT, signal.SIGTERM)
"""Signals that end the process, with the terminal as it was found."""

EXIT_MESSAGE_S = 0.3
"""Most seconds to wait for a terminal that takes nothing, before it is left as it is."""

LFLAG, IFLAG, CC = 3, 0, 6
"""Where `termios.tcgetattr` has the flags and the characters."""

QUIETLY = ~(termios.ECHO | termios.ICANON | termios.IEXTEN | termios.ISIG)
AS_TYPED = ~(termios.IXON | termios.IXOFF | termios.ICRNL | termios.INLCR | termios.IGNCR)
"""What Textual's driver switches off too, so that keys that come before it are the same to it."""

Settings = list[int | list[bytes | int]]


@dataclass(frozen=True, slots=True)
class Drawn:
    """What stands on a terminal that is handed over."""

    output: str
    """All that was written to it, from an empty screen on."""

    columns: int
    lines: int
    settings: Settings
    """The terminal's own, as they were found."""


class HeldTerminal:
    """Takes the terminal when it is made; a context that gives it back if nobody took it over.

    Args:
        columns: of the terminal.
        lines: of the terminal.
    """

    def __init__(self, columns: int, lines: int) -> None:
        self.columns, self.lines = columns, lines
        # In the background this stops the process: the settings are those of the shell until then.
        termios.tcflow(STDIN, termios.TCOON)
        self._settings: Settings = termios.tcgetattr(STDIN)
        self._output = ""
        self._is_held = True
        self._drawing = Lock()
        for number in ENDINGS:
            # What the parent process set to be ignored stays so.
            if signal.getsignal(number) is not signal.SIG_IGN:
                signal.signal(number, self._end)
        if signal.getsignal(signal.SIGTSTP) is not signal.SIG_IGN:
            signal.signal(signal.SIGTSTP, self._stop)
        quiet = termios.tcgetattr(STDIN)
        quiet[LFLAG] &= QUIETLY
        quiet[IFLAG] &= AS_TYPED
        quiet[CC][termios.VMIN] = 1
        termios.tcsetattr(STDIN, termios.TCSANOW, quiet)
        # That it is gone, Textual's driver sees too, and ends the process as it should end.
        with suppress(OSError):
            _write(ENTER)

    def __enter__(self) -> HeldTerminal:
        """The terminal."""
        return self

    def __exit__(
        self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None
    ) -> None:
        """Give it back, whatever came instead of a screen."""
        self.give_back()

    def draw(self, output: str) -> None:
        """Write a frame, unless the terminal was handed over or given back; from any thread."""
        with self._drawing:
            if self._is_held:
                self._output += output
                with suppress(OSError):
                    _write(FRAME.format(output))

    def hand_over(self) -> Drawn | None:
        """Say what stands on the terminal to whoever draws on it from now on; only once."""
        with self._drawing:
            if not self._is_held:
                return None
            self._is_held = False
        return Drawn(self._output, self.columns, self.lines, self._settings)

    def give_back(self) -> None:
        """Leave the screen as it was found, if it is still held.

        It waits for no lock and for no terminal that takes nothing: a signal may call it in the
        middle of a frame.
        """
        if not self._is_held:
            return
        self._is_held = False
        with suppress(OSError, termios.error):  # it may be gone
            termios.tcsetattr(STDIN, termios.TCSANOW, self._settings)
            termios.tcflush(STDERR, termios.TCOFLUSH)
            if select.select([], [STDERR], [], EXIT_MESSAGE_S)[1]:
                _write(LEAVE)

    def _stop(self, *_: object) -> None:
        # When the process goes on, the screen comes by itself.
        self.give_back()
        os.kill(os.getpid(), signal.SIGSTOP)

    def _end(self, number: int, _: FrameType | None) -> None:
        self.give_back()
        os._exit(128 + number)


def _write(output: str) -> None:
    data = output.encode()
    while data:
        # Another program may have left the terminal so that a write does not wait for it.
        select.select([], [STDERR], [])
        data = data[os.write(STDERR, data) :]
