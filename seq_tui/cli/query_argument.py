"""The argument QUERY, which several commands share."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import click

from seq_tui.cli.pointed_error import PointedError
from seq_tui.domain.query import Query

if TYPE_CHECKING:
    from collections.abc import Callable

Command = TypeVar("Command", bound="Callable[..., object]")


def query_argument(command: Command) -> Command:
    """Add the argument, parsed, as ``query``; its words, or its ids, may be several arguments."""
    return click.argument("query", nargs=-1, callback=_parse)(command)


def _parse(context: click.Context, parameter: click.Parameter, words: tuple[str, ...]) -> Query:
    query = Query.parse_arguments(words)
    if (mistake := query.mistake) is not None:
        raise PointedError(" ".join(words), mistake, context, parameter)
    if malformed := query.malformed_ids:
        message = f"{malformed[0][:40]!r} is no id; one is #21132, or id:21132,21143 for several."
        raise click.BadParameter(message, context, parameter)
    return query
