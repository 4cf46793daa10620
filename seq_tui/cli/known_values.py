"""What occurs in an archive or in the demo account, for the completion of queries in shells."""

from __future__ import annotations

import asyncio
import re
from contextlib import closing, nullcontext, suppress
from typing import TYPE_CHECKING

from seq_tui.cli.account_options import AccountChoice
from seq_tui.domain.failure import SourceError
from seq_tui.domain.filter.completion import NOTHING_KNOWN, Known
from seq_tui.domain.filter.facts import Facts
from seq_tui.domain.query import Query

if TYPE_CHECKING:
    from collections.abc import Iterable
    from contextlib import AbstractContextManager

    import click

    from seq_tui.archive.file.archive import Archive
    from seq_tui.domain.sequence import Sequence
    from seq_tui.server.demo.account import DemoAccount

PAGES = 4
"""Pages to look at, which takes some milliseconds; nearly every account has no more."""

_PLAIN = re.compile(r"\w[\w.-]*")
"""A word without a meaning to any shell, since an archive may come from anybody."""


def known_values(context: click.Context) -> Known:
    """What occurs in the account that a command line chooses.

    Nothing if that is a live one, which would need a request, or cannot be read.
    """
    choice = context.find_object(AccountChoice) or AccountChoice()
    with suppress(SourceError), _opened(choice) as source:
        if source is not None:
            return _known_in(source)
    return NOTHING_KNOWN


def _opened(choice: AccountChoice) -> AbstractContextManager[Archive | DemoAccount | None]:
    if choice.archive is not None:
        from seq_tui.archive.file.archive import Archive

        return closing(Archive.open(choice.archive))
    if choice.demo:
        from seq_tui.server.demo.account import DemoAccount

        return nullcontext(DemoAccount())
    return nullcontext(None)


def _known_in(source: Archive | DemoAccount) -> Known:
    rows = asyncio.run(_first_rows(source))
    creators = source.known_creator_names({row.creator_id for row in rows if row.creator_id})
    templates = {each for row in rows for each in Facts(row).templates}
    return Known(
        [" ".join(_plain_words([row.name or ""])) for row in rows],
        sorted(_plain_words(creators.values())),
        sorted(templates),
    )


async def _first_rows(source: Archive | DemoAccount) -> list[Sequence]:
    rows: list[Sequence] = []
    for number in range(1, PAGES + 1):
        page = await source.page(Query(), number)
        rows += page.items
        if page.is_last:
            break
    return rows


def _plain_words(texts: Iterable[str]) -> set[str]:
    """The words of some texts: a text with blanks would need quotes within quotes."""
    return {word for text in texts for word in text.split() if _PLAIN.fullmatch(word)}
