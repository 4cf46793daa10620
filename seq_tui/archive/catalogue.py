"""An archive as the account was on the day it was saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from seq_tui.archive.file.archive import Archive
    from seq_tui.domain.json import Json
    from seq_tui.domain.page import RawPage
    from seq_tui.domain.query import Query


class ArchiveCatalogue:
    """What a server needs of an archive; what the account has deleted is not there."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive

    async def raw_page(self, query: Query, number: int, per_page: int) -> RawPage:
        """Page `number` (from 1) of what `query` asks for; empty when past the end.

        Raises:
            ArchiveError: the archive cannot be read.
        """
        return await self._archive.raw_page(query, number, per_page)

    async def raw(self, sequence_id: int) -> Json:
        """The sequence with that id, as it was received.

        Raises:
            SourceError: the account had none, or the archive cannot be read.
        """
        return await self._archive.raw(sequence_id, deleted=False)
