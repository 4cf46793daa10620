"""The colours of a theme, moved as little as needed until text and lines can be seen.

Themes are made for text on their background. Here text stands on tints of it too: on the cursor, on
a weekend, in a dialog. A test computes the contrast of every cell on every screen in every theme.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from textual.color import BLACK, WHITE, Color

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from textual.app import App

TEXT = 4.5
"""Least contrast of text with what it stands on (WCAG 2.2, 1.4.3)."""

LINE = 2.0
"""Least contrast of a border with what is beside it."""

PANEL = 1.25
"""Most contrast of a dialog or a bar with the background, so that one ink is legible on both."""

CURSOR, CURSOR_ON_LIGHT, CURSOR_UNFOCUSED, BAND = 1.5, 1.35, 1.2, 1.2
"""The contrast of tints with the background: the row of the cursor, and a weekend."""

HUES_APART = 40
"""Fewest degrees between the hue of replies and those of e-mails and tasks."""

BAND_UNDER_CURSOR = 0.5
"""How much of the cursor's tint a weekend keeps in its row, so that its ink stays legible."""

HALVINGS = 10
"""Of the blend that is sought: what remains is less than one of the 255 levels of a colour."""

THEME_COLOURS = (
    "background",
    "foreground",
    "surface",
    "panel",
    "primary",
    "secondary",
    "accent",
    "warning",
    "error",
    "success",
)
"""The variables of a theme that all others are made from."""

INKS = {
    "ink-email": "primary",
    "ink-reply": "reply",
    "ink-task": "warning",
    "ink-unknown": "error",
    "ink-warning": "warning",
    "ink-error": "error",
    "ink-success": "success",
    "ink-accent": "accent",
}
"""The colours of text, and those of the theme that they are made from (``reply``: see `_reply`)."""

REPLACED = {
    "text": "foreground",
    "text-muted": "ink-quiet",
    "text-disabled": "ink-quiet",
    "foreground-muted": "ink-quiet",
    "foreground-disabled": "ink-quiet",
    "text-primary": "ink-email",
    "text-secondary": "ink-reply",
    "text-accent": "ink-accent",
    "text-warning": "ink-warning",
    "text-error": "ink-error",
    "text-success": "ink-success",
    "block-cursor-foreground": "foreground",
    "block-cursor-background": "cursor",
    "block-cursor-blurred-foreground": "foreground",
    "block-cursor-blurred-background": "cursor-unfocused",
    "block-hover-background": "cursor-unfocused",
    "border": "line-focus",
    "border-blurred": "line-quiet",
    "button-foreground": "foreground",
    "button-color-foreground": "on-primary",
    "footer-background": "panel",
    "footer-foreground": "foreground",
    "footer-description-foreground": "foreground",
    "footer-key-foreground": "ink-accent",
    "input-cursor-background": "foreground",
    "input-cursor-foreground": "background",
    "input-selection-background": "cursor",
    "input-selection-foreground": "foreground",
    "link-color": "foreground",
    "link-color-hover": "foreground",
    "link-background-hover": "cursor",
    "panel-lighten-1": "panel",
    "panel-darken-1": "panel",
    # Another look than that of the cursor, whose row may be selected as well.
    "screen-selection-background": "foreground",
    "screen-selection-foreground": "background",
}
"""The variables that Textual's own widgets use, and the ones above in their place."""

LEGIBLE, LINES, FOCUSED = "ansi_default", "ansi_bright_black", "ansi_magenta"
"""Of a terminal's 16 colours: the one for text, as its background may be light or dark, and those
that are at least `LINE` on both in the palettes of xterm and the Linux console."""

