"""What another tool cannot take over from a sequence, as one record each."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class LossKind(StrEnum):
    """Why the next tool does not do exactly what Sell does."""

    NO_COUNTERPART = "no_counterpart"
    """The tool has no such thing, so it is left out or done by hand."""

    ASSUMED = "assumed"
    """It is written in a way that Sell does not say, or that differs from Sell."""

    MISSING = "missing"
    """It is not known, so a placeholder is written that says so."""


class Loss(NamedTuple):
    """One thing that is lost or assumed."""

    kind: LossKind
    code: str
    """What programs can tell losses apart by, such as ``text-missing``."""

    text: str
    """A sentence for people; may contain foreign text, as received."""


def no_counterpart(code: str, text: str) -> Loss:
    """A loss of something that the tool does not have."""
    return Loss(LossKind.NO_COUNTERPART, code, text)


def assumed(code: str, text: str) -> Loss:
    """A loss of certainty."""
    return Loss(LossKind.ASSUMED, code, text)


def missing(code: str, text: str) -> Loss:
    """A loss of something that is not known."""
    return Loss(LossKind.MISSING, code, text)
