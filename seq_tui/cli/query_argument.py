"""The argument QUERY, which several commands share."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import click

from seq_tui.domain.query import Query

if TYPE_CHECKING:
    from collections.abc import Callable

    from seq_tui.domain.filter.parser import Mistake

Command = TypeVar("Command", bound="Callable[..., object]")


def query_argument(command: Command) -> Command:
    """Add the argument, parsed, as ``query``; its words, or its ids, may be several arguments."""
    return click.argument("query", nargs=-1, callback=_parse)(command)


def _parse(context: click.Context, parameter: click.Parameter, words: tuple[str, ...]) -> Query:
    query = Query.parse_arguments(words)
    if (mistake := query.mistake) is not None:
        raise click.BadParameter(_pointed_at(" ".join(words), mistake), context, parameter)
    if malformed := query.malformed_ids:
        message = f"{malformed[0][:40]!r} is no id; one is #21132, or id:21132,21143 for several."
        raise click.BadParameter(message, context, parameter)
    return query


def _pointed_at(text: str, mistake: Mistake) -> str:
    """The message, and below it the text with a mark under what it is about."""
    before = len(text) - len(text.lstrip()) + mistake.start
    mark = " " * before + "^" * max(mistake.stop - mistake.start, 1)
    return f"{mistake.message}\n  {text}\n  {mark}"
