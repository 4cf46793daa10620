"""What may be meant by a filter that can be read, but says something else."""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING

from seq_tui.domain.filter.fields import FIGURES, OPERATORS, TIMES, field_name
from seq_tui.domain.filter.nodes import And, Not, Or, Period, TaskText, Text, leaves
from seq_tui.domain.filter.parser import Mistake, missing_end, parse_filter
from seq_tui.domain.filter.values import what_has

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seq_tui.domain.filter.nodes import Filter

FEWEST_DIGITS = 5
"""Digits from which on a number beside words is rather an id than a year or a part of a name."""

READ_AS = "read as"
"""Before a filter with the brackets and quotes that its text lacks."""

LEAVE_OUT = "to leave it out:"
"""Before a search without what follows a word or sign for ``-``."""

PAST = ("last-", "yesterday")
"""How the names of periods that are over begin."""

SIGNS = frozenset({"|", "||", "&", "&&"})
"""Words that say ``or`` and ``and`` in other languages."""

_NOT = re.compile(r"(?:^|[\s(])not\s+(\w[^\s()]*)", re.IGNORECASE)
_NAME = re.compile(r"(?:^|[\s(-])((?:name|title)[:=])", re.IGNORECASE)
_TWO_WORDS = re.compile(
    r"(?<![\w-])([\w-]+)[:=]([^\s\"():]+)\s+(?!or\b|and\b)(\w[\w'-]*)(?=[\s)]|$)", re.IGNORECASE
)
"""A field, its value, and a word after it."""

_APART = re.compile(
    r"(?:^|[\s(])([^\W\d_][\w-]*)\s+(\d+)\s*([dwmy]?)(?:ays?|eeks?|onths?|ears?)?(?=[\s)]|$)",
    re.IGNORECASE,
)
"""A word, and a number with or without a unit."""

_EXCLAIMED = re.compile(r"(?:^|[\s(])!(\w[^\s()]*|\([^()]*\))")
_UNEQUAL = re.compile(r"(?:^|[\s(])(\w[\w-]*)!=([^\s)]+)")

_OPERATOR = "|".join(map(re.escape, OPERATORS))
_NO_FIELD = re.compile(rf"([^\W\d_](?:[\w-]*\w)?)(?::(?=[<>=]))?(?:{_OPERATOR})[\w#]")
"""How a word begins that looks like a field with a value."""


def advice(text: str, part: Filter, *, is_whole: bool = False, is_completed: bool = False) -> str:
    """One hint without a final stop about a filter and the text it was read from, or nothing.

    Args:
        text: what was typed.
        part: what it was read as.
        is_whole: whether typing is over, and nothing was found. Then open brackets and quotes are
            reported, and what may be a part of a name as well: single signs, unknown fields.
        is_completed: whether the last word may become a known one, so that no word is doubted.
    """
    hints: Iterator[str] = iter(())
    if '"' not in text:
        is_doubted = is_whole or not (is_completed or _is_words(part))
        hints = chain(
            () if is_completed else _about_signs(text, is_whole=is_whole),
            _about_words(text),
            _about_texts(text, part) if is_doubted else (),
            _about_apart(text) if is_whole else (),
            _about_ids(part),
            _about_reading(text, part),
        )
    return next(hints, "") or (_about_open_end(text, part) if is_whole else "")


def reading_advice(text: str, part: Filter) -> str:
    """The hint of `advice` where something was found: only how a filter is read may surprise."""
    hints = () if '"' in text else chain(_about_reading(text, part), _about_left_out(part))
    return next(iter(hints), "") or _about_open_end(text, part)


def template_search(number: int) -> str:
    """The search for the template with a number that no sequence has; empty if it is too short."""
    return f"template:{number}" if len(str(number)) >= FEWEST_DIGITS else ""


def _is_words(part: Filter) -> bool:
    parts = part.parts if isinstance(part, And) else (part,)
    return all(isinstance(each, Text) for each in parts)


def _suggested(lead: str, text: str) -> Iterator[str]:
    """A hint that ends in a search, if that can be read."""
    if text and not isinstance(parse_filter(text), Mistake):
        yield f"{lead} {text}"


def _about_signs(text: str, *, is_whole: bool) -> Iterator[str]:
    """What other languages write for ``or``, ``and`` and ``-``."""
    for field, value in _UNEQUAL.findall(text):
        if field_name(field):
            yield from _suggested(LEAVE_OUT, f"-{field}={value}")
    signs = [*_signs(text, is_whole=is_whole)]
    said = _without_signs(text)
    if either := [sign for sign in signs if "|" in sign]:
        if "or" in said.split():
            yield from _suggested("for either:", said)
        yield f'write "or" instead of {either[0]}'
    for sign in signs:
        yield from _suggested(f"no {sign} is needed:", said)


