"""What a filter says, as a tree; its text is the filter as a user would type it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from seq_tui.domain.query import MAX_ID, MAX_ID_DIGITS, quote

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seq_tui.domain.checks.broken_rules import ProblemRules

_NEEDS_QUOTES = re.compile(r"[\s()\"]|^[#-]|[:<>=]|^or$|^and$|^$", re.IGNORECASE)
"""Texts that the language would take apart, or for something else."""

_AFTER_MINUS = re.compile(r'[\w"#]')
"""What a minus sign negates; before anything else it is a part of a word."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text that occurs in the name; one that is a number may also be the id."""

    text: str
    is_quoted: bool = False
    """Whether it is a number that stood in quotes, and so is no id."""

    @property
    def number(self) -> int | None:
        """The id that the text may be; `None` if it is anything else."""
        is_id = not self.is_quoted and self.text.isdecimal() and len(self.text) <= MAX_ID_DIGITS
        return int(self.text) if is_id and int(self.text) <= MAX_ID else None

    def __str__(self) -> str:
        is_quoted = self.is_quoted or _NEEDS_QUOTES.search(self.text)
        return quote(self.text) if is_quoted else self.text


@dataclass(frozen=True, slots=True)
class Ids:
    """The id is one of these; there is at least one."""

    ids: tuple[int, ...]

    def __str__(self) -> str:
        return "#" + ",".join(map(str, self.ids))


@dataclass(frozen=True, slots=True)
class TaskText:
    """A text that occurs in one task; empty if the sequence has any task."""

    text: str

    def __str__(self) -> str:
        return f"task:{quote_value(self.text)}"


@dataclass(frozen=True, slots=True)
class EmailText:
    """A text that occurs in subject or body of an e-mail; empty if the text of one is known."""

    text: str

    def __str__(self) -> str:
        return f"text:{quote_value(self.text)}"


@dataclass(frozen=True, slots=True)
class Template:
    """A step sends the e-mail template with this id."""

    id: int

    def __str__(self) -> str:
        return f"template:{self.id}"


@dataclass(frozen=True, slots=True)
class Creator:
    """The creator's name has this text, or it is the creator's id."""

    text: str

    def __str__(self) -> str:
        return f"creator:{quote_value(self.text)}"


@dataclass(frozen=True, slots=True)
class Has:
    """The sequence has something; `what` is one of `seq_tui.domain.filter.fields.HAS`."""

    what: str

    rules: ProblemRules | None = None
    """What a problem is; `None` without settings."""

    def __str__(self) -> str:
        return f"has:{self.what}"


@dataclass(frozen=True, slots=True)
class Compare:
    """A figure compared with a number; a figure that is not known compares with none."""

    field: str
    """One of `seq_tui.domain.filter.fields.FIGURES`."""

    operator: str
    """``<``, ``<=``, ``=``, ``>=`` or ``>``."""

    value: int | float

    def __str__(self) -> str:
        return f"{self.field}{self.operator}{self.value}"


@dataclass(frozen=True, slots=True)
class Date:
    """A time compared with a date, which may be a month or a year: ``created>2026-01-01``."""

    field: str
    """``created`` or ``updated``."""

    operator: str
    year: int
    month: int | None = None
    day: int | None = None

    def __str__(self) -> str:
        parts = (f"{self.year:04}", *(f"{each:02}" for each in (self.month, self.day) if each))
        return f"{self.field}{self.operator}{'-'.join(parts)}"


@dataclass(frozen=True, slots=True)
class Age:
    """How long ago a time was: ``updated<90d`` is less than 90 days ago."""

    field: str
    """``created`` or ``updated``."""

    operator: str
    amount: int
    unit: str
    """One of `seq_tui.domain.filter.fields.AGE_DAYS`."""

    def __str__(self) -> str:
        return f"{self.field}{self.operator}{self.amount}{self.unit}"


@dataclass(frozen=True, slots=True)
class Period:
    """A time compared with one that depends on the present day: ``created:last-month``."""

    field: str
    """``created`` or ``updated``."""

    operator: str
    name: str
    """One of `seq_tui.domain.filter.periods.PERIODS`."""

    def __str__(self) -> str:
        return f"{self.field}{self.operator}{self.name}"


@dataclass(frozen=True, slots=True)
class Not:
    """What the part does not select."""

    part: Filter

    def __str__(self) -> str:
        text = str(self.part)
        is_plain = _AFTER_MINUS.match(text) and not isinstance(self.part, And | Or)
        return f"-{text}" if is_plain else f"-({text})"


@dataclass(frozen=True, slots=True)
class And:
    """What all parts select; there are at least two, and none is an `And`."""

    parts: tuple[Filter, ...]

    def __str__(self) -> str:
        return " ".join(f"({each})" if isinstance(each, Or) else str(each) for each in self.parts)


@dataclass(frozen=True, slots=True)
class Or:
    """What any part selects; there are at least two, and none is an `Or`."""

    parts: tuple[Filter, ...]

    def __str__(self) -> str:
        return " or ".join(map(str, self.parts))


Filter: TypeAlias = (
    Text
    | Ids
    | TaskText
    | EmailText
    | Template
    | Creator
    | Has
    | Compare
    | Date
    | Age
    | Period
    | Not
    | And
    | Or
)


def leaves(part: Filter) -> Iterator[Filter]:
    """The parts without parts of their own, from left to right, negated ones too."""
    if isinstance(part, And | Or):
        for each in part.parts:
            yield from leaves(each)
    elif isinstance(part, Not):
        yield from leaves(part.part)
    else:
        yield part


def selected_leaves(part: Filter) -> Iterator[Filter]:
    """The same without negated ones: what may be found in what is selected, to mark it there."""
    if isinstance(part, And | Or):
        for each in part.parts:
            yield from selected_leaves(each)
    elif not isinstance(part, Not):
        yield part


def with_rules(part: Filter, rules: ProblemRules) -> Filter:
    """The same filter, with these rules of what a problem is."""
    match part:
        case Has("problem" | "weekend"):
            return Has(part.what, rules)
        case Not():
            return Not(with_rules(part.part, rules))
        case And() | Or():
            return type(part)(tuple(with_rules(each, rules) for each in part.parts))
    return part


def asks_for_texts(part: Filter) -> bool:
    """Whether a filter depends on the texts of e-mails, which only an archive can keep."""
    return any(isinstance(each, EmailText) for each in leaves(part))


def quote_value(text: str) -> str:
    """A text as it stands behind a colon: in quotes, where a part of it would be lost otherwise."""
    return quote(text) if re.search(r"[\s\")]|^[<>=]", text) else text
