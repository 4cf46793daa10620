"""Downloading a whole account into an archive, and proving that nothing is missing.

`seq_tui.archive.download.proof` reads the pages, and says how it proves that. The archive then
holds exactly what the account held at one moment. Any other sequence received had been deleted by
then; it is kept, and marked as deleted. A sequence received late stands at the end of the archive,
whatever its row in the account. An archive that is not proven counts as incomplete, and its
warnings give the reason.

A download that is interrupted leaves a checkpoint, from which the next run resumes.
"""

from __future__ import annotations

import json
from contextlib import aclosing
from dataclasses import dataclass
from typing import TYPE_CHECKING

from seq_tui.archive.download.proof import FROM_THE_BEGINNING, ProvenReading, Start
from seq_tui.archive.file.errors import OtherAccountError
from seq_tui.archive.file.writer import utc_now
from seq_tui.domain.query import Query
from seq_tui.wire.records import item_id

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable

    from seq_tui.archive.file.writer import ArchiveWriter
    from seq_tui.domain.source import AuthoritativeSource

CHECKPOINT_KEY = "place"
"""Name under which an archive stores the checkpoint of an interrupted download."""


@dataclass(frozen=True, slots=True)
class DownloadProgress:
    """How far a download is."""

    done: int
    """The newest page or, if `is_checking`, the number of checks done."""

    total: int | None
    """How many there will be; `None` while the end is unknown."""

    sequences: int
    """Items received so far."""

    rescan: int = 0
    """The number of the rescan, from 1; 0 during the first pass."""

    is_checking: bool = False
    """Whether ids are being checked, rather than pages read."""


@dataclass(frozen=True, slots=True)
class DownloadResult:
    """The findings of a download that ran to its end."""

    warnings: tuple[str, ...]
    """Why something may be missing; empty for a complete archive."""

    repeated: int = 0
    """Items received twice."""

    deleted: int = 0
    """Sequences that the account deleted during the download."""

    @property
    def is_complete(self) -> bool:
        """Whether the archive is proven to hold the whole account."""
        return not self.warnings


class Download:
    """The download of an account into an archive; it resumes where an earlier run was interrupted.

    Args:
        account: the account to save. If it is a `SupportsHasAll`, the shortcut is used.
        archive: new, or left by an interrupted run.
        stop: set to request a stop.
        on_progress: called after each response.
    """

    def __init__(
        self,
        account: AuthoritativeSource,
        archive: ArchiveWriter,
        stop: asyncio.Event,
        on_progress: Callable[[DownloadProgress], None] = lambda _progress: None,
    ) -> None:
        self._archive = archive
        self._on_progress = on_progress
        self._reading = ProvenReading(
            account,
            Query(),
            archive,
            stop,
            on_stored=self._save_checkpoint,
            on_checked=self._report_check,
        )
        self._count_before = archive.count

    async def run(self) -> DownloadResult:
        """Receive everything that is missing, and prove that nothing is.

        Raises:
            StoppedError, SourceError: the download ended early; the next run resumes it.
            OtherAccountError: an earlier run read another account; nothing was changed.
            ArchiveError: the archive cannot be written.
        """
        start = self._load_checkpoint()
        if self._archive.row_count:
            await self._require_same_account()
        if start.pass_number > 1 and start.page:
            # Only the first pass is resumed: what a later one proves has to be read in one run.
            start = Start(start.pass_number + 1)
        async with aclosing(self._reading.pages(start)) as pages:
            async for page in pages:
                self._report(page.number, self._reading.last_page)
        return self._finish()

    async def _require_same_account(self) -> None:
        """Check that an earlier run read the same account: all of the vendor's have one host."""
        page = await self._reading.page(1)
        if not self._archive.has_any(filter(None, map(item_id, page.items))):
            raise OtherAccountError(
                f"{self._archive.path} was started with another account: none of its sequences is"
                " on the first page now",
                "Move it away to start again, or choose another file.",
            )

    def _finish(self) -> DownloadResult:
        """Mark deleted sequences if the archive is complete, and write its metadata."""
        now = utc_now()
        reading = self._reading
        warnings = tuple(reading.warnings)
        with self._archive.transaction():
            deleted = 0 if warnings else self._archive.mark_deleted(reading.pass_number, now)
            self._archive.set_metadata(
                self._archive.metadata._replace(
                    finished_at=now,
                    pages=reading.last_page or 0,
                    is_complete=not warnings,
                    warnings=warnings,
                )
            )
        return DownloadResult(warnings, reading.repeated, deleted)

    def _load_checkpoint(self) -> Start:
        stored = self._archive.load_progress(CHECKPOINT_KEY)
        return Start(*json.loads(stored)) if stored else FROM_THE_BEGINNING

    def _save_checkpoint(self, start: Start) -> None:
        value = json.dumps([start.pass_number, start.page, start.page_length])
        self._archive.save_progress(CHECKPOINT_KEY, value)

    def _report_check(self, done: int, total: int) -> None:
        self._report(done, total, is_checking=True)

    def _report(self, done: int, total: int | None, *, is_checking: bool = False) -> None:
        sequences = self._count_before + self._reading.received
        self._on_progress(
            DownloadProgress(done, total, sequences, self._reading.rescan, is_checking)
        )
