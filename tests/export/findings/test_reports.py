"""The reports of findings: what each form says, also of hostile names and facts."""

from __future__ import annotations

import json
import re
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from rich.cells import cell_len

from seq_tui.domain.checks.finding import Finding, Level
from seq_tui.domain.checks.options import CheckOptions
from seq_tui.domain.checks.rules import RULES
from seq_tui.export.findings.github import GithubReport
from seq_tui.export.findings.json import JsonReport, rules_json
from seq_tui.export.findings.report import Report, Totals
from seq_tui.export.findings.sarif import SarifReport
from seq_tui.export.findings.schema import findings_schema
from seq_tui.export.findings.text import TextReport, rule_lines
from seq_tui.presentation.findings import counts_text, level_mark
from seq_tui.presentation.glyphs import ASCII, UNICODE
from tests.domain.records import STEADY
from tests.test_sanitize import dangers
from tests.ui.hostile import HOSTILE

if TYPE_CHECKING:
    from seq_tui.domain.json import Json

REPLY = Finding(
    "first-step-is-reply", Level.ERROR, 21123, "Trial", 1, 2594755, 0, "The first step is a reply."
)
GAP = Finding("long-gap", Level.INFO, 21123, "Trial", 12, None, None, "The wait is long.")
NAME = Finding(
    "duplicate-name", Level.WARNING, None, None, None, None, None, "Sequence 7 has the same name."
)
FOUND = [REPLY, GAP, NAME]

FINDINGS = st.builds(
    Finding,
    rule=st.sampled_from([*RULES]),
    level=st.sampled_from([*Level]),
    sequence_id=st.none() | st.integers(),
    sequence_name=st.none() | st.text() | st.sampled_from(HOSTILE),
    rank=st.none() | st.integers(1, 10_000),
    step_id=st.none() | st.integers(),
    position=st.none() | st.integers(),
    message=st.text(min_size=1) | st.sampled_from(HOSTILE),
)


@cache
def validator() -> Draft202012Validator:
    return Draft202012Validator(findings_schema("x"))


def written(report: Report, findings: list[Finding], totals: Totals | None = None) -> bytes:
    """The report with the findings, added in two goes."""
    pieces = (
        report.begin(),
        report.add(findings[:2]),
        report.add(findings[2:]),
        report.end(totals or Totals(len(findings))),
    )
    return b"".join(pieces)


def sarif(findings: list[Finding], options: CheckOptions | None = None) -> bytes:
    report = SarifReport(RULES.values(), options or CheckOptions(), "1.2.3")
    return written(report, findings)


def test_text_has_a_heading_for_each_sequence() -> None:
    assert written(TextReport(UNICODE), FOUND).decode() == (
        "#21123 Trial\n"
        "  ✗ error    step 1   The first step is a reply. [first-step-is-reply]\n"
        "  ◦ info     step 12  The wait is long. [long-gap]\n"
        "\n"
        "(unnamed)\n"
        "  ▲ warning           Sequence 7 has the same name. [duplicate-name]\n"
    )


def test_text_has_plain_signs_where_no_others_can_be_written() -> None:
    text = written(TextReport(ASCII, "ascii"), FOUND).decode("ascii")
    assert [line[2] for line in text.splitlines() if line.startswith("  ")] == ["x", "i", "!"]
    assert len({level_mark(level, ASCII) for level in Level}) == len(Level)


@pytest.mark.parametrize("width", [20, 40, 79, 80, 120])
def test_text_is_wrapped_to_the_width(width: int) -> None:
    long = Finding(
        "long-gap", Level.INFO, 21123, "漢字" * 50, 3, None, None, "One word after another. " * 9
    )
    lines = written(TextReport(UNICODE, width=width), [long]).decode().splitlines()
    assert max(map(cell_len, lines)) <= width
    words = " ".join(lines[1:]).split()
    assert words.count("word") == 9
    assert words[-1] == "[long-gap]"
    assert lines[0].endswith("…")


