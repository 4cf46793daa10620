"""Reads a filter that was typed: words, fields and their values, ``-``, ``or``, brackets.

No text raises: one that cannot be read gives a `Mistake`, which points at its columns. A quote or a
bracket that is still open at the end counts as closed, since filters are read while they are typed.

    filter = every, {"or", every}          every = term, {term}
    term = ["-"], ("(", filter, ")" | field, operator, value | text)
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from seq_tui.domain.filter.fields import (
    ALIASES,
    FIELD_NAMES,
    HAS,
    OPERATORS,
    field_name,
    nearest_word,
)
from seq_tui.domain.filter.nodes import And, Ids, Not, Or, Text
from seq_tui.domain.filter.values import ValueMistakeError, field_filter, ids_from

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from seq_tui.domain.filter.nodes import Filter

MAX_DEPTH = 50
"""Most brackets and minus signs within each other."""

_FIELD = re.compile(rf"([^\W\d_][\w-]*)(?::(?=[<>=]))?({'|'.join(map(re.escape, OPERATORS))})")
"""A field and its operator, before which a colon may stand, as other programs have it."""

_SPACED = re.compile(r"([^\W\d_][\w-]*)\s*(>=|<=|>|<|=)\s*(?=\d)")
"""A comparison, which may have spaces around its operator."""

_HASH = re.compile(r"#(?=\S)")
_NEXT_ID = re.compile(r"\s+#?(?=\d)")
_QUOTES = re.compile('"+')
_NEGATED = re.compile(r'-(?=[\w"#(])')
_OR = re.compile(r"or(?=[\s)]|$)", re.IGNORECASE)
_AND = re.compile(r"and\s+(?=\S)", re.IGNORECASE)
"""What stands between two terms anyway."""

_FOLLOWING = re.compile(r"\s+(\w+)")
_SPACE = re.compile(r"\s")
_SPACE_OR_BRACKET = re.compile(r"[\s)]")


class Mistake(NamedTuple):
    """What cannot be read in a filter, and where: the characters from `start` to `stop`."""

    start: int
    stop: int
    message: str
    """One sentence without a final stop, with an example or the nearest word."""


class _MistakeFoundError(Exception):
    def __init__(self, start: int, stop: int, message: str) -> None:
        super().__init__(message)
        self.mistake = Mistake(start, stop, message)


def parse_filter(
    text: str,
    complaint: Callable[[Filter], str] = lambda _field: "",
    asked_for: Collection[str] = HAS,
) -> Filter | Mistake:
    """The filter that a text says, or what is wrong with it; an empty text matches each name.

    Args:
        text: what was typed.
        complaint: returns why a field and its value cannot be used here; empty if they can.
        asked_for: what ``has:`` may ask for here.
    """
    try:
        return _Parser(text, complaint, asked_for).whole()
    except _MistakeFoundError as error:
        return error.mistake


def missing_end(text: str) -> str:
    """The quote and the brackets that are open at the end of a text that can be read."""
    parser = _Parser(text, lambda _field: "", HAS)
    parser.whole()
    return parser.missing_end


class _Parser:
    """Reads one text from left to right."""

    def __init__(
        self, text: str, complaint: Callable[[Filter], str], asked_for: Collection[str]
    ) -> None:
        self._text = text
        self._complaint = complaint
        self._asked_for = asked_for
        self._at = 0
        self._open_brackets = 0
        self._depth = 0
        self.missing_end = ""
        """What closes everything that the end of the text has left open."""

    def whole(self) -> Filter:
        """The whole text."""
        self._skip_spaces()
        return Text("") if self._is_at_end() else self._any_of()

    def _any_of(self) -> Filter:
        parts = [self._all_of()]
        while found := _OR.match(self._text, self._at):
            self._at = found.end()
            self._skip_spaces()
            if self._is_at_end():
                raise _MistakeFoundError(*found.span(), 'nothing follows "or"')
            parts.append(self._all_of())
        flat = [each for part in parts for each in (part.parts if isinstance(part, Or) else [part])]
        return flat[0] if len(flat) == 1 else Or(tuple(flat))

    def _all_of(self) -> Filter:
        parts: list[Filter] = []
        ids: list[int] = []
        while not self._is_at_end() and not (parts and _OR.match(self._text, self._at)):
            if parts and (found := _AND.match(self._text, self._at)):
                self._at = found.end()
            term = self._term()
            if isinstance(term, Ids):
                # Several ids beside each other select each of them.
                ids += term.ids
                term = Ids(tuple(dict.fromkeys(ids)))
                parts = [part for part in parts if not isinstance(part, Ids)]
            parts += term.parts if isinstance(term, And) else (term,)
            self._skip_spaces()
        if not parts:
            raise _MistakeFoundError(self._at, self._at + 1, "nothing is in these brackets")
        return parts[0] if len(parts) == 1 else And(tuple(parts))

    def _term(self) -> Filter:
        if _NEGATED.match(self._text, self._at):
            self._at += 1
            return Not(self._nested(self._term, self._at - 1))
        if self._text.startswith("(", self._at):
            return self._nested(self._bracket, self._at)
        if self._text.startswith('"', self._at):
            text = self._quoted()
            return Text(text, is_quoted=text.isdecimal())
        if _HASH.match(self._text, self._at):
            return self._ids()
        return self._field_or_word()

    def _nested(self, read: Callable[[], Filter], start: int) -> Filter:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise _MistakeFoundError(start, start + 1, "too many brackets within each other")
        found = read()
        self._depth -= 1
        return found

    def _bracket(self) -> Filter:
        self._at += 1
        self._open_brackets += 1
        self._skip_spaces()
        if self._at == len(self._text):
            raise _MistakeFoundError(self._at - 1, self._at, "nothing is in these brackets")
        found = self._any_of()
        self._open_brackets -= 1
        if self._text.startswith(")", self._at):
            self._at += 1
        else:
            self.missing_end += ")"
        return found

    def _ids(self) -> Filter:
        start = self._at
        text = self._word()
        while text.endswith(",") and (following := _NEXT_ID.match(self._text, self._at)):
            self._at = following.end()
            text += self._word()
        return self._value_of(lambda: ids_from(text), start)

    def _field_or_word(self) -> Filter:
        start = self._at
        found = _SPACED.match(self._text, start)
        if found is None or field_name(found[1]) is None:
            found = _FIELD.match(self._text, start)
        if found is None:
            return Text(self._word())
        word, operator = found.groups()
        name = field_name(word)
        if name is None:
            near = _nearest_field(word)
            if near is None:
                return Text(self._word())
            raise _MistakeFoundError(*found.span(1), f"did you mean {near}?")
        self._at = found.end()
        is_quoted = self._text.startswith('"', self._at)
        value = self._quoted() if is_quoted else self._word()
        following = found[1] if (found := _FOLLOWING.match(self._text, self._at)) else ""
        return self._value_of(
            lambda: field_filter(name, operator, value, self._asked_for, following), start
        )

    def _value_of(self, read: Callable[[], Filter], start: int) -> Filter:
        try:
            found = read()
        except ValueMistakeError as error:
            raise _MistakeFoundError(start, self._at, str(error)) from None
        if message := self._complaint(found):
            raise _MistakeFoundError(start, self._at, message)
        return found

    def _quoted(self) -> str:
        """A text in quotes, in which two quotes are one."""
        start, stop = self._at + 1, len(self._text)
        for found in _QUOTES.finditer(self._text, start):
            if len(found[0]) % 2:
                stop = found.end() - 1
                break
        else:
            self.missing_end = '"'
        self._at = min(stop + 1, len(self._text))
        return self._text[start:stop].replace('""', '"')

    def _word(self) -> str:
        """What follows up to a space, or to the end of the brackets."""
        ends = _SPACE_OR_BRACKET if self._open_brackets else _SPACE
        end = ends.search(self._text, self._at)
        start, self._at = self._at, end.start() if end else len(self._text)
        return self._text[start : self._at]

    def _skip_spaces(self) -> None:
        while self._at < len(self._text) and self._text[self._at].isspace():
            self._at += 1

    def _is_at_end(self) -> bool:
        """Whether nothing follows within these brackets."""
        is_closed = self._open_brackets and self._text.startswith(")", self._at)
        return self._at >= len(self._text) or bool(is_closed)


def _nearest_field(word: str) -> str | None:
    """The field whose name a word nearly is, if there is one."""
    return field_name(nearest_word(word, (*FIELD_NAMES, *ALIASES)))
