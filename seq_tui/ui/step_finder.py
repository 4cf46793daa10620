"""Finds the steps that a search is about: the one of the list, or one of these steps."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from seq_tui.domain.folding import fold
from seq_tui.presentation.wording import action_text, delay_text, landing_text, value_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from seq_tui.domain.sequence import Step
    from seq_tui.domain.step_search import StepSearch
    from seq_tui.domain.template_text import TemplateText
    from seq_tui.domain.wanted_steps import WantedSteps
    from seq_tui.presentation.glyphs import Glyphs
    from seq_tui.ui.scheduled_steps import ScheduledSteps

Found = dict[int, tuple[str, ...]]
"""The steps that a search is about, in order, with the folded texts to mark in each of them."""


class StepFinder:
    """Finds steps, and says which of them is highlighted.

    Args:
        glyphs: the signs in the texts that are searched.
    """

    def __init__(self, glyphs: Glyphs) -> None:
        self._glyphs = glyphs
        self.wanted: WantedSteps | None = None
        """Which steps the search of the list is about."""
        self.search: StepSearch | None = None
        """What is searched for in these steps, in place of `wanted`."""
        self._said: dict[int, str] = {}
        """What templates say, folded, by id, as far as it is known."""
        self._texts: list[str] = []
        """The folded text of each step, once it is searched."""
        self._texts_of: ScheduledSteps | None = None
        """What these are the texts of."""

    def learn(self, templates: Mapping[int, TemplateText]) -> None:
        """Search in what these templates say too."""
        for template_id, text in templates.items():
            self._said[template_id] = fold(f"{text.subject}\n{text.readable}")
        self._texts_of = None

    def find(self, scheduled: ScheduledSteps | None) -> Found:
        """The steps that are searched for."""
        if scheduled is None:
            return {}
        if self.search is not None:
            return self._searched(self.search, scheduled)
        wanted, steps, said = self.wanted, scheduled.steps, self._said
        rows = wanted.indices(steps, said) if wanted else ()
        return {row: wanted.marks(steps[row], said) for row in rows} if wanted else {}

    def _searched(self, search: StepSearch, scheduled: ScheduledSteps) -> Found:
        if self._texts_of is not scheduled:
            self._texts = [*self._shown(scheduled)]
            self._texts_of = scheduled
        pairs = zip(scheduled.steps, self._texts, strict=True)
        rows = (
            row
            for row, (step, text) in enumerate(pairs)
            if search.selects(step, text, self._said_by(step))
        )
        return dict.fromkeys(rows, search.texts)

    def _shown(self, scheduled: ScheduledSteps) -> Iterator[str]:
        """What is shown of each step, folded, in lines."""
        for index, step in enumerate(scheduled.steps):
            landing = landing_text(scheduled.landings[index], scheduled.start, self._glyphs)
            lines = [action_text(step.action), delay_text(step.delay), landing, *_values(step)]
            yield "\n".join([fold("\n".join(lines)), self._said_by(step) or ""])

    def _said_by(self, step: Step) -> str | None:
        return None if step.template_id is None else self._said.get(step.template_id)


def _values(step: Step) -> Iterator[str]:
    """The values of a step as they are shown."""
    for value in step.data.values():
        yield from map(value_text, value.values() if isinstance(value, dict) else [value])


def next_found(rows: tuple[int, ...], here: int, forward: int) -> tuple[int, str]:
    """Another step that was found, and what to say of it.

    Args:
        rows: the steps that were found; there is at least one.
        here: the highlighted step.
        forward: how many of them further down, or up if it is negative; after the last one comes
            the first.
    """
    wanted = (bisect_right(rows, here) - 1 if forward > 0 else bisect_left(rows, here)) + forward
    index = wanted % len(rows)
    is_same = wanted == index or len(rows) == 1
    again = "" if is_same else ", first again" if forward > 0 else ", last again"
    return rows[index], f"{index + 1:,} of {len(rows):,}{again}"
