"""The queries whose answers are still on their way from the terminal."""

from __future__ import annotations

import re
import time
from threading import Condition

from seq_tui.terminal.background import ATTRIBUTES_REPORT, BACKGROUND_QUERY
from seq_tui.terminal.late_answer import LATENCY_QUERY

ANSWER_TIMEOUT = 1.0
"""Seconds after a query until which its answer is waited for."""

_MODE_QUERY = re.compile(r"\x1b\[\?(\d+)\$p")

SIZE_REPORTS_ON = "\x1b[?2048h"
"""Switches on reports of the size, the first of which comes at once."""

SIZE_REPORT = "size"
"""The answer to that, beside the numbers of the modes."""

_ANSWERS = {
    SIZE_REPORTS_ON: SIZE_REPORT,
    BACKGROUND_QUERY: ATTRIBUTES_REPORT,
    LATENCY_QUERY: ATTRIBUTES_REPORT,
}


class PendingQueries:
    """Waits for answers, which a shell would otherwise take for typed text."""

    def __init__(self) -> None:
        self._changed = Condition()
        self._pending: dict[str, float] = {}
        """The time of each query by its answer."""
        self._deadline = 0.0
        self._is_lost = False

    @property
    def is_pending(self) -> bool:
        """Whether an answer is still expected."""
        return bool(self._pending)

    def sent(self, output: str) -> None:
        """Note the query in `output`, if it is one."""
        query = _MODE_QUERY.fullmatch(output)
        answer = query[1] if query else _ANSWERS.get(output)
        # A terminal that is gone also continues the process, which then asks again.
        if answer is not None and not self._is_lost:
            with self._changed:
                self._pending[answer] = now = time.monotonic()
                self._deadline = now + ANSWER_TIMEOUT

    def answered(self, answers: set[str]) -> float:
        """Note answers: numbers of modes, `SIZE_REPORT` and `ATTRIBUTES_REPORT`.

        Returns:
            The seconds that the quickest of them took; 0 if none was expected.
        """
        now = time.monotonic()
        with self._changed:
            asked_at = [self._pending.pop(answer) for answer in answers & self._pending.keys()]
            self._changed.notify_all()
        return now - max(asked_at, default=now)

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
