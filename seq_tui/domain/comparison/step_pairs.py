"""The steps of two sequences, aligned: which are the same, changed, moved, added or removed.

A step whose id is in both sequences stands for the step of the same id, and for no other. Any two
other steps may stand for each other. Such a pair has points for what it has in common:

- 1 for the same type of action: both an e-mail, or both a task;
- 1 more for the same template or text;
- 1 more if all other properties and unknown fields agree as well;
- 1 for the same id;
- 1 for the same wait, if the type or the id is the same.

The alignment is the one with the most points in total (`best_pairs`). In other words it costs
least, where a step that is added or removed costs 1, and a pair of steps 0.4 for each of the five
points that it lacks: less than 2, so that steps with anything in common are rather changed than
replaced. Pairs do not cross. A step that stands elsewhere is first one removed and one added, which
are then found to be the same by their id, by all that they do, or by their action.

Comparing the other way round gives the same pairs.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING, TypeVar

from seq_tui.domain.comparison.alignment import best_pairs
from seq_tui.domain.comparison.field_changes import FieldChange, step_changes
from seq_tui.domain.comparison.step_key import StepKey, step_key

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator, Sequence

    from seq_tui.domain.comparison.alignment import Levels
    from seq_tui.domain.sequence import Step

_Value = TypeVar("_Value")


class Change(StrEnum):
    """What became of a step."""

    EQUAL = "equal"
    CHANGED = "changed"
    MOVED = "moved"
    """At the place where the step is now; it may be changed as well."""

    MOVED_AWAY = "moved_away"
    """At the place where a moved step was."""

    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class StepPair:
    """A step of the old sequence, or one of the new, or two that are the same."""

    change: Change
    old: int | None
    """The index of the step in the old sequence, from 0."""

    new: int | None
    fields: tuple[FieldChange, ...] = ()
    """What differs between the two."""


@dataclass(frozen=True, slots=True)
class _KeyedStep:
    """A step with what it is compared by."""

    step: Step
    key: StepKey

    @classmethod
    def of(cls, step: Step) -> _KeyedStep:
        return cls(step, step_key(step))

    @property
    def content(self) -> tuple[str, str]:
        """All that the step does."""
        return self.key.action, self.key.wait

    @property
    def own_action(self) -> str | None:
        """The action if it has properties, by which to tell it from others."""
        return self.key.action if self.step.action.properties else None

    @property
    def rank(self) -> tuple[str, str, str]:
        """Puts any two steps that are compared in an order."""
        return (*self.content, str(self.step.id))


def pair_steps(old: Sequence[Step], new: Sequence[Step]) -> tuple[StepPair, ...]:
    """Align the steps of two sequences.

    In the order of both: what was removed comes before what was added in its place. A step that was
    moved is there twice, where it was and where it is.
    """
    before, after = [_KeyedStep.of(step) for step in old], [_KeyedStep.of(step) for step in new]
    pairs = _aligned(before, after)
    removed = sorted(set(range(len(before))).difference(one for one, _ in pairs))
    added = sorted(set(range(len(after))).difference(other for _, other in pairs))
    moves = _find_moves(before, after, removed, added)
    return tuple(_in_order(before, after, pairs, moves))


def _aligned(old: list[_KeyedStep], new: list[_KeyedStep]) -> list[tuple[int, int]]:
    """The best alignment; the same one in either direction if there are several."""
    if [each.rank for each in old] > [each.rank for each in new]:
        return [(one, other) for other, one in _aligned(new, old)]
    shared = ({each.step.id for each in old} & {each.step.id for each in new}) - {None}
    first = _common_length(old, new, shared)
    old, new = old[first:], new[first:]
    last = _common_length(old[::-1], new[::-1], shared)
    rows, columns = len(old) - last, len(new) - last
    middle = best_pairs(_points(old[:rows], new[:columns], shared), columns)
    pairs = [
        *((index, index) for index in range(-first, 0)),
        *middle,
        *((rows + index, columns + index) for index in range(last)),
    ]
    return [(first + one, first + other) for one, other in pairs]


def _common_length(old: list[_KeyedStep], new: list[_KeyedStep], shared: set[int | None]) -> int:
    """How many steps at the beginning have no better partner than each other."""
    length = 0
    for one, other in zip(old, new, strict=False):
        ids = {one.step.id, other.step.id}
        if one.content != other.content or (len(ids) > 1 and not shared.isdisjoint(ids)):
            break
        length += 1
    return length


def _points(
    old: list[_KeyedStep], new: list[_KeyedStep], shared: set[int | None]
) -> Iterator[Levels]:
    """The points of each old step with all new ones; `shared` are the ids in both sequences."""
    whole = (1 << len(new)) - 1
    types = _columns_by([each.key.type for each in new])
    subjects = _columns_by([each.key.subject for each in new])
    actions = _columns_by([each.key.action for each in new])
    waits = _columns_by([each.key.wait for each in new])
    ids = _columns_by([each.step.id if each.step.id in shared else None for each in new])
    others = ids.pop(None, 0)
    for each in old:
        key, same_id = each.key, ids.get(each.step.id, 0)
        partners = same_id if each.step.id in shared else others
        same_type = partners & types.get(key.type, 0)
        same_subject = partners & subjects.get(key.subject, 0)
        same_action = partners & actions.get(key.action, 0)
        same_wait = waits.get(key.wait, 0) & (same_type | same_id)
        levels = [whole, same_type, same_subject, same_action, 0]
        yield _plus_one(_plus_one(levels, same_wait), same_id)


def _columns_by(values: list[_Value]) -> dict[_Value, int]:
    """The columns that have each value, as bits."""
    columns: dict[_Value, int] = {}
    for column, value in enumerate(values):
        columns[value] = columns.get(value, 0) | 1 << column
    return columns


def _plus_one(levels: Levels, columns: int) -> Levels:
    """The points with one more in some columns."""
    more = [level | below & columns for below, level in pairwise(levels)]
    return [levels[0], *more, 0]


def _find_moves(
    old: list[_KeyedStep], new: list[_KeyedStep], removed: list[int], added: list[int]
) -> dict[int, int]:
    """Which removed steps are the same as added ones, first by the surest sign."""
    moves: dict[int, int] = {}
    signs: tuple[Callable[[_KeyedStep], Hashable], ...] = (
        lambda each: each.step.id,
        lambda each: each.content,
        lambda each: each.own_action,
    )
    for sign in signs:
        places: dict[Hashable, deque[int]] = {}
        found = set(moves.values())
        for place in added:
            if place not in found:
                places.setdefault(sign(new[place]), deque()).append(place)
        places.pop(None, None)
        for place in removed:
            if place not in moves and (same := places.get(sign(old[place]))):
                moves[place] = same.popleft()
    return moves


def _in_order(
    old: list[_KeyedStep],
    new: list[_KeyedStep],
    pairs: list[tuple[int, int]],
    moves: dict[int, int],
) -> Iterator[StepPair]:
    origins = {to: place for place, to in moves.items()}
    next_old = next_new = 0
    for stop_old, stop_new in [*pairs, (len(old), len(new))]:
        for place in range(next_old, stop_old):
            to = moves.get(place)
            yield StepPair(Change.REMOVED if to is None else Change.MOVED_AWAY, place, to)
        for place in range(next_new, stop_new):
            if (origin := origins.get(place)) is None:
                yield StepPair(Change.ADDED, None, place)
            else:
                yield _pair(Change.MOVED, old, new, origin, place)
        if stop_old < len(old):
            yield _pair(Change.CHANGED, old, new, stop_old, stop_new)
        next_old, next_new = stop_old + 1, stop_new + 1


def _pair(
    change: Change, old: list[_KeyedStep], new: list[_KeyedStep], place: int, to: int
) -> StepPair:
    """Two steps that are the same; equal instead of changed if nothing differs."""
    one, other = old[place], new[to]
    fields = () if one.content == other.content else step_changes(one.step, other.step)
    is_equal = change is Change.CHANGED and not fields
    return StepPair(Change.EQUAL if is_equal else change, place, to, fields)
