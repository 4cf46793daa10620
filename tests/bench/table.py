"""Figures as a table to read, and as JSON for programs."""

from __future__ import annotations

import json
import os
import platform
from importlib.metadata import version
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.bench.figure import Figure

HEAD = ("figure", "unit", "ours", "the other", "ratio", "goal", "")


def table(figures: Sequence[Figure]) -> str:
    """One line for each figure: medians, and the minima of several samples in brackets."""
    rows = [HEAD, *map(_cells, figures)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEAD))]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]
    return "\n".join([lines[0], "-" * max(map(len, lines)), *lines[1:]])


def as_json(figures: Sequence[Figure]) -> str:
    """All samples, and the machine that they were measured on."""
    machine = {
        "python": platform.python_version(),
        "textual": version("textual"),
        "cpus": os.cpu_count(),
        "load": os.getloadavg()[0],
    }
    content = {"machine": machine, "figures": [_record(figure) for figure in figures]}
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _cells(figure: Figure) -> tuple[str, ...]:
    other = f"{_numbers(figure.other)} {figure.other_name}" if figure.other else ""
    ratio = "" if figure.ratio is None else f"{figure.ratio:.2f}"
    if figure.least_ratio is not None and len(figure.ours) > 1:
        ratio += f" ({figure.least_ratio:.2f})"
    goal = str(figure.goal) if figure.goal else ""
    verdict = str(figure.verdict) + (f": {figure.note}" if figure.note else "")
    return figure.name, figure.unit, _numbers(figure.ours), other, ratio, goal, verdict


def _numbers(samples: tuple[float, ...]) -> str:
    if not samples:
        return ""
    least = f" ({_number(min(samples))})" if len(samples) > 1 else ""
    return _number(median(samples)) + least


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 or value == int(value) else f"{value:.2f}"


def _record(figure: Figure) -> dict[str, object]:
    return {
        "name": figure.name,
        "unit": figure.unit,
        "ours": _samples(figure.ours),
        "other": _samples(figure.other),
        "other_name": figure.other_name,
        "ratio": figure.ratio,
        "least_ratio": figure.least_ratio,
        "goal": str(figure.goal) if figure.goal else None,
        "is_reached": figure.is_reached,
        "verdict": str(figure.verdict),
        "note": figure.note,
    }


def _samples(samples: tuple[float, ...]) -> dict[str, object] | None:
    if not samples:
        return None
    return {"median": median(samples), "minimum": min(samples), "samples": list(samples)}
