"""What putting items into an archive, or into what is received of a list, changed."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PutResult:
    """How many items were new, and how many were there already."""

    added: int = 0
    """Items that were not there."""

    updated: int = 0
    """Sequences that were there in an older state."""

    unchanged: int = 0
    """Items that were there already, in the same or a newer state."""

    repeated: int = 0
    """Items that had been put in the same pass already."""
