"""A screen that marks what the checks find, and lists it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from seq_tui.ui.screens.sorting import SortingScreen
from seq_tui.ui.sequence_checks import SequenceChecks
from seq_tui.ui.timers import call_after

if TYPE_CHECKING:
    from seq_tui.domain.sequence import Sequence

CHECKS_DELAY = 0.5
"""Seconds from the first rows until the checks are imported, which would delay the first keys."""


class CheckingScreen(SortingScreen):
    """Begins to check once the first rows can be used."""

    @cached_property
    def checks(self) -> SequenceChecks:
        """Checks by the options of the user."""
        return SequenceChecks(self._options.checks)

    def on_mount(self) -> None:
        """Begin after the first rows; Textual calls the handlers of the base classes too."""
        self._list_pane.list.checks = self.checks
        self._detail_pane.checks = self.checks
        if self._options.checks is not None:
            call_after(self, CHECKS_DELAY, self.begin_checks)

    def begin_checks(self) -> None:
        """Mark what is found in what is on the screen, and from now on in what comes."""
        self.checks.begin()
        self._list_pane.list.mark_problems()
        self._detail_pane.show_findings()

    def action_findings(self) -> None:
        """List what is found in the highlighted sequence."""
        if (sequence := self._list_pane.highlighted) is None:
            return
        if not (findings := self.checks.all_findings(sequence)):
            self.say("The checks find nothing in this sequence.")
            return
        # Not needed by who never asks.
        from seq_tui.ui.screens.findings import FindingsScreen

        def go(rank: int | None) -> None:
            if rank is not None:
                self._go_to_step(sequence, rank)

        self.app.push_screen(FindingsScreen(findings, self._list_pane.glyphs), go)

    def _go_to_step(self, sequence: Sequence, rank: int) -> None:
        """To a step of a sequence, by its rank; 0 for none of them."""
        if rank and sequence.steps:
            content = self._detail_pane.content
            content.show(sequence)
            content.go_to_step(rank - 1)
            self.move_focus(content.steps)
