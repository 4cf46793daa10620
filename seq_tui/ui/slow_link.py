"""An app that draws less where the link to the terminal is slow."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING

from textual import on

from seq_tui.terminal.late_answer import LATENCY_QUERY, LateAnswer
from seq_tui.terminal.watchdog import WatchedApp
from seq_tui.ui.timers import call_after

if TYPE_CHECKING:
    from textual.message_pump import MessagePump

SECOND_QUERY_DELAY = 1.0
"""Seconds from a late answer to the second query. The program is busy while it starts, and may read
an answer late that came in time."""


class Probe(Enum):
    """How far it is known whether the link is slow."""

    FIRST_ANSWER = auto()
    """An answer to the queries of the start is awaited."""

    PAUSE = auto()
    """It was late; the second query is still to be sent."""

    SECOND_ANSWER = auto()
    DONE = auto()


class SlowLinkApp(WatchedApp):
    """An app that knows whether the link to its terminal is slow; then its debounces are longer.

    It finds out by the answers to the queries that the terminal is sent at the start, so that a
    terminal nearby is sent nothing for it, and nothing waits.
    """

    _probe = Probe.FIRST_ANSWER

    def choose_link(self, is_slow: bool | None) -> None:
        """Follow the user's choice; `None` to find out."""
        self.is_slow = bool(is_slow)
        self._probe = Probe.FIRST_ANSWER if is_slow is None else Probe.DONE

    @on(LateAnswer)
    def _answer_was_late(self, message: LateAnswer) -> None:
        if self._probe is Probe.FIRST_ANSWER:
            self._probe = Probe.PAUSE
            call_after(self, SECOND_QUERY_DELAY, self._ask_again)
        elif self._probe is Probe.SECOND_ANSWER:
            self._probe = Probe.DONE
            self.is_slow = True
            if self.terminal_driver is not None:
                self.terminal_driver.report_drags_only()
            self.link_found_slow(message.seconds)

    def _ask_again(self) -> None:
        self._probe = Probe.SECOND_ANSWER
        if self.terminal_driver is not None:
            self.terminal_driver.write(LATENCY_QUERY)

    def link_found_slow(self, seconds: float) -> None:
        """Do what else is to be done; the terminal took so long to answer."""


def slow_sentences(seconds: float) -> tuple[str, ...]:
    """What to say of a link that was found to be slow, the longest form first."""
    return (
        f"Slow link: an answer takes {seconds * 1000:.0f} ms, so less is drawn."
        " --no-slow switches this off.",
        "Slow link: less is drawn. --no-slow switches this off.",
        "Slow link: see --no-slow.",
    )


def is_link_slow(pump: MessagePump) -> bool:
    """Whether the link between the app of a widget and its terminal is slow."""
    app = pump.app
    return isinstance(app, SlowLinkApp) and app.is_slow
