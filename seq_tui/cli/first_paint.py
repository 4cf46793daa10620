"""Draws the first rows of an account before the screen is imported."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from seq_tui.domain.failure import SourceError
from seq_tui.domain.page import PER_PAGE
from seq_tui.domain.source import SourceKind
from seq_tui.presentation.glyphs import UNICODE, glyphs_for
from seq_tui.terminal.held_terminal import STDERR, STDIN, HeldTerminal
from seq_tui.terminal.size import terminal_size
from seq_tui.ui.first_paint.first_paint import FirstPaint
from seq_tui.ui.first_paint.styles import colour_system
from seq_tui.ui.saved_view import pages_in_view
from seq_tui.ui.sizes import MIN_COLUMNS, MIN_ROWS

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from seq_tui.cli.accounts import Account
    from seq_tui.domain.page import Page
    from seq_tui.domain.query import Query
    from seq_tui.domain.sequence import Sequence
    from seq_tui.domain.source import Source
    from seq_tui.ui.options import ScreenOptions
    from seq_tui.ui.saved_view import SavedView
    from seq_tui.ui.themes import ThemeColours

TEXTUAL_PREFIX = "TEXTUAL"
"""The prefix of the variables that change what Textual draws, or where."""


class Look(NamedTuple):
    """What the user chose of the screen, and where the user was."""

    options: ScreenOptions
    theme: ThemeColours | None
    """The colours of the theme; `None` if it has the terminal's own."""

    view: SavedView


@contextmanager
def first_paint_of(
    account: Account, query: Query, text: str, look: Look
) -> Iterator[FirstPaint | None]:
    """Draw the first rows of `query` on the terminal as soon as they have arrived.

    The block gets `None` if they would look different from those of the screen. At its end the
    terminal is restored, unless the screen took it over.

    Args:
        account: the account that has the rows.
        query: selects the rows.
        text: the query as it was typed.
        look: how they are drawn, and which of them.

    Raises:
        SourceError: the request for the first page cannot be sent.
    """
    colours, (columns, lines) = colour_system(os.environ), terminal_size()
    if colours is None or look.theme is None or not _can_draw(look, columns, lines):
        yield None
        return
    with HeldTerminal(columns, lines) as terminal:
        first_paint = FirstPaint(
            terminal,
            account.source_info,
            text,
            colours,
            present_time,
            look.theme,
            look.options.columns,
            look.view,
            query.sort,
            partial(_known_creators, account),
        )
        numbers = pages_in_view(look.view, first_paint.rows_in_view, PER_PAGE)
        _show_first(account, query, numbers, first_paint.draw)
        yield first_paint


def _known_creators(account: Account, ids: Collection[int]) -> dict[int, str]:
    """The names that are at hand; those of a live account are in its source, not open yet."""
    is_live = account.source_info.kind is SourceKind.LIVE
    return {} if is_live else account.source.known_creator_names(ids)


def _can_draw(look: Look, columns: int, lines: int) -> bool:
    is_plain = look.options.glyphs == "ascii" or glyphs_for(sys.stderr.encoding) is not UNICODE
    is_set = any(name.startswith(TEXTUAL_PREFIX) for name in os.environ)
    is_small = columns < MIN_COLUMNS or lines < MIN_ROWS or look.view.layout.is_bare(columns)
    return not (is_plain or is_set or is_small) and os.isatty(STDIN) and os.isatty(STDERR)


def _show_first(
    account: Account, query: Query, numbers: list[int], draw: Callable[..., None]
) -> None:
    if account.source_info.kind is not SourceKind.LIVE:
        found = [immediate_page(account.source, query, number) for number in numbers]
        draw(*filter(None, found))
        return
    draw()
    # A search of the cache may find only a few of the hits.
    cached = [account.cached_page(query, number) for number in numbers if query.selects_all]
    if pages := [page for page in cached if page is not None and page.items]:
        draw(*pages)
    if (prefetch := account.prefetch()) is not None:
        from seq_tui.client.prefetched_page import on_page

        on_page(prefetch, draw)


def immediate_page(
    source: Source[Sequence], query: Query, number: int = 1
) -> Page[Sequence] | None:
    """A page if the source returns it without waiting; otherwise, or for an error, `None`.

    A coroutine that waits for nothing ends at its first step, and needs no event loop.
    """
    coroutine = source.page(query, number)
    try:
        coroutine.send(None)
    except StopIteration as done:
        page: Page[Sequence] = done.value
        return page
    except SourceError:
        # The screen gets the same error, and displays it.
        return None
    coroutine.close()
    return None


def present_time(at: datetime) -> datetime:
    """Now, with the offset that the system's clock had at another time.

    The screen knows the zone itself, which takes 8 ms to find (measured).
    """
    return datetime.now(at.astimezone().tzinfo)
