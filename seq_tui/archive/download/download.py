"""Downloading a whole account into an archive, and proving that nothing is missing.

The problem: pages shift while they are read. Each sequence that is created or deleted moves every
later one to another row, and perhaps to a page that has been read already. So having read a list to
its end does not prove that all of it was received.

The proof rests on a moment T, at which the last page is requested by itself, and on two facts that
hold in whatever order the account lists its sequences, and whatever changes meanwhile:

1. *How many there were at T.* One response describes one moment. So the last page tells the number
   of sequences at T: the full pages before it, and the items on it.
2. *Which were there at T.* An id is assigned once and never again. So a sequence that was received
   before T, and is still there after T, was there at T.

If fact 2 holds for as many sequences as fact 1 counts, these are all of them: the archive holds
exactly what the account held at T, each sequence in a state that it had during the download. Any
other sequence received had been deleted by T; it is kept, and marked as deleted. A sequence
received late stands at the end of the archive, whatever its row in the account.

To see every sequence again after T, all pages are read once more, which doubles the requests: if
that pass adds nothing new, and sees as many sequences as were counted, the proof is complete. If
not, another count and another pass follow, up to `MAX_RESCANS` times.

A shortcut avoids that for an account that did not change. Requesting a list of some hundred ids,
but only its last row, returns a row only if all of these sequences exist
(`seq_tui.archive.download.membership`). A service that ignores the ids, or the page, would return
another row, since the ids are spread over the whole account. The proof does not depend on the
shortcut: unless every response confirms, all pages are read again.

Two special cases. Pages from an earlier, interrupted run are always read again, since they may be
hours old. An account whose first page is also its last was read in one moment, and needs no proof.

The proof assumes that a response describes one moment, and that a page is a part of one list. A
service that visibly breaks this (by a short page before the last one, a page that holds nothing
new, or an error for an end) is not trusted: the archive counts as incomplete, and its warnings
give the reason.
"""

from __future__ import annotations

import json
from contextlib import aclosing
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from seq_tui.archive.download.membership import SupportsHasAll, membership_requests, split_ids
from seq_tui.archive.download.ordered_requests import ordered_responses
from seq_tui.archive.download.scan import Scan, ScanResult, page_requests
from seq_tui.archive.file.errors import OtherAccountError
from seq_tui.archive.file.writer import utc_now
from seq_tui.domain.page import PER_PAGE
from seq_tui.wire.records import item_id

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable

    from seq_tui.archive.file.writer import ArchiveWriter
    from seq_tui.domain.page import RawPage
    from seq_tui.domain.source import AuthoritativeSource

MAX_RESCANS = 8
"""Times that all pages are read again before an account that keeps changing is given up."""

MAX_END_REQUESTS = 8
"""Pages requested to find the last one again, which is where it was unless the account changed."""

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


