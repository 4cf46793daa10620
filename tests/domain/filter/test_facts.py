"""The facts of sequences, and the number of the rules by which they are computed."""

from __future__ import annotations

import json
from itertools import product
from typing import TYPE_CHECKING
from zlib import crc32

from seq_tui.archive.file.facts_table import fact_values
from seq_tui.domain.filter.facts import FACTS_VERSION, Facts
from seq_tui.domain.sequence import EmailAction, Sequence, Step, TaskAction
from seq_tui.wire.records import sequence_from, unwrap
from tests.archive.file.test_sorting import ODD
from tests.domain.records import EMAIL, REPLY, TASK, UNKNOWN, hours, weekdays

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seq_tui.domain.sequence import Action

CHECKSUMS = {1: 2_654_555_149, 2: 1_048_747_956}
"""By the number of the rules, a checksum of the facts of some sequences."""

KINDS: tuple[Action, ...] = (EMAIL, REPLY, TASK, UNKNOWN)
WAITS = ((0, 0, 0), (1, 2, 3), (1, 24, 60), (16, 0.5, 2), (3, -1, 1))


def sequences() -> Iterator[Sequence]:
    """Short sequences of all kinds, and hostile ones."""
    for actions in product(KINDS, repeat=3):
        for waits in WAITS:
            rest = zip(waits[1:], actions[1:], strict=True)
            steps = (hours(wait, action) for wait, action in rest)
            yield Sequence(steps=(weekdays(waits[0], actions[0]), *steps))
    templates = EmailAction(properties={"email_template_id": 5})
    task = TaskAction(properties={"task_content": "Čall"})
    yield Sequence(name="Æ", steps=(Step(action=templates), Step(action=task)))
    yield from (sequence_from(data) for each in ODD if (data := unwrap(each)) is not None)


def test_new_rules_have_a_new_number() -> None:
    """Archives store facts: a change that gives a sequence others takes the next number."""
    facts = [Facts(each) for each in sequences()]
    values = [[each.name, each.tasks_said, *fact_values(each)] for each in facts]
    assert crc32(json.dumps(values).encode()) == CHECKSUMS[FACTS_VERSION]
