"""Checks the sequences of an account as they are read, and writes what is found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seq_tui.domain.checks.account import AccountChecker
from seq_tui.domain.checks.checker import SequenceChecker
from seq_tui.export.findings.report import Totals

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable

    from seq_tui.cli.paginator import Paginator
    from seq_tui.domain.checks.finding import Finding, Level
    from seq_tui.domain.checks.options import CheckOptions
    from seq_tui.domain.sequence import Sequence
    from seq_tui.export.findings.report import Report


class Checking:
    """One run of the checks.

    A sequence that an archive keeps although the account has deleted it is not checked.

    Args:
        options: the rules.
        least: the lowest level that is reported.
    """

    def __init__(self, options: CheckOptions, least: Level) -> None:
        self._sequences = SequenceChecker(options)
        self._account = AccountChecker(options)
        self._least = least
        self.totals = Totals()

    async def chunks(self, paginator: Paginator, report: Report) -> AsyncIterator[bytes]:
        """The report, in chunks."""
        yield report.begin()
        async for page in paginator.pages():
            yield b"".join(
                report.add(self._check(sequence)) for sequence in page if not sequence.deleted_at
            )
        yield report.add(self._reported(self._account.findings()))
        yield report.end(self.totals)

    def _check(self, sequence: Sequence) -> list[Finding]:
        self.totals.sequences += 1
        found = [*self._sequences.findings(sequence), *self._account.add(sequence)]
        return self._reported(found)

    def _reported(self, found: Iterable[Finding]) -> list[Finding]:
        reported = []
        for finding in found:
            if finding.level.is_at_least(self._least):
                self.totals.found[finding.level] += 1
                reported.append(finding)
            else:
                self.totals.hidden[finding.level] += 1
        return reported
