"""Facts of a case in the words of a finding."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from seq_tui.domain.json import Json

MAX_QUOTED = 60
"""Most characters that are quoted of a value as received."""

MAX_LISTED = 6
"""Most steps that a sentence lists."""


def quoted(value: Json) -> str:
    """A value as received, as JSON in one line; a long one is cut."""
    if isinstance(value, str):
        # Escaping what is cut off would take long for a huge text.
        value = value[: MAX_QUOTED + 1]
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= MAX_QUOTED else f"{text[:MAX_QUOTED]}…"


def counted(amount: int | float, noun: str) -> str:
    """``1 weekday``, ``2.5 hours``; `noun` is the singular."""
    number = f"{amount:,}" if isinstance(amount, int) else f"{amount:,.12g}"
    return f"{number} {noun}{'' if amount == 1 else 's'}"


def steps_named(indices: Sequence[int]) -> str:
    """``step 3``, ``steps 1, 3 and 5``, ``steps 1, 3, 5 and 12 more``; `indices` are from 0."""
    ranks = [str(index + 1) for index in indices]
    if len(ranks) == 1:
        return f"step {ranks[0]}"
    left_out = len(ranks) - MAX_LISTED
    if left_out > 1:
        return f"steps {', '.join(ranks[:MAX_LISTED])} and {left_out} more"
    return f"steps {', '.join(ranks[:-1])} and {ranks[-1]}"
