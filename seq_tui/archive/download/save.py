"""Saving an account to a file, from the first request to the final name of the file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from seq_tui.archive.download.download import Download
from seq_tui.archive.file.counts import ArchiveCounts, count_contents
from seq_tui.archive.file.history import Changes, import_history
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

    changes: Changes | None = None
    """How the account differs from the archive that was replaced."""


async def save(
    account: AuthoritativeSource,
    destination: Destination,
    archive: ArchiveWriter,
    existing: Archive | None,
    stop: asyncio.Event,
    *,
    keep_history: bool = True,
    on_progress: Callable[[DownloadProgress], None] = lambda _progress: None,
) -> SaveResult:
    """Save the account to the destination, whose lock the caller holds.

    A complete archive replaces an existing one only if that is empty or shares a sequence with it:
    ids are unique across accounts, and a service that refuses access may seem to have no sequences.

    Args:
        account: the account to save.
        destination: the file to save it to.
        archive: the destination's partial archive.
        existing: the archive that is at the destination now.
        stop: as for `Download`.
        keep_history: whether to keep deleted sequences and earlier forms; texts are kept anyway.
        on_progress: as for `Download`.

    Raises:
        StoppedError, SourceError: as `Download.run` and `Destination.publish`.
    """
    if existing is not None:
        archive.undo_import()
    download = await Download(account, archive, stop, on_progress).run()
    await _save_creator_names(account, archive, existing)
    is_other_account = existing is not None and not _may_be_same_account(archive, existing)
    is_published = existing is None or (download.is_complete and not is_other_account)
    changes = None
    if existing is not None and is_published:
        changes = _carry_over(archive, existing, keep_history=keep_history)
    result = SaveResult(download, count_contents(archive), is_published, is_other_account, changes)
    if is_published:
        destination.publish(archive)
    return result


def _carry_over(archive: ArchiveWriter, existing: Archive, *, keep_history: bool) -> Changes:
    """Carry over what the account does not tell."""
    changes = import_history(archive, existing, utc_now(), keep=keep_history)
    # Somebody collected them, and nothing else may have them.
    archive.replace_texts(existing.text_rows())
    return changes


async def _save_creator_names(
    account: AuthoritativeSource, archive: ArchiveWriter, existing: Archive | None
) -> None:
    """Store the names that the account tells, beside those that only an older archive has."""
    ids = archive.creator_ids()
    names = {} if existing is None else existing.all_creator_names()
    archive.save_creator_names(names | (await account.creator_names(ids) if ids else {}))


def _may_be_same_account(archive: Archive, existing: Archive) -> bool:
    """Whether both have a sequence in common, or the existing archive has none."""
    return not existing.count or existing.has_any(_ids(archive))


def _ids(archive: Archive) -> Iterator[int]:
    for row in archive.all_rows():
        if row.id is not None and row.deleted_at is None:
            yield row.id
