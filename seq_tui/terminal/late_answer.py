"""An answer of the terminal that took long, which shows that the link to it is slow."""

from __future__ import annotations

from textual.message import Message

SLOW_ANSWER = 0.15
"""Seconds after which an answer is late. Terminals answer at once, so a key and its effect are on
their way for as long."""

LATENCY_QUERY = "\x1b[c"
"""Asks for the terminal's attributes, only to see how long the answer takes; every terminal answers
this one, GNU screen too, which answers no query for a mode."""


class LateAnswer(Message):
    """The terminal has answered late.

    Args:
        seconds: after the query.
    """

    def __init__(self, seconds: float) -> None:
        super().__init__()
        self.seconds = seconds
