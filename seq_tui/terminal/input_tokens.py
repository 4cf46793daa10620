"""Divides what a terminal sends into characters, control sequences and pasted text (ECMA-48).

Any input is divided without an error, wherever the reads split it. What is malformed or unfinished
is dropped, so that no part of a sequence is taken for typed text.
"""

from __future__ import annotations

import re
from enum import Enum, auto
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

ESC = "\x1b"

COMMAND_INTRODUCERS = ("]", "\x9d", "\udc9d")
"""How an operating system command begins, after an escape character or in one of 8 bits."""

PASTE_END = "\x1b[201~"
"""The control sequence after pasted text."""

STRING_TIMEOUT = 5.0
"""Seconds without input after which a control string or pasted text was cut off."""

MAX_LENGTH = 1 << 20
"""Most characters of a control sequence that are read; no key has so many."""

RXVT_SHIFTED = frozenset({"2", "3", "5", "6", "7", "8", "23", "24"})
"""The keys whose sequences rxvt ends with ``$``, although that is no final character."""

_TEXT = re.compile(r"[^\x1b\x80-\x9f\udc80-\udc9f]+")
_CSI_BODY = re.compile(r"[ -#%-?]*")
_SS3_BODY = re.compile(r"[0-9;]*")
_STRING_BODY = re.compile(r"[^\x00-\x07\x0e-\x1f\x9c\udc9c]*")

_NUMBERED = r"[<-?]?\d[0-?]*[ -/]*(?:[@-~]|\Z)"
_KEY_END = r"(?=\x1b|\Z)"
_LATE = {
    "[": rf"{_NUMBERED}|[A-DFHIOPQRSZ]{_KEY_END}|\[[A-E]{_KEY_END}|M...",
    "O": rf"\d?[A-DFHP-S]{_KEY_END}",
    "]": r"\d+;",
    "P": r"[>!]\||\d[$+]r",
    "_": "G[a-zA-Z]=",
}
"""How a sequence continues whose introducer a slow link delivered alone. Nothing that is typed is
mistaken for it, because it is longer than a key, or no command, and all that was read."""

_LATE_TAILS = {
    ESC: re.compile(
        "|".join(rf"{re.escape(key)}(?:{tail})" for key, tail in _LATE.items()), re.DOTALL
    )
} | {f"{ESC}{key}": re.compile(tail, re.DOTALL) for key, tail in _LATE.items()}


class TokenKind(Enum):
    """What the text of a token is."""

    TEXT = auto()
    """Characters that stand for themselves, also C0 controls."""

    ESCAPED = auto()
    """One character after an escape character."""

    CSI = auto()
    """The parameters, intermediate characters and final character of a control sequence."""

    SS3 = auto()
    """The same of a single shift, which begins with ``ESC O``."""

    COMMAND = auto()
    """The text of an operating system command, which begins with ``ESC ]``."""

    LONE = auto()
    """An introducer that nothing followed."""

    PASTE = auto()
    """Pasted text."""


