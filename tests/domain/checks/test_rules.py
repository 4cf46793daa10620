"""Each rule about one sequence: what it finds, and what it does not."""

from __future__ import annotations

import pytest

from seq_tui.domain.checks.account import AccountChecker
from seq_tui.domain.checks.checker import SequenceChecker, has_problem
from seq_tui.domain.checks.finding import Finding, Level
from seq_tui.domain.checks.options import CheckOptions
from seq_tui.domain.checks.rules import RULES
from seq_tui.domain.sequence import Sequence, Step
from seq_tui.domain.weekend_rule import WeekendRule
from tests.domain.checks.cases import (
    BROKEN,
    DAYS_OF_5,
    NEARLY,
    Broken,
    of_steps,
    task,
    waiting,
    with_template,
)
from tests.domain.records import AT_ONCE, REPLY, TASK, hours, weekdays

OF_ONE_SEQUENCE = {rule.id for rule in RULES.values() if rule.check is not None}


def found(sequence: Sequence, rule: str, options: CheckOptions | None = None) -> list[Finding]:
    checker = SequenceChecker(options or CheckOptions())
    return [finding for finding in checker.findings(sequence) if finding.rule == rule]


def test_each_rule_has_a_sequence_that_breaks_it_and_one_that_nearly_does() -> None:
    assert {case.rule for case in BROKEN} == {rule for rule, _ in NEARLY} == OF_ONE_SEQUENCE


@pytest.mark.parametrize("case", BROKEN, ids=lambda case: case.rule)
def test_a_broken_rule_is_found_with_its_step_and_the_facts(case: Broken) -> None:
    findings = found(case.sequence, case.rule)
    assert [finding.rank for finding in findings] == case.ranks
    assert [finding.message for finding in findings] == case.messages
    assert {finding.level for finding in findings} == {RULES[case.rule].level}
    assert has_problem(case.sequence) or RULES[case.rule].level is Level.INFO


@pytest.mark.parametrize(("rule", "sequence"), NEARLY)
def test_what_nearly_breaks_a_rule_is_not_found(rule: str, sequence: Sequence) -> None:
    assert found(sequence, rule) == []


def test_a_finding_names_the_sequence_and_the_step() -> None:
    step = Step(id=2594756, position=5, delay=AT_ONCE.delay, action=AT_ONCE.action)
    sequence = Sequence(id=21123, name="Trial", steps=(step,), steps_total=1)
    assert found(sequence, "uneven-positions") == [
        Finding(
            rule="uneven-positions",
            level=Level.WARNING,
            sequence_id=21123,
            sequence_name="Trial",
            rank=1,
            step_id=2594756,
            position=5,
            message="The position is 5; positions count from 0: 5 positions missing.",
        )
    ]


def test_an_ordinary_sequence_has_no_problem_though_it_waits_for_a_task() -> None:
    steps = [AT_ONCE, weekdays(1, REPLY), task("Call"), weekdays(20)]
    placed = (step._replace(position=position) for position, step in enumerate(steps))
    sequence = of_steps(*placed, total=4)
    findings = [*SequenceChecker().findings(sequence)]
    assert [finding.rule for finding in findings] == ["long-gap", "after-task"]
    assert not has_problem(sequence)


def test_a_rule_can_have_another_level_or_be_off() -> None:
    options = CheckOptions(levels={"after-task": Level.ERROR, "no-wait": None})
    sequence = of_steps(hours(0, TASK), AT_ONCE, AT_ONCE)
    assert [finding.level for finding in found(sequence, "after-task", options)] == [Level.ERROR]
    assert found(sequence, "no-wait", options) == []


def test_the_levels_decide_what_is_a_problem() -> None:
    sequence = of_steps(AT_ONCE, weekdays(20))
    assert not SequenceChecker().has_problem(sequence)
    for level, is_problem in (*[(each, each is not Level.INFO) for each in Level], (None, False)):
        checker = SequenceChecker(CheckOptions(levels={"long-gap": level}))
        assert checker.has_problem(sequence) is is_problem