ANSI_INK = {
    **dict.fromkeys(INKS, LEGIBLE),
    "ink-quiet": LEGIBLE,
    "ink-focus": LEGIBLE,
    "foreground": LEGIBLE,
    "background": LEGIBLE,
    "surface": LEGIBLE,
    "panel": LEGIBLE,
    "on-primary": LEGIBLE,
    "line-quiet": LINES,
    "line-focus": FOCUSED,
    "mark": FOCUSED,
    "mark-unfocused": LEGIBLE,
    "cursor": LEGIBLE,
    "cursor-unfocused": LEGIBLE,
    "band": LEGIBLE,
    "band-cursor": LEGIBLE,
    "band-cursor-unfocused": LEGIBLE,
}
"""Without tints, a cursor is reversed or bold, and a weekend has a sign in each cell."""

ANSI_PAIRS = {
    "primary": LEGIBLE,
    "block-cursor-foreground": LEGIBLE,
    "block-cursor-background": LEGIBLE,
    "block-cursor-text-style": "bold underline",
    "block-cursor-blurred-text-style": "bold",
    "input-selection-foreground": "ansi_black",
    "input-selection-background": "ansi_cyan",
    "screen-selection-foreground": "ansi_black",
    "screen-selection-background": "ansi_cyan",
}
"""What Textual's own widgets show by a pair of colours, or without any: their options cannot be
reversed (8.2.8), and parts of them may have a colour of their own."""


TINTED, UNTINTED, PLAIN = ("round", "round"), ("solid", "double"), ("ascii", "ascii")
"""The types of borders, without and with the focus. Those for terminals without tints, which may be
consoles, are in the fonts of these."""


def frame_variables(*, has_tints: bool, is_ascii: bool) -> dict[str, str]:
    """The variables of style sheets for the types of borders."""
    frames = PLAIN if is_ascii else TINTED if has_tints else UNTINTED
    return dict(zip(("frame", "frame-focus"), frames, strict=True))


def has_tints(app: App[None]) -> bool:
    """Whether backgrounds differ: not in the terminal's own 16 colours, and not without colours.

    Where they do not, the cursor is reversed, and a weekend is drawn with `Glyphs.band`.
    """
    return not (app.native_ansi_color or app.no_color)


def ink_variables(variables: Mapping[str, str]) -> dict[str, str]:
    """The variables for style sheets that replace, or are added to, those of a theme."""
    return _ink(*(variables[name] for name in THEME_COLOURS))


@cache
def _ink(*colours: str) -> dict[str, str]:
    theme = dict(zip(THEME_COLOURS, map(Color.parse, colours), strict=True))
    if theme["background"].ansi is not None:
        return _with_textual(ANSI_INK) | ANSI_PAIRS
    theme["reply"] = _reply(theme)
    return _with_textual({name: colour.hex for name, colour in _legible(theme).items()})


def _reply(theme: Mapping[str, Color]) -> Color:
    """A colour of the theme in another hue than those of e-mails and tasks, or one between both."""
    email, task = theme["primary"], theme["warning"]
    for name in ("secondary", "success", "accent"):
        if min(hue_distance(theme[name], other) for other in (email, task)) >= HUES_APART:
            return theme[name]
    between = (email.hsl.h + task.hsl.h) / 2
    middle = Color.from_hsl(between, 0.5, theme["secondary"].hsl.l)
    if hue_distance(middle, email) >= 90:
        return middle
    return Color.from_hsl((between + 0.5) % 1, 0.5, middle.hsl.l)


def _with_textual(ink: Mapping[str, str]) -> dict[str, str]:
    return {**ink, **{variable: ink[name] for variable, name in REPLACED.items()}}


