"""Colours as numbers: their contrast, their hue, and blends of two of them.

Textual has a class for that, which takes 200 ms to import (measured): the first rows, which have
the colours of any theme, are on the terminal before that.
"""

from __future__ import annotations

import re
from colorsys import hls_to_rgb, rgb_to_hls
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

HALVINGS = 10
"""Of the blend that is sought: what remains is less than one of the 255 levels of a colour."""

HEX = re.compile(r"#(?:[0-9a-fA-F]{3}){1,2}")
"""A colour as it is written in a theme."""


class Rgb(NamedTuple):
    """A colour by its three levels, from 0 to 255."""

    red: int
    green: int
    blue: int

    @classmethod
    def parse(cls, text: str) -> Rgb:
        """The colour that is written as ``#1a1b26`` or as ``#fff``."""
        digits = text.removeprefix("#")
        if len(digits) == 3:
            digits = "".join(digit * 2 for digit in digits)
        return cls(*bytes.fromhex(digits))

    @classmethod
    def from_hls(cls, hue: float, lightness: float, saturation: float) -> Rgb:
        """The colour of that hue, lightness and saturation, each from 0 to 1."""
        return cls(*(int(level * 255 + 0.5) for level in hls_to_rgb(hue, lightness, saturation)))

    @property
    def hex(self) -> str:
        """The colour as in a style sheet."""
        return f"#{self.red:02x}{self.green:02x}{self.blue:02x}"

    @property
    def hue(self) -> float:
        """From 0 to 1, as around a circle."""
        return rgb_to_hls(*(level / 255 for level in self))[0]

    @property
    def lightness(self) -> float:
        """From 0 for black to 1 for white."""
        return (max(self) + min(self)) / 510

    def blend(self, other: Rgb, share: float) -> Rgb:
        """Add a share of another colour, from 0 to 1."""
        return Rgb(*(int(a + (b - a) * share) for a, b in zip(self, other, strict=True)))


BLACK, WHITE = Rgb(0, 0, 0), Rgb(255, 255, 255)


def hue_distance(one: Rgb, other: Rgb) -> float:
    """The degrees between the hues of two colours, from 0 to 180."""
    degrees = abs(one.hue - other.hue) * 360
    return min(degrees, 360 - degrees)


def luminance(colour: Rgb) -> float:
    """How light a colour is, from 0 to 1 (WCAG 2.2, relative luminance)."""
    red, green, blue = colour
    return 0.2126 * _linear(red) + 0.7152 * _linear(green) + 0.0722 * _linear(blue)


def contrast(one: Rgb, other: Rgb) -> float:
    """The contrast of two colours, from 1 to 21, whichever of them is lighter."""
    return contrast_of(luminance(one), luminance(other))


def contrast_of(one: float, other: float) -> float:
    """The contrast of two colours that are that light."""
    return (max(one, other) + 0.05) / (min(one, other) + 0.05)


def blended(colour: Rgb, towards: Rgb, is_enough: Callable[[Rgb], bool]) -> Rgb:
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


@cache
def _linear(level: int) -> float:
    share = level / 255
    return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4
