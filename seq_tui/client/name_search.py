"""A search by name on the service, which matches one part of a name.

The service is asked for the part that it finds most surely, and `seq_tui.client.filtered_pages`
filters what it finds. It is not documented whether the service tells accents or case apart: what
that hides, no filter can find. The first request waits for this import, so it reads no records.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from unicodedata import normalize

from seq_tui.domain.folding import fold

if TYPE_CHECKING:
    from seq_tui.domain.query import Query

SEARCH_NOTE = "accents and case may have to be exact"
"""What a search by the service may need, for the user."""

_PIECE = re.compile(r"[^\W_]+")
"""Letters and digits. Spaces, dashes and quotes may be written otherwise in a name."""


def asked_part(query: Query) -> str:
    """The part of the name to ask the service for: the longest piece, if possible without accents.

    It is in the form of Unicode that names are usually typed in.
    """
    text = normalize("NFKC", query.name)
    pieces = _PIECE.findall(text) or text.split()
    return max(pieces, key=lambda piece: (fold(piece) == piece.casefold(), len(piece)), default="")


def search_note(query: Query) -> str:
    """What a search by the service may miss, for the user; empty if nothing."""
    return SEARCH_NOTE if any(map(str.isalpha, query.name)) else ""


def is_filtered(query: Query) -> bool:
    """Whether the service finds other sequences by the `asked_part` than the query selects."""
    if query.ids:
        return bool(query.words)
    is_one_part = query.words in ((), (fold(asked_part(query)),))
    return not is_one_part or query.number is not None