@dataclass(frozen=True, slots=True)
class _Checkpoint:
    """Where an interrupted download resumes."""

    pass_number: int = 1
    page: int = 0
    """The last page that was stored in this pass."""

    page_length: int = PER_PAGE


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
        self._account = account
        self._archive = archive
        self._stop = stop
        self._on_progress = on_progress
        self._pass_number = 1
        self._received = archive.count
        self._repeated = 0
        self._rescan = 0
        self._last_page: int | None = None
        """The number of the last page, once it is known."""

    async def run(self) -> DownloadResult:
        """Receive everything that is missing, and prove that nothing is.

        Raises:
            StoppedError, SourceError: the download ended early; the next run resumes it.
            OtherAccountError: an earlier run read another account; nothing was changed.
            ArchiveError: the archive cannot be written.
        """
        checkpoint = self._load_checkpoint()
        if self._archive.row_count:
            await self._require_same_account()
        is_first_pass = checkpoint.pass_number == 1
        self._pass_number = checkpoint.pass_number
        if not is_first_pass and checkpoint.page:
            self._pass_number += 1
        first = checkpoint.page + 1 if is_first_pass else 1
        result = await self._scan(first, checkpoint.page_length)
        warnings = result.warnings or await self._prove(result, is_fresh=first == 1)
        return self._finish(warnings)

    async def _require_same_account(self) -> None:
        """Check that an earlier run read the same account: all of the vendor's have one host."""
        page = await self._page(1)
        if not self._archive.has_any(filter(None, map(item_id, page.items))):
            raise OtherAccountError(
                f"{self._archive.path} was started with another account: none of its sequences is"
                " on the first page now",
                "Move it away to start again, or choose another file.",
            )

    async def _prove(self, result: ScanResult, *, is_fresh: bool) -> list[str]:
        """Prove that nothing is missing; returns why something may be, or nothing if proven.

        Args:
            result: of the latest pass.
            is_fresh: whether this run has read all pages of it.
        """
        if is_fresh and result.is_single_page:
            return []
        count = 0
        for self._rescan in range(1, MAX_RESCANS + 1):
            count = await self._count(result)
            has_all = is_fresh and self._archive.count_seen(self._pass_number) == count
            if has_all and await self._confirm_ids(result, count):
                return []
            again = await self._scan_again()
            is_fresh = True
            if again.warnings:
                return again.warnings
            if not again.added and self._archive.count_seen(self._pass_number) == count:
                return []
            result = again
        seen = self._archive.count_seen(self._pass_number)
        return [
            f"the account kept changing: it held {count:,} sequences when they were last counted,"
            f" and {seen:,} were there when they were last read"
        ]

    async def _scan(self, first: int, page_length: int) -> ScanResult:
        """Read the pages from `first` on."""
        scan = Scan(
            self._account,
            self._archive,
            self._pass_number,
            self._save_page_checkpoint,
            self._report_page,
        )
        result = await scan.run(self._stop, first, page_length)
        self._received += result.added
        self._repeated += result.repeated
        self._last_page = result.last_page
        # The start of the next pass.
        self._save_checkpoint(_Checkpoint(self._pass_number + 1, 0, result.page_length))
        return result

    async def _scan_again(self) -> ScanResult:
        self._pass_number += 1
        return await self._scan(1, PER_PAGE)

    async def _count(self, result: ScanResult) -> int:
        """The number of sequences at one moment; an upper bound if the account keeps changing.

        Requests the last page by itself. If that is empty now, the full pages before it are the
        upper bound.
        """
        number = max(result.last_page, 1)
        bound = 0
        is_previous_full = False
        for _ in range(MAX_END_REQUESTS):
            page = await self._page(number)
            bound = result.page_length * (number - 1) + len(page.items)
            if page.items:
                known = [item for item in page.items if item_id(item) is not None]
                self._received += self._archive.put(known, pass_number=self._pass_number).added
                result.ids.extend(each for item in known if (each := item_id(item)) is not None)
                is_short = len(page.items) < result.page_length
                if page.is_last if result.is_last_reliable else is_short:
                    return bound
                is_previous_full = True
                number += 1
            elif (
                number == 1
                or is_previous_full
                or self._archive.count_seen(self._pass_number) == bound
            ):
                return bound
            else:
                number -= 1
        return bound

    async def _confirm_ids(self, result: ScanResult, count: int) -> bool:
        """Whether the account confirms, by a few requests, that it holds every sequence read."""
        ids = list(dict.fromkeys(result.ids))
        if not isinstance(self._account, SupportsHasAll) or len(ids) != count:
            return False
        parts = split_ids(ids)
        done = 0
        requests = membership_requests(self._account, parts)
        async with aclosing(ordered_responses(requests, self._stop)) as responses:
            async for is_confirmed in responses:
                done += 1
                self._report(done, len(parts), self._received, is_checking=True)
                if not is_confirmed:
                    return False
        return True

    async def _page(self, number: int) -> RawPage:
        requests = page_requests(self._account, iter([number]))
        async with aclosing(ordered_responses(requests, self._stop)) as pages:
            return await anext(pages)

    def _finish(self, warnings: list[str]) -> DownloadResult:
        """Mark deleted sequences if the archive is complete, and write its metadata."""
        now = utc_now()
        with self._archive.transaction():
            deleted = 0 if warnings else self._archive.mark_deleted(self._pass_number, now)
            self._archive.set_metadata(
                replace(
                    self._archive.metadata,
                    finished_at=now,
                    pages=self._last_page or 0,
                    is_complete=not warnings,
                    warnings=tuple(warnings),
                )
            )
        return DownloadResult(tuple(warnings), self._repeated, deleted)

    def _load_checkpoint(self) -> _Checkpoint:
        stored = self._archive.load_progress(CHECKPOINT_KEY)
        return _Checkpoint(*json.loads(stored)) if stored else _Checkpoint()

    def _save_checkpoint(self, checkpoint: _Checkpoint) -> None:
        value = json.dumps([checkpoint.pass_number, checkpoint.page, checkpoint.page_length])
        self._archive.save_progress(CHECKPOINT_KEY, value)

    def _save_page_checkpoint(self, result: ScanResult, page: int) -> None:
        self._save_checkpoint(_Checkpoint(self._pass_number, page, result.page_length))

    def _report_page(self, result: ScanResult, page: int) -> None:
        self._report(page, self._last_page, self._received + result.added)

    def _report(
        self, done: int, total: int | None, sequences: int, *, is_checking: bool = False
    ) -> None:
        self._on_progress(DownloadProgress(done, total, sequences, self._rescan, is_checking))
