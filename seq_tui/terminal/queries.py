"""The queries whose answers are still on their way from the terminal."""

from __future__ import annotations

import re
import time
from threading import Condition

ANSWER_TIMEOUT = 1.0
"""Seconds after a query until which its answer is waited for."""

_QUERY = re.compile(r"\x1b\[\?(\d+)\$p")

SIZE_REPORTS_ON = "\x1b[?2048h"
"""Switches on reports of the size, the first of which comes at once."""

SIZE_REPORT = "size"
"""The answer to that, beside the numbers of the modes."""


class PendingQueries:
    """Waits for answers, which a shell would otherwise take for typed text."""

    def __init__(self) -> None:
        self._changed = Condition()
        self._pending: set[str] = set()
        self._deadline = 0.0
        self._is_lost = False

    @property
    def is_pending(self) -> bool:
        """Whether an answer is still expected."""
        return bool(self._pending)

    def sent(self, output: str) -> None:
        """Note the query in `output`, if it is one."""
        query = _QUERY.fullmatch(output)
        # A terminal that is gone also continues the process, which then asks again.
        if (query or output == SIZE_REPORTS_ON) and not self._is_lost:
            with self._changed:
                self._pending.add(query[1] if query else SIZE_REPORT)
                self._deadline = time.monotonic() + ANSWER_TIMEOUT

    def answered(self, answers: set[str]) -> None:
        """Note answers: numbers of modes, and `SIZE_REPORT`."""
        if self._pending & answers:
            with self._changed:
                self._pending -= answers
                self._changed.notify_all()

    def give_up(self) -> None:
        """Expect no more answers, as the terminal is gone."""
        with self._changed:
            self._is_lost = True
            self._pending.clear()
            self._changed.notify_all()

    def wait(self) -> None:
        """Block until all answers have come, or none is expected any more; from any thread."""
        with self._changed:
            timeout = self._deadline - time.monotonic()
            if timeout > 0:
                self._changed.wait_for(lambda: not self._pending, timeout)
