"""How many cells a text has, and whether terminals agree on that."""

from __future__ import annotations

from functools import lru_cache
from unicodedata import ucd_3_2_0

from rich.cells import cell_len

OLD_UNICODE = ucd_3_2_0
"""The tables of 2002, which the tables of every terminal in use contain."""


def cells_of(text: str) -> list[str] | None:
    """The text cell by cell; `None` if the width of a character depends on its neighbours.

    The second cell of a wide character is empty.
    """
    if text.isascii():
        return list(text)
    widths = {character: cell_len(character) for character in set(text)}
    if not all(0 < width <= 2 for width in widths.values()):
        return None
    cells = [cell for character in text for cell in (character, "")[: widths[character]]]
    return cells if len(cells) == cell_len(text) else None


def disputed_in(text: str) -> frozenset[str]:
    """The characters that a terminal may measure differently, because its tables are older."""
    return frozenset() if text.isascii() else frozenset(filter(_is_disputed, set(text)))


@lru_cache(maxsize=4096)
def _is_disputed(character: str) -> bool:
    was_wide = OLD_UNICODE.east_asian_width(character) in "WF"
    is_new = OLD_UNICODE.category(character) in ("Cn", "Co", "Cf")
    return is_new or cell_len(character) != 1 + was_wide
