"""Tests of ``seq-tui check``."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from jsonschema import Draft202012Validator

from seq_tui.cli.main import main
from seq_tui.domain.checks.rules import RULES
from seq_tui.domain.delay import Delay
from seq_tui.domain.sequence import EmailAction, Sequence, Step
from tests.archive.saved_items import saved_demo
from tests.fake_source import NO_ANSWER, FakeSource

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import OwnAccount

    Output = pytest.CaptureFixture[str]

EMAIL = Step(1, 0, Delay(0, "weekdays"), EmailAction(properties={"email_template_id": 7}))
REPLY = Step(2, 0, Delay(0, "weekdays"), EmailAction(properties={"is_reply": True}))
LATE = Step(3, 1, Delay(16, "weekdays"), EmailAction(properties={"email_template_id": 8}))


def named(sequence_id: int, name: str, *steps: Step, deleted: bool = False) -> Sequence:
    extra = {"deleted_at": "2026-11-01T00:00:00Z"} if deleted else {}
    return Sequence(sequence_id, name, len(steps), steps=steps, extra=extra)


SOUND = named(1, "Sound", EMAIL)
BROKEN = named(2, "Broken", REPLY, LATE)
EMPTY = named(3, "Empty")


@pytest.fixture
def user_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Writes the user's settings."""
    path = tmp_path / "config.toml"
    monkeypatch.setenv("SEQ_TUI_CONFIG", str(path))

    def write(text: str) -> None:
        path.write_text(text)
        path.chmod(0o600)

    return write


def reads(account: OwnAccount, *sequences: Sequence) -> FakeSource:
    account.source = FakeSource(sequences=sequences)
    return account.source


def found(capsys: Output, *arguments: str, code: int = 1) -> list[tuple[int, str, str]]:
    """The id of the sequence, the rule and the level of each finding."""
    assert main(["check", "--format", "json", *arguments]) == code
    return [
        (each["sequence"]["id"], each["rule"], each["level"])
        for each in json.loads(capsys.readouterr().out)["findings"]
    ]


def test_what_is_wrong_is_printed_by_sequence_and_ends_with_1(
    account: OwnAccount, capsys: Output
) -> None:
    reads(account, SOUND, BROKEN, EMPTY)
    assert main(["check"]) == 1
    out, err = capsys.readouterr()
    assert out == (
        "#2 Broken\n"
        "  ✗ error    step 1   The first step is a reply; there is no thread yet to reply in."
        " [first-step-is-reply]\n"
        "\n"
        "#3 Empty\n"
        "  ▲ warning           The sequence has no steps. [no-steps]\n"
    )
    assert err == (
        "seq-tui: 3 sequences checked: 1 error, 1 warning; not reported: 1 remark (--level info)\n"
    )
    assert account.closed == 1


def test_nothing_wrong_ends_with_0(account: OwnAccount, capsys: Output) -> None:
    reads(account, SOUND)
    assert main(["check"]) == 0
    assert capsys.readouterr() == ("", "seq-tui: 1 sequence checked: nothing found\n")


def test_where_there_is_nothing_nothing_is_wrong(account: OwnAccount, capsys: Output) -> None:
    reads(account, EMPTY)
    assert main(["check", "no such name"]) == 0
    assert capsys.readouterr() == ("", "seq-tui: no sequences\n")


@pytest.mark.parametrize(
    ("level", "rules"),
    [
        ("error", ["first-step-is-reply"]),
        ("warning", ["first-step-is-reply", "no-steps"]),
        ("info", ["first-step-is-reply", "long-gap", "no-steps"]),
    ],
)
def test_a_level_leaves_out_what_is_below(
    level: str, rules: list[str], account: OwnAccount, capsys: Output
) -> None:
    reads(account, SOUND, BROKEN, EMPTY)
    assert [rule for _, rule, _ in found(capsys, "--level", level)] == rules