def _signs(text: str, *, is_whole: bool) -> Iterator[str]:
    """The signs that are hardly a part of a name, as a single one between words may be."""
    words = ["", *text.split(), ""]
    for before, sign, after in zip(words, words[1:], words[2:], strict=False):
        if sign in SIGNS and (is_whole or len(sign) > 1 or _is_field(before) or _is_field(after)):
            yield sign


def _is_field(word: str) -> bool:
    return not isinstance(parse_filter(word.strip("(-)")), Text)


def _without_signs(text: str) -> str:
    """The text with ``or`` for each ``|`` between words, and without ``&``."""
    said: list[str] = []
    for word in text.split():
        if word not in SIGNS:
            said.append(word)
        elif "|" in word and said and said[-1] != "or":
            said.append("or")
    return " ".join(said[:-1] if said and said[-1] == "or" else said)


def _about_words(text: str) -> Iterator[str]:
    if found := _NOT.search(text):
        yield from _suggested(LEAVE_OUT, f"-{found[1]}")
    if found := _NAME.search(text):
        yield f"names are searched without {found[1]}"
    for field, first, second in _TWO_WORDS.findall(text):
        # A number is the id of one.
        if field_name(field) == "creator" and not first.strip("#").isdecimal():
            yield f'quote both: creator:"{first} {second}"'


def _about_texts(text: str, part: Filter) -> Iterator[str]:
    """What is searched for as it stands, though it looks like a part of the language."""
    if found := _EXCLAIMED.search(text):
        yield from _suggested(LEAVE_OUT, f"-{found[1]}")
    for leaf in leaves(part):
        if isinstance(leaf, Text) and (found := _NO_FIELD.match(leaf.text)):
            word = found[1]
            if what := what_has(word):
                yield f'"{word}" is no field; write has:{what}'
            else:
                yield f'no field is called "{word}"; names are searched'
    yield from _about_left_out(part)
    if text.count(")") > text.count("(") > 0:
        yield "the ) closes nothing; it is searched for"


def _about_left_out(part: Filter) -> Iterator[str]:
    """A word that is left out of names, though ``has:`` asks steps for it."""
    for each in part.parts if isinstance(part, And) else (part,):
        left_out = each.part if isinstance(each, Not) else None
        if isinstance(left_out, Text) and (what := what_has(left_out.text)):
            yield f"{each} looks in names; -has:{what} looks at steps"


def _about_apart(text: str) -> Iterator[str]:
    """A field and a number that nothing joins."""
    for word, number, unit in _APART.findall(text):
        name = field_name(word)
        if name in FIGURES and not unit:
            yield from _suggested("to compare:", f"{word}={number}")
        elif name in TIMES:
            joined = f"<{number}{unit.lower()}" if unit else f":{number}"
            yield from _suggested("to compare:", f"{word}{joined}")


def _about_open_end(text: str, part: Filter) -> str:
    """A bracket or a quote that is never closed: closing it at the end changes no filter."""
    closed = text + (missing := missing_end(text))
    if not missing or parse_filter(closed) != part:
        return ""
    sign = "quote" if missing.startswith('"') else "bracket"
    return f"a {sign} is left open; {READ_AS} {closed}"


def _about_ids(part: Filter) -> Iterator[str]:
    """A number beside words that may be meant as an id."""
    if isinstance(part, And) and _is_words(part):
        for number in map(str, part.parts):
            if number.isdecimal() and len(number) >= FEWEST_DIGITS:
                yield f"beside words, an id is #{number}"


def _about_reading(text: str, part: Filter) -> Iterator[str]:
    """How ``or`` divides a filter without brackets, and how numbers and times are read."""
    if isinstance(part, Or) and "(" not in text and any(isinstance(p, And) for p in part.parts):
        parts = (f"({each})" if isinstance(each, And) else str(each) for each in part.parts)
        yield from _suggested(READ_AS, " or ".join(parts))
    for leaf in leaves(part):
        if isinstance(leaf, TaskText) and leaf.text.isdecimal():
            yield f'the text "{leaf.text}"; task={leaf.text} counts tasks'
        elif isinstance(leaf, Period) and leaf.operator == ">" and not leaf.name.startswith(PAST):
            yield f"nothing is later: {leaf.field}:{leaf.name}"