@dataclass(frozen=True, slots=True)
class _Ground:
    """A theme's background, and how colours are moved to be seen on it."""

    colour: Color

    @property
    def is_dark(self) -> bool:
        return contrast(self.colour, WHITE) > contrast(self.colour, BLACK)

    @property
    def extreme(self) -> Color:
        return WHITE if self.is_dark else BLACK

    def at_most(self, colour: Color, ratio: float) -> Color:
        """The colour with no more contrast than that."""
        return _blended(colour, self.colour, lambda moved: contrast(moved, self.colour) <= ratio)

    def tint(self, colour: Color, ratio: float) -> Color:
        """As little of the colour on the background as has that contrast."""

        def is_enough(moved: Color) -> bool:
            return contrast(moved, self.colour) >= ratio

        return _blended(self.colour, _blended(colour, self.extreme, is_enough), is_enough)

    def ink(self, colour: Color, tints: Iterable[Color], ratio: float) -> Color:
        """The colour, moved until it has that contrast with all tints."""
        grounds = (self.colour, *tints)
        return _blended(
            colour,
            self.extreme,
            lambda moved: min(contrast(moved, ground) for ground in grounds) >= ratio,
        )


def _legible(theme: Mapping[str, Color]) -> dict[str, Color]:
    ground = _Ground(theme["background"])
    tints = _tints(theme, ground)
    foreground = ground.ink(theme["foreground"], tints.values(), TEXT)
    dialogs = (tints["surface"], tints["panel"])
    quiet = foreground.blend(ground.colour, 0.4)
    line, mark = (ground.colour.blend(foreground, share) for share in (0.2, 0.3))
    coloured = {
        name: ground.ink(theme[colour], tints.values(), TEXT) for name, colour in INKS.items()
    }
    return {
        **tints,
        **coloured,
        "foreground": foreground,
        "background": ground.colour,
        "ink-quiet": ground.ink(quiet, (*dialogs, tints["band"], tints["cursor-unfocused"]), TEXT),
        "line-quiet": ground.ink(line, dialogs, LINE),
        # Titles have the colour of their border.
        "line-focus": ground.ink(theme["primary"], dialogs, TEXT),
        "ink-focus": ground.ink(theme["primary"], dialogs, TEXT),
        "mark": ground.ink(theme["accent"], tints.values(), LINE),
        "mark-unfocused": ground.ink(mark, (tints["cursor-unfocused"],), LINE),
        "on-primary": max(BLACK, WHITE, key=lambda ink: contrast(ink, theme["primary"])),
    }


def _tints(theme: Mapping[str, Color], ground: _Ground) -> dict[str, Color]:
    cursor = ground.tint(theme["primary"], CURSOR if ground.is_dark else CURSOR_ON_LIGHT)
    unfocused = ground.tint(theme["foreground"], CURSOR_UNFOCUSED)
    return {
        "surface": ground.at_most(theme["surface"], PANEL),
        "panel": ground.at_most(theme["panel"], PANEL),
        "cursor": cursor,
        "cursor-unfocused": unfocused,
        "band": ground.tint(theme["foreground"], BAND),
        "band-cursor": ground.colour.blend(cursor, BAND_UNDER_CURSOR),
        "band-cursor-unfocused": ground.colour.blend(unfocused, BAND_UNDER_CURSOR),
    }


def hue_distance(one: Color, other: Color) -> float:
    """The degrees between the hues of two colours, from 0 to 180."""
    degrees = abs(one.hsl.h - other.hsl.h) * 360
    return min(degrees, 360 - degrees)


def luminance(colour: Color) -> float:
    """How light a colour is, from 0 to 1 (WCAG 2.2, relative luminance)."""
    red, green, blue = map(_linear, colour.rgb)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Color, other: Color) -> float:
    """The contrast of two colours, from 1 to 21, whichever of them is lighter."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@cache
def _linear(level: int) -> float:
    share = level / 255
    return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4


def _blended(colour: Color, towards: Color, is_enough: Callable[[Color], bool]) -> Color:
    """The colour with as little of another one as is enough; with all of it if nothing is."""
    if is_enough(colour):
        return colour
    too_little, enough = 0.0, 1.0
    for _ in range(HALVINGS):
        middle = (too_little + enough) / 2
        if is_enough(colour.blend(towards, middle)):
            enough = middle
        else:
            too_little = middle
    return colour.blend(towards, enough)
