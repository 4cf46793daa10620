"""A figure: samples of our program and of another one, and a goal.

Other load on the machine makes some samples worse and none better, so a figure is judged by its
median, and the minimum is printed beside it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from statistics import median


class Verdict(StrEnum):
    """How a figure compares with its goal."""

    PASS = "pass"
    SHORT = "short"
    NO_GOAL = "no goal"
    NOT_MEASURED = "not measured"


@dataclass(frozen=True, slots=True)
class Goal:
    """At most `factor` times the other program's figure, plus `plus`."""

    factor: float = 0
    plus: float = 0

    def limit(self, other: float) -> float:
        """The largest figure that reaches the goal."""
        return self.factor * other + self.plus

    def __str__(self) -> str:
        """``≤ 1.5 ×``, ``≤ 5 × + 60``, ``≤ other + 20``, ``≤ 20``."""
        if not self.factor:
            return f"≤ {self.plus:g}"
        times = "other" if self.factor == 1 else f"{self.factor:g} ×"
        return f"≤ {times} + {self.plus:g}" if self.plus else f"≤ {times}"


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure; without samples it was not measured, and `note` gives the reason."""

    name: str
    unit: str
    ours: tuple[float, ...] = ()
    other: tuple[float, ...] = ()
    other_name: str = ""
    goal: Goal | None = None
    note: str = ""
    is_reached: bool = True
    """False if the measured action was not completed; then no number reaches the goal."""

    @property
    def ratio(self) -> float | None:
        """Our median divided by the other program's; `None` if it has none, or zero."""
        if not self.ours or not self.other or not median(self.other):
            return None
        return median(self.ours) / median(self.other)

    @property
    def least_ratio(self) -> float | None:
        """The ratio of the minima, which depend less on other load."""
        if not self.ours or not self.other or not min(self.other):
            return None
        return min(self.ours) / min(self.other)

    @property
    def verdict(self) -> Verdict:
        """Whether our median is within the goal."""
        if not self.ours:
            return Verdict.NOT_MEASURED
        if self.goal is None:
            return Verdict.NO_GOAL
        if self.goal.factor and not self.other:
            return Verdict.NOT_MEASURED
        if not self.is_reached:
            return Verdict.SHORT
        limit = self.goal.limit(median(self.other) if self.other else 0)
        return Verdict.PASS if median(self.ours) <= limit else Verdict.SHORT
