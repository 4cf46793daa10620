"""Checks of records with any JSON in them: they never raise, and agree with each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seq_tui.domain.checks.account import AccountChecker
from seq_tui.domain.checks.broken_rules import ProblemRules, broken_rules, most_held
from seq_tui.domain.checks.checker import SequenceChecker, has_problem
from seq_tui.domain.checks.finding import GRAVEST_FIRST, Level
from seq_tui.domain.checks.options import CheckOptions
from seq_tui.domain.checks.rules import RULES
from seq_tui.domain.checks.timing import find_often_held
from seq_tui.domain.delay import Delay
from seq_tui.domain.sequence import EmailAction, Sequence, Step, TaskAction, UnknownAction
from seq_tui.domain.weekend_rule import WeekendRule
from seq_tui.wire.records import sequence_from
from tests.domain.records import ANY_DELAYS, JSON, STEADY

if TYPE_CHECKING:
    from seq_tui.domain.json import Json

PROPERTIES = st.fixed_dictionaries(
    {}, optional={"email_template_id": JSON, "is_reply": JSON, "task_content": JSON}
)
STEPS = st.builds(
    Step,
    id=st.none() | st.integers(),
    position=st.none() | st.integers(-3, 5) | st.integers(),
    delay=ANY_DELAYS | st.builds(Delay, JSON, JSON),
    action=st.builds(EmailAction, st.none() | st.text(), PROPERTIES)
    | st.builds(TaskAction, st.none() | st.text(), PROPERTIES)
    | st.builds(UnknownAction, st.none() | st.text(), PROPERTIES),
)
SEQUENCES = st.builds(
    Sequence,
    id=st.none() | st.integers(),
    name=st.none() | st.text(),
    steps_total=st.none() | st.integers(),
    steps=st.none() | st.lists(STEPS, max_size=6).map(tuple),
)
OPTIONS = st.builds(
    CheckOptions,
    levels=st.dictionaries(st.sampled_from([*RULES]), st.none() | st.sampled_from([*Level])),
    longest_gap=st.integers(0, 10_000),
    often_held=st.integers(0, 100),
    template_reuse=st.integers(1, 3),
    weekend=st.sampled_from(WeekendRule),
)


@STEADY
@given(SEQUENCES, OPTIONS)
def test_no_sequence_makes_a_check_fail(sequence: Sequence, options: CheckOptions) -> None:
    checker = SequenceChecker(options)
    findings = [*checker.findings(sequence)]
    steps = sequence.steps or ()
    for finding in findings:
        assert finding.rank is None or 1 <= finding.rank <= len(steps)
        assert 0 < len(finding.message) < 300
        assert finding.level is options.levels.get(finding.rule, RULES[finding.rule].level)
    worst = checker.worst_level(sequence)
    assert worst is min((each.level for each in findings), key=GRAVEST_FIRST.index, default=None)
    problems = [each for each in findings if each.level is not Level.INFO]
    assert checker.has_problem(sequence) is bool(problems)
    assert has_problem(sequence) is SequenceChecker().has_problem(sequence)


@STEADY
@given(SEQUENCES, OPTIONS)
def test_stored_numbers_tell_what_the_checks_find(
    sequence: Sequence, options: CheckOptions
) -> None:
    rules, broken, held = ProblemRules.of(options), broken_rules(sequence), most_held(sequence)
    assert 0 <= broken < 1 << 63
    assert rules.has_problem(broken, held) is SequenceChecker(options).has_problem(sequence)
    assert (held >= rules.often_held) is any(True for _ in find_often_held(sequence, options))


@pytest.mark.parametrize("unit", ["weekdays", "hours"])
@pytest.mark.parametrize("amount", [0, 1, 1.5, 33.6, 33.61, 67.2, 100.8, 504, 504.01, 1e8, 1e300])
def test_a_stored_wait_is_long_where_the_check_finds_it(unit: str, amount: float) -> None:
    sequence = Sequence(1, steps=(Step(1, delay=Delay(amount, unit)),))
    levels = dict.fromkeys(RULES) | {"long-gap": Level.ERROR}
    for limit in (0, 1, 2, 3, 15, 16, 100_000):
        options = CheckOptions(levels, limit)
        rules = ProblemRules.of(options)
        found = rules.has_problem(broken_rules(sequence), most_held(sequence))
        assert found is SequenceChecker(options).has_problem(sequence)


@STEADY
@given(st.lists(SEQUENCES, max_size=4), OPTIONS)
def test_no_account_makes_a_check_fail(sequences: list[Sequence], options: CheckOptions) -> None:
    checker = AccountChecker(options)
    for sequence in sequences:
        assert all(each.sequence_id == sequence.id for each in checker.add(sequence))
    assert all(each.rank is not None for each in checker.findings())


@STEADY
@given(st.dictionaries(st.sampled_from(["id", "name", "steps", "steps_total"]), JSON))
def test_records_of_any_json_are_checked(received: dict[str, Json]) -> None:
    sequence = sequence_from(received)
    assert has_problem(sequence) is any(
        each.level is not Level.INFO for each in SequenceChecker().findings(sequence)
    )
