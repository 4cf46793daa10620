"""A whole account into an archive, and the proof that it is whole.

Pages move: while they are read, sequences are created and deleted, and every one behind moves to
another row and maybe to a page that was read already. So a list read to its end proves nothing. Two
facts do, whatever moved and in whatever order the account is:

1. *How many.* One answer is one moment. The last page, read alone, says how many sequences the
   account holds at that moment: the rows of the full pages before it, and its own.
2. *Which.* An id is given once and never again. A sequence that was received before that moment,
   and is there after it, was there at that moment.

As many sequences of the second kind as the first one counts are all of them: the archive holds what
the account held at that moment, neither more nor less, each in a state that it had while they were
read. Whatever else it received on the way had been deleted by then, and is kept as such. What was
received late stands behind the rest, whatever its row in the account.

Seeing every sequence once more costs as many requests again. For an account that did not move there
is a shorter way: of some hundred ids at once, only the last row is asked for, which exists only if
all of them do (`seq_tui.archive.download.membership`). A service that takes no notice of the ids,
or of the page, gives another row, since the ids are taken from all over the account. No such answer
is needed: where it does not come, all pages are read again.

What an earlier, interrupted run received is read again too: it may be hours old. An account whose
first page is its last was read in one moment, and needs no proof.

It is assumed that an answer is one moment's truth, and that a page is a part of one list. A service
that breaks this in a way that shows (a short page before the last one, a page that holds nothing
new, an error for an end) is not believed, and what may be missing is said.
"""

from __future__ import annotations

import json
from contextlib import aclosing
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from seq_tui.archive.download.membership import SupportsHasAll, parts_of, questions
from seq_tui.archive.download.ordered_requests import in_order
from seq_tui.archive.download.scan import Scan, ScanResult, asked_pages
from seq_tui.archive.file.errors import ArchiveError
from seq_tui.archive.file.writer import utc_now
from seq_tui.domain.page import PER_PAGE
from seq_tui.wire.records import item_id

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable

    from seq_tui.archive.download.scan import Pages
    from seq_tui.archive.file.writer import ArchiveWriter
    from seq_tui.domain.page import RawPage

LOOKS = 8
"""Times that all pages are read once more before an account that moves all the time is left."""

STEPS_TO_END = 8
"""Pages read to find the last one again, which is where it was unless the account moved."""

PLACE = "place"
"""What the archive remembers about an interrupted download, by this name."""


@dataclass(frozen=True, slots=True)
class Step:
    """How far a download is."""

    page: int
    """The page that has come last, or the questions answered while `is_counting`."""

    of: int | None
    """How many there will be; `None` while the end is not known."""

    sequences: int
    """Items received so far."""

    look: int = 0
    """0 while they are received, then the number of the look back."""

    is_counting: bool = False
    """Whether ids are asked about, and no pages."""


@dataclass(frozen=True, slots=True)
class Result:
    """What a download that came to its end knows."""

    warnings: tuple[str, ...]
    """Why something may be missing; empty for a complete archive."""

    repeated: int = 0
    """Items that came twice."""

    deleted: int = 0
    """Sequences that the account deleted while it was read."""

    @property
    def is_complete(self) -> bool:
        """Whether the archive is proven to hold the whole account."""
        return not self.warnings


@dataclass(frozen=True, slots=True)
class _Place:
    """Where an interrupted download goes on."""

    pass_number: int = 1
    page: int = 0
    """The last page that was read in it."""

    length: int = PER_PAGE


