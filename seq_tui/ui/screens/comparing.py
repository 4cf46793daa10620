"""A screen on which two sequences are marked, and compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seq_tui.ui.chosen_keys import key_text
from seq_tui.ui.screens.reading import ReadingScreen

if TYPE_CHECKING:
    from seq_tui.domain.sequence import Sequence

NO_ID = "The service sent no id for this sequence, so it cannot be marked."

MOST_MARKS = 2


class ComparingScreen(ReadingScreen):
    """Remembers which sequences are marked, whatever is searched for."""

    _marks: tuple[Sequence, ...] = ()
    """At most `MOST_MARKS`, in the order of the keys."""

    @property
    def _marked_ids(self) -> list[int]:
        return [each.id for each in self._marks if each.id is not None]

    @property
    def can_compare(self) -> bool:
        """Whether two are marked, or one that is not highlighted."""
        if len(self._marks) == MOST_MARKS:
            return True
        other = self._list_pane.highlighted
        return bool(self._marks) and other is not None and other.id not in self._marked_ids

    def action_mark(self) -> None:
        """Mark the highlighted sequence, or no longer; of three, the first loses its mark."""
        if (sequence := self._list_pane.highlighted) is None:
            return
        if sequence.id is None:
            self.say(NO_ID, is_warning=True)
            return
        others = tuple(each for each in self._marks if each.id != sequence.id)
        is_marked = len(others) < len(self._marks)
        self._marks = others if is_marked else (*others, sequence)[-MOST_MARKS:]
        self._list_pane.list.show_marks(frozenset(self._marked_ids))
        self._update_keys()
        if is_marked:
            self.say(f"No longer marked: #{sequence.id}")
        else:
            self._say_marked()

    def _say_marked(self) -> None:
        glyphs, key = self._list_pane.glyphs, key_text(self, "compare")
        names = " and ".join(f"#{number}" for number in self._marked_ids)
        what = "compares them" if len(self._marks) == MOST_MARKS else "compares with another"
        self.say(
            f"Marked {names} {glyphs.dot} {key} {what}",
            f"{names} {glyphs.dot} {key} {what}",
            f"{names} {glyphs.dot} {key} compares",
        )

    def action_compare(self) -> None:
        """Compare the two marked sequences, or the marked one with the highlighted one."""
        if not self.can_compare:
            self.say(self._why_not(), is_warning=True)
            return
        pair = [self._newest(each) for each in self._marks]
        if len(pair) < MOST_MARKS and (other := self._list_pane.highlighted) is not None:
            pair.append(other)
        old, new = (self._detail_pane.named(each) or each for each in pair)
        # Not needed by who compares nothing.
        from seq_tui.domain.comparison.compare import compare
        from seq_tui.ui.screens.comparison import ComparisonScreen

        self.app.push_screen(
            ComparisonScreen(
                compare(old, new),
                self._detail_pane.content.start,
                self._options.weekend_rule,
                self._list_pane.glyphs,
                lambda text: self._actions.copy_text(text, "the summary"),
            )
        )

    def _why_not(self) -> str:
        if self._marks:
            return f"#{self._marked_ids[0]} is the marked one: go to another sequence."
        return f"Mark a sequence with {key_text(self, 'mark')}, then go to another one."

    def _newest(self, marked: Sequence) -> Sequence:
        """A marked sequence as it was received last, if the list still has it."""
        rows = self._list_pane.list.rows
        row = None if marked.id is None else rows.find(marked.id)
        return (None if row is None else rows.row(row)) or marked

    def _update_keys(self) -> None:
        """Offer the keys that work now."""
        raise NotImplementedError