def test_what_a_level_leaves_out_does_not_change_the_exit_code(
    account: OwnAccount, capsys: Output
) -> None:
    reads(account, SOUND, EMPTY)
    assert found(capsys, "--level", "error", code=0) == []


@pytest.mark.parametrize(
    "arguments", [["--rule", "long-gap,no-steps"], ["--rule", "no-steps", "--rule", "Long-Gap"]]
)
def test_chosen_rules_find_all_whatever_its_level(
    arguments: list[str], account: OwnAccount, capsys: Output
) -> None:
    reads(account, SOUND, BROKEN, EMPTY)
    assert found(capsys, *arguments) == [(2, "long-gap", "info"), (3, "no-steps", "warning")]
    assert found(capsys, *arguments, "--level", "warning") == [(3, "no-steps", "warning")]


def test_an_unknown_rule_names_the_one_that_was_meant(account: OwnAccount, capsys: Output) -> None:
    assert main(["check", "--rule", "no-step"]) == 2
    assert "there is no rule 'no-step'; did you mean no-steps?" in capsys.readouterr().err
    assert account.source.requested == []


def test_settings_choose_levels_rules_and_limits(
    account: OwnAccount, capsys: Output, user_file: Callable[[str], None]
) -> None:
    reads(account, SOUND, BROKEN, EMPTY, named(4, "sound", EMAIL))
    user_file(
        "[checks]\nlevel = 'info'\nlongest_gap = 16\ntemplate_reuse = 1\n"
        "[checks.rules]\nno-steps = 'info'\nfirst-step-is-reply = 'off'\n"
    )
    assert found(capsys) == [
        (3, "no-steps", "info"),
        (4, "duplicate-name", "warning"),
        (4, "reused-template", "info"),
    ]
    assert found(capsys, "--level", "warning") == [(4, "duplicate-name", "warning")]
    assert found(capsys, "--rule", "first-step-is-reply") == [(2, "first-step-is-reply", "error")]
    assert found(capsys, "--rule", "no-steps") == [(3, "no-steps", "info")]


def test_a_query_for_problems_follows_the_settings(
    account: OwnAccount, capsys: Output, user_file: Callable[[str], None]
) -> None:
    reads(account, SOUND, BROKEN, EMPTY)
    user_file("")
    assert main(["list", "has:problem", "--format", "json"]) == 0
    assert [each["id"] for each in json.loads(capsys.readouterr().out)] == [2, 3]
    user_file("[checks.rules]\nno-steps = 'info'\n")
    assert main(["list", "has:problem", "--format", "json"]) == 0
    assert [each["id"] for each in json.loads(capsys.readouterr().out)] == [2]


def test_the_weekend_rule_decides_whether_an_email_is_held(
    account: OwnAccount, capsys: Output
) -> None:
    late = Step(2, 1, Delay(120, "hours"), LATE.action)
    reads(account, named(1, "Every five days", EMAIL, late))
    assert found(capsys) == [(1, "often-held", "warning")]
    assert found(capsys, "--weekend", "ignore", code=0) == []


def test_wrong_settings_end_with_2_before_any_request(
    account: OwnAccount, capsys: Output, user_file: Callable[[str], None]
) -> None:
    user_file("[checks]\nlevel = 'fatal'\n")
    assert main(["check"]) == 2
    assert "checks.level: can be error, warning or info, not 'fatal'" in capsys.readouterr().err
    assert account.source.requested == []


def test_a_query_and_a_limit_choose_what_is_read(account: OwnAccount, capsys: Output) -> None:
    reads(account, SOUND, BROKEN, EMPTY)
    assert found(capsys, "emp") == [(3, "no-steps", "warning")]
    assert found(capsys, "--limit", "1", code=0) == []


def test_deleted_sequences_are_not_checked(account: OwnAccount, capsys: Output) -> None:
    reads(account, named(1, "Empty", deleted=True), SOUND, EMPTY)
    assert found(capsys) == [(3, "no-steps", "warning")]


