"""The style classes that an app's breakpoints give to a screen of a certain size.

Textual sets them after the first layout (8.2.8), so a narrow terminal would be laid out twice.

Needed until Textual applies breakpoints before the first layout of a screen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.geometry import Size
    from textual.screen import Screen


def breakpoint_classes(screen: Screen[None], size: Size) -> set[str]:
    """The classes for the width and the height of `size`."""
    app = screen.app
    return screen._get_breakpoint_classes(
        size.width, app.HORIZONTAL_BREAKPOINTS or []
    ) | screen._get_breakpoint_classes(size.height, app.VERTICAL_BREAKPOINTS or [])
