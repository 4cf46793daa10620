"""Tests of figures: their verdicts, the table, the JSON."""

from __future__ import annotations

import json

import pytest

from tests.bench.figure import Figure, Goal, Verdict
from tests.bench.table import as_json, table

NUMBERS = (3.0, 1.0, 2.0)


@pytest.mark.parametrize(
    ("goal", "verdict"),
    [
        (Goal(1.5), Verdict.SHORT),
        (Goal(2), Verdict.PASS),
        (Goal(1, 1), Verdict.PASS),
        (Goal(1, 0.9), Verdict.SHORT),
        (Goal(plus=2), Verdict.PASS),
        (Goal(plus=1.9), Verdict.SHORT),
        (None, Verdict.NO_GOAL),
    ],
)
def test_the_median_is_compared_with_the_goal(goal: Goal | None, verdict: Verdict) -> None:
    assert Figure("down", "ms", NUMBERS, (1.0,), "bare", goal).verdict == verdict


def test_a_ratio_without_the_other_program_is_not_measured() -> None:
    assert Figure("down", "ms", NUMBERS, goal=Goal(2)).verdict == Verdict.NOT_MEASURED


def test_an_action_that_was_not_completed_misses_any_goal() -> None:
    figure = Figure("find", "requests", NUMBERS, goal=Goal(plus=30), is_reached=False)
    assert figure.verdict == Verdict.SHORT


def test_a_figure_without_samples_was_not_measured() -> None:
    assert Figure("down", "ms", goal=Goal(plus=2)).verdict == Verdict.NOT_MEASURED


def test_a_zero_has_no_ratio() -> None:
    figure = Figure("idle", "bytes", (0.0,), (0.0,), "bare", Goal(plus=0))
    assert figure.ratio is None
    assert figure.least_ratio is None
    assert figure.verdict == Verdict.PASS


@pytest.mark.parametrize(
    ("goal", "text"),
    [
        (Goal(1.5), "≤ 1.5 ×"),
        (Goal(5, 60), "≤ 5 × + 60"),
        (Goal(1, 20), "≤ other + 20"),
        (Goal(plus=0), "≤ 0"),
    ],
)
def test_a_goal_as_text(goal: Goal, text: str) -> None:
    assert str(goal) == text


def test_the_table_has_medians_and_minima() -> None:
    figures = [
        Figure("down", "ms", NUMBERS, (1.25, 0.5), "bare", Goal(3)),
        Figure("start", "ms", (1234.5,), note="once"),
        Figure("search", "ms", goal=Goal(plus=25), note="needs an archive"),
    ]
    head, rule, *rows = table(figures).splitlines()
    assert head.split() == ["figure", "unit", "ours", "the", "other", "ratio", "goal"]
    assert set(rule) == {"-"}
    assert [" ".join(row.split()) for row in rows] == [
        "down ms 2 (1) 0.88 (0.50) bare 2.29 (2.00) ≤ 3 × pass",
        "start ms 1,234 no goal: once",
        "search ms ≤ 25 not measured: needs an archive",
    ]


def test_the_json_keeps_every_sample() -> None:
    figures = [Figure("down", "ms", NUMBERS, goal=Goal(plus=1)), Figure("search", "ms")]
    content = json.loads(as_json(figures))
    down, search = content["figures"]
    assert down["ours"] == {"median": 2.0, "minimum": 1.0, "samples": [3.0, 1.0, 2.0]}
    assert (down["other"], down["goal"], down["verdict"]) == (None, "≤ 1", "short")
    assert (search["ours"], search["verdict"]) == (None, "not measured")
    assert set(content["machine"]) == {"python", "textual", "cpus", "load"}
