"""The argument QUERY, which several commands share."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import click

from seq_tui.domain.query import Query

if TYPE_CHECKING:
    from collections.abc import Callable

Command = TypeVar("Command", bound="Callable[..., object]")


def query_argument(command: Command) -> Command:
    """Add the argument, parsed, as ``query``; its words, or its ids, may be several arguments."""
    return click.argument("query", nargs=-1, callback=_parse)(command)


def _parse(_context: click.Context, _parameter: click.Parameter, words: tuple[str, ...]) -> Query:
    return Query.parse_arguments(words)
