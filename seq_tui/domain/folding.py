"""Folds texts for a search, so that a name is found however it is written or typed.

``lodz`` finds Łódź, and ``istanbul`` İstanbul. Each character is folded by itself, with its marks:
the fold of a part of a text is a part of the fold of that text, and so a name always finds itself.

Archives store folded texts: a change here needs a migration in `seq_tui.archive.file.schema`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from unicodedata import category, combining, decimal, name, normalize

if TYPE_CHECKING:
    from collections.abc import Iterable

ACCENTS = frozenset({1, *range(10, 37), *range(200, 241)})
"""The combining classes of accents, and of the vowel points of Hebrew and Arabic.

The marks of other classes are more than accents: voiced kana, the vowels of Thai and of India.
"""

MAX_CACHED = 20_000
"""Most characters whose fold is cached: more than any account uses."""

_IGNORED = (
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)
"""Characters that show nothing, besides those of the category Cf."""

_STROKE = "LATIN SMALL LETTER ([A-Z]) WITH "
"""The name of a letter that is another one with a stroke or a hook, such as ``ł``.

Unicode decomposes accents, but not these.
"""

_LETTERS = {
    "ı": "i",
    "ȷ": "j",
    "æ": "ae",
    "œ": "oe",
    "þ": "th",
    "ð": "d",
    "ŋ": "n",
    "ĸ": "k",
    **dict.fromkeys("‐‑‒–—―−⁃﹘﹣－", "-"),
    **dict.fromkeys("‘’‚‛‹›′ʹʻʼ`´＇", "'"),
    **dict.fromkeys("“”„‟«»″〝〞〟＂", '"'),
    **dict.fromkeys("⁄∕", "/"),
}
"""Characters with a usual substitute on a keyboard, for which Unicode has no rule."""


class _Folds(dict[int, str]):
    """The fold of each character; those that were needed are cached."""

    def __missing__(self, code: int) -> str:
        folded = _fold_character(chr(code))
        if len(self) < MAX_CACHED:
            self[code] = folded
        return folded


_FOLDS = _Folds()


def fold(text: str) -> str:
    """The text without case, accents and other differences that a search ignores."""
    if not text.isascii():
        # Marks that are kept come in the order of Unicode.
        text = normalize("NFD", text)
    return text.translate(_FOLDS)


def fold_words(text: str) -> tuple[str, ...]:
    """The folded words of a text, each once."""
    return tuple(dict.fromkeys(fold(text).split()))


def contains_all(text: str, words: Iterable[str]) -> bool:
    """Whether each of the folded words occurs in the text, in any order."""
    folded = fold(text)
    return all(word in folded for word in words)


def _fold_character(character: str) -> str:
    """Fold a character, and what it is folded to, until nothing changes."""
    plain = "".join(
        _LETTERS[each] if each in _LETTERS else "".join(map(_simplify, normalize("NFKD", each)))
        for each in character.casefold()
    )
    return plain if plain == character else fold(plain)


def _simplify(character: str) -> str:
    """The plain form of a character that has no decomposition; empty for an accent."""
    if character.isspace():
        return " "
    if (
        combining(character) in ACCENTS
        or category(character) == "Cf"
        or re.match(_IGNORED, character)
    ):
        return ""
    if (digit := decimal(character, None)) is not None:
        return str(digit)
    stroke = re.match(_STROKE, name(character, ""))
    return stroke[1].lower() if stroke else character
