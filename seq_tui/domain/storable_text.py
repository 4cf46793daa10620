"""Texts as every archive can store them."""

from __future__ import annotations

import re

REPLACEMENT = "\ufffd"
"""Replaces each character that SQLite cannot store, or at which it stops comparing."""

_UNSTORABLE = "[\x00\ud800-\udfff\ufffe\uffff]"


def replace_unstorable(text: str) -> str:
    """The text with a placeholder for each character that SQLite cannot store."""
    return re.sub(_UNSTORABLE, REPLACEMENT, text)