def test_the_longest_gap_can_be_chosen() -> None:
    sequence = of_steps(AT_ONCE, weekdays(6), hours(7 * 24 + 1))
    ranks = [each.rank for each in found(sequence, "long-gap", CheckOptions(longest_gap=5))]
    assert ranks == [2, 3]
    assert found(of_steps(AT_ONCE, weekdays(5), hours(7 * 24)), "long-gap") == []


@pytest.mark.parametrize(
    ("share", "ranks"), [(0, [1, 2, 3, 4]), (57, [2, 3, 4]), (58, [3, 4]), (100, [4])]
)
def test_how_often_an_email_may_be_held_can_be_chosen(share: int, ranks: list[int]) -> None:
    findings = found(DAYS_OF_5, "often-held", CheckOptions(often_held=share))
    assert [finding.rank for finding in findings] == ranks


def test_no_email_is_held_if_weekends_are_ignored() -> None:
    assert found(DAYS_OF_5, "often-held", CheckOptions(weekend=WeekendRule.IGNORE)) == []


def test_a_long_unit_is_cut() -> None:
    [finding] = found(waiting(1, "x" * 10_000), "unreadable-delay")
    assert len(finding.message) < 130
    assert "x…" in finding.message


def account_findings(
    *sequences: Sequence, options: CheckOptions | None = None
) -> list[tuple[str, int | None, int | None, str]]:
    checker = AccountChecker(options or CheckOptions())
    findings = [finding for one in sequences for finding in checker.add(one)]
    return [
        (each.rule, each.sequence_id, each.rank, each.message)
        for each in [*findings, *checker.findings()]
    ]


def named(sequence_id: int | None, name: str | None) -> Sequence:
    return Sequence(id=sequence_id, name=name)


def test_a_name_is_found_again_however_it_is_written() -> None:
    found_names = account_findings(
        named(1, "Łódź  trial"),
        named(2, "lodz Trial"),
        named(3, "Lodz · trial"),
        named(4, "lodz trial"),
    )
    assert found_names == [
        ("duplicate-name", 2, None, "Sequence 1 has the same name."),
        ("duplicate-name", 4, None, "Sequence 1 has the same name."),
    ]


def test_sequences_without_a_name_have_no_name_in_common() -> None:
    blank = [named(1, None), named(2, None), named(3, ""), named(4, " "), named(5, "\u200b")]
    assert account_findings(*blank) == []


def test_a_name_of_a_sequence_without_an_id_is_found_again() -> None:
    assert account_findings(named(None, "a"), named(2, "a")) == [
        ("duplicate-name", 2, None, "Another sequence has the same name.")
    ]


def using(sequence_id: int, *templates: int) -> Sequence:
    return Sequence(id=sequence_id, steps=tuple(map(with_template, templates)))


def test_a_template_is_found_in_more_sequences_than_the_limit() -> None:
    sequences = [using(1, 7, 7), using(2, 8, 7), using(3, 8), using(4, 9, 7)]
    options = CheckOptions(template_reuse=2)
    assert account_findings(*sequences, options=options) == [
        ("reused-template", 4, 2, "Template 7 is in 3 sequences, more than 2.")
    ]
    assert account_findings(*sequences) == []


def test_rules_of_the_account_can_be_off() -> None:
    options = CheckOptions(
        levels={"duplicate-name": None, "reused-template": None}, template_reuse=1
    )
    twins = [Sequence(id=number, name="a", steps=(with_template(7),)) for number in (1, 2)]
    assert account_findings(*twins, options=options) == []
    assert len(account_findings(*twins, options=CheckOptions(template_reuse=1))) == 2


def test_the_texts_of_rules_are_sentences_for_people() -> None:
    for rule in RULES.values():
        assert rule.id.replace("-", "").isalpha()
        assert rule.id.islower()
        assert rule.title[0].islower()
        assert not rule.title.endswith(".")
        for sentence in (rule.reason, rule.doubt):
            assert sentence[0].isupper() or sentence.startswith("24")
            assert sentence.endswith(".")
