"""Saving an account to a file, from the first request to the final name of the file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from seq_tui.archive.download.download import Download
from seq_tui.archive.file.counts import ArchiveCounts, count_contents
from seq_tui.archive.file.writer import utc_now

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable, Iterator

    from seq_tui.archive.download.destination import Destination
    from seq_tui.archive.download.download import DownloadProgress, DownloadResult
    from seq_tui.archive.file.archive import Archive
    from seq_tui.archive.file.writer import ArchiveWriter
    from seq_tui.domain.source import AuthoritativeSource


@dataclass(frozen=True, slots=True)
class SaveResult:
    """The outcome of saving an account."""

    download: DownloadResult
    counts: ArchiveCounts
    is_published: bool
    """Whether the archive has its final name; if not, an existing file is unchanged."""

    is_other_account: bool = False
    """Whether the account has none of the sequences of the existing archive."""

    discarded: int = 0
    """Deleted sequences of the replaced archive that were not kept, as requested."""


async def save(
    account: AuthoritativeSource,
    destination: Destination,
    archive: ArchiveWriter,
    existing: Archive | None,
    stop: asyncio.Event,
    *,
    keep_deleted: bool = True,
    on_progress: Callable[[DownloadProgress], None] = lambda _progress: None,
) -> SaveResult:
    """Save the account to the destination, whose lock the caller holds.

    A complete archive replaces an existing one only if that is empty or shares a sequence with it:
    all accounts of the vendor have one host, but ids are unique across them; and an account may
    seem to have no sequences, if the service refuses access without saying so.

    Args:
        account: the account to save.
        destination: the file to save it to.
        archive: the destination's partial archive.
        existing: the archive that is at the destination now.
        stop: as for `Download`.
        keep_deleted: whether to keep sequences that only the existing archive holds, as deleted.
        on_progress: as for `Download`.

    Raises:
        StoppedError, SourceError: as `Download.run` and `Destination.publish`.
    """
    download = await Download(account, archive, stop, on_progress).run()
    is_other_account = existing is not None and not _may_be_same_account(archive, existing)
    is_published = existing is None or (download.is_complete and not is_other_account)
    discarded = 0
    if existing is not None and is_published and keep_deleted:
        archive.import_missing(existing, utc_now())
    elif existing is not None and is_published:
        discarded = _count_missing(archive, existing)
    counts = count_contents(archive)
    if is_published:
        destination.publish(archive)
    return SaveResult(download, counts, is_published, is_other_account, discarded)


def _may_be_same_account(archive: Archive, existing: Archive) -> bool:
    """Whether both have a sequence in common, or the existing archive has none."""
    return not existing.count or existing.has_any(_ids(archive))


def _count_missing(archive: Archive, existing: Archive) -> int:
    """The number of sequences that only the existing archive holds."""
    return sum(not archive.has_any([each]) for each in _ids(existing, include_deleted=True))


def _ids(archive: Archive, *, include_deleted: bool = False) -> Iterator[int]:
    for row in archive.all_rows():
        if row.id is not None and (include_deleted or row.deleted_at is None):
            yield row.id
