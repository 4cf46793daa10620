"""An archive as a catalogue to serve: the account as it was when it was saved."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from seq_tui.archive.file.archive import Archive
    from seq_tui.domain.query import Query


class ArchiveCatalogue:
    """Serves the sequences of an archive, without those that the account has since deleted."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive

    async def item_texts(
        self, query: Query, number: int, per_page: int
    ) -> tuple[Sequence[str], bool]:
        """The items of page `number` (from 1) of the results of `query`, and if it is the last.

        Raises:
            ArchiveError: the archive cannot be read.
        """
        page = await self._archive.raw_page(query, number, per_page)
        return [json.dumps(item) for item in page.items], page.is_last

    async def item_text(self, sequence_id: int) -> str:
        """The sequence with this id, as received.

        Raises:
            SourceError: there is none, or the archive cannot be read.
        """
        return json.dumps(await self._archive.raw(sequence_id, include_deleted=False))
