"""One sequence: its figures, its steps, and the highlighted step's properties."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual import on
from textual.message import Message

from seq_tui.domain.sequence import with_creator_name
from seq_tui.domain.start import shift_start
from seq_tui.presentation.findings import level_mark, problems_text
from seq_tui.presentation.header import build_header
from seq_tui.presentation.step_fields import text_of_step
from seq_tui.presentation.wording import name_text, rule_forms
from seq_tui.ui.copyable import copyable_step
from seq_tui.ui.detail_notices import steps_notice
from seq_tui.ui.pane_layout import DetailView, Part
from seq_tui.ui.scheduled_steps import ScheduledSteps
from seq_tui.ui.sequence_checks import SequenceChecks, is_problem
from seq_tui.ui.step_properties import (
    PropertyGroup,
    findings_in_words,
    sequence_as_received,
    step_as_received,
    step_in_words,
)
from seq_tui.ui.widgets.detail_layout import DetailLayout, Wanted, divide_lines
from seq_tui.ui.widgets.figures import Figures, FittedSentence
from seq_tui.ui.widgets.full_name import FullName
from seq_tui.ui.widgets.searched_steps import SearchedSteps
from seq_tui.ui.widgets.start_line import StartLine
from seq_tui.ui.widgets.step_detail import StepDetail
from seq_tui.ui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from textual.app import ComposeResult
    from textual.geometry import Size
    from textual.layout import Layout
    from textual.widget import Widget

    from seq_tui.domain.checks.finding import Finding
    from seq_tui.domain.sequence import Sequence, Step
    from seq_tui.domain.template_text import TemplateText
    from seq_tui.domain.weekend_rule import WeekendRule
    from seq_tui.presentation.glyphs import Glyphs
    from seq_tui.ui.copyable import Copyable
    from seq_tui.ui.notice import Notice

MAX_NAME = 500
"""Most characters of a name; a longer one is complete in the JSON."""

MAX_NAME_LINES = 2
MAX_FIGURE_LINES = 5
"""Most lines of a part that is not as important as the steps."""

TITLE_PADDING = 2
"""By how many columns a title in the border has less room than the lines below it."""


class SequenceDetail(SearchedSteps):
    """The content of the right pane."""

    _problems: tuple[Finding, ...] = ()
    """The errors and warnings of the sequence."""

    class StepShown(Message):
        """Another step is highlighted, or the same one has changed."""

    def __init__(
        self,
        glyphs: Glyphs,
        start: datetime,
        weekend: WeekendRule,
        show_start: Callable[[datetime], object],
        *,
        id: str | None = None,
    ) -> None:
        """Create a detail.

        Args:
            glyphs: the characters to draw with.
            start: the first start that the landings are computed from.
            weekend: the rule for e-mails that are due on a weekend.
            show_start: shows the start outside this widget. A message would arrive a frame later.
            id: the widget's id.
        """
        super().__init__(glyphs, id=id)
        self._show_start_outside = show_start
        self._start = start
        self._weekend = weekend
        self._sequence: Sequence | None = None
        self._creators: Mapping[int, str] = {}
        self._texts: Mapping[int, TemplateText] = {}
        self.checks = SequenceChecks(None)
        """What is found in the sequence, set by the pane."""
        self._title = FullName(glyphs, id="name")
        self._figures = Figures(glyphs, id="summary")
        self.started = StartLine(id="started")
        self._rule = FittedSentence(rule_forms(glyphs, weekend), glyphs, id="rule")
        self.step_detail = StepDetail(glyphs, id="step")
        self._view = DetailView()
        self._layout = DetailLayout(self._divide)
        self._notice: Notice | None = None
        """What is shown in place of a sequence."""

    @property
    def highlighted_step(self) -> Step | None:
        """The record of the highlighted step."""
        return self._scheduled.steps[self.steps.cursor] if self._scheduled else None

    def compose(self) -> ComposeResult:
        """The figures, the start, the steps, and one step's properties."""
        yield self._title
        yield self._figures
        yield self.started
        yield self.steps
        yield self._rule
        yield self.step_detail

    def on_mount(self) -> None:
        """Show the sequence that is there already, and each step that is highlighted."""
        self._show_schedule(is_new=True)
        self.watch(self.steps, "cursor", self.debounce.restart, init=False)

    def show(self, sequence: Sequence | None) -> None:
        """Show a sequence, or nothing if it is not loaded.

        When a sequence is reloaded, its highlighted step stays highlighted.
        """
        before = self._sequence
        if sequence == before:
            return
        self._sequence = sequence
        is_same = sequence is not None and before is not None and sequence.id == before.id
        steps = sequence.steps if sequence else None
        self.steps.show_notice(steps_notice(sequence) if sequence else self._notice)
        self._scheduled = ScheduledSteps.of(steps, self._start, self._weekend) if steps else None
        self._find_problems()
        self._title.show("" if sequence is None else name_text(sequence)[:MAX_NAME])
        self._show_figures()
        if not is_same:
            self.end_search()
            self.steps.set_reactive(VirtualList.cursor, 0)
            self.steps.scroll_to(y=0, animate=False)
        if self.is_mounted:
            self._show_schedule(is_new=not is_same)

    def _find_problems(self) -> None:
        found = () if self._sequence is None else self.checks.findings(self._sequence)
        self._problems = tuple(each for each in found if is_problem(each))

    def show_findings(self) -> None:
        """Show what the checks find, once they have begun."""
        self._find_problems()
        if self._problems:
            self._show_figures()
            self.steps.show_signs(self._signs)
            self.show_step()

    @property
    def _signs(self) -> dict[int, str]:
        """The sign of the gravest error or warning of each step that has one."""
        gravest_last = reversed([each for each in self._problems if each.rank is not None])
        return {
            each.rank - 1: level_mark(each.level, self._glyphs)
            for each in gravest_last
            if each.rank is not None
        }

    @property
    def template_text(self) -> TemplateText | None:
        """What the template of the highlighted step says, if that is known."""
        step = self.highlighted_step
        return None if step is None else text_of_step(step, self._texts)

    def show_texts(self, texts: Mapping[int, TemplateText]) -> None:
        """Show what templates say, by their ids, and search in it too."""
        if texts != self._texts:
            self._texts = texts
            self.learn(texts)
            self.show_step()

    def show_creators(self, names: Mapping[int, str]) -> None:
        """Show the creator by the name, if it is among these."""
        self._creators = names
        self._show_figures()

    def _show_figures(self) -> None:
        if (sequence := self._sequence) is None:
            self._figures.show(None)
            return
        named = with_creator_name(sequence, self._creators)
        header = build_header(named, self._glyphs, self._weekend)
        if self._problems:
            header.figures.insert(1, problems_text(self._problems, self._glyphs))
        self._figures.show(header)

    def go_to_step(self, step: int) -> None:
        """Highlight a step, or the last one if there are fewer."""
        if self.steps.row_count:
            self.steps.cursor = step
        else:  # Not mounted yet; the rows that follow keep the cursor among them.
            self.steps.set_reactive(VirtualList.cursor, step)

    def show_notice(self, notice: Notice | None) -> None:
        """Say something while there is no sequence to show."""
        self._notice = notice
        if self._sequence is None:
            self.steps.show_notice(notice)

    @property
    def start(self) -> datetime:
        """The start that the landings are computed from."""
        return self._start

    def shift_start(self, days: int) -> None:
        """Move the start by a number of days, at the same clock time.

        Raises:
            StartError: there is no such day.
        """
        self.set_start(shift_start(self._start, days))

    def set_start(self, start: datetime | None) -> None:
        """Compute the landings from another start; `None` changes nothing."""
        if start is None:
            return
        self._start = start
        self._show_start()
        if self._scheduled:
            self._scheduled = self._scheduled.from_start(start)
            self.steps.show(self._scheduled)
        self._search_again()

    @property
    def layout(self) -> Layout:
        """Divides the lines by what each part needs."""
        return self._layout

    @property
    def copyable(self) -> Copyable | None:
        """The highlighted property if the properties have the focus, or what a step is about."""
        if self.step_detail.has_focus:
            return self.step_detail.copyable
        step = self.highlighted_step
        return None if step is None else copyable_step(self.steps.cursor, step)

    @property
    def has_properties(self) -> bool:
        """Whether there is a property to show."""
        return self._scheduled is not None or bool(self._sequence and self._sequence.extra)

    def show_view(self, view: DetailView) -> None:
        """Show all, or if there is no room for that, the steps or the properties alone."""
        self._view = view
        self.step_detail.set_boxed(not view.is_alone)
        self._display_parts()

    def _display_parts(self) -> None:
        is_whole = (
            self._view.is_alone and self._view.part is Part.PROPERTIES and self.has_properties
        )
        for widget in self.children:
            widget.display = not is_whole
        self.step_detail.display = self.has_properties

    def _divide(self, size: Size) -> dict[Widget, int]:
        """The lines of each part."""

        def needed(widget: Widget) -> int:
            return widget.get_content_height(size, size, size.width)

        is_scheduled = self._scheduled is not None
        is_named = self._view.has_title and cell_len(self._title.text) <= size.width - TITLE_PADDING
        wanted = Wanted(
            name=0 if is_named else min(needed(self._title), MAX_NAME_LINES),
            figures=min(needed(self._figures), MAX_FIGURE_LINES),
            start=self.started.lines_in(size.width) * is_scheduled,
            ruler=self.steps.lines_above(size.width) if is_scheduled else 0,
            steps=self.steps.row_count or self.steps.notice_lines(size.width),
            rule=int(is_scheduled),
            has_properties=self.has_properties,
            is_roomy=not self._view.is_alone,
            typed=self.started.lines_in(size.width) - 1 if self.started.is_edited else 0,
            search=0 if self.search_bar is None else self.search_bar.lines,
        )
        if not self.steps.display:
            return {**dict.fromkeys(self.children, 0), self.step_detail: size.height}
        parts: tuple[Widget | None, ...] = (
            self._title,
            self._figures,
            self.started,
            self.steps,
            self._rule,
            self.step_detail,
            self.search_bar,
        )
        pairs = zip(parts, divide_lines(size.height, wanted), strict=True)
        lines = {part: height for part, height in pairs if part is not None}
        # One that is being removed is still a child.
        return {**dict.fromkeys(self.children, 0), **lines}

    def _show_schedule(self, *, is_new: bool) -> None:
        self._display_parts()
        self._show_start()
        self.steps.show(self._scheduled)
        self._search_again()
        self.steps.show_signs(self._signs)
        if is_new:
            self._go_to_match()
        self.show_step()

    def _show_start(self) -> None:
        self.started.show_start(self._start)
        self._show_start_outside(self._start)

    @on(VirtualList.WindowChanged)
    def _stop_message(self, message: VirtualList.WindowChanged) -> None:
        """Do not report windows to the screen: all steps are loaded."""
        message.stop()

    def show_step(self) -> None:
        """Show the properties of the highlighted step at once, as when they get the focus."""
        self.debounce.cancel()
        index = self.steps.cursor
        groups: list[PropertyGroup] = []
        if self._scheduled is not None:
            title, (what, *words) = step_in_words(
                index, self._scheduled, self._glyphs, self.template_text
            )
            found = findings_in_words("Sequence", self._problems_at(index + 1)).properties
            groups.append(PropertyGroup(title, (what, *found, *words)))
            groups.append(step_as_received(index, self._scheduled))
            groups.append(findings_in_words("Sequence", self._problems_at(None)))
        if self._sequence is not None and self._sequence.extra:
            groups.append(sequence_as_received(self._sequence))
        if not groups and self.step_detail.has_focus:
            self.steps.focus()
        self.step_detail.mark(self.steps.marks_at(index))
        self.step_detail.show(groups)
        self.post_message(self.StepShown())

    def _problems_at(self, rank: int | None) -> list[Finding]:
        """Those of a step, or of the sequence as a whole."""
        return [each for each in self._problems if each.rank == rank]
