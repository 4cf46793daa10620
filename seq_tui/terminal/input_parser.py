"""Turns the bytes that a terminal sends into Textual's events."""

from __future__ import annotations

import os
import re
from codecs import getincrementaldecoder
from typing import TYPE_CHECKING

from textual.constants import ESCAPE_DELAY, SMOOTH_SCROLL
from textual.events import AppBlur, AppFocus, Key, Paste, Resize
from textual.messages import InBandWindowResize, TerminalSupportsSynchronizedOutput

from seq_tui.terminal.background import ATTRIBUTES_REPORT, background_report
from seq_tui.terminal.input_tokens import InputTokens, TokenKind
from seq_tui.terminal.key_reports import character_keys, csi_keys, lone_keys, ss3_keys
from seq_tui.terminal.mouse_reports import MouseReports
from seq_tui.terminal.queries import SIZE_REPORT

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.message import Message

    from seq_tui.terminal.key_reports import KeyPress

SYNCHRONISED_OUTPUT, SIZE_REPORTS = "2026", "2048"
"""The modes that the driver asks for."""

MAX_CELLS = 1_000_000
"""More cells than any terminal has."""

ITERM = {"LC_TERMINAL": "iTerm2", "TERM_PROGRAM": "iTerm.app"}
"""Variables that iTerm sets."""

_MODE = re.compile(r"\?([0-9]{1,5});([0-9])\$")
_SIZE = re.compile("48" + r";([0-9]{1,5})(?::[0-9:]*)?" * 4)
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_NOT_UTF_8 = re.compile("[\udc80-\udcff]")


class InputParser:
    """Reads the input of one terminal. Whatever is in it, reading it raises no error."""

    def __init__(self) -> None:
        self._decode = getincrementaldecoder("utf-8")("surrogateescape").decode
        self._tokens = InputTokens(ESCAPE_DELAY)
        self._mouse = MouseReports()
        # iTerm has an error in one of the protocols that smooth scrolling needs (Textual 8.2.8).
        is_iterm = any(os.environ.get(name) == value for name, value in ITERM.items())
        self._reads_sizes = SMOOTH_SCROLL and not is_iterm
        self.answered: set[str] = set()
        """The modes whose state the terminal has reported, `SIZE_REPORT` for its size, and
        `ATTRIBUTES_REPORT`."""

    @property
    def timeout(self) -> float | None:
        """Seconds without input after which to call `expire`; `None` for never."""
        return self._tokens.timeout

    def feed(self, data: bytes) -> list[Message]:
        """The events that end in `data`."""
        return self._events(self._tokens.feed(self._decode(data)))

    def expire(self) -> list[Message]:
        """The events that end because nothing followed."""
        return self._events(self._tokens.expire())

    def _events(self, tokens: Iterable[tuple[TokenKind, str]]) -> list[Message]:
        events: list[Message] = []
        for kind, text in tokens:
            if kind is TokenKind.TEXT:
                keys = [key for each in _replaced(text) for key in character_keys(each)]
                events += _key_events(keys)
            elif kind is TokenKind.CSI:
                events += self._control_sequence(text[:-1], text[-1])
            elif kind is TokenKind.PASTE:
                events.append(Paste(_CONTROLS.sub("", _replaced(text))))
            elif kind is TokenKind.SS3:
                events += _key_events(ss3_keys(text))
            elif kind is TokenKind.COMMAND:
                report = background_report(text)
                events += [] if report is None else [report]
            elif kind is TokenKind.ESCAPED:
                events += _key_events(character_keys(_replaced(text), is_escaped=True))
            else:
                events += _key_events(lone_keys(text))
        return events

    def _control_sequence(self, parameters: str, final: str) -> list[Message]:
        if final in "Mm":
            event = self._mouse.read(parameters, final)
            return [] if event is None else [event]
        if final in "IO" and not parameters:
            return [AppFocus() if final == "I" else AppBlur()]
        if final == "t" and (size := _SIZE.fullmatch(parameters)):
            return self._size_report(*map(int, size.groups()))
        if final == "c" and parameters.startswith("?"):
            self.answered.add(ATTRIBUTES_REPORT)
            return []
        if final == "y" and (mode := _MODE.fullmatch(parameters)):
            return self._mode_report(mode[1], int(mode[2]))
        return _key_events(csi_keys(parameters, final))

    def _size_report(self, rows: int, columns: int, height: int, width: int) -> list[Message]:
        if not 0 < rows * columns <= MAX_CELLS:
            return []
        self.answered.add(SIZE_REPORT)
        resize = Resize.from_dimensions((columns, rows), (width, height))
        self._mouse.measure_in_pixels(resize)
        return [resize]

    def _mode_report(self, mode: str, state: int) -> list[Message]:
        self.answered.add(mode)
        if mode == SYNCHRONISED_OUTPUT and state:
            return [TerminalSupportsSynchronizedOutput()]
        if mode == SIZE_REPORTS and self._reads_sizes:
            return [InBandWindowResize.from_setting_parameter(state)]
        return []


def _key_events(keys: Iterable[KeyPress]) -> list[Message]:
    # What an input method typed is inserted like pasted text, as it may have several characters.
    return [Key(key, text) if key else Paste(text or "") for key, text in keys]


def _replaced(text: str) -> str:
    """The text with a replacement character for each byte that is not UTF-8."""
    return text if text.isascii() else _NOT_UTF_8.sub("\ufffd", text)
