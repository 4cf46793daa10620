"""The way to a terminal: at once while it takes it, and by a thread that waits where it does not.

Textual hands all that it writes to a thread. A frame then waits for that thread to wake up, and
until the one that made the frame has nothing more to do (measured, 8.2.8: a twelfth of the time
that a key takes).
"""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from io import TextIOWrapper


class TerminalOutput:
    """What the output thread writes to, past which a text may go while that thread has none."""

    def __init__(self, file: TextIOWrapper) -> None:
        self._file = file
        self.direct: int | None = None
        """The terminal, opened once more so as not to wait, as other programs share what is open
        already; `None` where that cannot be."""
        with suppress(OSError):
            flags = os.O_WRONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC
            self.direct = os.open(os.ttyname(file.fileno()), flags)
        self._rest = b""
        """What the terminal did not take of the last text that went past the thread."""
        self._given = self._taken = self._done = 0
        """Texts that were left to the thread, that it took, and that the terminal has."""

    @property
    def is_behind(self) -> bool:
        """Whether the terminal has still to take what was written before."""
        return self._given != self._done

    def shortened(self, text: str) -> str | None:
        """What is left of a text for the thread, after what the terminal took of it at once."""
        if self.direct is not None and not self.is_behind:
            data = text.encode(self._file.encoding, self._file.errors or "strict")
            # Whatever is wrong with the terminal, the thread finds it too.
            with suppress(OSError):
                data = data[os.write(self.direct, data) :]
            if not data:
                return None
            # It may begin in the middle of a character, so that it is no text.
            self._rest, text = data, ""
        self._given += 1
        return text

    def write(self, text: str) -> None:
        """Write after what is left of the text before; waits for the terminal."""
        self._taken += 1
        rest, self._rest = self._rest, b""
        self._file.buffer.write(rest)
        self._file.write(text)

    def flush(self) -> None:
        """Wait until the terminal has all of it."""
        taken = self._taken
        self._file.flush()
        self._done = taken

    def fileno(self) -> int:
        """The terminal's own number."""
        return self._file.fileno()
