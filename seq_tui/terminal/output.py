"""Write to a terminal directly while it accepts output, and by a thread when it does not.

Textual gives all its output to a thread. A frame then waits until that thread wakes up, and until
the event loop that made it is idle (measured, 8.2.8: a twelfth of the time that a key takes).
"""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from io import TextIOWrapper


class TerminalOutput:
    """The file that the output thread writes to, which text may bypass while the thread is idle."""

    def __init__(self, file: TextIOWrapper) -> None:
        self._file = file
        self.direct: int | None = None
        """A second descriptor of the terminal that never blocks, as the first one is shared with
        other programs; `None` where the terminal cannot be opened again."""
        with suppress(OSError):
            flags = os.O_WRONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC
            self.direct = os.open(os.ttyname(file.fileno()), flags)
        self._remainder = b""
        """What the terminal did not accept of the last text that was written directly."""
        self._queued = self._written = self._flushed = 0
        """How many texts were left to the thread, how many it wrote, how many it flushed."""

    @property
    def is_pending(self) -> bool:
        """Whether the terminal has yet to accept earlier output."""
        return self._queued != self._flushed

    def write_directly(self, text: str) -> str | None:
        """Write what the terminal accepts now; what the thread has to write, or `None`."""
        if self.direct is not None and not self.is_pending:
            data = text.encode(self._file.encoding, self._file.errors or "strict")
            # The thread meets the same error, and handles it.
            with suppress(OSError):
                data = data[os.write(self.direct, data) :]
            if not data:
                return None
            # It may begin in the middle of a character, so it is stored as bytes.
            self._remainder, text = data, ""
        self._queued += 1
        return text

    def write(self, text: str) -> None:
        """Write the remainder of the text before, then `text`; blocks until the terminal accepts.

        Only the output thread calls this and `flush`.
        """
        self._written += 1
        remainder, self._remainder = self._remainder, b""
        self._file.buffer.write(remainder)
        self._file.write(text)

    def flush(self) -> None:
        """Block until the terminal has accepted everything."""
        written = self._written
        self._file.flush()
        self._flushed = written

    def fileno(self) -> int:
        """The first descriptor of the terminal."""
        return self._file.fileno()