def test_text_can_have_styles() -> None:
    report = TextReport(UNICODE, paint=lambda text, level: f"<{level or 'bold'}>{text}</>")
    text = written(report, FOUND).decode()
    assert "<bold>#21123 Trial</>" in text
    assert "  <error>✗ error  </>  step 1   The first" in text


def test_json_has_every_finding_and_the_counts() -> None:
    totals = Totals(342, Counter({Level.ERROR: 1}), Counter({Level.INFO: 5}))
    report = json.loads(written(JsonReport(Level.WARNING), FOUND, totals))
    assert report["findings"][0] == {
        "rule": "first-step-is-reply",
        "level": "error",
        "sequence": {"id": 21123, "name": "Trial"},
        "step": {"rank": 1, "id": 2594755, "position": 0},
        "message": "The first step is a reply.",
    }
    assert [finding["step"] is None for finding in report["findings"]] == [False, False, True]
    assert {name: value for name, value in report.items() if name != "findings"} == {
        "sequences": 342,
        "level": "warning",
        "counts": {"error": 1, "warning": 0, "info": 0},
        "hidden": {"error": 0, "warning": 0, "info": 5},
    }
    validator().validate(report)


def test_the_schema_refuses_another_document() -> None:
    report = json.loads(written(JsonReport(Level.INFO), FOUND))
    wrong_ones: list[Json] = [5, {}, report | {"level": "fatal"}, report | {"findings": [{}]}]
    for wrong in wrong_ones:
        assert not validator().is_valid(wrong)


def test_rules_as_json_have_the_levels_that_hold() -> None:
    options = CheckOptions(levels={"no-steps": None, "long-gap": Level.ERROR})
    rules = json.loads(rules_json(RULES.values(), options))["rules"]
    levels = {rule["id"]: (rule["level"], rule["default_level"]) for rule in rules}
    assert list(levels) == [*RULES]
    assert levels["no-steps"] == ("off", "warning")
    assert levels["long-gap"] == ("error", "info")
    assert levels["no-wait"] == ("warning", "warning")
    assert all(rule["title"] and rule["reason"] and rule["can_be_wrong"] for rule in rules)


def test_rules_as_text_have_reasons_and_doubts() -> None:
    options = CheckOptions(levels={"no-steps": None})
    lines = [*rule_lines(RULES.values(), options, 60)]
    assert lines[0] == "no-steps  off"
    assert max(map(len, lines)) <= 60
    text = " ".join(" ".join(lines).split())
    assert all(
        rule.reason in text and f"Can be wrong: {rule.doubt}" in text for rule in RULES.values()
    )


@pytest.mark.parametrize("width", [1, 2, 3])
def test_rules_as_text_are_whole_in_any_width(width: int) -> None:
    text = "".join(rule_lines(RULES.values(), CheckOptions(), width))
    reason = RULES["no-steps"].reason
    assert "".join(reason.split()) in "".join(text.split())


def test_github_has_one_command_a_finding() -> None:
    assert written(GithubReport(), FOUND).decode().splitlines() == [
        "::error title=first-step-is-reply::#21123 Trial, step 1: The first step is a reply.",
        "::notice title=long-gap::#21123 Trial, step 12: The wait is long.",
        "::warning title=duplicate-name::(unnamed): Sequence 7 has the same name.",
    ]


def test_a_name_can_add_no_command_of_github() -> None:
    name = "100 %\r\n::error::x\n::add-mask::y"
    finding = Finding("no-steps", Level.ERROR, 1, name, None, None, None, "None.")
    assert written(GithubReport(), [finding]).decode() == (
        "::error title=no-steps::#1 100 %25␍␊::error::x␊::add-mask::y: None.\n"
    )


