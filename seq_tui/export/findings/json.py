"""Findings as JSON: names and facts exactly as received."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seq_tui.domain.checks.finding import Level
from seq_tui.export.json import encode

if TYPE_CHECKING:
    from collections.abc import Iterable

    from seq_tui.domain.checks.finding import Finding
    from seq_tui.domain.checks.options import CheckOptions
    from seq_tui.domain.checks.rule import Rule
    from seq_tui.domain.json import Json
    from seq_tui.export.findings.report import Totals


class JsonReport:
    """One object: ``findings``, and how many there are."""

    def __init__(self, least: Level) -> None:
        """Begin a report of the findings that are at least of a level."""
        self._least = least
        self._before = b"\n"

    def begin(self) -> bytes:
        """The beginning of the list of findings."""
        return b'{"findings":['

    def add(self, findings: Iterable[Finding]) -> bytes:
        """An object in a line for each finding."""
        lines = []
        for finding in findings:
            lines += [self._before, encode(finding_json(finding))]
            self._before = b",\n"
        return b"".join(lines)

    def end(self, totals: Totals, /) -> bytes:
        """The counts."""
        counts: dict[str, Json] = {
            "sequences": totals.sequences,
            "level": self._least.value,
            "counts": {level.value: totals.found[level] for level in Level},
            "hidden": {level.value: totals.hidden[level] for level in Level},
        }
        return b"\n]," + encode(counts)[1:] + b"\n"


def finding_json(finding: Finding) -> dict[str, Json]:
    """A finding; ``step`` is null if it is about the sequence as a whole."""
    step: dict[str, Json] | None = None
    if finding.rank is not None:
        step = {"rank": finding.rank, "id": finding.step_id, "position": finding.position}
    return {
        "rule": finding.rule,
        "level": finding.level.value,
        "sequence": {"id": finding.sequence_id, "name": finding.sequence_name},
        "step": step,
        "message": finding.message,
    }


def rules_json(rules: Iterable[Rule], options: CheckOptions) -> bytes:
    """The rules as one object, with the levels that hold."""
    document: Json = {"rules": [_rule_json(rule, options.level_of(rule)) for rule in rules]}
    return encode(document, indent=2) + b"\n"


def _rule_json(rule: Rule, level: Level | None) -> Json:
    return {
        "id": rule.id,
        "level": "off" if level is None else level.value,
        "default_level": rule.level.value,
        "title": rule.title,
        "reason": rule.reason,
        "can_be_wrong": rule.doubt,
    }
