"""The one sanitiser of foreign text.

Textual and a plain ``print`` hand escape sequences, C1 controls and direction marks straight to
the terminal, where a sequence's name could rewrite the title, the clipboard or the line beside it.
`clean` makes each such character visible and inert, so that nobody has to trust a name.
"""

from __future__ import annotations

import re

ELLIPSIS = "…"

_SYMBOL = (
    r"\U0001F000-\U0001FAFF\u2190-\u2BFF"
    r"\u00A9\u00AE\u203C\u2049\u2122\u2139\u3030\u303D\u3297\u3299"
)
"""What an emoji is made of; outside the blocks of symbols, each that Unicode styles as one."""

_JOINED = re.compile(
    rf"(?<=[{_SYMBOL}])[\uFE0E\uFE0F]"
    rf"|(?<=[{_SYMBOL}\uFE0F])\u200D(?=[{_SYMBOL}])"
    r"|(?<=[0-9#*])\uFE0F(?=\u20E3)"  # keycaps
)
"""What joins or styles emoji: terminals disagree on the width of such a cluster, but all agree on
the width of its parts."""

_INERT = re.compile(
    "["
    "\x00-\x1f\x7f-\x9f"  # C0, DEL, C1
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"  # invisible
    "\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffc\ufffe\uffff"
    "\ud800-\udfff"  # lone surrogates
    "\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"  # layout without ink
    "\U000e0000-\U000e0fff"  # tags, more variants
    "]"
)

_COMBINING = re.compile(
    "([\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]{4})"
    "[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]+"
)
"""A stack of marks higher than any script needs."""


_KEPT = "\u00ad\u200d\ufe0e\ufe0f"
"""Invisible, but harmless on a screen, and part of what somebody may look for."""


def strip_controls(text: str) -> str:
    """What was typed or pasted, without the characters that a terminal would obey.

    They are dropped and not spelled out, because what is left is what to search for.
    """
    return _INERT.sub(lambda match: match[0] if match[0] in _KEPT else "", text)


def sanitize(text: str, *, lines: bool = False, limit: int | None = None) -> str:
    """Foreign text with nothing in it that a terminal would obey or hide.

    Args:
        text: what came from a service, a file or a user.
        lines: keep line feeds and tabs, for text that is shown over several lines.
        limit: cut after so many characters, with an ellipsis.
    """
    if limit is not None and len(text) > limit:
        text = text[:limit] + ELLIPSIS
    if text.isascii() and text.isprintable():
        return text
    text = _COMBINING.sub(r"\1", _JOINED.sub("", text))
    return _INERT.sub(_keep_lines if lines else _visible, text)


def _visible(match: re.Match[str]) -> str:
    character = match[0]
    code = ord(character)
    if code < 0x20:
        return chr(0x2400 + code)
    if character == "\x7f":
        return "\u2421"
    if 0xD800 <= code <= 0xDFFF:
        return "\ufffd"
    return f"⟨U+{code:04X}⟩"


def _keep_lines(match: re.Match[str]) -> str:
    return match[0] if match[0] in "\n\t" else _visible(match)
