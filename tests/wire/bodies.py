"""Bodies of the Sell API, read as the client reads them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seq_tui.wire import envelopes
from seq_tui.wire.json_body import read_json
from seq_tui.wire.page_items import page_from

if TYPE_CHECKING:
    from seq_tui.domain.page import Page
    from seq_tui.domain.sequence import Sequence


def read_page(body: bytes, number: int) -> Page[Sequence]:
    """A page of the list endpoint."""
    return page_from(envelopes.read_raw_page(read_json(body), number))


def read_sequence(body: bytes, sequence_id: int) -> Sequence:
    """A sequence that was requested by its id."""
    return envelopes.read_sequence(read_json(body), sequence_id)
