"""What the list says when it has no rows to show, or could not get more of them."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets import Static

from seq_tui.domain.failure import Cause
from seq_tui.sanitize import sanitize

if TYPE_CHECKING:
    from seq_tui.domain.failure import Failure
    from seq_tui.domain.query import Query
    from seq_tui.domain.source import SourceInfo
    from seq_tui.presentation.glyphs import Glyphs
    from seq_tui.ui.search_results import SearchResults

MAX_LINE = 400
"""Most characters of a service's own words."""


class State(Enum):
    """States that must never look alike."""

    LOADING = "-loading"
    EMPTY = "-empty"
    FAILED = "-failed"
    OFFLINE = "-offline"


class Notice(Static):
    """One message in place of rows, or under them."""

    DEFAULT_CSS = """
    Notice {
        height: auto;
        max-height: 50%;
        padding: 1 2;
        &.-loading { color: $foreground 60%; text-style: italic; }
        &.-empty { border-left: thick $foreground 30%; }
        &.-offline { padding: 0 1; border-left: thick $warning; }
        &.-failed { border-left: thick $error; background: $error 10%; }
    }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(markup=False, id=id)
        self.display = False
        self._said: tuple[State, Content] | None = None

    def say(self, message: tuple[State, Content] | None) -> None:
        """Show a message in the look of its state, or nothing."""
        self.display = message is not None
        if message is not None and message != self._said:
            for state in State:
                self.set_class(state is message[0], state.value)
            self.update(message[1])
        self._said = message


def notice_for(
    results: SearchResults, source_info: SourceInfo, glyphs: Glyphs
) -> tuple[State, Content] | None:
    """What there is to say about a listing beside its rows."""
    if results.loader.is_out_of_reach and results.rows.count and results.loader.failure:
        return State.OFFLINE, offline_content(results.loader.failure, glyphs)
    if results.loader.failure:
        return State.FAILED, failure_content(results.loader.failure, glyphs)
    if not results.is_answered:
        return State.LOADING, Content(
            f"Loading sequences from {sanitize(source_info.name, limit=80)} {glyphs.ellipsis}"
        )
    if results.rows.total == 0:
        return State.EMPTY, empty_content(results.query)
    return None


def empty_content(query: Query) -> Content:
    """Why there may be no rows, and what to do about it."""
    if query.ids:
        what = f"No sequence has the id {sanitize(str(query), limit=80)}."
    elif query.task:
        what = f'No task says "{sanitize(query.task, limit=80)}".'
    elif query.name:
        what = f'No sequence has "{sanitize(query.name, limit=80)}" in its name.'
    else:
        return Content(
            "This account has no sequences.\n"
            "If it should have some: its plan may lack them, or the token the rights to see them."
        )
    return Content(f"{what}\nesc clears the search")


def failure_content(failure: Failure, glyphs: Glyphs) -> Content:
    """What failed, what the service said of it, what support asks for, and what to do."""
    dot = f" {glyphs.dot} "
    lines = [Content.styled(sanitize(failure.message, limit=MAX_LINE), "bold $error")]
    if failure.details:
        lines.append(Content(sanitize(failure.details, limit=MAX_LINE)))
    known = [
        text
        for text in (
            f"status {failure.status}" if failure.status else "",
            sanitize(failure.code, limit=MAX_LINE),
            f"request {sanitize(failure.request_id, limit=MAX_LINE)}" if failure.request_id else "",
        )
        if text
    ]
    if known:
        lines.append(Content.styled(dot.join(known), "$foreground 60%"))
    advice = sanitize(failure.advice, limit=MAX_LINE)
    lines.append(Content(dot.join(text for text in (advice, next_try(failure, glyphs)) if text)))
    return Content("\n").join(lines)


def offline_content(failure: Failure, glyphs: Glyphs) -> Content:
    """The same in few words, under rows that are still to be looked at."""
    parts = (sanitize(failure.message, limit=MAX_LINE), next_try(failure, glyphs))
    return Content(f" {glyphs.dot} ".join(part for part in parts if part))


def next_try(failure: Failure, glyphs: Glyphs) -> str:
    """What leads to another try, or nothing where none is wanted."""
    if failure.cause is Cause.OFFLINE:
        return ""
    if failure.cause is Cause.UNREACHABLE:
        return f"trying again by itself {glyphs.dot} at once: r or F5"
    return "r or F5 tries again"
