"""The message shown when the list has no rows, or could not load more of them."""

from __future__ import annotations

from dataclasses import replace
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

MAX_FOREIGN = 400
"""Most characters of one text from the service."""


class NoticeState(Enum):
    """States that must never look alike; each value is a CSS class."""

    LOADING = "-loading"
    EMPTY = "-empty"
    FAILED = "-failed"
    OFFLINE = "-offline"


class Notice(Static):
    """One message instead of the rows, or below them."""

    DEFAULT_CSS = """
    Notice {
        height: auto;
        max-height: 50%;
        padding: 1 2;
        &.-loading { color: $ink-quiet; text-style: italic; }
        &.-empty { border-left: thick $line-quiet; }
        &.-offline { padding: 0 1; border-left: thick $ink-warning; }
        &.-failed { border-left: thick $ink-error; background: $surface; }
    }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(markup=False, id=id)
        self.display = False
        self._message: tuple[NoticeState, Content] | None = None

    def show_message(self, message: tuple[NoticeState, Content] | None) -> None:
        """Show a message in the style of its state, or hide the notice."""
        self.display = message is not None
        if message is not None and message != self._message:
            for state in NoticeState:
                self.set_class(state is message[0], state.value)
            self.update(message[1])
        self._message = message


def notice_for(
    results: SearchResults, source_info: SourceInfo, glyphs: Glyphs
) -> tuple[NoticeState, Content] | None:
    """The message about results, if there is one."""
    if results.loader.is_out_of_reach and results.rows.count and results.loader.failure:
        return NoticeState.OFFLINE, offline_content(results.loader.failure, glyphs)
    if results.loader.failure:
        return NoticeState.FAILED, failure_content(results.loader.failure, glyphs)
    if not results.is_answered:
        return NoticeState.LOADING, Content(
            f"Loading sequences from {sanitize(source_info.name, limit=80)} {glyphs.ellipsis}"
        )
    if results.rows.total == 0:
        return NoticeState.EMPTY, empty_content(results.query, results.search_note)
    return None


def empty_content(query: Query, search_note: str = "") -> Content:
    """Why there are no rows, and what to do about it."""
    if not query:
        return Content(
            "This account has no sequences.\n"
            "If it should have some, its plan may not include them, or the token may not read them."
        )
    note = f"The service searches names itself: {search_note}.\n" if search_note else ""
    return Content(f"{_nothing_found(query)}\n{note}esc clears the search")


def _nothing_found(query: Query) -> str:
    """Which sequence was not found."""
    text = sanitize(query.name if query.task is None else query.task, limit=80)
    if query.ids:
        ids = sanitize(str(replace(query, name="")), limit=80)
        return f"No sequence has the id {ids}{f' and these words: {text}' if text else ''}."
    if query.task is not None:
        return f'No task says "{text}".' if query.words else "No sequence has a task."
    if query.number is not None:
        return f'No sequence has the id {query.number}, or "{text}" in its name.'
    if len(query.words) > 1:
        return f"No sequence has all these words in its name: {text}"
    return f'No sequence has "{text}" in its name.'


def failure_content(failure: Failure, glyphs: Glyphs) -> Content:
    """What failed, the service's own explanation, what support needs to know, and what to do."""
    dot = f" {glyphs.dot} "
    lines = [Content.styled(sanitize(failure.message, limit=MAX_FOREIGN), "bold $ink-error")]
    if failure.details:
        lines.append(Content(sanitize(failure.details, limit=MAX_FOREIGN)))
    known = [
        text
        for text in (
            f"status {failure.status}" if failure.status else "",
            sanitize(failure.code, limit=MAX_FOREIGN),
            f"request {sanitize(failure.request_id, limit=MAX_FOREIGN)}"
            if failure.request_id
            else "",
        )
        if text
    ]
    if known:
        lines.append(Content.styled(dot.join(known), "$ink-quiet"))
    advice = sanitize(failure.advice, limit=MAX_FOREIGN)
    lines.append(Content(dot.join(text for text in (advice, retry_hint(failure, glyphs)) if text)))
    return Content("\n").join(lines)


def offline_content(failure: Failure, glyphs: Glyphs) -> Content:
    """The failure in one line, below rows that can still be browsed."""
    parts = (sanitize(failure.message, limit=MAX_FOREIGN), retry_hint(failure, glyphs))
    return Content(f" {glyphs.dot} ".join(part for part in parts if part))


def retry_hint(failure: Failure, glyphs: Glyphs) -> str:
    """How the request is retried; empty if it is not."""
    if failure.cause is Cause.OFFLINE:
        return ""
    if failure.cause is Cause.UNREACHABLE:
        return f"retrying automatically {glyphs.dot} now: r or F5"
    return "r or F5 tries again"
