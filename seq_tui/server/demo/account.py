"""The demo account: Larkfield Cargo Bikes, where sequence *n* is a function of *n*, at any size."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING

from seq_tui.domain.failure import Cause, Failure, SourceError
from seq_tui.domain.page import PER_PAGE, Page, RawPage
from seq_tui.domain.sequence import Sequence
from seq_tui.domain.source import RawSource
from seq_tui.server.demo.first_sequences import OPENING
from seq_tui.server.demo.recipe import COMBINATIONS, Recipe, combined, mixed, steps
from seq_tui.server.demo.vocabulary import PEOPLE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from collections.abc import Sequence as Rows

    from seq_tui.domain.json import Json
    from seq_tui.domain.query import Query

SIZE = 342
"""Sequences in the account, unless asked otherwise."""

_FIRST_ID = 21_123
_ID_STRIDE = 7
_FIRST_STEP_ID = 2_594_755
_STEP_STRIDE = 32
"""Step ids from one sequence to the next; more than the steps of any."""

_OPENED = datetime(2019, 3, 4, 8, 12, 5, tzinfo=UTC)
_LATEST = datetime(2026, 10, 30, 16, 40, 51, tzinfo=UTC)
_HALF_TIME = 60
"""Half of the account's years have passed by this row, and the rest never pass, at any size."""


class DemoAccount(RawSource[Sequence]):
    """An account of `size` sequences, in the order of their ids; it holds none of them."""

    def __init__(self, size: int = SIZE) -> None:
        self.size = size

    async def page(
        self, query: Query, number: int, per_page: int = PER_PAGE, **_: Callable[[], bool]
    ) -> Page[Sequence]:
        """Page `number` (from 1); empty, and the last, when it is past the end.

        Names and tasks match without regard to case. Ids and a name at once must both match.
        Whether the page is still wanted, as a source may be told, makes no difference: it is there
        at once.
        """
        start = (number - 1) * per_page
        rows = self._rows(query, start, start + per_page + 1)
        return Page(
            number=number,
            items=tuple(sequence(row) for row in rows[:per_page]),
            is_last=len(rows) <= per_page,
        )

    async def get(self, sequence_id: int) -> Sequence:
        """The sequence with that id.

        Raises:
            SourceError: there is none.
        """
        row = self._row(sequence_id)
        if row is None:
            message = f"There is no sequence {sequence_id} in the demo account."
            raise SourceError(Failure(Cause.NOT_FOUND, message, status=404, code="not_found"))
        return sequence(row)

    async def raw_page(
        self, query: Query, number: int, per_page: int = PER_PAGE, **_: Callable[[], bool]
    ) -> RawPage:
        """The same page as the API would send it."""
        # The first page of a screen needs nothing of the wire.
        from seq_tui.wire.envelopes import encode_sequence

        page = await self.page(query, number, per_page)
        return RawPage(number, tuple(map(encode_sequence, page.items)), page.is_last)

    async def raw(self, sequence_id: int) -> Json:
        """The sequence with that id as the API would send it.

        Raises:
            SourceError: there is none.
        """
        from seq_tui.wire.envelopes import encode_sequence

        return encode_sequence(await self.get(sequence_id))

    def _rows(self, query: Query, start: int, stop: int) -> Rows[int]:
        """The rows that match, from the `start`-th up to, but without, the `stop`-th."""
        if query.ids:
            known = {row for row in map(self._row, query.ids) if row is not None}
            part = query.name.casefold()
            return sorted(row for row in known if part in _name(row).casefold())[start:stop]
        if query.task:
            return tuple(islice(self._rows_with_task(query.task.casefold()), start, stop))
        if query.name:
            return tuple(islice(self._rows_named(query.name.casefold()), start, stop))
        return range(self.size)[start:stop]

    def _rows_named(self, part: str) -> Iterator[int]:
        """Rows whose folded name contains `part`: one comparison a row, and no row is built."""
        names = _folded_names(min(self.size, COMBINATIONS))
        for version, first in enumerate(range(0, self.size, COMBINATIONS)):
            ending = _ending(version)
            for row, name in enumerate(names[: self.size - first], first):
                if part in name + ending:
                    yield row

    def _rows_with_task(self, part: str) -> Iterator[int]:
        """Rows of which a task says `part`."""
        for row in range(self.size):
            recipe = _recipe(row % COMBINATIONS)
            if any(part in text.casefold() for text in recipe.tasks[: recipe.rhythm.count("t")]):
                yield row

    def _row(self, sequence_id: int) -> int | None:
        row = (sequence_id - _FIRST_ID) // _ID_STRIDE
        return row if 0 <= row < self.size and _id(row) == sequence_id else None


def sequence(row: int) -> Sequence:
    """The sequence of a row, from 0 on."""
    recipe = _recipe(row % COMBINATIONS)
    made = steps(recipe, _FIRST_STEP_ID + row * _STEP_STRIDE)
    created, updated = _dates(row)
    return Sequence(
        id=_id(row),
        name=_name(row),
        steps_total=len(made),
        creator_id=PEOPLE[min(mixed(row, salt) % len(PEOPLE) for salt in (2, 3))],
        created_at=created,
        updated_at=updated,
        steps=made,
        extra=recipe.extra,
    )


def _id(row: int) -> int:
    """Ids grow with the row and leave gaps, as where sequences have been deleted."""
    return _FIRST_ID + row * _ID_STRIDE + mixed(row, salt=4) % _ID_STRIDE


def _name(row: int) -> str:
    return _recipe(row % COMBINATIONS).name + _ending(row // COMBINATIONS)


def _recipe(number: int) -> Recipe:
    return OPENING[number] if number < len(OPENING) else combined(number)


def _ending(version: int) -> str:
    """What tells the names apart once every combination of words has been used."""
    return f" · v{version + 1}" if version else ""


@cache
def _folded_names(count: int) -> tuple[str, ...]:
    """The first names, ready for a search without regard to case; made at the first search."""
    return tuple(_recipe(number).name.casefold() for number in range(count))


def _dates(row: int) -> tuple[str, str]:
    """When the sequence was created and last updated, in the order of the ids."""
    created = _LATEST - (_LATEST - _OPENED) * _HALF_TIME / (row + _HALF_TIME)
    updated = created + (_LATEST - created) * (mixed(row, salt=5) % 1000) / 1000
    return _text(created), _text(updated)


def _text(moment: datetime) -> str:
    return (moment - timedelta(microseconds=moment.microsecond)).isoformat().replace("+00:00", "Z")
