"""Findings as workflow commands of GitHub, which show them beside a run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seq_tui.domain.checks.finding import Level
from seq_tui.presentation.findings import message_text, place_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from seq_tui.domain.checks.finding import Finding
    from seq_tui.export.findings.report import Totals

COMMANDS = {Level.ERROR: "error", Level.WARNING: "warning", Level.INFO: "notice"}

_DATA = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY = _DATA | str.maketrans({":": "%3A", ",": "%2C"})


class GithubReport:
    """One command a line, such as ``::warning title=no-steps::#21123 Trial: It has no steps.``."""

    def begin(self) -> bytes:
        """Nothing."""
        return b""

    def add(self, findings: Iterable[Finding]) -> bytes:
        """A command for each finding."""
        return b"".join(map(_command, findings))

    def end(self, _totals: Totals, /) -> bytes:
        """Nothing."""
        return b""


def _command(finding: Finding) -> bytes:
    title = finding.rule.translate(_PROPERTY)
    text = f"{place_text(finding)}: {message_text(finding)}".translate(_DATA)
    line = f"::{COMMANDS[finding.level]} title={title}::{text}\n"
    return line.encode(errors="replace")
