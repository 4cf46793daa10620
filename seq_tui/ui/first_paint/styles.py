"""What the style sheets come to on the first screen, for whoever draws it before they are read."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from rich.color import Color, ColorSystem

if TYPE_CHECKING:
    from collections.abc import Mapping

TRUE_COLOUR = ("truecolor", "24bit")
"""What ``COLORTERM`` says of a terminal with all colours."""

MANY_COLOURS = ("-256color", "-kitty")
"""What ``TERM`` ends in where there are 256 of them."""

BACKGROUND, PANEL, CURSOR = "#1a1b26", "#414868", "#423a5a"


class TextStyle(NamedTuple):
    """How a piece of a line looks."""

    colour: str
    background: str = BACKGROUND
    is_bold: bool = False


TEXT = TextStyle("#a9b1d6")

STYLES = {
    "": TEXT,
    "name": TEXT,
    "email": TextStyle("#bb9af7"),
    "reply": TextStyle("#7aa2f7"),
    "task": TextStyle("#dfaf68"),
    "unknown": TextStyle("#f6768e"),
    "quiet": TextStyle("#6f758f"),
    "cursor mark": TextStyle("#fe9e64", CURSOR),
    "cursor name": TextStyle("#a9b1d6", CURSOR),
    "border": TextStyle("#8a73b8"),
    "border beside": TextStyle("#363949"),
    "placeholder": TextStyle("#717178"),
    "panel": TextStyle("#a9b1d6", PANEL),
    "brand": TextStyle("#bb9af7", PANEL, is_bold=True),
    "account": TextStyle("#a9b1d6", PANEL),
    "position": TextStyle("#949cc0", PANEL),
    "live": TextStyle("#9ece6a", PANEL, is_bold=True),
    "archive": TextStyle("#9ece6a", PANEL, is_bold=True),
    "demo": TextStyle("#dfaf68", PANEL, is_bold=True),
    "loading": TextStyle("#7f87aa", PANEL, is_bold=True),
}
"""By the role of a cell, or by the state that is said; a test compares them to the style sheets."""


def colour_system(environ: Mapping[str, str]) -> ColorSystem | None:
    """The colours that Textual will take this terminal to have; `None` where they are few."""
    if environ.get("COLORTERM", "").strip().lower() in TRUE_COLOUR:
        return ColorSystem.TRUECOLOR
    term = environ.get("TERM", "").strip().lower()
    return ColorSystem.EIGHT_BIT if f"-{term}".endswith(MANY_COLOURS) else None


@cache
def sgr_of(look: TextStyle, system: ColorSystem) -> str:
    """The control sequence of a look, worded as Textual words it."""
    colours = (
        code
        for name, is_foreground in ((look.colour, True), (look.background, False))
        for code in Color.parse(name).downgrade(system).get_ansi_codes(foreground=is_foreground)
    )
    return f"\x1b[{';'.join(('1',) * look.is_bold + tuple(colours))}m"
