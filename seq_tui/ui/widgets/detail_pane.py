"""The right pane, which creates the detail when there is a sequence to show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Vertical
from textual.content import Content

from seq_tui.domain.sequence import with_creator_name
from seq_tui.presentation.layout import cut
from seq_tui.presentation.wording import name_text, start_text
from seq_tui.ui.pane_layout import DetailView, Part
from seq_tui.ui.sequence_checks import SequenceChecks

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from textual.widget import Widget

    from seq_tui.domain.sequence import Sequence, Step
    from seq_tui.domain.template_text import TemplateText
    from seq_tui.domain.wanted_steps import WantedSteps
    from seq_tui.presentation.glyphs import Glyphs
    from seq_tui.ui.copyable import Copyable
    from seq_tui.ui.notice import Notice
    from seq_tui.ui.options import ScreenOptions
    from seq_tui.ui.widgets.sequence_detail import SequenceDetail
    from seq_tui.ui.widgets.step_search_bar import StepSearchBar


TITLE_EDGES = 6
"""Columns of a border with a title that the title does not get."""


class DetailPane(Vertical):
    """Creates its content after the first rows are painted, so that they appear sooner."""

    def __init__(
        self,
        glyphs: Glyphs,
        now: Callable[[], datetime],
        options: ScreenOptions,
        show_start: Callable[[datetime], object],
        saved_start: str = "",
        *,
        id: str | None = None,
    ) -> None:
        super().__init__(id=id)
        self._glyphs = glyphs
        self._now = now
        self._options = options
        self._show_start = show_start
        self._saved_start = saved_start
        """The start that the user had chosen in an earlier session."""
        self._default_start: datetime | None = None
        self._sequence_name = ""
        self._title = ""
        """The name as the border has it. Textual returns `border_title` as markup."""
        self._creators: Mapping[int, str] = {}
        self.texts: Mapping[int, TemplateText] = {}
        """What templates say, by their ids."""
        self._wanted: WantedSteps | None = None
        self._pending: Sequence | None = None
        """The sequence to show once the content exists."""
        self._content: SequenceDetail | None = None
        self._view = DetailView()
        self.checks = SequenceChecks(None)
        """What is found in the sequence, set by the screen."""

    @property
    def content(self) -> SequenceDetail:
        """The detail, created when it is first needed."""
        if self._content is None:
            # Its import takes longer than painting the list.
            from seq_tui.domain.start import next_weekday_morning
            from seq_tui.ui.widgets.sequence_detail import SequenceDetail

            self._default_start = next_weekday_morning(self._now(), self._options.start_time)
            start = self._restored_start() or self._default_start
            self._content = SequenceDetail(
                self._glyphs, start, self._options.weekend_rule, self._show_start
            )
            self._content.checks = self.checks
            if self.is_attached:
                self.mount(self._content)
            self._content.mark(self._wanted)
            self._content.show_creators(self._creators)
            self._content.show_texts(self.texts)
            self._content.show(self._pending)
            self._content.show_view(self._view)
        return self._content

    def _restored_start(self) -> datetime | None:
        """The start of the earlier session; `None` if it is past, or none was chosen."""
        if not self._saved_start:
            return None
        from seq_tui.domain.start import StartError
        from seq_tui.domain.start_text import parse_start

        try:
            start = parse_start(self._saved_start, self._now())
        except StartError:
            return None
        return start if start >= self._now() else None

    @property
    def step(self) -> int:
        """The highlighted step."""
        return 0 if self._content is None else self._content.steps.cursor

    @property
    def highlighted_step(self) -> Step | None:
        """The record of the highlighted step, if there is one."""
        return None if self._content is None else self._content.highlighted_step

    @property
    def search_bar(self) -> StepSearchBar | None:
        """The line above the steps, while they are searched."""
        return None if self._content is None else self._content.search_bar

    @property
    def chosen_start(self) -> str:
        """The start as text, if it is not the default one; else empty."""
        if self._content is None:
            return self._saved_start
        start = self._content.start
        return "" if start == self._default_start else start_text(start)

    def on_mount(self) -> None:
        """Mount the content, if a key needed it before this pane was mounted."""
        if self._content is not None and not self._content.is_attached:
            self.mount(self._content)

    @property
    def copyable(self) -> Copyable | None:
        """The value of the part that has the focus."""
        return None if self._content is None else self._content.copyable

    @property
    def is_idle(self) -> bool:
        """Whether the content is up to date."""
        if self._content is None:
            return self._pending is None
        return not self._content.debounce.is_pending

    def show(self, sequence: Sequence | None) -> None:
        """Show a sequence, or nothing if it is not loaded."""
        self._sequence_name = "" if sequence is None else name_text(sequence)
        self._show_title()
        if self._content is not None:
            self._content.show(sequence)
            return
        if self._pending is None and sequence is not None:
            self.call_after_refresh(self._show_pending)
        self._pending = sequence

    def mark(self, wanted: WantedSteps | None) -> None:
        """Mark the steps that were searched for."""
        self._wanted = wanted
        if self._content is not None:
            self._content.mark(wanted)

    def named(self, sequence: Sequence | None) -> Sequence | None:
        """A sequence with the name of its creator, if it was shown here."""
        return None if sequence is None else with_creator_name(sequence, self._creators)

    def show_findings(self) -> None:
        """Show what the checks find, once they have begun."""
        if self._content is not None:
            self._content.show_findings()

    @property
    def template_text(self) -> TemplateText | None:
        """What the template of the highlighted step says, if that is known."""
        return None if self._content is None else self._content.template_text

    def show_texts(self, texts: Mapping[int, TemplateText]) -> None:
        """Show what templates say, by their ids."""
        self.texts = texts
        if self._content is not None:
            self._content.show_texts(texts)

    def show_creators(self, names: Mapping[int, str]) -> None:
        """Show creators by these names."""
        self._creators = names
        if self._content is not None:
            self._content.show_creators(names)

    def show_view(self, view: DetailView) -> None:
        """Show all, or if there is no room for that, the steps or the properties alone."""
        self._view = view
        if self._content is not None:
            self._content.show_view(view)

    def part_of(self, widget: Widget) -> Part:
        """The part that a widget in this pane belongs to."""
        is_property = self.content.step_detail in widget.ancestors_with_self
        return Part.PROPERTIES if is_property else Part.STEPS

    def main_of(self, part: Part) -> Widget:
        """The widget that gets the focus in a part."""
        content = self.content
        return content.step_detail if part is Part.PROPERTIES else content.steps

    def on_resize(self) -> None:
        """Cut the title to the new width."""
        self._show_title()

    def _show_title(self) -> None:
        room = self.outer_size.width - TITLE_EDGES
        title = cut(self._sequence_name, room, self._glyphs.ellipsis) if room > 0 else ""
        if title != self._title:
            self._title = title
            self.border_title = Content(title)

    def show_notice(self, notice: Notice | None) -> None:
        """Say something while there is no sequence to show."""
        if notice is not None or self._content is not None:
            self.content.show_notice(notice)

    def _show_pending(self) -> None:
        """Show the pending sequence, unless the screen was closed in the meantime."""
        if self.is_attached:
            self.content.show(self._pending)
