"""A source for tests, which records requests, waits and fails on demand."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from seq_tui.domain.delay import Delay
from seq_tui.domain.failure import Cause, Failure, SourceError
from seq_tui.domain.filter.evaluate import Surroundings, selects
from seq_tui.domain.filter.facts import Facts
from seq_tui.domain.folding import contains_all
from seq_tui.domain.page import PER_PAGE, Page, RawPage, never_cancelled
from seq_tui.domain.sequence import EmailAction, Sequence, Step, TaskAction
from seq_tui.domain.source import AuthoritativeSource, RawSource
from seq_tui.wire.envelopes import encode_sequence, no_such_sequence

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from seq_tui.domain.json import Json
    from seq_tui.domain.query import Query

FIRST_ID = 1000

NO_ANSWER = Failure(
    Cause.SERVICE,
    "The service failed (503)",
    advice="Wait a little.",
    status=503,
    code="temporarily_unavailable",
    details="Try again later.",
    request_id="b86t2-ah1ou",
)


def steps(count: int) -> tuple[Step, ...]:
    """E-mail, task and reply in turn, a weekday or two hours apart."""
    kinds = (
        EmailAction(properties={"email_template_id": 398744, "is_reply": False}),
        TaskAction(properties={"task_content": "Call about the price"}),
        EmailAction(properties={"email_template_id": 398745, "is_reply": True}),
    )
    delays = (Delay(1, "weekdays"), Delay(2, "hours"))
    return tuple(
        Step(id=50 + rank, position=rank, delay=delays[rank % 2], action=kinds[rank % 3])
        for rank in range(count)
    )


def sequence(number: int) -> Sequence:
    """Sequence `number` is a function of `number`."""
    return Sequence(
        id=FIRST_ID + number,
        name=f"Sequence {number}",
        steps_total=number % 5,
        creator_id=7,
        created_at="2020-06-03T11:06:30Z",
        updated_at="2026-10-12T08:00:00Z",
        steps=steps(number % 5),
    )


class FakeSource(RawSource[Sequence], AuthoritativeSource):
    """An account of `size` sequences, or of those given."""

    def __init__(self, size: int = 0, sequences: tuple[Sequence, ...] = ()) -> None:
        self.sequences = sequences or tuple(sequence(number) for number in range(size))
        self.requested: list[tuple[str, int]] = []
        """Each request: the query's text, and the page's number."""

        self.failures: list[Failure] = []
        """The outcomes of the next requests."""

        self.later_failures: list[Failure] = []
        """The outcomes of the next requests for pages after the first."""

        self.memory: dict[tuple[str, int], Page[Sequence]] = {}
        """The cached pages, by the query's text and their number."""

        self.to_say: list[str] = []
        """The warnings, the last one first."""

        self.search_notes: dict[str, str] = {}
        """What searches may miss, by the query's text."""

        self.rows_of: dict[int, int] = {}
        """The rows that are known by id."""

        self.seconds_paused = 0.0
        """The value of `retry_in`."""

        self.searched_so_far = 0
        """The value of `searched`."""

        self.dropped = 0
        """Unreadable items on each page."""

        self.most_at_once = 0
        self._in_flight = 0
        self._gate = asyncio.Event()
        self._gate.set()

    def hold(self) -> None:
        """Answer nothing until `release`."""
        self._gate.clear()

    def release(self) -> None:
        """Answer the requests held back."""
        self._gate.set()

    async def page(
        self, query: Query, number: int, *, is_wanted: Callable[[], bool] = never_cancelled
    ) -> Page[Sequence]:
        """A page or a failure, once no request is held back."""
        self.requested.append((str(query), number))
        self._in_flight += 1
        self.most_at_once = max(self.most_at_once, self._in_flight)
        try:
            await self._gate.wait()
        finally:
            self._in_flight -= 1
        if self.failures:
            raise SourceError(self.failures.pop(0))
        if number > 1 and self.later_failures:
            raise SourceError(self.later_failures.pop(0))
        found = [row for row in self.sequences if _matches(row, query)]
        start = (number - 1) * PER_PAGE
        items = tuple(found[start : start + PER_PAGE])
        return Page(number, items, is_last=start + PER_PAGE >= len(found), dropped=self.dropped)

    async def raw_page(
        self, query: Query, number: int, *, is_wanted: Callable[[], bool] = never_cancelled
    ) -> RawPage:
        """The same page in the API's envelopes."""
        page = await self.page(query, number, is_wanted=is_wanted)
        return RawPage(number, tuple(map(encode_sequence, page.items)), page.is_last)

    async def raw(self, sequence_id: int) -> Json:
        """One of the sequences in its envelope."""
        return encode_sequence(await self.get(sequence_id))

    async def get(self, sequence_id: int) -> Sequence:
        """One of the sequences."""
        found = next((row for row in self.sequences if row.id == sequence_id), None)
        if found is None:
            raise no_such_sequence(sequence_id)
        return found

    def retry_in(self) -> float:
        """The seconds set by the test."""
        return self.seconds_paused

    def cached_page(self, query: Query, number: int) -> Page[Sequence] | None:
        """The page set by the test."""
        return self.memory.get((str(query), number))

    def searched(self, query: Query) -> int:
        """The number set by the test."""
        return self.searched_so_far

    def search_note(self, query: Query) -> str:
        """The note set by the test."""
        return self.search_notes.get(str(query), "")

    def row_of(self, record_id: int) -> int | None:
        """The row set by the test."""
        return self.rows_of.get(record_id)

    def pop_warning(self) -> str:
        """The last warning set by the test, once."""
        return self.to_say.pop() if self.to_say else ""


def _matches(row: Sequence, query: Query) -> bool:
    if query.filter is not None:
        return selects(query.filter, Facts(row), Surroundings(datetime.now(UTC)))
    if query.ids:
        return row.id in query.ids and contains_all(row.name or "", query.words)
    return row.id == query.number or contains_all(row.name or "", query.words)


class NamedSource(FakeSource):
    """An account whose users have names; it records who was asked for."""

    def __init__(self, size: int, names: dict[int, str]) -> None:
        super().__init__(size)
        self.names = names
        self.asked: list[list[int]] = []

    async def creator_names(self, ids: Collection[int]) -> dict[int, str]:
        self.asked.append(list(ids))
        return {each: self.names[each] for each in ids if each in self.names}
