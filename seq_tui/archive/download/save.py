"""An account saved to a file, from the first request to the file's name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from seq_tui.archive.download.download import Download
from seq_tui.archive.file.contents import Contents, contents_of
from seq_tui.archive.file.writer import utc_now

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable, Iterator

    from seq_tui.archive.download.destination import Target
    from seq_tui.archive.download.download import Result, Step
    from seq_tui.archive.download.scan import Pages
    from seq_tui.archive.file.archive import Archive
    from seq_tui.archive.file.writer import ArchiveWriter


@dataclass(frozen=True, slots=True)
class Saved:
    """What a run of a save came to."""

    result: Result
    contents: Contents
    is_landed: bool
    """Whether the file has its name; if not, what stood there stands there still."""

    is_stranger: bool = False
    """Whether the account has none of the sequences of the archive that stands there."""

    left_out: int = 0
    """Sequences that only the archive in whose place it stands had, and nobody wants to keep."""


async def save(
    account: Pages,
    target: Target,
    archive: ArchiveWriter,
    old: Archive | None,
    stop: asyncio.Event,
    *,
    is_update: bool = True,
    on_step: Callable[[Step], None] = lambda _step: None,
) -> Saved:
    """Save the account to the target, which is held.

    An archive that is there is replaced by a complete one only, and only by one that has a sequence
    in common with it: all accounts of the vendor have one host, ids are given once for all of them,
    and an account may show no sequences at all where it does not admit that it refuses.

    Args:
        account: what is saved.
        target: where to.
        archive: the target's partial archive.
        old: the archive that is there.
        stop: as for `Download`.
        is_update: whether what only the old archive holds is kept, as deleted by the account.
        on_step: as for `Download`.

    Raises:
        StoppedError, SourceError: as `Download.run` and `Target.land`.
    """
    result = await Download(account, archive, stop, on_step).run()
    is_stranger = old is not None and old.count > 0 and not old.has_any(_ids(archive))
    is_landed = old is None or (result.is_complete and not is_stranger)
    left_out = 0
    if old is not None and is_landed:
        if is_update:
            archive.keep(old, utc_now())
        left_out = 0 if is_update else _missing(archive, old)
    contents = contents_of(archive)
    if is_landed:
        target.land(archive)
    return Saved(result, contents, is_landed, is_stranger, left_out)


def _missing(archive: Archive, old: Archive) -> int:
    """How many sequences only the old archive has."""
    return sum(not archive.has_any([each]) for each in _ids(old, deleted=True))


def _ids(archive: Archive, *, deleted: bool = False) -> Iterator[int]:
    """The ids of what the account has, or also of what it has deleted."""
    for sequence_id, _, deleted_at in archive.stored():
        if sequence_id is not None and (deleted or deleted_at is None):
            yield sequence_id
