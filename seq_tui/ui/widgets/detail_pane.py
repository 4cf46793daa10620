"""The place of a sequence's detail, empty until there is a sequence to show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Vertical

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from seq_tui.domain.sequence import Sequence
    from seq_tui.presentation.glyphs import Glyphs
    from seq_tui.ui.widgets.sequence_detail import SequenceDetail


class DetailPane(Vertical):
    """Makes its content when the first rows are painted: they need not wait for it."""

    def __init__(
        self, glyphs: Glyphs, now: Callable[[], datetime], *, id: str | None = None
    ) -> None:
        super().__init__(id=id)
        self._glyphs = glyphs
        self._now = now
        self._first: Sequence | None = None
        """What is to be shown once there is a content."""
        self._content: SequenceDetail | None = None

    @property
    def content(self) -> SequenceDetail:
        """The detail; it is made now if it was not needed before."""
        if self._content is None:
            # Its import takes longer than painting the list.
            from seq_tui.ui.widgets.sequence_detail import SequenceDetail

            self._content = SequenceDetail(self._glyphs, self._now())
            if self.is_attached:
                self.mount(self._content)
            self._content.show(self._first)
        return self._content

    def on_mount(self) -> None:
        """Take in what a key asked for before there was a place for it."""
        if self._content is not None and not self._content.is_attached:
            self.mount(self._content)

    @property
    def is_at_rest(self) -> bool:
        """Whether all that is to be shown is shown."""
        if self._content is None:
            return self._first is None
        return not self._content.debounce.is_pending

    def show(self, sequence: Sequence | None) -> None:
        """Show a sequence, or nothing where none is in memory."""
        if self._content is not None:
            self._content.show(sequence)
            return
        if self._first is None and sequence is not None:
            self.call_after_refresh(self._fill)
        self._first = sequence

    def _fill(self) -> None:
        """Make the content, unless the screen was left meanwhile."""
        if self.is_attached:
            self.content.show(self._first)
