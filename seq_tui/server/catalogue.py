"""What is served: a catalogue of sequences in JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from seq_tui.domain.json import Json
    from seq_tui.domain.page import RawPage
    from seq_tui.domain.query import Query


class Catalogue(Protocol):
    """Sequences to serve, in the JSON to send; raises `SourceError` if it cannot answer."""

    async def item_texts(
        self, query: Query, number: int, per_page: int
    ) -> tuple[Sequence[str], bool]:
        """The items of page `number` (from 1) of the results of `query`, and if it is the last."""
        ...

    async def item_text(self, sequence_id: int) -> str:
        """The sequence with this id, in its envelope."""
        ...

    async def creator_names(self, ids: Sequence[int]) -> dict[int, str]:
        """The names of these users that are known."""
        ...


class RawAccount(Protocol):
    """An account whose items are values; raises `SourceError` if it cannot answer."""

    async def raw_page(self, query: Query, number: int, per_page: int) -> RawPage:
        """Page `number` (from 1) of the results of `query`; empty past the end."""
        ...

    async def raw(self, sequence_id: int) -> Json:
        """The sequence with this id, in its envelope."""
        ...

    async def creator_names(self, ids: Sequence[int]) -> dict[int, str]:
        """The names of these users that are known."""
        ...


class EncodedAccount:
    """Serves an account whose items are values."""

    def __init__(self, account: RawAccount) -> None:
        self._account = account

    async def item_texts(
        self, query: Query, number: int, per_page: int
    ) -> tuple[Sequence[str], bool]:
        """As in `Catalogue`."""
        page = await self._account.raw_page(query, number, per_page)
        return [encode_json(item) for item in page.items], page.is_last

    async def item_text(self, sequence_id: int) -> str:
        """As in `Catalogue`."""
        return encode_json(await self._account.raw(sequence_id))

    async def creator_names(self, ids: Sequence[int]) -> dict[int, str]:
        """As in `Catalogue`."""
        return await self._account.creator_names(ids)


def encode_json(value: Json) -> str:
    """JSON in ASCII, which can represent every string, even a lone surrogate."""
    return json.dumps(value, separators=(",", ":"))
