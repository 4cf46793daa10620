"""An account saved to a file, from the first request to the file's name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from seq_tui.archive.contents import Contents, contents_of
from seq_tui.archive.sync import Download
from seq_tui.archive.writer import utc_now

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable

    from seq_tui.archive.archive import Archive
    from seq_tui.archive.passes import Pages
    from seq_tui.archive.sync import Result, Step
    from seq_tui.archive.target import Target
    from seq_tui.archive.writer import ArchiveWriter


@dataclass(frozen=True, slots=True)
class Saved:
    """What a run of a save came to."""

    result: Result
    contents: Contents
    is_landed: bool
    """Whether the file has its name; if not, what stood there stands there still."""


async def save(
    account: Pages,
    target: Target,
    archive: ArchiveWriter,
    old: Archive | None,
    stop: asyncio.Event,
    *,
    is_update: bool = False,
    on_step: Callable[[Step], None] = lambda _step: None,
) -> Saved:
    """Save the account to the target, which is held.

    An archive that is there is replaced by a complete one only, and never by an empty one: a
    service may answer with no sequences where it does not admit that it refuses.

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
    if old is not None and is_update and result.is_complete:
        archive.keep(old, utc_now())
    contents = contents_of(archive)
    is_emptied = old is not None and old.count > 0 and contents.sequences == 0
    is_landed = old is None or (result.is_complete and not is_emptied)
    if is_landed:
        target.land(archive)
    return Saved(result, contents, is_landed)
