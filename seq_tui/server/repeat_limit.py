"""Limits how often the same error is logged."""

from __future__ import annotations

import logging
from time import monotonic
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

PERIOD_S = 60.0


class RepeatLimit(logging.Filter):
    """Lets through one record a minute from each place in the code, and counts the others.

    A client that repeats a request that fails, or a thousand of them, could fill a disk otherwise.
    """

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        super().__init__()
        self._clock = clock
        self._seen: dict[tuple[str, int], tuple[float, int]] = {}
        """When a place last logged, and how many of its records were left out since."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether to log the record."""
        place, now = (record.pathname, record.lineno), self._clock()
        last, omitted = self._seen.get(place, (-PERIOD_S, 0))
        if now - last < PERIOD_S:
            self._seen[place] = (last, omitted + 1)
            return False
        self._seen[place] = (now, 0)
        if omitted:
            record.msg, record.args = f"{record.getMessage()} ({omitted} more before)", None
        return True
