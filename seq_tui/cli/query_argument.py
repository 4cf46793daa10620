"""The argument QUERY, which several commands share."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import click

from seq_tui.cli.pointed_error import PointedError
from seq_tui.domain.query import Query

if TYPE_CHECKING:
    from collections.abc import Callable

    from click.shell_completion import CompletionItem

    from seq_tui.domain.checks.options import CheckOptions

TYPED = "seq_tui.query"
"""The key in `click.Context.meta` of the text of the query, if it may mean something else."""

Command = TypeVar("Command", bound="Callable[..., object]")


def query_argument(command: Command) -> Command:
    """Add the argument, parsed, as ``query``; its words, or its ids, may be several arguments."""
    argument = click.argument(
        "query", nargs=-1, callback=parse_query, shell_complete=complete_query
    )
    return argument(command)


def complete_query(
    context: click.Context, _parameter: click.Parameter | None, incomplete: str
) -> list[CompletionItem[str]]:
    """The fields, and the values in an archive or the demo account, that a word may go on with.

    Fields are offered with a colon: any other operator is a redirection outside of quotes.
    """
    # Imported late, as only completion needs them.
    from click.shell_completion import CompletionItem

    from seq_tui.cli.known_values import known_values
    from seq_tui.domain.filter.completion import completions

    found = []
    for start, text, meaning in completions(incomplete, known_values(context)):
        word = text if text[-1] not in "<>=" else f"{text.rstrip('<>=')}:"
        found.append(CompletionItem(incomplete[:start] + word, help=meaning or None))
    return found


def parse_query(
    context: click.Context, parameter: click.Parameter, words: tuple[str, ...]
) -> Query:
    """The query that the words are.

    Raises:
        click.BadParameter: they are none, with what is wrong.
    """
    query = Query.parse_arguments(words)
    if (mistake := query.mistake) is not None:
        raise PointedError(" ".join(words), mistake, context, parameter)
    if malformed := query.malformed_ids:
        message = f"{malformed[0][:40]!r} is no id; one is #21132, or id:21132,21143 for several."
        raise click.BadParameter(message, context, parameter)
    if query.name or not query.ids:
        context.meta[TYPED] = " ".join(words)
    return query.checked_by(_check_options)


def _check_options() -> CheckOptions:
    # Imported late, as only filters for problems need them.
    from seq_tui.cli.user_settings import check_options, user_settings

    return check_options(user_settings())[0]


def query_advice(*, is_found: bool) -> str:
    """What may be meant by the query of the command, if it says something else; or empty.

    Args:
        is_found: whether something was found: then its words and signs are parts of names.
    """
    text: str = click.get_current_context().meta.get(TYPED, "")
    if not text:
        return ""
    # Imported here, once the list is written.
    from seq_tui.domain.filter.advice import advice, reading_advice
    from seq_tui.domain.filter.parser import Mistake, parse_filter

    part = parse_filter(text)
    if isinstance(part, Mistake):
        return ""
    return reading_advice(text, part) if is_found else advice(text, part, is_whole=True)
