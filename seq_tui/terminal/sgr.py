"""How text looks, as parameters of a terminal's SGR sequence, and the way from look to look."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

MANY = 2_048
"""Looks, or ways between them, that are remembered; a screen has some dozens."""

EXTENDED = {"2": 5, "5": 3}
"""How many parameters a colour has by its second one: red, green and blue, or a number."""

SEEN_ON_BLANKS = {"4", "7", "9", "21", "53"}
"""Lines and reversed colours, which show where there is no letter."""


class Sgr(NamedTuple):
    """A look in its parts, each as parameters; an empty one is the terminal's own."""

    attributes: str
    colour: str
    background: str

    @classmethod
    def of(cls, parameters: str) -> Sgr:
        """The look that a sequence asks for, of a terminal that was reset before."""
        attributes: list[str] = []
        colour = background = ""
        for code in _codes(parameters):
            first = code.partition(";")[0]
            if first.startswith(("3", "9")) and len(first) == 2:
                colour = "" if first == "39" else code
            elif first.startswith(("4", "10")) and len(first) > 1:
                background = "" if first == "49" else code
            else:
                attributes.append(code)
        return cls(";".join(attributes), colour, background)

    @property
    def on_blanks(self) -> str:
        """What of it shows on a space."""
        is_seen = not SEEN_ON_BLANKS.isdisjoint(self.attributes.split(";"))
        return ";".join(filter(None, self)) if is_seen else self.background


class SgrTransitions:
    """Looks by their parameters, and the shortest ways between them."""

    def __init__(self) -> None:
        self._blanks: dict[str, str] = {}
        self._ways: dict[tuple[str, str], str] = {}

    def on_blanks(self, parameters: str) -> str:
        """What of a look shows on a space."""
        if (blank := self._blanks.get(parameters)) is None:
            self._forget_many(self._blanks)
            blank = self._blanks[parameters] = Sgr.of(parameters).on_blanks
        return blank

    def way(self, before: str, after: str) -> str:
        """The sequence that makes the one look of the other."""
        if (way := self._ways.get((before, after))) is None:
            self._forget_many(self._ways)
            way = self._ways[before, after] = _way(Sgr.of(before), Sgr.of(after))
        return way

    @staticmethod
    def _forget_many(known: dict[str, str] | dict[tuple[str, str], str]) -> None:
        """All of them, if they are many: a least recently used one takes longer to find."""
        if len(known) >= MANY:
            known.clear()


def _way(before: Sgr, after: Sgr) -> str:
    if before == after:
        return ""
    if before.attributes != after.attributes or not (after.colour or after.background):
        # There is no common way to switch off one attribute.
        return f"\x1b[{';'.join(('0', *filter(None, after)))}m"
    parts = []
    if before.colour != after.colour:
        parts.append(after.colour or "39")
    if before.background != after.background:
        parts.append(after.background or "49")
    return f"\x1b[{';'.join(parts)}m"


def _codes(parameters: str) -> Iterator[str]:
    """Each part of a look, an extended colour in one."""
    rest = parameters.split(";") if parameters else []
    while rest:
        is_extended = rest[0] in ("38", "48") and len(rest) > 1
        size = EXTENDED.get(rest[1], 1) if is_extended else 1
        yield ";".join(rest[:size])
        rest = rest[size:]
