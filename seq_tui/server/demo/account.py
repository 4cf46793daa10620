"""The demo account, Larkfield Cargo Bikes: of any size, since each sequence is computed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import cache, cached_property
from typing import TYPE_CHECKING

from seq_tui.domain.failure import Cause, Failure, SourceError
from seq_tui.domain.folding import contains_all, fold
from seq_tui.domain.page import PER_PAGE, Page, RawPage
from seq_tui.domain.sequence import Sequence
from seq_tui.domain.source import AuthoritativeSource, RawSource
from seq_tui.server.demo.first_sequences import FIRST_SEQUENCES
from seq_tui.server.demo.recipe import (
    COMBINATIONS,
    Recipe,
    build_steps,
    generate_recipe,
    mix_bits,
)
from seq_tui.server.demo.vocabulary import NAMES, PEOPLE

if TYPE_CHECKING:
    import asyncio
    from collections import abc
    from collections.abc import Callable, Iterator

    from seq_tui.domain.json import Json
    from seq_tui.domain.query import Query
    from seq_tui.server.demo.filtered_rows import FilteredRows

SIZE = 342
"""Default number of sequences in the account."""

_FIRST_ID = 21_123
_ID_STRIDE = 7
_FIRST_STEP_ID = 2_594_755
_STEP_STRIDE = 32
"""Distance between the first step ids of two sequences; more than any sequence has steps."""

_OPENED = datetime(2019, 3, 4, 8, 12, 5, tzinfo=UTC)
_LATEST = datetime(2026, 10, 30, 16, 40, 51, tzinfo=UTC)
_HALF_TIME = 60
"""The row by which half of the account's time has passed; later rows never reach its end."""

_ODD_ROWS = range(230, 280)
"""Rows of which some are wrong."""

CHUNK = COMBINATIONS // 16
"""Rows that are searched in one go; it takes less than a millisecond, the first time some more."""