class InputTokens:
    """Reads input piece by piece; each state is a method that returns how far it has read.

    Other control strings have no token: none of those that a terminal sends is a key.

    Args:
        lone_timeout: seconds without input after which an introducer was a key: Escape, or Alt and
            a character.
    """

    def __init__(self, lone_timeout: float) -> None:
        self._lone_timeout = lone_timeout
        self._introduced = {"[": self._csi, "O": self._ss3} | dict.fromkeys("PX]^_", self._string)
        self._patient: tuple[Callable[[str, int], int], ...] = (
            *(self._ground, self._string_escape, self._linux_key, self._x10_mouse),
        )
        """The states that no key ends in."""
        self._state: Callable[[str, int], int] = self._ground
        self._tokens: list[tuple[TokenKind, str]] = []
        self._introducer = ""
        self._parts: list[str] = []
        """What followed the introducer, or the text that is being pasted."""
        self._length = 0
        """How much followed the introducer."""
        self._late_tail: re.Pattern[str] | None = None
        """What continues the sequence after its introducer was alone."""

    @property
    def timeout(self) -> float | None:
        """Seconds without input after which to call `expire`; `None` for never."""
        if self._late_tail is not None or self._state in self._patient:
            return None
        if self._state == self._paste:
            return STRING_TIMEOUT
        if not self._length:
            return self._lone_timeout
        # Of a sequence that has begun, the rest is never typed text, however late it comes.
        return STRING_TIMEOUT if self._state == self._string else None

    def feed(self, text: str) -> list[tuple[TokenKind, str]]:
        """The tokens that end in `text`."""
        # Half a character is no text yet.
        if self._late_tail is not None and text:
            if not self._late_tail.match(text):
                self._begin(self._ground)
            self._late_tail = None
        position = 0
        while position < len(text):
            position = self._state(text, position)
        tokens, self._tokens = self._tokens, []
        return tokens

    def expire(self) -> list[tuple[TokenKind, str]]:
        """The tokens that end because nothing followed."""
        if self._state == self._paste:
            pasted = "".join(self._parts)
            self._begin(self._ground)
            return [(TokenKind.PASTE, _without_part_of_end(pasted))]
        introducer, is_lone = self._introducer, not self._length
        self._late_tail = _LATE_TAILS.get(introducer) if is_lone else None
        if self._late_tail is None:
            self._begin(self._ground)
        return [(TokenKind.LONE, introducer)] if is_lone else []

    def _begin(self, state: Callable[[str, int], int], introducer: str = "") -> None:
        self._state, self._introducer = state, introducer
        self._parts.clear()
        self._length = 0

    def _add(self, part: str) -> None:
        self._length += len(part)
        if self._length <= MAX_LENGTH:
            self._parts.append(part)

    def _end(self, kind: TokenKind, final: str) -> None:
        if self._length <= MAX_LENGTH:
            self._tokens.append((kind, "".join(self._parts) + final))
        self._begin(self._ground)

    def _ground(self, text: str, position: int) -> int:
        if run := _TEXT.match(text, position):
            self._tokens.append((TokenKind.TEXT, run[0]))
            return run.end()
        character = text[position]
        if character == ESC:
            self._begin(self._escape, ESC)
        # An 8-bit control, alone or in a byte that is not UTF-8. It stands for two characters.
        elif state := self._introduced.get(chr(ord(character) & 0x1F | 0x40)):
            self._begin(state, character)
        return position + 1

    def _escape(self, text: str, position: int) -> int:
        character = text[position]
        if character == ESC:
            self._tokens.append((TokenKind.LONE, ESC))
        elif state := self._introduced.get(character):
            self._begin(state, ESC + character)
        else:
            self._end(TokenKind.ESCAPED, character)
        return position + 1

    def _csi(self, text: str, position: int) -> int:
        position = self._read_body(_CSI_BODY, text, position)
        if position == len(text):
            return position
        final = text[position]
        if final == "$":
            is_final = self._length <= 2 and "".join(self._parts) in RXVT_SHIFTED
        else:
            is_final = "@" <= final <= "~"
            if not is_final:
                self._begin(self._ground)
                return position
        if is_final:
            self._end_csi(final)
        else:
            self._add(final)
        return position + 1

    def _end_csi(self, final: str) -> None:
        if final in "[M" and not self._length:
            self._state = self._linux_key if final == "[" else self._x10_mouse
        elif final == "~" and "".join(self._parts) == "200":
            self._begin(self._paste)
        else:
            self._end(TokenKind.CSI, final)

    def _ss3(self, text: str, position: int) -> int:
        position = self._read_body(_SS3_BODY, text, position)
        if position == len(text):
            return position
        if not " " <= text[position] <= "~":
            self._begin(self._ground)
            return position
        self._end(TokenKind.SS3, text[position])
        return position + 1

    def _linux_key(self, text: str, position: int) -> int:
        """The last character of a function key of the Linux console."""
        if not "A" <= text[position] <= "E":
            self._begin(self._ground)
            return position
        self._end(TokenKind.CSI, "[" + text[position])
        return position + 1

    def _x10_mouse(self, text: str, position: int) -> int:
        """A button and two coordinates, each a character from a space on."""
        if text[position] < " ":
            self._begin(self._ground)
            return position
        self._length += 1
        if self._length == 3:
            self._begin(self._ground)
        return position + 1

    def _string(self, text: str, position: int) -> int:
        """A control string, up to its terminator or a control that it cannot contain."""
        end = self._read_body(_STRING_BODY, text, position)
        if end == len(text):
            return end
        if text[end] == ESC:
            self._state = self._string_escape
        elif text[end] in "\x07\x9c\udc9c":
            self._end_string()
        else:
            self._begin(self._ground)
            return end
        return end + 1

    def _end_string(self) -> None:
        if self._introducer.endswith(COMMAND_INTRODUCERS):
            self._end(TokenKind.COMMAND, "")
        else:
            self._begin(self._ground)

    def _string_escape(self, text: str, position: int) -> int:
        if text[position] == "\\":
            self._end_string()
            return position + 1
        self._begin(self._escape, ESC)
        return position

    def _paste(self, text: str, position: int) -> int:
        """Pasted text, which nothing but its exact end can end."""
        before = self._parts.pop() if self._parts else ""
        content = before + text[position:]
        end = content.find(PASTE_END)
        if end == -1:
            # The end may be split, so what it may begin with is looked at again.
            split = max(0, len(content) - len(PASTE_END) + 1)
            self._parts += [content[:split], content[split:]]
            return len(text)
        self._tokens.append((TokenKind.PASTE, "".join([*self._parts, content[:end]])))
        self._begin(self._ground)
        return position + end + len(PASTE_END) - len(before)

    def _read_body(self, body: re.Pattern[str], text: str, position: int) -> int:
        if match := body.match(text, position):
            self._add(match[0])
            position = match.end()
        return position


def _without_part_of_end(pasted: str) -> str:
    """Pasted text without a beginning of its end that nothing followed."""
    lengths = range(len(PASTE_END) - 1, 0, -1)
    cut = next((length for length in lengths if pasted.endswith(PASTE_END[:length])), 0)
    return pasted.removesuffix(PASTE_END[:cut])
