"""The keys of other scripts by their position, named as on the layout of the United States.

Commands are Latin letters. Whoever types Cyrillic, Greek, Hebrew or Arabic presses the same keys,
and gets a letter that no command has.
"""

from __future__ import annotations

from unicodedata import category, name

_US_ROWS = ("qwertyuiop[]", "asdfghjkl;'", "zxcvbnm,./")

_US_SHIFTED = str.maketrans("[];',./`1234567890-=\\", '{}:"<>?~!@#$%^&*()_+|')

_LAYOUTS = (
    ("йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю"),  # Russian
    ("йцукенгшщзхї", "фівапролджє", "ячсмитьбю"),  # Ukrainian
    ("йцукенгшўзх'", "фывапролджэ", "ячсмітьбю"),  # Belarusian
    (";ςερτυθιοπ", "ασδφγηξκλ", "ζχψωβνμ"),  # Greek
    ("/'קראטוןםפ", "שדגכעיחלךף", "זסבהנמצתץ"),  # Hebrew
    ("ضصثقفغعهخحجد", "شسيبلاتنمكط", "ئءؤر ىةوزظ"),  # Arabic
    ("ضصثقفغعهخحجچ", "شسیبلاتنمکگ", "ظطزر دپو"),  # Persian
)
"""The characters of three rows of keys, from Q, A and Z on."""

_FULL_WIDTH = range(0xFF01, 0xFF5F)
"""The printable ASCII characters as East Asian input methods type them."""


LATIN_END = "\u0250"
"""The first character after the Latin blocks, whose letters have many names."""

LATIN_NAMES = ("LATIN ", "FULLWIDTH LATIN ")
"""How the names of the Latin letters in other blocks begin."""


def us_shifted(character: str) -> str:
    """The character that a key of the layout of the United States types with Shift."""
    return character.upper().translate(_US_SHIFTED)


def _positions() -> dict[str, str]:
    positions = {chr(code): chr(code - _FULL_WIDTH[0] + ord("!")) for code in _FULL_WIDTH}
    for layout in _LAYOUTS:
        for row, us_row in zip(layout, _US_ROWS, strict=True):
            for character, key in zip(row, us_row, strict=False):
                if not character.isascii():
                    # Of two layouts that have a letter in different places, the first one counts.
                    positions.setdefault(character, key)
                    capital = character.upper()
                    if capital.lower() == character != capital:
                        positions.setdefault(capital, us_shifted(key))
    return positions | {"آ": "N", "أ": "H", "إ": "Y"}


_POSITIONS = _positions()

_PUNCTUATION = {("/", "q"), ("'", "w"), (";", "q")}
"""Keys that other scripts have where Latin layouts, as far as known, have other ones."""


def us_character(character: str, base: str = "", *, is_shifted: bool = False) -> str:
    """What a key types on the layout of the United States, where commands are bound.

    A Latin letter, a digit or a punctuation mark is returned as it is, wherever its key is.

    Args:
        character: what the key types on its own layout.
        base: the same key's character on that layout without Shift, if the terminal reports it.
        is_shifted: whether Shift is held.
    """
    if base and (is_other_script(character) or (character, base) in _PUNCTUATION):
        return us_shifted(base) if is_shifted else base
    return _POSITIONS.get(character, character)


def is_other_script(character: str) -> bool:
    """Whether a letter, or a mark that a key of its own types, is not Latin."""
    is_latin = character < LATIN_END or name(character, "").startswith(LATIN_NAMES)
    is_letter = character.isalpha() or category(character).startswith("M")
    return is_letter and not is_latin