class Download:
    """An account on its way into an archive; another run goes on where one was interrupted.

    Args:
        account: what is saved. If it is a `SupportsHasAll`, it is asked as one.
        archive: where it goes to; new, or left by an interrupted run.
        stop: set when somebody asks to stop.
        on_step: called after each answer.
    """

    def __init__(
        self,
        account: Pages,
        archive: ArchiveWriter,
        stop: asyncio.Event,
        on_step: Callable[[Step], None] = lambda _step: None,
    ) -> None:
        self._account = account
        self._archive = archive
        self._stop = stop
        self._on_step = on_step
        self._pass_number = 1
        self._received = archive.count
        self._repeated = 0
        self._look = 0
        self._last: int | None = None
        """The number of the last page, once it is known."""

    async def run(self) -> Result:
        """Receive everything that is missing, and find out whether that is all there is.

        Raises:
            StoppedError, SourceError: nothing more comes; what came is kept, to go on with.
            ArchiveError: the archive cannot be written, or an earlier run read another account.
        """
        place = self._place()
        if self._archive.rows:
            await self._require_same_account()
        is_first = place.pass_number == 1
        self._pass_number = (
            place.pass_number if is_first or not place.page else place.pass_number + 1
        )
        first = place.page + 1 if is_first else 1
        result = await self._read(first, place.length)
        warnings = result.warnings or await self._warnings(result, is_fresh=first == 1)
        return self._finished(warnings)

    async def _require_same_account(self) -> None:
        """See that an earlier run read the same account: all of the vendor's have one host."""
        page = await self._page(1)
        if not self._archive.has_any(filter(None, map(item_id, page.items))):
            raise ArchiveError(
                f"{self._archive.path} was begun with another account: none of its sequences is on"
                " the first page now",
                "Delete it to begin anew, or choose another file.",
            )

    async def _warnings(self, result: ScanResult, *, is_fresh: bool) -> list[str]:
        """Why something may be missing; nothing for what is proven to be whole.

        Args:
            result: of the pages that were read last.
            is_fresh: whether this run has read all of them.
        """
        if is_fresh and result.is_one_answer:
            return []
        count = 0
        for self._look in range(1, LOOKS + 1):
            count = await self._count(result)
            is_whole = is_fresh and self._archive.seen(self._pass_number) == count
            if is_whole and await self._are_all_there(result, count):
                return []
            again = await self._read_again()
            is_fresh = True
            if again.warnings:
                return again.warnings
            if not again.added and self._archive.seen(self._pass_number) == count:
                return []
            result = again
        read = self._archive.seen(self._pass_number)
        return [
            f"the account changed all the time: it held {count:,} sequences when they were last"
            f" counted, and {read:,} were there when they were last read"
        ]

    async def _read(self, first: int, length: int) -> ScanResult:
        """Read the pages from `first` on."""
        run = Scan(self._account, self._archive, self._pass_number, self._keep, self._told)
        result = await run.run(self._stop, first, length)
        self._received += result.added
        self._repeated += result.repeated
        self._last = result.last
        # The next reading, of which no page has been read.
        self._remember(_Place(self._pass_number + 1, 0, result.length))
        return result

    async def _read_again(self) -> ScanResult:
        self._pass_number += 1
        return await self._read(1, PER_PAGE)

    def _keep(self, result: ScanResult, page: int) -> None:
        self._remember(_Place(self._pass_number, page, result.length))

    def _told(self, result: ScanResult, page: int) -> None:
        self._tell(page, self._last, self._received + result.added)

    async def _count(self, result: ScanResult) -> int:
        """How many sequences the account holds at one moment; at most so many, should it move.

        Its last page is read by itself. If that is empty now, the pages before it are all there
        can be.
        """
        number = max(result.last, 1)
        bound = 0
        is_full_before = False
        for _ in range(STEPS_TO_END):
            page = await self._page(number)
            bound = result.length * (number - 1) + len(page.items)
            if page.items:
                known = [item for item in page.items if item_id(item) is not None]
                self._received += self._archive.put(known, pass_number=self._pass_number).added
                result.ids.extend(each for item in known if (each := item_id(item)) is not None)
                is_short = len(page.items) < result.length
                if page.is_last if result.says_when_over else is_short:
                    return bound
                is_full_before = True
                number += 1
            elif number == 1 or is_full_before or self._archive.seen(self._pass_number) == bound:
                return bound
            else:
                number -= 1
        return bound

    async def _are_all_there(self, result: ScanResult, count: int) -> bool:
        """Whether the account is seen to hold every sequence that was read, by few requests."""
        ids = list(dict.fromkeys(result.ids))
        if not isinstance(self._account, SupportsHasAll) or len(ids) != count:
            return False
        parts = parts_of(ids)
        done = 0
        async with aclosing(in_order(questions(self._account, parts), self._stop)) as answers:
            async for is_there in answers:
                done += 1
                self._tell(done, len(parts), self._received, is_counting=True)
                if not is_there:
                    return False
        return True

    async def _page(self, number: int) -> RawPage:
        async with aclosing(
            in_order(asked_pages(self._account, iter([number])), self._stop)
        ) as pages:
            return await anext(pages)

    def _finished(self, warnings: list[str]) -> Result:
        """Let the archive say what it is."""
        now = utc_now()
        with self._archive.transaction():
            deleted = 0 if warnings else self._archive.mark_deleted(self._pass_number, now)
            self._archive.describe(
                replace(
                    self._archive.about,
                    finished_at=now,
                    pages=self._last or 0,
                    is_complete=not warnings,
                    warnings=tuple(warnings),
                )
            )
        return Result(tuple(warnings), self._repeated, deleted)

    def _place(self) -> _Place:
        noted = self._archive.recall(PLACE)
        return _Place(*json.loads(noted)) if noted else _Place()

    def _remember(self, place: _Place) -> None:
        value = json.dumps([place.pass_number, place.page, place.length])
        self._archive.remember(PLACE, value)

    def _tell(
        self, page: int, of: int | None, sequences: int, *, is_counting: bool = False
    ) -> None:
        self._on_step(Step(page, of, sequences, self._look, is_counting))
