"""The one sanitizer of foreign text.

Textual and a plain ``print`` send escape sequences, C1 controls and direction marks straight to the
terminal, where the name of a sequence could change the title, the clipboard or the line beside it.
`sanitize` makes each such character visible and inert.

The patterns are compiled when they are first needed, which takes a millisecond (measured).
"""

from __future__ import annotations

import re
from functools import cache

ELLIPSIS = "…"

_SYMBOL = (
    r"\U0001F000-\U0001FAFF\u2190-\u2BFF"
    r"\u00A9\u00AE\u203C\u2049\u2122\u2139\u3030\u303D\u3297\u3299"
)
"""The characters that emoji are made of: blocks of symbols, and the others with an emoji style."""

_EMOJI_JOINERS = (
    rf"(?<=[{_SYMBOL}])[\uFE0E\uFE0F]"
    rf"|(?<=[{_SYMBOL}\uFE0F])\u200D(?=[{_SYMBOL}])"
    r"|(?<=[0-9#*])\uFE0F(?=\u20E3)"  # keycaps
)
"""Characters that join or style emoji. They are removed, because terminals disagree on the width of
an emoji sequence, but agree on the width of its parts."""

_UNSAFE = (
    "["
    "\x00-\x1f\x7f-\x9f"  # C0, DEL, C1
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"  # invisible
    "\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffc\ufffe\uffff"
    "\ud800-\udfff"  # lone surrogates
    "\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"  # layout without ink
    "\U000e0000-\U000e0fff"  # tags, more variants
    "]"
)

_COMBINING = (
    "([\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]{4})"
    "[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]+"
)
"""More combining marks in a row than any script needs."""

_FIRST_COMBINING = "\u0300"
"""Of the characters before it, all that are unsafe are not printable either."""

_SEARCHABLE = "\u00ad\u200d\ufe0e\ufe0f"
"""Invisible, but harmless on a screen, and possibly part of a name that a user searches for."""


def strip_controls(text: str) -> str:
    """Remove the characters that a terminal would obey from typed or pasted text.

    They are not made visible, because what remains is the text to search for.
    """
    if _is_plain(text):
        return text
    return _compiled(_UNSAFE).sub(lambda match: match[0] if match[0] in _SEARCHABLE else "", text)


def sanitize(text: str, *, lines: bool = False, limit: int | None = None) -> str:
    """Make each character of foreign text visible that a terminal would obey or hide.

    Args:
        text: text from a service, a file or a user.
        lines: keep line feeds and tabs, for text that is shown on several lines.
        limit: cut the text after this many characters and add an ellipsis.
    """
    if limit is not None and len(text) > limit:
        text = text[:limit] + ELLIPSIS
    if _is_plain(text):
        return text
    text = _compiled(_COMBINING).sub(r"\1", _compiled(_EMOJI_JOINERS).sub("", text))
    return _compiled(_UNSAFE).sub(_visible_but_lines if lines else _visible, text)


def _is_plain(text: str) -> bool:
    """Whether a look at the characters shows that there is nothing to replace."""
    return text.isprintable() and (text.isascii() or max(text) < _FIRST_COMBINING)


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


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


def _visible_but_lines(match: re.Match[str]) -> str:
    return match[0] if match[0] in "\n\t" else _visible(match)