class DemoAccount(RawSource[Sequence], AuthoritativeSource):
    """An account of `size` sequences, in the order of their ids; none is stored."""

    may_change = False

    def __init__(self, size: int = SIZE) -> None:
        self.size = size
        self._latest: FilteredRows | None = None

    def answers_at_once(self, _query: Query) -> bool:
        """Always: it sends no request."""
        return True

    def known_creator_names(self, ids: abc.Collection[int]) -> dict[int, str]:
        """The names of invented users."""
        return {each: NAMES[each] for each in ids if each in NAMES}

    async def page(
        self, query: Query, number: int, per_page: int = PER_PAGE, **_: Callable[[], bool]
    ) -> Page[Sequence]:
        """Page `number` (from 1) of the results of `query`; past the end, empty and the last.

        With both ids and a name, both must match.
        The option `is_wanted` of a source is accepted and ignored, since no page takes long.
        """
        start = (number - 1) * per_page
        rows = await self._rows(query, start, start + per_page + 1)
        return Page(
            number=number,
            items=tuple(demo_sequence(row) for row in rows[:per_page]),
            is_last=len(rows) <= per_page,
            total=self._total(query),
        )

    async def get(self, sequence_id: int) -> Sequence:
        """The sequence with this id.

        Raises:
            SourceError: there is none.
        """
        row = self._row(sequence_id)
        if row is None:
            message = f"There is no sequence {sequence_id} in the demo account."
            raise SourceError(Failure(Cause.NOT_FOUND, message, status=404, code="not_found"))
        return demo_sequence(row)

    def row_of(self, sequence_id: int) -> int | None:
        """The row of the sequence with this id."""
        return self._row(sequence_id)

    async def raw_page(
        self, query: Query, number: int, per_page: int = PER_PAGE, **_: Callable[[], bool]
    ) -> RawPage:
        """The same page in the form that the API sends."""
        # Imported here, since the first page of the screen needs nothing from `wire`.
        from seq_tui.wire.envelopes import encode_sequence

        page = await self.page(query, number, per_page)
        return RawPage(number, tuple(map(encode_sequence, page.items)), page.is_last)

    async def raw(self, sequence_id: int) -> Json:
        """The sequence with this id in the form that the API sends.

        Raises:
            SourceError: there is none.
        """
        from seq_tui.wire.envelopes import encode_sequence

        return encode_sequence(await self.get(sequence_id))

    def retry_in(self) -> float:
        """No seconds: there is no limit to keep to."""
        return 0.0

    async def _rows(self, query: Query, start: int, stop: int) -> abc.Sequence[int]:
        """The matching rows from number `start` up to, but without, number `stop`."""
        if not query:
            return range(self.size)[start:stop]
        if query.ids and query.sort is None:
            return self._rows_with_ids(query)[start:stop]
        if query.needs_whole_account:
            return await self._filtered(query).find(start, stop, self._let_others_run)
        return await self._slice(self._rows_named(query.words, query.number), start, stop)

    def _total(self, query: Query) -> int | None:
        if not query:
            return self.size
        is_latest = self._latest is not None and self._latest.query == query
        return self._latest.total if self._latest is not None and is_latest else None

    def _rows_with_ids(self, query: Query) -> list[int]:
        known = {row for row in map(self._row, query.ids) if row is not None}
        return sorted(row for row in known if contains_all(name_of(row), query.words))

    def _filtered(self, query: Query) -> FilteredRows:
        """The rows of a query that needs all sequences; those of the latest one are kept."""
        # Imported here, since the first paint needs neither filter nor order.
        from seq_tui.server.demo.filtered_rows import FilteredRows

        if self._latest is None or self._latest.query != query:
            rows = self._rows_with_ids(query) if query.ids else range(self.size)
            self._latest = FilteredRows(query, rows)
        return self._latest

    async def _slice(self, chunks: Iterator[list[int]], start: int, stop: int) -> list[int]:
        """Some of the rows in the chunks; between two of these, others have their turn."""
        found: list[int] = []
        skipped = 0
        for number, rows in enumerate(chunks):
            if number:
                # A small account never waits: the first paint needs its page at once.
                await self._let_others_run()
            found += rows[max(start - skipped, 0) : max(stop - skipped, 0)]
            skipped += len(rows)
            if skipped >= stop:
                break
        return found

    async def _let_others_run(self) -> None:
        """Let other tasks run; of many searches, only one continues between two runs of these."""
        # Slow to import, and the first page needs no event loop.
        import asyncio

        async with self._turn:
            await asyncio.sleep(0)

    @cached_property
    def _turn(self) -> asyncio.Lock:
        import asyncio

        return asyncio.Lock()

    def _rows_named(self, words: abc.Sequence[str], number: int | None) -> Iterator[list[int]]:
        """The row with the number as its id, then those whose names contain the words."""
        first = None if number is None else self._row(number)
        for start in range(0, self.size, CHUNK):
            ending = fold(_ending(start // COMBINATIONS))
            names = _folded_names(start % COMBINATIONS, min(CHUNK, self.size - start))
            found = [
                row
                for row, name in enumerate(names, start)
                if row != first and all(word in name + ending for word in words)
            ]
            yield found if start or first is None else [first, *found]

    def _row(self, sequence_id: int) -> int | None:
        row = (sequence_id - _FIRST_ID) // _ID_STRIDE
        return row if 0 <= row < self.size and id_of(row) == sequence_id else None


def demo_sequence(row: int) -> Sequence:
    """Compute the sequence of a row, from 0."""
    recipe = _recipe(row % COMBINATIONS)
    steps = build_steps(recipe, _FIRST_STEP_ID + row * _STEP_STRIDE)
    created, updated = dates_of(row)
    return Sequence(
        id=id_of(row),
        name=name_of(row),
        steps_total=len(steps) if recipe.steps_total is None else recipe.steps_total,
        creator_id=creator_of(row),
        created_at=created,
        updated_at=updated,
        steps=steps,
        extra=recipe.extra,
    )


def id_of(row: int) -> int:
    """Ids grow with the row and have gaps, as if sequences had been deleted."""
    return _FIRST_ID + row * _ID_STRIDE + mix_bits(row, salt=4) % _ID_STRIDE


def creator_of(row: int) -> int:
    """Some users create more than others."""
    return PEOPLE[min(mix_bits(row, salt) % len(PEOPLE) for salt in (2, 3))]


def name_of(row: int) -> str:
    """No two rows have the same."""
    return _recipe(row % COMBINATIONS).name + _ending(row // COMBINATIONS)


def _recipe(number: int) -> Recipe:
    if number < len(FIRST_SEQUENCES):
        return FIRST_SEQUENCES[number]
    recipe = generate_recipe(number)
    if number not in _ODD_ROWS:
        return recipe
    # Not needed by the first pages.
    from seq_tui.server.demo.odd_recipes import make_odd

    return make_odd(number, recipe)


def _ending(version: int) -> str:
    """Distinguishes names once every combination of words has been used."""
    return f" · v{version + 1}" if version else ""


@cache
def _folded_names(first: int, count: int) -> tuple[str, ...]:
    """A chunk of names, folded; computed at the first search."""
    return tuple(fold(_recipe(number).name) for number in range(first, first + count))


def dates_of(row: int) -> tuple[str, str]:
    """When the sequence was created and last updated, in the order of the ids."""
    created = _LATEST - (_LATEST - _OPENED) * _HALF_TIME / (row + _HALF_TIME)
    updated = created + (_LATEST - created) * (mix_bits(row, salt=5) % 1000) / 1000
    return _timestamp(created), _timestamp(updated)


def _timestamp(moment: datetime) -> str:
    return (moment - timedelta(microseconds=moment.microsecond)).isoformat().replace("+00:00", "Z")
