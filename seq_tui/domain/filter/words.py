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
    # Every name has an empty text.
    texts = [each for each in texts if each.text]
    name = " ".join(text.text for text in texts)
    if not name:
        return Simple(name, ids)
    # A word such as "or" says something else without quotes, or behind ids.
    found: list[Filter] = [Ids(ids), *texts] if ids else [*texts]
    said = parse_filter(" ".join(map(str, [Ids(ids), name] if ids else [name])))
    return Simple(name, ids) if said in (found[0], And(tuple(found))) else None
