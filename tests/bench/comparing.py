"""How long it takes to compare two sequences of 10,000 steps."""

from __future__ import annotations

import time
from random import Random
from typing import TYPE_CHECKING

from seq_tui.domain.comparison.compare import compare
from seq_tui.domain.delay import WEEKDAYS, Delay
from seq_tui.domain.sequence import EmailAction, Sequence, Step, TaskAction
from tests.bench.figure import Figure, Goal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seq_tui.domain.sequence import Action

SIZE = 10_000

MOST_S = 1


def measure(runs: int) -> list[Figure]:
    """Compare sequences that differ little, and such that differ in everything."""
    return [
        Figure(
            f"compare {SIZE:,} steps: {name}",
            "s",
            tuple(_seconds(old, new) for _ in range(runs)),
            goal=Goal(plus=MOST_S),
        )
        for name, old, new in _pairs()
    ]


def _seconds(old: list[Step], new: list[Step]) -> float:
    sequences = Sequence(steps=tuple(old)), Sequence(steps=tuple(new))
    began = time.perf_counter()
    compare(*sequences)
    return time.perf_counter() - began


def _pairs() -> Iterator[tuple[str, list[Step], list[Step]]]:
    random = Random(1)
    old = [_step(random, number, number) for number in range(SIZE)]
    yield "a copy", old, [step._replace(id=SIZE + number) for number, step in enumerate(old)]
    yield "one of 200 removed", old, [step for number, step in enumerate(old) if number % 200]
    yield "shuffled", old, random.sample(old, SIZE)
    yield "all differ", old, [_step(random, SIZE + number, SIZE + number) for number in range(SIZE)]
    yield (
        "of few kinds",
        [_step(random, number, random.randrange(5)) for number in range(SIZE)],
        [_step(random, SIZE + number, random.randrange(5)) for number in range(SIZE)],
    )


def _step(random: Random, step_id: int, content: int) -> Step:
    action: Action = EmailAction(properties={"email_template_id": content, "is_reply": False})
    if random.randrange(2):
        action = TaskAction(properties={"task_content": f"Task {content}"})
    return Step(id=step_id, delay=Delay(random.randrange(6), WEEKDAYS), action=action)
