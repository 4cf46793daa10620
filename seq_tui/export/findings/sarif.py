"""Findings as SARIF 2.1.0, the form in which programs exchange results of checks.

The places are logical ones, a sequence and a step in it, as no file holds them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from seq_tui.domain.checks.finding import Level
from seq_tui.export.json import encode
from seq_tui.presentation.findings import message_text, place_text, sequence_text, step_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from seq_tui.domain.checks.finding import Finding
    from seq_tui.domain.checks.options import CheckOptions
    from seq_tui.domain.checks.rule import Rule
    from seq_tui.domain.json import Json
    from seq_tui.export.findings.report import Totals

SARIF_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)

LEVELS = {Level.ERROR: "error", Level.WARNING: "warning", Level.INFO: "note"}


class SarifReport:
    """One log with one run.

    Args:
        rules: all rules that are checked.
        options: their levels.
        version: the version of this program.
    """

    def __init__(self, rules: Iterable[Rule], options: CheckOptions, version: str) -> None:
        self._rules = [*rules]
        self._options = options
        self._version = version
        self._indices: dict[str, Json] = {rule.id: at for at, rule in enumerate(self._rules)}
        self._before = b"\n"

    def begin(self) -> bytes:
        """The tool and its rules."""
        driver: dict[str, Json] = {
            "name": "seq-tui",
            "version": self._version,
            "semanticVersion": self._version,
            "rules": [self._rule(rule) for rule in self._rules],
        }
        log = encode({"$schema": SARIF_SCHEMA, "version": "2.1.0"})
        run = encode({"tool": {"driver": driver}, "columnKind": "unicodeCodePoints"})
        return log[:-1] + b',"runs":[' + run[:-1] + b',"results":['

    def add(self, findings: Iterable[Finding]) -> bytes:
        """A result in a line for each finding."""
        lines = []
        for finding in findings:
            lines += [self._before, encode(self._result(finding))]
            self._before = b",\n"
        return b"".join(lines)

    def end(self, _totals: Totals, /) -> bytes:
        """The end of the results, of the run and of the log."""
        return b"\n]}]}\n"

    def _rule(self, rule: Rule) -> Json:
        level = self._options.level_of(rule)
        configuration: Json = {"enabled": False} if level is None else {"level": LEVELS[level]}
        return {
            "id": rule.id,
            "shortDescription": {"text": f"{rule.title[0].upper()}{rule.title[1:]}."},
            "fullDescription": {"text": rule.reason},
            "help": {"text": f"{rule.reason} It can be wrong: {rule.doubt}"},
            "defaultConfiguration": configuration,
        }

    def _result(self, finding: Finding) -> Json:
        return {
            "ruleId": finding.rule,
            "ruleIndex": self._indices[finding.rule],
            "level": LEVELS[finding.level],
            "message": {"text": _plain(f"{place_text(finding)}: {message_text(finding)}")},
            "locations": [{"logicalLocations": [_location(finding)]}],
            "partialFingerprints": {"place/v1": _fingerprint(finding)},
        }


def _location(finding: Finding) -> Json:
    sequence = sequence_text(finding)
    if finding.rank is None:
        return {"name": sequence, "fullyQualifiedName": _qualified(finding), "kind": "sequence"}
    name = f"{sequence}, {step_text(finding)}"
    return {"name": name, "fullyQualifiedName": _qualified(finding), "kind": "step"}


def _plain(text: str) -> str:
    """Text without placeholders and links, which are `{0}` and `[text](target)` in a message."""
    return text.replace("{", "{{").replace("}", "}}").replace("](", "] (")


def _qualified(finding: Finding) -> str:
    """``sequences/21123/steps/2594756``; a step without an id has its rank after a ``#``."""
    path = f"sequences/{'?' if finding.sequence_id is None else finding.sequence_id}"
    if finding.rank is None:
        return path
    return f"{path}/steps/{f'#{finding.rank}' if finding.step_id is None else finding.step_id}"


def _fingerprint(finding: Finding) -> str:
    """What stays the same if names, facts and other steps change."""
    return f"{finding.rule}/{_qualified(finding)}"
