"""Text styles as the parameters of SGR sequences, and the shortest change from one to another."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_CACHED = 2_048
"""Styles, or transitions between them, in the cache; a screen has some dozens."""

EXTENDED = {"2": 5, "5": 3}
"""How many parameters a colour has by its second one: red, green and blue, or a number."""

VISIBLE_ON_BLANKS = {"4", "7", "9", "21", "53"}
"""Lines and reversed colours, which show where there is no letter."""


class Sgr(NamedTuple):
    """A style by its parts, each as parameters; an empty part is the terminal's default."""

    attributes: str
    colour: str
    background: str

    @classmethod
    def parse(cls, parameters: str) -> Sgr:
        """The style that a sequence sets on a terminal that was reset before."""
        attributes: list[str] = []
        colour = background = ""
        for code in _codes(parameters):
            first = code.partition(";")[0]
            if first in ("", "0"):
                attributes.clear()
                colour = background = ""
            elif first.startswith(("3", "9")) and len(first) == 2:
                colour = "" if first == "39" else code
            elif first.startswith(("4", "10")) and len(first) > 1:
                background = "" if first == "49" else code
            else:
                attributes.append(code)
        return cls(";".join(attributes), colour, background)

    @property
    def has_lines(self) -> bool:
        """Whether more than the background is visible on a space."""
        return not VISIBLE_ON_BLANKS.isdisjoint(self.attributes.split(";"))

    @property
    def on_blank(self) -> str:
        """The parameters that are visible on a space."""
        return ";".join(filter(None, self)) if self.has_lines else self.background


class SgrTransitions:
    """The shortest sequences from style to style, and what is visible on spaces, both cached."""

    def __init__(self) -> None:
        self._blanks: dict[str, str] = {}
        self._sums: dict[tuple[str, str], str] = {}
        self._transitions: dict[tuple[str, str], str] = {}

    def add(self, before: str, parameters: str) -> str:
        """The style that a sequence makes of another one; the same look is the same text."""
        if (style := self._sums.get((before, parameters))) is None:
            self._limit(self._sums)
            sgr = Sgr.parse(f"{before};{parameters}" if before else parameters)
            style = ";".join(filter(None, sgr))
            self._sums[before, parameters] = style
        return style

    def on_blank(self, parameters: str) -> str:
        """The parameters of a style that are visible on a space."""
        if (blank := self._blanks.get(parameters)) is None:
            self._limit(self._blanks)
            blank = self._blanks[parameters] = Sgr.parse(parameters).on_blank
        return blank

    def has_lines(self, parameters: str) -> bool:
        """Whether more of a style than its background is visible on a space."""
        return Sgr.parse(parameters).has_lines

    def transition(self, before: str, after: str) -> str:
        """The sequence that changes one style into another."""
        if (sequence := self._transitions.get((before, after))) is None:
            self._limit(self._transitions)
            sequence = _transition(Sgr.parse(before), Sgr.parse(after))
            self._transitions[before, after] = sequence
        return sequence

    @staticmethod
    def _limit(cached: dict[str, str] | dict[tuple[str, str], str]) -> None:
        """Clear a full cache; finding its least recently used entry takes longer."""
        if len(cached) >= MAX_CACHED:
            cached.clear()


def _transition(before: Sgr, after: Sgr) -> str:
    if before == after:
        return ""
    if before.attributes != after.attributes or not (after.colour or after.background):
        # Terminals have no common sequence that switches off a single attribute.
        return f"\x1b[{';'.join(('0', *filter(None, after)))}m"
    parts = []
    if before.colour != after.colour:
        parts.append(after.colour or "39")
    if before.background != after.background:
        parts.append(after.background or "49")
    return f"\x1b[{';'.join(parts)}m"


def _codes(parameters: str) -> Iterator[str]:
    """The parameters, those of an extended colour together."""
    remaining = parameters.split(";") if parameters else []
    while remaining:
        is_extended = remaining[0] in ("38", "48") and len(remaining) > 1
        size = EXTENDED.get(remaining[1], 1) if is_extended else 1
        yield ";".join(remaining[:size])
        remaining = remaining[size:]
