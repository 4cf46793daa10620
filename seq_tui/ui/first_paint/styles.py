"""The styles of the first paint, which is drawn before the style sheets are read."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from rich.color import Color, ColorSystem

if TYPE_CHECKING:
    from collections.abc import Mapping

TRUE_COLOUR = ("truecolor", "24bit")
"""Values of ``COLORTERM`` that mean true colour; a test compares them with Rich."""

MANY_COLOURS = ("-256color", "-kitty")
"""Endings of ``TERM`` that mean 256 colours; a test compares them with Rich."""

BACKGROUND, PANEL, CURSOR = "#1a1b26", "#292c40", "#3c3653"


class TextStyle(NamedTuple):
    """The style of a cell."""

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
    "unknown": TextStyle("#f67e94"),
    "quiet": TextStyle("#8e93a7"),
    "cursor mark": TextStyle("#a9b1d6", CURSOR),
    "cursor name": TextStyle("#a9b1d6", CURSOR),
    "border": TextStyle("#bb9af7"),
    "border detail": TextStyle("#575a67"),
    "placeholder": TextStyle("#8e93a7"),
    "panel": TextStyle("#a9b1d6", PANEL),
    "brand": TextStyle("#bb9af7", PANEL, is_bold=True),
    "account": TextStyle("#a9b1d6", PANEL),
    "position": TextStyle("#a9b1d6", PANEL),
    "live": TextStyle("#9ece6a", PANEL, is_bold=True),
    "archive": TextStyle("#9ece6a", PANEL, is_bold=True),
    "demo": TextStyle("#dfaf68", PANEL, is_bold=True),
    "loading": TextStyle("#8e93a7", PANEL, is_bold=True),
}
"""By the role of a cell or by the state; a test compares them with the style sheets."""


def colour_system(environ: Mapping[str, str]) -> ColorSystem | None:
    """The colour system that Textual will use here; `None` if it has fewer than 256 colours."""
    forced = environ.get("TEXTUAL_COLOR_SYSTEM", "auto").lower()
    if forced != "auto":
        return {"256": ColorSystem.EIGHT_BIT, "truecolor": ColorSystem.TRUECOLOR}.get(forced)
    if environ.get("COLORTERM", "").strip().lower() in TRUE_COLOUR:
        return ColorSystem.TRUECOLOR
    term = environ.get("TERM", "").strip().lower()
    return ColorSystem.EIGHT_BIT if f"-{term}".endswith(MANY_COLOURS) else None


def has_few_colours(environ: Mapping[str, str]) -> bool:
    """Whether the screen has at most the 16 colours of the terminal, or none by the user's wish."""
    return "NO_COLOR" in environ or colour_system(environ) is None


@cache
def sgr_of(style: TextStyle, system: ColorSystem) -> str:
    """The control sequence of a style, in the form that Textual writes."""
    colours = (
        code
        for name, is_foreground in ((style.colour, True), (style.background, False))
        for code in Color.parse(name).downgrade(system).get_ansi_codes(foreground=is_foreground)
    )
    return f"\x1b[{';'.join(('1',) * style.is_bold + tuple(colours))}m"
