"""The items of a page as rows of a list: each sequence once, and what holds none counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seq_tui.domain.page import Page
from seq_tui.wire.records import content, sequence_from

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import TypeAlias

    from seq_tui.domain.json import Json
    from seq_tui.domain.page import RawPage
    from seq_tui.domain.sequence import Sequence

    Received: TypeAlias = tuple[Json, Sequence]
    """An item of a collection, and what it holds."""


def page_from(raw: RawPage) -> Page[Sequence]:
    """The sequences of a page.

    One bad item never loses a page: what holds no object is dropped and counted. A repeated id is
    counted apart: of two items, the one whose ``updated_at`` is the later text (ISO 8601 in UTC)
    stays in the place of the first, and the first one stays where they are equal.
    """
    received = received_in(raw.items)
    rows = unique(received)
    return Page(
        number=raw.number,
        items=tuple(sequence for _, sequence in rows),
        is_last=raw.is_last,
        dropped=len(raw.items) - len(received),
        repeated=len(received) - len(rows),
        is_certain=raw.is_certain,
    )


def received_in(items: Iterable[Json]) -> list[Received]:
    """The items that hold an object, each with the record of it."""
    contents = ((item, content(item)) for item in items)
    return [(item, sequence_from(data)) for item, data in contents if data is not None]


def unique(received: list[Received]) -> tuple[Received, ...]:
    """One of each id; `page_from` says which."""
    kept: dict[object, Received] = {}
    for row in received:
        # An item without a usable id is nobody's duplicate.
        key: object = object() if row[1].id is None else row[1].id
        other = kept.get(key)
        if other is None or (row[1].updated_at or "") > (other[1].updated_at or ""):
            kept[key] = row
    return tuple(kept.values())
