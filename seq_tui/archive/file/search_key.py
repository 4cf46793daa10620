"""Folded texts as SQLite can store them, and as its indexes hold them."""

from __future__ import annotations

from seq_tui.domain.folding import fold
from seq_tui.domain.storable_text import REPLACEMENT, replace_unstorable

_PADDING = REPLACEMENT * 2
"""Appended to a text in an index, so that a trigram begins even at its last character."""


def search_key(text: str) -> str:
    """The folded text: if a text contains a part, its key contains the part's key."""
    return replace_unstorable(fold(text))


def index_key(key: str) -> str:
    """The key as it is written to an index."""
    return key + _PADDING
