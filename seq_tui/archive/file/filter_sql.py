"""A filter as a condition of SQL on the tables ``facts`` and ``words``.

What is not known is null, and a comparison with it is null, which selects nothing; the negation of
a comparison is true for all that it does not select.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from seq_tui.archive.file.search_key import search_key
from seq_tui.domain.checks.broken_rules import GAP_SHIFT
from seq_tui.domain.filter.evaluate import (
    Surroundings,
    creators,
    problem_rules,
    seconds_between,
)
from seq_tui.domain.filter.nodes import (
    Age,
    And,
    Compare,
    Creator,
    Date,
    EmailText,
    Has,
    Ids,
    Not,
    Or,
    Period,
    TaskText,
    Template,
    Text,
)
from seq_tui.domain.folding import fold
from seq_tui.domain.storable_text import REPLACEMENT
from seq_tui.wire.records import MAX_INTEGER

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from seq_tui.domain.filter.nodes import Filter


MAX_TEMPLATES = 200
"""Most templates to compare in SQLite; a filter that means more is compared in Python."""


class Condition(NamedTuple):
    """What a filter asks of a row."""

    sql: str
    parameters: tuple[str | float, ...] = ()

    is_exact: bool = True
    """Whether the condition selects what the filter does; otherwise it selects more."""

    needs_words: bool = False
    """Whether it reads the table ``words``."""

    by_index: str = ""
    """The index of words that finds the rows, if there is one."""

    def found_in(self, index: str, terms: str) -> Condition:
        """The same, reading the rows from an index of words instead of all.

        The caller ensures that it selects no row but those that the index finds by these terms.
        """
        sql, parameters = f"{index} MATCH ? AND {self.sql}", (terms, *self.parameters)
        return self._replace(sql=sql, parameters=parameters, by_index=index)

    def between(self, first: int, last: int) -> Condition:
        """The same, of the rows at these positions and at those between."""
        place = f"{self.by_index}.rowid" if self.by_index else "facts.place"
        return self._replace(sql=f"{place} BETWEEN {first} AND {last} AND {self.sql}")

    def tables(self, *, with_words: bool = False) -> str:
        """What to select from, in the order to read it, which SQLite would have to guess."""
        tables = "facts NOT INDEXED"
        if self.by_index:
            tables = f"{self.by_index} CROSS JOIN facts ON facts.place = {self.by_index}.rowid"
        if self.needs_words or with_words:
            tables += " CROSS JOIN words ON words.place = facts.place"
        return tables


EVERYTHING = Condition("1")


class Compiler:
    """Compiles filters.

    Args:
        position_of: finds the position of the sequence with an id.
        surroundings: the present, and the names of creators.
    """

    def __init__(
        self, position_of: Callable[[int], int | None], surroundings: Surroundings
    ) -> None:
        self._position_of = position_of
        self._surroundings = surroundings

    def compile(self, part: Filter, *, is_negated: bool = False) -> Condition:
        """The condition of a filter, or of its negation."""
        match part:
            case Not():
                return self.compile(part.part, is_negated=not is_negated)
            case And() | Or():
                joined_by_and = isinstance(part, And) != is_negated
                parts = [self.compile(each, is_negated=is_negated) for each in part.parts]
                return _joined(parts, " AND " if joined_by_and else " OR ")
        condition = self._compile_leaf(part)
        if not is_negated:
            return condition
        if not condition.is_exact:
            # What is selected too much would be missing in the negation.
            return EVERYTHING._replace(is_exact=False)
        return condition._replace(sql=f"({condition.sql}) IS NOT TRUE")

    def _compile_leaf(self, part: Filter) -> Condition:
        match part:
            case Text():
                return self._compile_text(part)
            case TaskText():
                return _compile_task_text(part)
            case Ids():
                return self._compile_ids(part.ids)
            case Template():
                return Condition("instr(facts.templates, ?) > 0", (f" {part.id} ",))
            case EmailText():
                return self._compile_email_text(part)
            case Compare():
                return Condition(f"facts.{part.field} {part.operator} ?", (part.value,))
            case Date() | Age() | Period():
                sql = f"facts.{part.field} >= ? AND facts.{part.field} < ?"
                return Condition(sql, seconds_between(part, self._surroundings.now))
            case Creator():
                ids = creators(part, self._surroundings.creator_names)
                numbers = _numbers(each for each in ids if abs(each) <= MAX_INTEGER)
                return Condition(f"facts.creator_id IN ({numbers})")
            case Has():
                return _compile_has(part)
        raise TypeError(f"no part of a filter: {part!r}")

    def _compile_email_text(self, part: EmailText) -> Condition:
        """Whether one of the templates that say so is used."""
        wanted = fold(part.text)
        texts = self._surroundings.template_texts.items()
        ids = tuple(f" {template_id} " for template_id, text in texts if wanted in text)
        if len(ids) > MAX_TEMPLATES:
            return EVERYTHING._replace(is_exact=False)
        uses = " OR ".join(["instr(facts.templates, ?) > 0"] * len(ids))
        return Condition(f"({uses or 0})", ids)

    def _compile_text(self, part: Text) -> Condition:
        key = search_key(part.text)
        if not key:
            return EVERYTHING
        sql = "instr(words.name, ?) > 0"
        position = None if part.number is None else self._position_of(part.number)
        if position is not None:
            sql += f" OR facts.place = {position}"
        return Condition(f"({sql})", (key,), is_exact=REPLACEMENT not in key, needs_words=True)

    def _compile_ids(self, ids: Iterable[int]) -> Condition:
        known = (self._position_of(each) for each in ids)
        return Condition(f"facts.place IN ({_numbers(each for each in known if each is not None)})")


def _compile_has(part: Has) -> Condition:
    if part.what == "problem":
        bits, longest_gap, least_held, _ = problem_rules(part)
        sql = f"facts.problem & ? OR facts.problem >> {GAP_SHIFT} > ? OR facts.weekend >= ?"
        return Condition(f"({sql})", (bits, longest_gap, least_held))
    if part.what == "weekend":
        return Condition("facts.weekend >= ?", (problem_rules(part).often_held,))
    column = "has_hours" if part.what == "hours" else part.what
    return Condition(f"facts.{column} > 0")


def _compile_task_text(part: TaskText) -> Condition:
    key = search_key(part.text)
    if not key:
        return Condition("facts.task > 0")
    # All tasks are one text, with a space between two.
    is_exact = REPLACEMENT not in key and " " not in key
    return Condition("instr(words.tasks, ?) > 0", (key,), is_exact=is_exact, needs_words=True)


def _joined(parts: list[Condition], operator: str) -> Condition:
    return Condition(
        f"({operator.join(part.sql for part in parts)})",
        tuple(parameter for part in parts for parameter in part.parameters),
        all(part.is_exact for part in parts),
        any(part.needs_words for part in parts),
    )


def _numbers(numbers: Iterable[int]) -> str:
    return ",".join(map(str, sorted(numbers)))
