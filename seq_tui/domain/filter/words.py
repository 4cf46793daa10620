"""Filters that are no more than words and ids, which the service can answer for."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from seq_tui.domain.filter.nodes import And, Ids, Text
from seq_tui.domain.filter.parser import parse_filter

if TYPE_CHECKING:
    from seq_tui.domain.filter.nodes import Filter


class Simple(NamedTuple):
    """What a `seq_tui.domain.query.Query` has without a filter."""

    name: str
    ids: tuple[int, ...]
    is_phrase: bool = False


def words_and_ids(part: Filter) -> Simple | None:
    """The words and ids that select the same; `None` if a filter says more than these.

    One text in quotes is a phrase.
    """
    if isinstance(part, Text) and (part.is_quoted or len(part.text.split()) > 1):
        return Simple(part.text, (), is_phrase=True)
    parts = part.parts if isinstance(part, And) else (part,)
    ids = tuple(each for ids in parts if isinstance(ids, Ids) for each in ids.ids)
    texts = [each for each in parts if isinstance(each, Text)]
    if len(texts) + bool(ids) != len(parts) or any(text.is_quoted for text in texts):
        return None
    name = " ".join(text.text for text in texts)
    # A word such as "or" was in quotes, without which it says something else.
    is_same = not name or parse_filter(name) in (texts[0], And(tuple(texts)))
    return Simple(name, ids) if is_same else None
