"""How colours look to people who see fewer of them, and how far apart they are then."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from seq_tui.ui.colour import Rgb

    Vector = tuple[float, float, float]
    Matrix = tuple[Vector, Vector, Vector]

VISIONS: dict[str, Matrix] = {
    "all colours": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
"""On linear levels of sRGB; those of Machado, Oliveira and Fernandes (2009) at full severity."""

LUMINANCES: Matrix = (
    (0.4124564 / 0.95047, 0.3575761 / 0.95047, 0.1804375 / 0.95047),
    (0.2126729, 0.7151522, 0.0721750),
    (0.0193339 / 1.08883, 0.1191920 / 1.08883, 0.9503041 / 1.08883),
)
"""From linear levels of sRGB to CIE XYZ, each as a share of that of white."""


def difference(one: Rgb, other: Rgb, vision: Matrix) -> float:
    """The distance in CIELAB (1976); 2.3 is just noticeable side by side."""
    pairs = zip(_lab(one, vision), _lab(other, vision), strict=True)
    return float(sum((a - b) ** 2 for a, b in pairs) ** 0.5)


def _lab(colour: Rgb, vision: Matrix) -> Vector:
    red, green, blue = map(_linear, colour)
    seen = _times(vision, (red, green, blue))
    x, y, z = map(_root, _times(LUMINANCES, seen))
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def _times(matrix: Matrix, vector: Vector) -> Vector:
    first, second, third = (
        min(1.0, max(0.0, sum(a * b for a, b in zip(row, vector, strict=True)))) for row in matrix
    )
    return first, second, third


def _linear(level: int) -> float:
    share = level / 255
    return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4


def _root(share: float) -> float:
    return share ** (1 / 3) if share > 216 / 24389 else (24389 / 27 * share + 16) / 116
