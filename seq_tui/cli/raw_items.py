"""Items in the service's own JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seq_tui.export.json import encode
from seq_tui.wire.item_texts import ReceivedItem, to_valid_json

if TYPE_CHECKING:
    from seq_tui.domain.json import Json


def raw_json(item: Json | ReceivedItem) -> bytes:
    """The item as it was received, byte for byte; one without a text is encoded as JSON.

    What is no valid JSON is passed on as a string, as in every export.
    """
    if isinstance(item, ReceivedItem):
        return to_valid_json(item.text).encode()
    return encode(item)


def raw_list(texts: list[str]) -> bytes:
    """The API's envelope of a list, with items of these texts."""
    items = ",\n".join(map(to_valid_json, texts))
    meta = f'"meta":{{"type":"collection","count":{len(texts)}}}'
    return f'{{"items":[\n{items}\n],{meta}}}\n'.encode()
