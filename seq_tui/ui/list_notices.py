"""What the left pane says in place of rows, and below them after a failure."""

from __future__ import annotations

from dataclasses import replace
from math import ceil
from typing import TYPE_CHECKING, NamedTuple

from seq_tui.domain.failure import Cause
from seq_tui.domain.folding import fold
from seq_tui.domain.source import SourceKind
from seq_tui.sanitize import sanitize
from seq_tui.ui.notice import Notice, NoticeState

if TYPE_CHECKING:
    from collections.abc import Iterable

    from seq_tui.domain.failure import Failure
    from seq_tui.domain.filter.nodes import Filter
    from seq_tui.domain.query import Query
    from seq_tui.domain.source import SourceInfo
    from seq_tui.presentation.glyphs import Glyphs
    from seq_tui.ui.search_results import SearchResults

MAX_FOREIGN = 400
"""Most characters of one text from the service."""

MAX_NAME = 80
"""Most characters of the account's name, and of a search."""

RETRIED_BY_KEY = frozenset({Cause.UNREACHABLE, Cause.RATE_LIMITED, Cause.SERVICE, Cause.FILE})
"""Causes that may be over when the user tries again."""


class Progress(NamedTuple):
    """How far the account has come with what the screen waits for."""

    spinner: str = ""
    """The present sign of the spinner."""

    seconds: int = 0
    """Whole seconds since the screen began to wait."""

    pause: float = 0.0
    """Seconds until a rate limit lets the next request go."""

    retry_in: float = 0.0
    """Seconds until an account out of reach is tried again; 0 if it is not, or is right now."""

    searched: int = 0
    """Sequences that were compared with the search so far, where that is known."""

    query: Query | None = None
    """What is being read; `None` if nothing is."""

    @property
    def is_loading(self) -> bool:
        """Whether an answer is awaited."""
        return self.query is not None

    def is_answered(self, results: SearchResults) -> bool:
        """Whether results have an answer, of all sequences if it needs them."""
        is_partial = self.query == results.query and self.query.needs_whole_account
        return results.is_answered and not (is_partial and self.searched)


def list_notice(
    results: SearchResults,
    source_info: SourceInfo,
    progress: Progress,
    glyphs: Glyphs,
    creators: Iterable[str] = (),
) -> Notice | None:
    """What to say in place of the rows; `None` where there are some.

    Args:
        results: what was searched for.
        source_info: the account.
        progress: how far it has come.
        glyphs: the signs that the terminal can show.
        creators: the names of users that are known.
    """
    if results.rows.count:
        return None
    failure = results.loader.failure
    if failure is not None and not progress.is_loading:
        return failure_notice(failure, progress, glyphs)
    if failure is not None or not progress.is_answered(results):
        return loading_notice(source_info, progress)
    return empty_notice(results.query, source_info, results.search_note, creators)


def trouble_notice(
    results: SearchResults, source_info: SourceInfo, progress: Progress, glyphs: Glyphs
) -> Notice | None:
    """What to say below rows that can still be used; `None` if nothing failed."""
    failure = results.loader.failure
    if failure is None or not results.rows.count:
        return None
    if progress.is_loading and results.loader.is_out_of_reach:
        return Notice(NoticeState.LOADING, f"Trying {_name(source_info)} again{glyphs.ellipsis}")
    return failure_notice(failure, progress, glyphs)


def loading_notice(source_info: SourceInfo, progress: Progress) -> Notice:
    """What is loading from where, and since when; or how long a rate limit makes it wait."""
    if progress.pause:
        sentence = f"Too many requests; going on in {ceil(progress.pause)} s"
    elif progress.query and progress.query.needs_whole_account:
        read = f", {progress.searched:,} so far" if progress.searched else ""
        sentence = f"Reading all sequences of {_name(source_info)}{read}{_elapsed(progress)}"
    elif progress.query:
        searched = f", {progress.searched:,} searched so far" if progress.searched else ""
        sentence = f"Searching {_name(source_info)}{searched}{_elapsed(progress)}"
    else:
        sentence = f"Loading sequences from {_name(source_info)}{_elapsed(progress)}"
    return Notice(NoticeState.LOADING, sentence, mark=progress.spinner)


def failure_notice(failure: Failure, progress: Progress, glyphs: Glyphs) -> Notice:
    """What failed, the service's own words, what support needs to know, and what to do."""
    said = _foreign(failure.said[:1].upper() + failure.said[1:])
    request = f"For support: request {_foreign(failure.request_id)}" if failure.request_id else ""
    is_chosen = failure.cause is Cause.OFFLINE
    return Notice(
        NoticeState.CHOSEN if is_chosen else NoticeState.FAILED,
        _foreign(failure.message),
        mark="" if is_chosen else glyphs.failed,
        details=(said,) if said else (),
        advice=_foreign(failure.advice),
        hint=retry_hint(failure, progress, glyphs),
        footnote=request,
    )


