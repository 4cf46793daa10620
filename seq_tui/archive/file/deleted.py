"""Whether sequences that the account has since deleted are read from an archive."""

from __future__ import annotations

from enum import Enum


class Deleted(Enum):
    """Which of the sequences of an archive are read."""

    YES = "yes"
    """All, those that the account has since deleted last."""

    NO = "no"
    """Those that the account had when it was last saved."""

    ONLY = "only"
    """Those that it has since deleted."""
