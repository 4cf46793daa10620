"""The items of a page as records: each sequence once, and unusable items counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seq_tui.domain.page import Page, newest
from seq_tui.wire.records import sequence_from, unwrap

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import TypeAlias

    from seq_tui.domain.json import Json
    from seq_tui.domain.page import RawPage
    from seq_tui.domain.sequence import Sequence

    ParsedItem: TypeAlias = tuple[Json, Sequence]
    """An item of a collection and the record made from it."""


def page_from(raw: RawPage) -> Page[Sequence]:
    """The sequences of a page.

    A bad item does not fail the page: an item without an object is dropped and counted. Repeated
    ids are counted separately: of two items with one id, the newer one takes the position of the
    first; if they are equally new, the first one stays.
    """
    parsed = parse_items(raw.items)
    unique = deduplicate(parsed)
    return Page(
        number=raw.number,
        items=tuple(sequence for _, sequence in unique),
        is_last=raw.is_last,
        dropped=len(raw.items) - len(parsed),
        repeated=len(parsed) - len(unique),
        is_certain=raw.is_certain,
        next_page=raw.next_page,
    )


def parse_items(items: Iterable[Json]) -> list[ParsedItem]:
    """The items that contain an object, each with its record."""
    objects = ((item, unwrap(item)) for item in items)
    return [(item, sequence_from(data)) for item, data in objects if data is not None]


def deduplicate(items: list[ParsedItem]) -> tuple[ParsedItem, ...]:
    """One item for each id, chosen as `page_from` describes."""
    return tuple(newest(items, lambda item: (item[1].id, item[1].updated_at or "")))
