"""Sequences of the demo account in which something is wrong, one for each check that finds it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from seq_tui.server.demo.recipe import Recipe


class _Oddity(NamedTuple):
    """What is different in a sequence that is otherwise generated."""

    rhythm: str
    positions: tuple[int, ...] = ()
    steps_total: int | None = None
    has_empty_tasks: bool = False


ODDITIES = {
    235: _Oddity("r0d t2d e3d"),
    244: _Oddity("t0d r1d e3d"),
    248: _Oddity("e0d r2d e0d r3d"),
    253: _Oddity("e0d r2d t1d", steps_total=4),
    258: _Oddity("e0d r2d t1d e3d r2d", positions=(0, 1, 3, 4, 4)),
    264: _Oddity("e0d t1d r2d", has_empty_tasks=True),
    268: _Oddity("e0d r2d e1w"),
    273: _Oddity("e0d r1d s1d e3d"),
    277: _Oddity("e0d e120h e120h e120h"),
}
"""By the number of the recipe."""


def make_odd(number: int, recipe: Recipe) -> Recipe:
    """The recipe with what is odd in the one of that number, if anything is."""
    oddity = ODDITIES.get(number)
    if oddity is None:
        return recipe
    return recipe._replace(
        rhythm=oddity.rhythm,
        positions=oddity.positions,
        steps_total=oddity.steps_total,
        tasks=("",) if oddity.has_empty_tasks else recipe.tasks,
    )
