"""What is written for each tool is right by the second models and by brute force."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from seq_tui.domain.weekend_rule import WeekendRule
from seq_tui.export.moving.folder import MovingFolder
from seq_tui.export.moving.targets import TARGETS
from seq_tui.server.demo.account import SIZE, demo_sequence
from tests.export.moving.random_sequences import TEMPLATES, random_sequence, text_of
from tests.export.moving.reading import READERS
from tests.export.moving.second_opinion import complaints

if TYPE_CHECKING:
    from collections.abc import Iterable

    from seq_tui.domain.sequence import Sequence

RANDOM = 1_000

TEXTS = {number: text for number in TEMPLATES if (text := text_of(number)) is not None}


def written(tool: str, sequences: Iterable[Sequence]) -> dict[str, bytes]:
    """All files of a folder, by their paths."""
    folder = MovingFolder(TARGETS[tool], WeekendRule.HOLD, "demo account", {})
    files = [file for sequence in sequences for file in folder.add(sequence, TEXTS)]
    files += folder.end()
    return {f"{file.folder}/{file.name}".lstrip("/"): file.document for file in files}


@pytest.mark.parametrize("tool", READERS)
def test_the_demo_account_is_written_as_each_tool_takes_it(tool: str) -> None:
    sequences = [demo_sequence(row) for row in range(SIZE)]
    files = written(tool, sequences)
    assert list(complaints(tool, files, sequences, lambda _: None)) == []


@pytest.mark.parametrize("tool", READERS)
def test_random_sequences_are_written_as_each_tool_takes_them(tool: str) -> None:
    sequences = [random_sequence(number) for number in range(RANDOM)]
    files = written(tool, sequences)
    assert list(complaints(tool, files, sequences, text_of)) == []
