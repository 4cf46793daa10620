"""Folded texts as SQLite can store them, and as its indexes hold them."""

from __future__ import annotations

import re

from seq_tui.domain.folding import fold

REPLACEMENT = "\ufffd"
"""Replaces each character that SQLite cannot store, or at which it stops comparing."""

_UNSTORABLE = "[\x00\ud800-\udfff\ufffe\uffff]"

_PADDING = REPLACEMENT * 2
"""Appended to a text in an index, so that a trigram begins even at its last character."""


def replace_unstorable(text: str) -> str:
    """The text with a placeholder for each character that SQLite cannot store."""
    return re.sub(_UNSTORABLE, REPLACEMENT, text)


def search_key(text: str) -> str:
    """The folded text: if a text contains a part, its key contains the part's key."""
    return replace_unstorable(fold(text))


def index_key(key: str) -> str:
    """The key as it is written to an index."""
    return key + _PADDING
