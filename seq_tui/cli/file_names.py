"""A file's name for a sequence: its id, and as much of its name as is safe everywhere."""

from __future__ import annotations

import re
import sys
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from seq_tui.domain.sequence import Sequence

MAX_SLUG = 80
"""Bytes of a slug; file systems take names of 255 bytes, and columns of a listing fewer."""

_BETWEEN = re.compile(r"[\W_]+")


def file_name(sequence: Sequence, rank: int, suffix: str) -> str:
    """``21123-welcome-new-enquiry.md``; the `rank` stands for the id of one that has none.

    Two sequences never share a name, for their ids differ. It starts with a digit or with ``no-``,
    so that it is no option, no hidden file, and none of the names that Windows keeps for itself.
    """
    number = f"no-id-{rank}" if sequence.id is None else str(sequence.id)
    slug = slug_of(sequence.name or "")
    return f"{number}-{slug}{suffix}" if slug else f"{number}{suffix}"


def slug_of(name: str) -> str:
    """The letters and digits of a name in lower case, with a hyphen for all between them."""
    text = unicodedata.normalize("NFKC", name).casefold()
    words = _BETWEEN.sub("-", unicodedata.normalize("NFC", text)).strip("-")
    encoding = sys.getfilesystemencoding()
    whole = words.encode(encoding, errors="ignore")[:MAX_SLUG]
    return whole.decode(encoding, errors="ignore").strip("-")
