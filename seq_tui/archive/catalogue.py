"""An archive as a catalogue to serve: the account as it was when it was saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from seq_tui.archive.file.archive import Archive
    from seq_tui.domain.json import Json
    from seq_tui.domain.page import RawPage
    from seq_tui.domain.query import Query


class ArchiveCatalogue:
    """Serves the sequences of an archive, without those that the account has since deleted."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive

    async def raw_page(self, query: Query, number: int, per_page: int) -> RawPage:
        """Page `number` (from 1) of the results of `query`; empty past the end.

        Raises:
            ArchiveError: the archive cannot be read.
        """
        return await self._archive.raw_page(query, number, per_page)

    async def raw(self, sequence_id: int) -> Json:
        """The sequence with this id, as received.

        Raises:
            SourceError: there is none, or the archive cannot be read.
        """
        return await self._archive.raw(sequence_id, include_deleted=False)
