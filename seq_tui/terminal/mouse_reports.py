"""Reads the control sequences of the mouse (mode 1006), in cells or in pixels (mode 1016)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from textual.events import (
    MouseDown,
    MouseMove,
    MouseScrollDown,
    MouseScrollLeft,
    MouseScrollRight,
    MouseScrollUp,
    MouseUp,
)

if TYPE_CHECKING:
    from textual.events import MouseEvent, Resize

_REPORT = re.compile(r"<([0-9]{1,4});(-?[0-9]{1,7});(-?[0-9]{1,7})")

SHIFT, META, CTRL, MOVED, WHEEL = 4, 8, 16, 32, 64
"""The bits of the button."""

WHEEL_EVENTS = (MouseScrollUp, MouseScrollDown, MouseScrollLeft, MouseScrollRight)


class MouseReports:
    """Reads reports, each of which needs the position of the one before."""

    def __init__(self) -> None:
        self._x = self._y = 0.0
        self._cell = (1.0, 1.0)
        """The width and height of a cell, in the units of the reports."""

    def measure_in_pixels(self, size: Resize) -> None:
        """Read positions as pixels of a terminal of this size from now on."""
        pixels = size.pixel_size
        if pixels is not None and pixels.width and pixels.height:
            self._cell = (pixels.width / size.size.width, pixels.height / size.size.height)

    def read(self, parameters: str, final: str) -> MouseEvent | None:
        """The event of a control sequence that ends with ``M`` or ``m``.

        Sequences of other modes are not read, and neither are positions before the first cell.
        """
        report = _REPORT.fullmatch(parameters)
        if report is None:
            return None
        buttons, column, row = map(int, report.groups())
        if column < 1 or row < 1:
            return None
        x, y = (column - 1) / self._cell[0], (row - 1) / self._cell[1]
        delta_x, delta_y = int(x) - int(self._x), int(y) - int(self._y)
        self._x, self._y = x, y
        button = 0 if buttons & WHEEL else (buttons + 1) & 3
        return self._kind(buttons, button, final)(
            None,
            x,
            y,
            delta_x,
            delta_y,
            button,
            bool(buttons & SHIFT),
            bool(buttons & META),
            bool(buttons & CTRL),
            screen_x=x,
            screen_y=y,
        )

    def _kind(self, buttons: int, button: int, final: str) -> type[MouseEvent]:
        if buttons & WHEEL:
            return WHEEL_EVENTS[buttons & 3]
        # A movement without a button looks like a press of none.
        if buttons & MOVED or not button:
            return MouseMove
        return MouseDown if final == "M" else MouseUp
