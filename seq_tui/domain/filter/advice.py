"""What may be meant by a filter that can be read, but says something else."""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING

from seq_tui.domain.filter.fields import OPERATORS, field_name
from seq_tui.domain.filter.nodes import And, EmailText, Or, Period, TaskText, Text, leaves
from seq_tui.domain.filter.parser import missing_end, parse_filter
from seq_tui.domain.filter.values import what_has

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

_EXCLAIMED = re.compile(r"(?:^|[\s(])!(\w[^\s)]*|\([^)]*\)?)")
_UNEQUAL = re.compile(r"(?:^|[\s(-])(\w[\w-]*)!=([^\s)]+)")
_EITHER = re.compile(r"(?<!\S)\|{1,2}(?!\S)")
_BOTH = re.compile(r"(?<!\S)&{1,2}(?!\S)\s*")
"""Signs of other languages, as words of their own."""

_OPERATOR = "|".join(map(re.escape, OPERATORS))
_NO_FIELD = re.compile(rf"([^\W\d_](?:[\w-]*\w)?)(?::(?=[<>=]))?(?:{_OPERATOR})[\w#]")
"""How a word begins that looks like a field with a value."""


def advice(text: str, part: Filter, *, is_whole: bool = False) -> str:
    """One hint without a final stop about a filter and the text it was read from, or nothing.

    Args:
        text: what was typed.
        part: what it was read as.
        is_whole: whether nothing will be added: then what is left open is said too, and what is
            rather a part of a name as long as that is typed.
    """
    hints: Iterator[str] = iter(())
    if '"' not in text:
        is_name = not is_whole and _is_words(part)
        signs = _about_signs(text, is_name=is_name)
        hints = chain(signs, _about_words(text), _about_texts(part), _about_order(text, part))
        hints = chain(hints, _about_numbers(part))
    return next(hints, "") or (_about_open_end(text, part) if is_whole else "")


def template_search(number: int) -> str:
    """The search for the template with a number that no sequence has; empty if it is too short."""
    return f"template:{number}" if len(str(number)) >= FEWEST_DIGITS else ""


def _is_words(part: Filter) -> bool:
    parts = part.parts if isinstance(part, And) else (part,)
    return all(isinstance(each, Text) for each in parts)


def _about_signs(text: str, *, is_name: bool) -> Iterator[str]:
    """What other languages write for ``or``, ``and`` and ``-``; names have single signs too."""
    if found := _EXCLAIMED.search(text):
        yield f"to leave it out: -{found[1]}"
    for field, value in _UNEQUAL.findall(text):
        if field_name(field):
            yield f"to leave it out: -{field}={value}"
    without_and = _BOTH.sub("", text).strip()
    fewest = 2 if is_name else 1
    if (found := _EITHER.search(text)) and len(found[0]) >= fewest:
        is_between = text[: found.start()].strip() and text[found.end() :].strip()
        either = _EITHER.sub("or", without_and)
        yield f"for either: {either}" if is_between else f'write "or" instead of {found[0]}'
    if (found := _BOTH.search(text)) and len(sign := found[0].strip()) >= fewest and without_and:
        yield f"no {sign} is needed: {without_and}"


def _about_words(text: str) -> Iterator[str]:
    if found := _NOT.search(text):
        yield f"to leave it out: -{found[1]}"
    if found := _NAME.search(text):
        yield f"names are searched without {found[1]}"
    for field, first, second in _TWO_WORDS.findall(text):
        if field_name(field) == "creator":
            yield f'quote both: creator:"{first} {second}"'


def _about_texts(part: Filter) -> Iterator[str]:
    """What is searched for as it stands, though it looks like a part of the language."""
    for leaf in leaves(part):
        if isinstance(leaf, Text) and (found := _NO_FIELD.match(leaf.text)):
            word = found[1]
            if what := what_has(word):
                yield f'"{word}" is no field; write has:{what}'
            else:
                yield f'no field is called "{word}"; names are searched'
        said = leaf.text if isinstance(leaf, Text | TaskText | EmailText) else ""
        if said.count(")") > said.count("("):
            yield "the ) closes nothing; it is searched for"


def _about_open_end(text: str, part: Filter) -> str:
    """A bracket or a quote that is never closed: closing it at the end changes no filter."""
    closed = text + (missing := missing_end(text))
    if not missing or parse_filter(closed) != part:
        return ""
    sign = "quote" if missing.startswith('"') else "bracket"
    return f"a {sign} is left open; {READ_AS} {closed}"


def _about_order(text: str, part: Filter) -> Iterator[str]:
    """How ``or`` divides a filter without brackets."""
    if isinstance(part, Or) and "(" not in text and any(isinstance(p, And) for p in part.parts):
        parts = (f"({each})" if isinstance(each, And) else str(each) for each in part.parts)
        yield f"{READ_AS} {' or '.join(parts)}"


def _about_numbers(part: Filter) -> Iterator[str]:
    """What may be meant as a number, or as a time."""
    if isinstance(part, And) and _is_words(part):
        for number in map(str, part.parts):
            if number.isdecimal() and len(number) >= FEWEST_DIGITS:
                yield f"beside words, an id is #{number}"
    for leaf in leaves(part):
        if isinstance(leaf, TaskText) and leaf.text.isdecimal():
            yield f'the text "{leaf.text}"; task={leaf.text} counts tasks'
        elif isinstance(leaf, Period) and leaf.operator == ">" and not leaf.name.startswith(PAST):
            yield f"nothing is later: {leaf.field}:{leaf.name}"
