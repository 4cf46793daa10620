"""Interprets the output of a terminal program: the picture, the modes, the kinds of controls."""

from __future__ import annotations

import re
from codecs import getincrementaldecoder
from typing import TYPE_CHECKING

import pyte
from rich.cells import cell_len

if TYPE_CHECKING:
    from collections.abc import Iterator

_CONTROL = re.compile(
    r"\x1b\[(?P<parameters>[0-?]*)(?P<final>[ -/]*[@-~])"
    r"|\x1b\](?P<osc>[^\x07\x1b]*)(?:\x07|\x1b\\)"
    r"|\x1b(?P<string>[PX^_])(?:[^\x1b]|\x1b[^\\])*\x1b\\"
    r"|\x1b(?P<escape>[ -/]*[0-~])"
    r"|(?P<c0>[\x00-\x1f\x7f])"
    r"|(?P<c1>[\x80-\x9f])"
    r"|(?P<not_utf8>[\udc80-\udcff])"
)

_UNFINISHED = re.compile(
    r"\x1b(?:\[[0-?]*[ -/]*|\][^\x07\x1b]*\x1b?|[PX^_](?:[^\x1b]|\x1b[^\\])*\x1b?|[ -/]*)?\Z"
)

_STRINGS = {"P": "DCS", "X": "SOS", "^": "PM", "_": "APC"}

_ON_FROM_THE_START = {7, 25}
"""Line wrap and the cursor; all other private modes are off at first."""


def kinds(output: bytes) -> set[str]:
    """The kinds of control sequences in `output`, such as ``CSI ?h``, ``OSC 52``, ``C0 07``."""
    return {_kind(match) for match in _CONTROL.finditer(_decoded(output))}


def _kind(match: re.Match[str]) -> str:
    if match["final"]:
        private = match["parameters"][:1] if match["parameters"][:1] in "<=>?" else ""
        return f"CSI {private}{match['final']}"
    if match["osc"] is not None:
        return f"OSC {match['osc'].partition(';')[0]}"
    if match["string"]:
        return _STRINGS[match["string"]]
    if match["escape"]:
        return f"ESC {match['escape']}"
    return f"{match.lastgroup} {ord(match[0]):02x}".replace("c0", "C0").replace("c1", "C1")


def modes_left_on(output: bytes) -> set[str]:
    """How the private modes differ from those of a new terminal after some output.

    ``?1049`` is a mode that was left on, ``?25 off`` one that was left off, ``kitty`` a keyboard
    protocol that was pushed and not popped, ``pointer`` another shape of the mouse pointer.
    """
    modes: dict[int, bool] = {}
    kitty, pointer = 0, "default"
    for match in _CONTROL.finditer(_decoded(output)):
        parameters, final = match["parameters"] or "", match["final"]
        if parameters.startswith("?") and final in ("h", "l"):
            modes |= {int(mode): final == "h" for mode in parameters[1:].split(";")}
        elif final == "u":
            kitty += {">": 1, "<": -1}.get(parameters[:1], 0)
        elif (match["osc"] or "").startswith("22;"):
            pointer = match["osc"].removeprefix("22;")
    left = {f"?{mode}" for mode, on in modes.items() if on and mode not in _ON_FROM_THE_START}
    left |= {f"?{mode} off" for mode in _ON_FROM_THE_START if not modes.get(mode, True)}
    left |= {"kitty"} if kitty > 0 else set()
    return left | ({"pointer"} if pointer != "default" else set())


class Picture:
    """The content of the screen: a `pyte` screen, and a second one for the alternate screen."""

    def __init__(self, columns: int, rows: int) -> None:
        self._main, self._alternate = pyte.Screen(columns, rows), pyte.Screen(columns, rows)
        self._shown = self._main
        self._stream = pyte.Stream(self._main)
        self._decode = getincrementaldecoder("utf-8")("replace").decode
        self._unfinished = ""

    def feed(self, output: bytes) -> None:
        """Draw the next bytes, which may end in the middle of a character or a sequence."""
        text = self._unfinished + self._decode(output)
        unfinished = _UNFINISHED.search(text)
        end = unfinished.start() if unfinished else len(text)
        self._unfinished = text[end:]
        for piece in _drawable(text[:end]):
            if piece in ("\x1b[?1049h", "\x1b[?1049l"):
                self._switch(alternate=piece.endswith("h"))
            else:
                self._stream.feed(piece)

    def resize(self, columns: int, rows: int) -> None:
        """Change the size of both screens."""
        self._main.resize(rows, columns)
        self._alternate.resize(rows, columns)

    @property
    def lines(self) -> list[str]:
        """The rows as text, each as wide as the screen; also in the middle of a frame."""
        return [self._line(row) for row in range(self._shown.lines)]

    def _line(self, row: int) -> str:
        # `pyte` fails on the second half of a wide character whose first half was overwritten.
        line = self._shown.buffer[row]
        cells = [line[column].data for column in range(self._shown.columns)]
        halves = zip(cells, ["", *cells], strict=False)
        return "".join(cell or " " * (cell_len(before) < 2) for cell, before in halves)

    @property
    def text_at_cursor(self) -> tuple[str, str]:
        """The line of the cursor, hidden or not: the text before it, and that from it on."""
        cursor = self._shown.cursor
        cells = [self._shown.buffer[cursor.y][x].data for x in range(self._shown.columns)]
        return "".join(cells[: cursor.x]), "".join(cells[cursor.x :])

    def _switch(self, *, alternate: bool) -> None:
        self._shown = self._alternate if alternate else self._main
        if alternate:
            self._shown.reset()
        self._stream = pyte.Stream(self._shown)


def _drawable(text: str) -> Iterator[str]:
    """Text, and the controls that `pyte` knows; it would draw parts of others as text."""
    start = 0
    for match in _CONTROL.finditer(text):
        yield text[start : match.start()]
        start = match.end()
        is_csi = match["final"] is not None and len(match["final"]) == 1
        if (
            match["c0"]
            or match["escape"]
            or (is_csi and match["parameters"][:1] not in ("<", "=", ">"))
        ):
            yield match[0]
    yield text[start:]


def _decoded(output: bytes) -> str:
    return output.decode(errors="surrogateescape")
