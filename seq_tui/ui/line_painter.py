"""Paints cells as a line, in the styles that a style sheet gives to their roles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

if TYPE_CHECKING:
    from textual.widget import Widget

    from seq_tui.ui.cells import Cell, Line

PALE = {"quiet", "placeholder"}
"""Roles whose colour is hard to read under the cursor, which replaces it by its own."""


StyleKey = tuple[str, bool, bool]
"""A role, whether it is under the cursor, and whether it is on a band."""


class LinePainter:
    """Paints lines with a widget's component styles, which it caches.

    Args:
        widget: has the component classes.
        prefix: of their names, which are ``PREFIX--ROLE``.
    """

    def __init__(self, widget: Widget, prefix: str) -> None:
        self._widget = widget
        self._prefix = prefix
        self._styles: dict[StyleKey, Style] = {}
        self._is_expired = False

    def paint(self, line: Line, *, is_cursor: bool = False) -> Strip:
        """The line as a strip; that of the cursor has its background from end to end."""
        pieces: list[tuple[str, Style]] = []
        width = 0
        for cell in line:
            text, style = cell.text, self._style(cell, is_cursor)
            width += cell_len(text)
            if pieces and pieces[-1][1] == style:
                text = pieces.pop()[0] + text
            pieces.append((text, style))
        return Strip([Segment(*piece) for piece in pieces], width)

    def clear_styles(self) -> None:
        """Look up the styles again, as the widget's have changed."""
        self._styles.clear()

    def expire_styles(self) -> None:
        """The widget's styles may have changed: `update_styles` tells whether they have."""
        self._is_expired = True

    def update_styles(self) -> set[bool]:
        """Look up the styles again if they have expired.

        Returns:
            For each style that has changed, whether it is one under the cursor.
        """
        if not self._is_expired:
            return set()
        self._is_expired = False
        before, self._styles = self._styles, {}
        return {key[1] for key, style in before.items() if self._style_of(key) != style}

    def _style(self, cell: Cell, is_cursor: bool) -> Style:
        return self._style_of((cell.role, is_cursor, cell.is_banded))

    def _style_of(self, key: StyleKey) -> Style:
        style = self._styles.get(key)
        if style is None:
            role, is_cursor, is_banded = key
            style = self._component(role) if role else self._widget.rich_style
            if is_cursor:
                # Only the cursor's own background, so that it has no gaps.
                colour = None if role in PALE else style.color
                underline = style.underline or None
                style = self._component("cursor") + Style(color=colour, underline=underline)
            if is_banded:
                band = self._component("band-cursor" if is_cursor else "band")
                style += Style(bgcolor=band.bgcolor)
            self._styles[key] = style
        return style

    def _component(self, role: str) -> Style:
        return self._widget.get_component_rich_style(f"{self._prefix}--{role}")