def retry_hint(failure: Failure, progress: Progress, glyphs: Glyphs) -> str:
    """When it is tried again, or by which key; empty where the advice comes first."""
    if progress.retry_in:
        return f"trying again in {ceil(progress.retry_in)} s {glyphs.dot} r now"
    is_retried = failure.cause in RETRIED_BY_KEY and not failure.advice
    return "r tries again" if is_retried else ""


def empty_notice(
    query: Query, source_info: SourceInfo, search_note: str = "", creators: Iterable[str] = ()
) -> Notice:
    """Why there are no rows, and what to do about it; for the arguments see `list_notice`."""
    if not query.selects_all:
        note = f"The service searches names itself: {search_note}." if search_note else ""
        return Notice(
            NoticeState.EMPTY,
            _nothing_found(query),
            details=(note,) if note else (),
            advice=_search_elsewhere(query, source_info.kind, creators),
            hint="esc clears the search",
        )
    if source_info.kind is SourceKind.LIVE:
        return Notice(
            NoticeState.EMPTY,
            "This account has no sequences",
            advice="If it should have some, check which account the token belongs to.",
            hint="r looks again",
        )
    return Notice(NoticeState.EMPTY, f"There are no sequences in {_name(source_info)}")


def _search_elsewhere(query: Query, kind: SourceKind, creators: Iterable[str]) -> str:
    """Where else the same words can be searched for."""
    if query.filter is not None:
        # Imported here, since few searches are filters.
        from seq_tui.domain.filter.nodes import asks_for_texts

        if not asks_for_texts(query.filter):
            return ""
        is_archive = kind is SourceKind.ARCHIVE
        known = "seq-tui templates lists the texts that are known"
        return known if is_archive else "Only an archive keeps texts: seq-tui templates add"
    if query.ids or not query.words:
        return ""
    # Imported here, since few searches find nothing.
    from seq_tui.domain.filter.advice import advice, template_search
    from seq_tui.domain.filter.parser import Mistake, parse_filter

    if query.number is not None and (search := template_search(query.number)):
        return f"{search} looks for the e-mail template"
    part = parse_filter(query.name)
    said = ""
    if not (query.is_phrase or isinstance(part, Mistake)):
        said = advice(query.name, part, is_whole=True)
    return sanitize(said, limit=MAX_NAME) if said else _other_field(query.name, creators)


def _other_field(text: str, creators: Iterable[str]) -> str:
    """The field that a text may be meant for; nothing for one that would have to be cut."""
    # Imported here, as above.
    from seq_tui.domain.filter.fields import HAS
    from seq_tui.domain.filter.nodes import quote_value
    from seq_tui.domain.filter.values import what_has

    if len(text) > MAX_NAME:
        return ""
    if what := what_has(text):
        return f"has:{what} asks for {HAS[what]}"
    if names := {each for each in creators if fold(text) in fold(each)}:
        name = names.pop()
        is_exact = not names and name == sanitize(name, limit=MAX_NAME)
        return f"creator:{quote_value(name if is_exact else sanitize(text))} searches the creators"
    return f"task:{quote_value(sanitize(text))} looks in the texts of tasks"


def _nothing_found(query: Query) -> str:
    """Which sequence was not found."""
    text = sanitize(query.name, limit=MAX_NAME)
    if query.ids:
        ids = sanitize(str(replace(query, name="")), limit=MAX_NAME)
        return f"No sequence has the id {ids}{f' and these words: {text}' if text else ''}"
    if query.filter is not None:
        return _none_selected(query.filter)
    if query.number is not None:
        return f'No sequence has the id {query.number}, or "{text}" in its name'
    if len(query.words) > 1:
        return f"No sequence has all these words in its name: {text}"
    return f'No sequence has "{text}" in its name'


def _none_selected(part: Filter) -> str:
    """Which filter selects nothing."""
    # Imported here, since few searches are filters.
    from seq_tui.domain.filter.nodes import EmailText, TaskText

    if isinstance(part, EmailText):
        said = sanitize(part.text, limit=MAX_NAME)
        return f'No e-mail text says "{said}"' if said else "No text of an e-mail is known"
    if isinstance(part, TaskText):
        said = sanitize(part.text, limit=MAX_NAME)
        return f'No task says "{said}"' if said else "No sequence has a task"
    return f"No sequence is found by {sanitize(str(part), limit=MAX_NAME)}"


def _elapsed(progress: Progress) -> str:
    return f", {progress.seconds} s" if progress.seconds else ""


def _name(source_info: SourceInfo) -> str:
    return sanitize(source_info.name, limit=MAX_NAME)


def _foreign(text: str) -> str:
    return sanitize(text, limit=MAX_FOREIGN)
