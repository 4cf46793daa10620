"""What may be meant by a filter that can be read, but says something else."""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING

from seq_tui.domain.filter.fields import field_name
from seq_tui.domain.filter.nodes import And, Or, Period, TaskText, Text, leaves

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seq_tui.domain.filter.nodes import Filter

FEWEST_DIGITS = 5
"""Digits from which on a number beside words is rather an id than a year or a part of a name."""

READ_AS = "read as"
"""Before a filter with the brackets that its text lacks."""

PAST = ("last-", "yesterday")
"""How the names of periods that are over begin."""

_NOT = re.compile(r"(?:^|[\s(])not\s+(\w[\w-]*)", re.IGNORECASE)
_NAME = re.compile(r"(?:^|[\s(-])((?:name|title)[:=])", re.IGNORECASE)
_TWO_WORDS = re.compile(r"([\w-]+)[:=]([^\s\"():]+)\s+(?!or\b|and\b)(\w[\w'-]*)(?=[\s)]|$)", re.I)
"""A field, its value, and a word after it."""


def advice(text: str, part: Filter) -> str:
    """One hint without a final stop about a filter and the text it was read from, or nothing."""
    hints = chain(_about_words(text), _about_order(text, part), _about_numbers(part))
    return next(hints, "") if '"' not in text else ""


def _about_words(text: str) -> Iterator[str]:
    if found := _NOT.search(text):
        yield f"to leave it out: -{found[1]}"
    if found := _NAME.search(text):
        yield f"names are searched without {found[1]}"
    for field, first, second in _TWO_WORDS.findall(text):
        if field_name(field) == "creator":
            yield f'quote both: creator:"{first} {second}"'


def _about_order(text: str, part: Filter) -> Iterator[str]:
    """How ``or`` divides a filter without brackets."""
    if isinstance(part, Or) and "(" not in text and any(isinstance(p, And) for p in part.parts):
        parts = (f"({each})" if isinstance(each, And) else str(each) for each in part.parts)
        yield f"{READ_AS} {' or '.join(parts)}"


def _about_numbers(part: Filter) -> Iterator[str]:
    """What may be meant as a number, or as a time."""
    if isinstance(part, And) and all(isinstance(each, Text) for each in part.parts):
        for number in map(str, part.parts):
            if number.isdecimal() and len(number) >= FEWEST_DIGITS:
                yield f"beside words, an id is #{number}"
    for leaf in leaves(part):
        if isinstance(leaf, TaskText) and leaf.text.isdecimal():
            yield f'the text "{leaf.text}"; task={leaf.text} counts tasks'
        elif isinstance(leaf, Period) and leaf.operator == ">" and not leaf.name.startswith(PAST):
            yield f"nothing is later: {leaf.field}:{leaf.name}"
