"""The name that a user may have meant by a wrong one."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

MIN_SIMILARITY = 0.6
"""How similar a suggested name must be to a word that can only be a name, from 0 to 1."""

TYPING_SLIP = 0.8
"""The same for a word that may be meant as it is: one letter is wrong, missing or too many."""

MIN_LETTERS = 4
"""Shorter names are near to too many words, as ``man`` is to ``main``."""


def closest_name(word: str, names: Collection[str]) -> str:
    """The name that is most similar to a word that is none of them; empty if none is."""
    # Slow to import, and needed only for a wrong name.
    import difflib

    return next(iter(difflib.get_close_matches(word, names, n=1, cutoff=MIN_SIMILARITY)), "")


def mistyped_name(word: str, names: Collection[str]) -> str:
    """The name that `word` is but for a slip of the keyboard, such as two swapped letters."""
    import difflib

    folded = word.casefold()
    letters = sorted(folded)
    if swapped := next((name for name in names if sorted(name) == letters), ""):
        return swapped
    long_names = [name for name in names if len(name) >= MIN_LETTERS]
    return next(iter(difflib.get_close_matches(folded, long_names, n=1, cutoff=TYPING_SLIP)), "")
