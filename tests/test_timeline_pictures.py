"""Pictures of timelines, for sequences of hours and of months."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from seq_tui.domain.sequence import Sequence
from tests.fake_source import FakeSource
from tests.presentation.sequences import SEQUENCES
from tests.test_snapshots import LIVE, matches_snapshot
from tests.ui.browsing import NARROW, WIDE
from tests.ui.short_waits import parsed_sheets as parsed_sheets
from tests.ui.short_waits import short_debounces as short_debounces

if TYPE_CHECKING:
    from tests.test_snapshots import Compare

LARGE = (200, 50)


@pytest.mark.parametrize("size", [NARROW, WIDE, LARGE], ids=["80x24", "120x36", "200x50"])
@pytest.mark.parametrize("name", SEQUENCES, ids=lambda name: name.replace(" ", "-"))
def test_a_schedule(snap_compare: Compare, name: str, size: tuple[int, int]) -> None:
    steps = SEQUENCES[name]
    sequence = Sequence(7, name.capitalize(), len(steps), 1700155, steps=steps)
    source = FakeSource(sequences=(sequence,))
    keys = "enter down down down"
    assert matches_snapshot(snap_compare, keys, source=source, source_info=LIVE, size=size)
