"""The words of the filter language, with what help and completion say of each."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

OPERATORS = (">=", "<=", ">", "<", "=", ":")
"""Longest first, as they are looked for."""

FIGURES = {
    "steps": "number of steps",
    "days": "length in weekdays; 24 hours are one",
    "email": "number of e-mails, with replies",
    "reply": "number of replies",
    "task": "number of tasks",
}
"""The figures of a sequence that can be compared with a number."""

ALIASES = {
    "step": "steps",
    "day": "days",
    "emails": "email",
    "e-mail": "email",
    "e-mails": "email",
    "replies": "reply",
    "tasks": "task",
    "length": "days",
    "len": "days",
    "duration": "days",
    "owner": "creator",
    "author": "creator",
    "by": "creator",
    "changed": "updated",
    "modified": "updated",
}
"""Other words for a field, as a user may write it."""

HAS = {
    "problem": "an error or a warning of the checks",
    "weekend": "an e-mail that is often held over a weekend",
    "reply": "a reply",
    "task": "a task",
    "email": "an e-mail",
    "hours": "a wait in hours",
}
"""What ``has:`` can ask for."""

TIMES = {"created": "when it was created", "updated": "when it was last changed"}

AGE_DAYS = {"d": 1, "w": 7, "m": 30, "y": 365}
"""The days of each unit of an age."""


class FieldHelp(NamedTuple):
    """One field as help and completion show it."""

    name: str
    suffix: str
    """What is usually typed behind the name."""

    example: str
    meaning: str


FIELDS = (
    FieldHelp("steps", ">", "steps>5", FIGURES["steps"]),
    FieldHelp("days", "<=", "days<=10", FIGURES["days"]),
    FieldHelp("email", ">=", "email>=3", FIGURES["email"]),
    FieldHelp("reply", ":", "reply:0", FIGURES["reply"]),
    FieldHelp("task", ":", "task:price", "words of a task; text: of an e-mail"),
    FieldHelp("template", ":", "template:398744", "uses this e-mail template"),
    FieldHelp("text", ":", "text:offer", "words of an e-mail, where an archive keeps them"),
    FieldHelp("has", ":", "has:problem", " ".join(HAS)),
    FieldHelp("creator", ":", "creator:anna", "who created it, by name or id"),
    FieldHelp("created", ">", "created>2026-01", f"{TIMES['created']}; also last-month"),
    FieldHelp("updated", "<", "updated<90d", "last changed less than 90 days ago"),
    FieldHelp("id", ":", "id:21132,21143", "these ids; #21132 as well"),
)
"""Every field, in the order of help and completion."""

WORDS = (
    ("trial eu", "names with both words, in any order"),
    ('"trial eu"', "names with these words together"),
    ("-old  a or b", "without a word; either; ( ) groups"),
    ("21132  #21,22", "that id, or a name with it; these ids"),
)
"""What can be searched for besides fields: examples, and what they find."""

FIELD_NAMES = tuple(field.name for field in FIELDS)


def field_name(word: str) -> str | None:
    """The field that a word means, in any case; `None` if it is none."""
    name = ALIASES.get(word.lower(), word.lower())
    return name if name in FIELD_NAMES else None


def nearest_word(typed: str, words: Iterable[str]) -> str:
    """The word that one nearly is, in any case; empty if none is near."""
    # Slow to import, and needed only for a wrong word.
    from difflib import get_close_matches

    return next(iter(get_close_matches(typed.lower(), [*words], n=1, cutoff=0.75)), "")


def search_examples() -> Iterator[tuple[str, str]]:
    """The whole language, by examples and what each means; fields that are alike share one."""
    yield from WORDS
    *counts, last = (name for name in FIGURES if name != "days")
    for field in FIELDS:
        if field.name == "steps":
            yield field.example, f"number of {', '.join(counts)} or {last}"
        elif field.name not in (*counts, "id", "text"):
            yield field.example, field.meaning
