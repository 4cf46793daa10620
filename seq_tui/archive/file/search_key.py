"""Texts as SQLite can hold them, and as a search compares them."""

from __future__ import annotations

import re

BLANK = "\ufffd"
"""Stands for each character that SQLite cannot hold or looks no further behind."""

_UNSTORABLE = re.compile("[\x00\ud800-\udfff\ufffe\uffff]")

_PADDING = BLANK * 2
"""Behind a text in an index, so that even its last character begins a group of three."""


def storable(text: str) -> str:
    """The text with something else for what SQLite cannot hold."""
    return _UNSTORABLE.sub(BLANK, text)


def search_key(text: str) -> str:
    """The text without regard to case: a part of it is found where its own key is a part."""
    return storable(text.casefold())


def padded(key: str) -> str:
    """The key as an index takes it."""
    return key + _PADDING
