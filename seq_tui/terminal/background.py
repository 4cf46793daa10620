"""The colour of the terminal's background, which it reports if it is asked (xterm, OSC 11)."""

from __future__ import annotations

import re

from textual.message import Message

BACKGROUND_QUERY = "\x1b]11;?\x1b\\\x1b[c"
"""Asks for the background, and then for the terminal's attributes. Every terminal answers the
second question, so an answer to the first one that never comes is not waited for."""

ATTRIBUTES_REPORT = "attributes"
"""The answer to the second question."""

_BACKGROUND = re.compile(
    r"11;rgba?:([0-9a-fA-F]{1,4})/([0-9a-fA-F]{1,4})/([0-9a-fA-F]{1,4})(?:/.*)?"
)


class BackgroundReported(Message):
    """The terminal has said which background it has.

    Args:
        colour: the levels of red, green and blue, from 0 to 255.
    """

    def __init__(self, colour: tuple[int, int, int]) -> None:
        super().__init__()
        self.colour = colour


def background_report(text: str) -> BackgroundReported | None:
    """The report in a control string; `None` if it is another one."""
    match = _BACKGROUND.fullmatch(text)
    if match is None:
        return None
    # One to four digits are a share of the largest number of as many.
    red, green, blue = (
        int(digits, 16) * 255 // (16 ** len(digits) - 1) for digits in match.groups()
    )
    return BackgroundReported((red, green, blue))
