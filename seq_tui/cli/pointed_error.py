"""A usage error that points at what it is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from seq_tui.sanitize import sanitize

if TYPE_CHECKING:
    from seq_tui.domain.filter.parser import Mistake

MAX_SHOWN = 200
"""Most characters of a text that is shown again; a mistake after these is not pointed at."""


class PointedError(click.BadParameter):
    """An argument that cannot be read, with the argument and a mark under the mistake."""

    def __init__(
        self, text: str, mistake: Mistake, context: click.Context, parameter: click.Parameter
    ) -> None:
        super().__init__(mistake.message, context, parameter)
        self._text = text
        self._mistake = mistake

    @property
    def lines(self) -> tuple[str, ...]:
        """What to write below the message, sanitised; nothing of a long text."""
        from rich.cells import cell_len

        start, stop = self._mistake.start, self._mistake.stop
        if stop > MAX_SHOWN:
            return ()
        text = self._text[:MAX_SHOWN]
        blank = " " * cell_len(sanitize(text[:start]))
        mark = "^" * max(1, cell_len(sanitize(text[start:stop])))
        return (f"  {sanitize(text)}", f"  {blank}{mark}")
