"""How a filter that is being typed may go on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from seq_tui.domain.filter.fields import ALIASES, FIELDS, HAS, OPERATORS, TIMES, field_name
from seq_tui.domain.filter.nodes import quote_value
from seq_tui.domain.filter.periods import PERIODS
from seq_tui.domain.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

AGES = {"7d": "a week", "4w": "four weeks", "90d": "a quarter", "6m": "half a year", "1y": "a year"}
"""Ages that are offered, and what they are; any other one can be typed."""

LETTERS = 3
"""Letters from which on other words for a field are completed to it."""

_FIELD = re.compile(rf"([^:<>=]+)({'|'.join(map(re.escape, OPERATORS))})(.*)", re.DOTALL)
"""A field, an operator and a value."""


class Known(NamedTuple):
    """What occurs in the sequences at hand."""

    names: Iterable[str] = ()
    """Names of sequences."""

    creators: Iterable[str] = ()
    """Names of users."""

    templates: Iterable[int] = ()
    """Ids of e-mail templates."""


class Completion(NamedTuple):
    """A way to go on: the text from `start` up to the cursor may become another one."""

    start: int
    text: str
    meaning: str = ""


NOTHING_KNOWN = Known()


def completions(text: str, known: Known = NOTHING_KNOWN) -> list[Completion]:
    """How the last word of a text may go on, the most likely first; none for a word that is whole.

    Args:
        text: what is before the cursor.
        known: what values and names there are.
    """
    start, word = _last_word(text)
    part = _FIELD.fullmatch(word)
    name = field_name(part[1]) if part else None
    if part is None or name is None:
        found = [*_fields(word), *_words(word, known.names)]
    else:
        start += part.start(3)
        found = [*_values(name, part[2], part[3].lstrip('"'), known)]
    whole = text[start:]
    return [Completion(start, each, meaning) for each, meaning in found if each != whole]


def _last_word(text: str) -> tuple[int, str]:
    """Where the last word begins, and the word; a value in quotes belongs to its field."""
    start = max(text.rfind(each) for each in " \t(") + 1
    quote = text.rfind(':"')
    if quote >= 0 and text.count('"', quote) == 1:
        start = max(text.rfind(each, 0, quote) for each in " \t(") + 1
    if text.startswith("-", start):
        start += 1
    return start, text[start:]


def _fields(word: str) -> Iterator[tuple[str, str]]:
    for field in FIELDS:
        others = (other for other, name in ALIASES.items() if name == field.name)
        words = (field.name, *others) if len(word) >= LETTERS else (field.name,)
        if word and any(each.startswith(word.lower()) for each in words):
            yield field.name + field.suffix, field.meaning


def _words(word: str, names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Words of names that begin with a word, each once."""
    start = fold(word)
    if not start:
        return
    found = {each.strip('"()[],.:;·'): None for name in names for each in name.split()}
    for each in found:
        folded = fold(each)
        if folded.startswith(start) and folded != start:
            yield each, ""


def _values(name: str, operator: str, value: str, known: Known) -> Iterator[tuple[str, str]]:
    start = fold(value)
    if name in TIMES:
        # A date is as likely, so that nothing is offered before it may be anything else.
        times = (AGES | PERIODS).items() if start else ()
        yield from ((time, meaning) for time, meaning in times if time.startswith(start))
    elif operator not in (":", "="):
        return
    elif name == "has":
        yield from ((what, meaning) for what, meaning in HAS.items() if what.startswith(start))
    elif name == "creator":
        yield from ((quote_value(each), "") for each in known.creators if start in fold(each))
    elif name == "template":
        yield from ((str(each), "") for each in known.templates if str(each).startswith(start))
