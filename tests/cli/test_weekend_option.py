"""Tests of ``--weekend`` and its environment variable, in every command that computes dates."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from seq_tui.cli.main import main
from seq_tui.domain.delay import Delay
from seq_tui.domain.sequence import EmailAction, Sequence, Step
from seq_tui.settings.quick import VARIABLES
from tests.fake_source import FakeSource

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import OwnAccount

STEPS = (Step(1, 0, Delay(24, "hours"), EmailAction()),)

FRIDAY = ("--start", "2026-11-27 15:00", "--zone", "Europe/Warsaw")

SATURDAY_LANDING, MONDAY_LANDING = "2026-11-28T15:00:00+01:00", "2026-11-30T00:00:00+01:00"


@pytest.fixture(autouse=True)
def _one_sequence(account: OwnAccount) -> None:
    account.source = FakeSource(sequences=(Sequence(21, "Trial", 1, steps=STEPS),))


def landing(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """When the step lands, by ``seq-tui show``."""
    before, after = arguments[: arguments.index("show")], arguments[arguments.index("show") + 1 :]
    assert main([*before, "show", "21", "--format", "json", *FRIDAY, *after]) == 0
    shown = json.loads(capsys.readouterr().out)
    at: str = shown["steps"][0]["lands_at"]
    return at


@pytest.mark.parametrize(
    ("arguments", "variable", "expected"),
    [
        (["show"], "", MONDAY_LANDING),
        (["show"], "hold", MONDAY_LANDING),
        (["show"], "ignore", SATURDAY_LANDING),
        (["show", "--weekend", "ignore"], "", SATURDAY_LANDING),
        (["--weekend", "ignore", "show"], "", SATURDAY_LANDING),
        (["--weekend", "hold", "show"], "ignore", MONDAY_LANDING),
        (["show", "--weekend", "hold"], "ignore", MONDAY_LANDING),
        (["--weekend", "ignore", "show", "--weekend", "hold"], "", MONDAY_LANDING),
    ],
)
def test_the_option_counts_more_than_the_variable_and_stands_anywhere(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    variable: str,
    expected: str,
) -> None:
    monkeypatch.setenv(VARIABLES["weekend_rule"], variable)
    assert landing(capsys, *arguments) == expected


def test_a_rule_does_not_outlive_its_run(capsys: pytest.CaptureFixture[str]) -> None:
    assert landing(capsys, "show", "--weekend", "ignore") == SATURDAY_LANDING
    assert landing(capsys, "show") == MONDAY_LANDING


@pytest.mark.parametrize("command", [["show", "21"], ["list"], ["export", "--output", "all.json"]])
def test_an_unknown_rule_in_the_environment_is_rejected_before_any_request(
    account: OwnAccount,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    command: list[str],
) -> None:
    monkeypatch.setenv(VARIABLES["weekend_rule"], "Monday")
    assert main(command) == 2
    assert capsys.readouterr() == (
        "",
        "seq-tui: SEQ_TUI_WEEKEND: can be hold or ignore, not 'Monday'\n",
    )
    assert account.closed == 0


@pytest.mark.parametrize("arguments", [["--weekend", "monday"], ["show", "21", "--weekend", ""]])
def test_an_unknown_rule_is_rejected(
    capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    assert main(arguments) == 2
    assert "'hold', 'ignore'" in capsys.readouterr().err


@pytest.mark.parametrize(("rule", "days"), [("hold", "1–3"), ("ignore", "1 ")])
def test_a_list_has_the_days_of_the_rule(
    capsys: pytest.CaptureFixture[str], rule: str, days: str
) -> None:
    assert main(["list", "--weekend", rule, "--columns", "id,days,name"]) == 0
    assert capsys.readouterr().out.splitlines()[1].split()[:2] == ["21", days.strip()]
    assert main(["list", "--weekend", rule, "--format", "jsonl"]) == 0
    assert json.loads(capsys.readouterr().out)["weekend_rule"] == rule


@pytest.mark.parametrize("target", ["all.json", "all.jsonl", "all.csv", "-", "folder/"])
@pytest.mark.parametrize(
    ("rule", "expected"), [("hold", MONDAY_LANDING), ("ignore", SATURDAY_LANDING)]
)
def test_every_way_to_export_follows_the_rule(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, target: str, rule: str, expected: str
) -> None:
    path = target if target == "-" else f"{tmp_path}/{target}"
    form = [] if target.startswith("all") else ["--format", "jsonl"]
    assert main(["export", "--output", path, *form, *FRIDAY, "--weekend", rule]) == 0
    written = capsys.readouterr().out
    for file in tmp_path.rglob("*.*"):
        written += file.read_text(encoding="utf-8")
    local_time = expected.removesuffix("+01:00").replace("T", " ")
    assert (local_time if target.endswith(".csv") else expected) in written


@pytest.mark.parametrize(("rule", "expected"), [("hold", "00:00 held"), ("ignore", "15:00 !")])
def test_text_follows_the_rule(
    capsys: pytest.CaptureFixture[str], rule: str, expected: str
) -> None:
    assert main(["show", "21", *FRIDAY, "--weekend", rule]) == 0
    assert expected in capsys.readouterr().out