@pytest.mark.parametrize("form", ["text", "json", "github", "sarif"])
def test_a_failure_prints_nothing_and_keeps_its_exit_code(
    form: str, account: OwnAccount, capsys: Output
) -> None:
    account.source = FakeSource(size=342)
    account.source.later_failures = [NO_ANSWER] * 9
    assert main(["check", "--format", form, "--level", "info"]) == 3
    assert capsys.readouterr().out == ""


def test_an_id_that_is_not_there_ends_with_5_although_something_is_found(
    account: OwnAccount, capsys: Output
) -> None:
    reads(account, SOUND, EMPTY)
    assert main(["check", "id:3,99"]) == 5
    out, err = capsys.readouterr()
    assert out.startswith("#3 Empty\n")
    assert "there is no sequence 99" in err


def test_quiet_keeps_the_findings_and_drops_the_counts(account: OwnAccount, capsys: Output) -> None:
    reads(account, EMPTY)
    assert main(["check", "--quiet"]) == 1
    out, err = capsys.readouterr()
    assert "no-steps" in out
    assert err == ""


def test_the_published_schema_holds_for_the_demo_account(capsys: Output) -> None:
    assert main(["schema", "check"]) == 0
    schema = json.loads(capsys.readouterr().out)
    Draft202012Validator.check_schema(schema)
    assert schema["title"] == "seq-tui check --format json"
    assert main(["--demo", "check", "--format", "json", "--level", "info"]) == 1
    report = json.loads(capsys.readouterr().out)
    Draft202012Validator(schema).validate(report)
    assert report["sequences"] == 342


@pytest.mark.parametrize("option", ["--start", "--columns=id"])
def test_the_schema_of_a_report_has_no_options(option: str, capsys: Output) -> None:
    assert main(["schema", "check", option]) == 2
    assert "check has no --columns and no --start." in capsys.readouterr().err


def test_the_demo_account_shows_every_rule(capsys: Output) -> None:
    rules = {rule for _, rule, _ in found(capsys, "--level", "info", "--demo")}
    assert rules == set(RULES)


@pytest.mark.parametrize("form", ["text", "json", "github", "sarif"])
def test_an_archive_gives_the_same_report_as_its_account(
    form: str, tmp_path: Path, capsys: Output
) -> None:
    path = tmp_path / "mine.seqtui"
    saved_demo(path, 342).close()
    command = ["check", "--format", form, "--level", "info"]
    assert main([*command, "--demo"]) == 1
    of_account = capsys.readouterr()
    assert main([*command, "--archive", str(path)]) == 1
    assert capsys.readouterr() == of_account


def test_all_rules_are_listed_without_an_account(capsys: Output) -> None:
    assert main(["check", "--list"]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    headings = [line.split()[0] for line in out.splitlines() if line and line[0] != " "]
    assert headings == [*RULES]
    assert main(["check", "--list", "--format", "json", "--rule", "no-wait"]) == 0
    assert [rule["id"] for rule in json.loads(capsys.readouterr().out)["rules"]] == ["no-wait"]


def test_the_list_has_the_levels_of_the_settings(
    capsys: Output, user_file: Callable[[str], None]
) -> None:
    user_file("[checks.rules]\nno-steps = 'off'\n")
    assert main(["check", "--list"]) == 0
    assert capsys.readouterr().out.startswith("no-steps  off\n")


def test_the_list_has_two_forms(capsys: Output) -> None:
    assert main(["check", "--list", "--format", "sarif"]) == 2
    assert "--list needs --format text or json." in capsys.readouterr().err


def test_text_has_colours_on_request(
    account: OwnAccount, capsys: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLICOLOR_FORCE", "1")
    reads(account, EMPTY)
    assert main(["check"]) == 1
    assert capsys.readouterr().out.startswith("\x1b[1m#3 Empty\x1b[0m\n  \x1b[33m▲ warning\x1b[0m")
