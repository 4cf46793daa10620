"""The colours of a theme, moved as little as needed until text and lines can be seen.

Themes are made for text on their background. Here text stands on tints of it too: on the cursor, on
a weekend, in a dialog. A test computes the contrast of every cell on every screen in every theme.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from seq_tui.ui.colour import (
    BLACK,
    HEX,
    WHITE,
    Rgb,
    blended,
    contrast,
    contrast_of,
    hue_distance,
    luminance,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from textual.app import App

TEXT = 4.5
"""Least contrast of text with what it stands on (WCAG 2.2, 1.4.3), unless the theme has more."""

LINE = 2.0
"""Least contrast of a border with what is beside it; more in a theme of more contrast."""

PANEL = 1.25
"""Most contrast of a dialog or a bar with the background, so that one ink is legible on both."""

CURSOR, CURSOR_ON_LIGHT, CURSOR_UNFOCUSED, BAND = 1.5, 1.35, 1.2, 1.2
"""The contrast of tints with the background: the row of the cursor, and a weekend."""

HUES_APART = 40
"""Fewest degrees between the hue of replies and those of e-mails and tasks."""

BAND_UNDER_CURSOR = 0.5
"""How much of the cursor's tint a weekend keeps in its row, so that its ink stays legible."""

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

CONTRAST = "contrast"
"""The variable of a theme whose text needs more contrast than `TEXT`."""

KINDS = {"email": "primary", "reply": "", "task": "warning"}
"""The variables of a theme that has colours for the actions, and those that are used otherwise
(for a reply: see `_reply`)."""

INKS = {
    "ink-email": "email",
    "ink-reply": "reply",
    "ink-task": "task",
    "ink-unknown": "error",
    "ink-warning": "warning",
    "ink-error": "error",
    "ink-success": "success",
    "ink-accent": "accent",
}
"""The colours of text, and those of the theme that they are made from."""

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
    names = (*THEME_COLOURS, *KINDS, CONTRAST)
    return _ink(tuple((name, variables[name]) for name in names if name in variables))


@cache
def _ink(variables: tuple[tuple[str, str], ...]) -> dict[str, str]:
    colours = dict(variables)
    text = float(colours.pop(CONTRAST, TEXT))
    if not HEX.fullmatch(colours["background"]):
        return _with_textual(ANSI_INK) | ANSI_PAIRS
    theme = {name: Rgb.parse(colour) for name, colour in colours.items()}
    for kind, name in KINDS.items():
        theme.setdefault(kind, theme[name] if name else _reply(theme))
    return _with_textual({name: colour.hex for name, colour in _legible(theme, text).items()})


def _reply(theme: Mapping[str, Rgb]) -> Rgb:
    """A colour of the theme in another hue than those of e-mails and tasks, or one between both."""
    email, task = theme["primary"], theme["warning"]
    for name in ("secondary", "success", "accent"):
        if min(hue_distance(theme[name], other) for other in (email, task)) >= HUES_APART:
            return theme[name]
    between = (email.hue + task.hue) / 2
    middle = Rgb.from_hls(between, theme["secondary"].lightness, 0.5)
    if hue_distance(middle, email) >= 90:
        return middle
    return Rgb.from_hls((between + 0.5) % 1, middle.lightness, 0.5)


def _with_textual(ink: Mapping[str, str]) -> dict[str, str]:
    return {**ink, **{variable: ink[name] for variable, name in REPLACED.items()}}


class _Ground(NamedTuple):
    """A theme's background, and how colours are moved to be seen on it."""

    colour: Rgb

    @property
    def is_dark(self) -> bool:
        return contrast(self.colour, WHITE) > contrast(self.colour, BLACK)

    @property
    def extreme(self) -> Rgb:
        return WHITE if self.is_dark else BLACK

    def at_most(self, colour: Rgb, ratio: float) -> Rgb:
        """The colour with no more contrast than that."""
        return blended(colour, self.colour, lambda moved: contrast(moved, self.colour) <= ratio)

    def tint(self, colour: Rgb, ratio: float) -> Rgb:
        """As little of the colour on the background as has that contrast."""

        def is_enough(moved: Rgb) -> bool:
            return contrast(moved, self.colour) >= ratio

        return blended(self.colour, blended(colour, self.extreme, is_enough), is_enough)

    def ink(self, colour: Rgb, tints: Iterable[Rgb], ratio: float) -> Rgb:
        """The colour, moved until it has that contrast with all tints."""
        levels = [luminance(ground) for ground in (self.colour, *tints)]

        def is_enough(moved: Rgb) -> bool:
            level = luminance(moved)
            return all(contrast_of(level, other) >= ratio for other in levels)

        return blended(colour, self.extreme, is_enough)


def _legible(theme: Mapping[str, Rgb], text: float) -> dict[str, Rgb]:
    """The colours of text with that contrast, and those of lines and tints."""
    ground = _Ground(theme["background"])
    tints = _tints(theme, ground)
    foreground = ground.ink(theme["foreground"], tints.values(), text)
    dialogs = (tints["surface"], tints["panel"])
    quiet = foreground.blend(ground.colour, 0.4)
    line, mark = (ground.colour.blend(foreground, share) for share in (0.2, 0.3))
    line_contrast = LINE * text / TEXT
    coloured = {
        name: ground.ink(theme[colour], tints.values(), text) for name, colour in INKS.items()
    }
    # Titles have the colour of their border.
    focus = ground.ink(theme["primary"], dialogs, text)
    return {
        **tints,
        **coloured,
        "foreground": foreground,
        "background": ground.colour,
        "ink-quiet": ground.ink(quiet, (*dialogs, tints["band"], tints["cursor-unfocused"]), text),
        "line-quiet": ground.ink(line, dialogs, line_contrast),
        "line-focus": focus,
        "ink-focus": focus,
        "mark": ground.ink(theme["accent"], tints.values(), line_contrast),
        "mark-unfocused": ground.ink(mark, (tints["cursor-unfocused"],), line_contrast),
        "on-primary": max(BLACK, WHITE, key=lambda ink: contrast(ink, theme["primary"])),
    }


def _tints(theme: Mapping[str, Rgb], ground: _Ground) -> dict[str, Rgb]:
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