def test_sarif_has_the_rules_and_a_result_for_each_finding() -> None:
    log = json.loads(sarif(FOUND, CheckOptions(levels={"no-wait": None})))
    assert log["version"] == "2.1.0"
    assert log["$schema"].endswith("/sarif-schema-2.1.0.json")
    [run] = log["runs"]
    driver = run["tool"]["driver"]
    assert (driver["name"], driver["version"]) == ("seq-tui", "1.2.3")
    configurations = {rule["id"]: rule["defaultConfiguration"] for rule in driver["rules"]}
    assert list(configurations) == [*RULES]
    assert configurations["no-wait"] == {"enabled": False}
    assert configurations["long-gap"] == {"level": "note"}
    first, gap, name = run["results"]
    assert first == {
        "ruleId": "first-step-is-reply",
        "ruleIndex": [*RULES].index("first-step-is-reply"),
        "level": "error",
        "message": {"text": "#21123 Trial, step 1: The first step is a reply."},
        "locations": [
            {
                "logicalLocations": [
                    {
                        "name": "#21123 Trial, step 1",
                        "fullyQualifiedName": "sequences/21123/steps/2594755",
                        "kind": "step",
                    }
                ]
            }
        ],
        "partialFingerprints": {"place/v1": "first-step-is-reply/sequences/21123/steps/2594755"},
    }
    assert gap["partialFingerprints"] == {"place/v1": "long-gap/sequences/21123/steps/#12"}
    [place] = name["locations"][0]["logicalLocations"]
    assert (place["fullyQualifiedName"], place["kind"]) == ("sequences/?", "sequence")


def test_a_message_of_sarif_has_no_placeholder_and_no_link() -> None:
    finding = Finding("no-steps", Level.ERROR, 1, "[x](evil.test) {0}", None, None, None, "None.")
    [result] = json.loads(sarif([finding]))["runs"][0]["results"]
    assert result["message"]["text"] == "#1 [x] (evil.test) {{0}}: None."


def assert_is_sarif(log: dict[str, object]) -> None:
    """What the standard requires of the objects and values that are written here (3.13–3.52)."""
    assert log.keys() == {"$schema", "version", "runs"}
    assert isinstance(log["runs"], list)
    for run in log["runs"]:
        assert run.keys() == {"tool", "columnKind", "results"}
        rules = run["tool"]["driver"]["rules"]
        assert len({rule["id"] for rule in rules}) == len(rules)
        for rule in rules:
            texts = [rule[name]["text"] for name in ("shortDescription", "fullDescription", "help")]
            assert all(isinstance(text, str) and text for text in texts)
            assert rule["defaultConfiguration"].get("level", "none") in ("none", *SARIF_LEVELS)
        for result in run["results"]:
            assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
            assert result["level"] in SARIF_LEVELS
            text = result["message"]["text"]
            assert not re.search(r"(?<!\{)(\{\{)*\{\d+\}", text)
            for location in result["locations"]:
                for logical in location["logicalLocations"]:
                    assert logical.keys() == {"name", "fullyQualifiedName", "kind"}
                    assert all(isinstance(value, str) for value in logical.values())


SARIF_LEVELS = ("note", "warning", "error")


@STEADY
@given(st.lists(FINDINGS, max_size=4))
def test_no_finding_breaks_a_report(findings: list[Finding]) -> None:
    report = json.loads(written(JsonReport(Level.INFO), findings))
    assert [each["rule"] for each in report["findings"]] == [each.rule for each in findings]
    validator().validate(report)
    log = json.loads(sarif(findings))
    assert_is_sarif(log)
    assert len(log["runs"][0]["results"]) == len(findings)
    commands = written(GithubReport(), findings).decode()
    assert len(commands.splitlines()) == len(findings)
    assert all(
        re.match(r"::(error|warning|notice) title=[a-z-]+::", line)
        for line in commands.splitlines()
    )
    text = written(TextReport(UNICODE, width=80), findings).decode()
    for each in (commands, text):
        assert dangers(each.replace("\n", "")) == ""


def test_findings_are_counted_by_level_the_gravest_first() -> None:
    counts = Counter({Level.INFO: 1_000, Level.ERROR: 1, Level.WARNING: 0})
    assert counts_text(counts) == "1 error, 1,000 remarks"
    assert counts_text(Counter()) == ""
