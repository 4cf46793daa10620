"""The styles of the first paint, which is drawn before the style sheets are read."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from rich.color import Color, ColorSystem

from seq_tui.ui.ink import ink_variables

if TYPE_CHECKING:
    from collections.abc import Mapping

    from seq_tui.ui.themes import ThemeColours

TRUE_COLOUR = ("truecolor", "24bit")
"""Values of ``COLORTERM`` that mean true colour; a test compares them with Rich."""

MANY_COLOURS = ("-256color", "-kitty")
"""Endings of ``TERM`` that mean 256 colours; a test compares them with Rich."""

STYLES = {
    "": ("foreground", "background", ""),
    "name": ("foreground", "background", ""),
    "email": ("ink-email", "background", ""),
    "reply": ("ink-reply", "background", ""),
    "task": ("ink-task", "background", ""),
    "unknown": ("ink-unknown", "background", ""),
    "quiet": ("ink-quiet", "background", ""),
    "cursor mark": ("foreground", "cursor", ""),
    "match": ("foreground", "background", "4"),
    "cursor name": ("foreground", "cursor", ""),
    "cursor match": ("foreground", "cursor", "4"),
    "border": ("line-focus", "background", ""),
    "border detail": ("line-quiet", "background", ""),
    "placeholder": ("ink-quiet", "background", ""),
    "panel": ("foreground", "panel", ""),
    "brand": ("ink-email", "panel", "1"),
    "account": ("foreground", "panel", ""),
    "position": ("foreground", "panel", ""),
    "live": ("ink-success", "panel", "1"),
    "archive": ("ink-success", "panel", "1"),
    "demo": ("ink-warning", "panel", "1"),
    "loading": ("ink-quiet", "panel", "1"),
}
"""By the role of a cell or by the state: the variables of its text and of its background, and the
code for bold or underlined. A test compares them with the style sheets."""


class TextStyle(NamedTuple):
    """The style of a cell."""

    colour: str
    background: str
    attribute: str = ""
    """The code for bold or underlined."""


def styles_of(theme: ThemeColours) -> dict[str, TextStyle]:
    """The styles in the colours of a theme."""
    ink = ink_variables(theme.variables)
    return {
        role: TextStyle(ink[text], ink[ground], attribute)
        for role, (text, ground, attribute) in STYLES.items()
    }


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
    return bool(environ.get("NO_COLOR")) or colour_system(environ) is None


@cache
def sgr_of(style: TextStyle, system: ColorSystem) -> str:
    """The control sequence of a style, in the form that Textual writes."""
    colours = (
        code
        for name, is_foreground in ((style.colour, True), (style.background, False))
        for code in Color.parse(name).downgrade(system).get_ansi_codes(foreground=is_foreground)
    )
    return f"\x1b[{';'.join(filter(None, (style.attribute, *colours)))}m"
