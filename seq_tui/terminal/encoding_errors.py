"""What a terminal shows for the characters that its encoding lacks."""

from __future__ import annotations

import unicodedata

from rich.cells import cell_len

LOOKALIKES = str.maketrans("·•–—−‘’“”„…×", "---" + "--" + "''" + '"""' + ".x")
"""A similar character for punctuation that is common in names."""


def replace_by_width(error: UnicodeError) -> tuple[str, int]:
    """Replace characters by similar ones, or else by question marks, of the same width.

    So columns stay aligned. An accent is lost: ``Händler`` is ``Handler``.
    """
    if not isinstance(error, UnicodeEncodeError):
        raise error
    text = error.object[error.start : error.end]
    return "".join(_similar(character) for character in text), error.end


def _similar(character: str) -> str:
    letter = unicodedata.normalize("NFD", character.translate(LOOKALIKES))[0]
    width = cell_len(character)
    return letter if letter.isascii() and letter.isprintable() and width == 1 else "?" * width
