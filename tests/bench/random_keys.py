"""Random keys as a user presses them in a long day, but never one that quits."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from random import Random

Size = tuple[int, int]

SIZES: tuple[Size, ...] = ((80, 24), (120, 36), (100, 30), (60, 20), (160, 45), (39, 9))

PAGES_AND_ROWS = ("Down", "Up", "PageDown", "PageUp")

MOVES = (*PAGES_AND_ROWS, *PAGES_AND_ROWS, "Home", "End", *"jkgGnN", "C-d", "C-u")

LETTERS = "abdilmnrstuw 0123456789"
"""Outside a text box, none of these keys quits, opens, copies or writes anything."""

STARTS = ("+2d", "-1w", "31")


def random_keys(rng: Random) -> Iterator[str | Size]:
    """Yield keys, and now and then a new size of the terminal, without end."""
    actions: dict[Callable[[Random], list[str] | list[Size]], int] = {
        _move: 60,
        _search: 10,
        _read_steps: 8,
        _shift: 8,
        _type_start: 3,
        _refresh: 4,
        _visit_others: 4,
        _resize: 3,
    }
    while True:
        (action,) = rng.choices(list(actions), list(actions.values()))
        yield from action(rng)


def _move(rng: Random) -> list[str]:
    if rng.random() < 0.3:
        return [rng.choice(PAGES_AND_ROWS)] * rng.randint(5, 60)
    return rng.choices(MOVES, k=rng.randint(3, 20))


def _search(rng: Random) -> list[str]:
    word = rng.choices(LETTERS, k=rng.randint(1, 5))
    return ["/", "C-u", *word, *(["Backspace"] * rng.randint(0, 2)), rng.choice(("Enter", "Esc"))]


def _read_steps(rng: Random) -> list[str]:
    steps = rng.choices(("Down", "Up", "End", "Home", "n", "N"), k=rng.randint(1, 8))
    return ["Enter", *steps, "Esc"]


def _shift(rng: Random) -> list[str]:
    return rng.choices("[]{}", k=rng.randint(1, 12))


def _type_start(rng: Random) -> list[str]:
    return ["t", *rng.choice(STARTS), rng.choice(("Enter", "Esc")), "Esc"]


def _refresh(rng: Random) -> list[str]:
    return [rng.choice(("r", "F5"))]


def _visit_others(rng: Random) -> list[str]:
    return rng.choice((["?", "Down", "Esc"], ["Tab", "Down", "S-Tab"], ["F1", "Esc"]))


def _resize(rng: Random) -> list[Size]:
    return [rng.choice(SIZES)]
