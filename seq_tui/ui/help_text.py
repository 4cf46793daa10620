"""What the help says: what every sign means, and what every key does, made from the bindings."""

from __future__ import annotations

import re
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len

from seq_tui.domain.filter.fields import search_examples
from seq_tui.domain.weekend_rule import WeekendRule
from seq_tui.presentation.layout import wrap
from seq_tui.presentation.wording import HELD, UNKNOWN, WEEKEND
from seq_tui.ui.keys import FIND, GROUPS, START, Group, key_label, labels_by_id

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from textual.binding import ActiveBinding, Binding

    from seq_tui.presentation.glyphs import Glyphs

LABEL_WIDTH = 16
"""Most cells of what is before an explanation; keys that need more are explained in two rows."""

GAP = 2
"""Blank cells between a label and its explanation."""

COUNT = "count"
"""The binding whose examples name keys."""

COUNTED = (("5", "list.down"), ("3", "start.later"), ("12", "list.last"))
"""Counts, and the bindings of the motions that they are typed before."""

SEARCH = "search"
"""The binding that the examples of searches follow."""

IN_BOX = "search.leave"
"""A binding that works in the search box only."""

START_RULE = "Dates are an estimate for this start; nothing is sent."

BETWEEN_WORDS = re.compile("(?<!/) (?!/)")
"""A space, but for those in ``up / down``, which stand in the place of one word."""


class HelpRow(NamedTuple):
    """One line of the help, or more if it has to be wrapped."""

    label: str
    """A sign or some keys; empty for a sentence over the whole width."""

    text: str


class HelpSection(NamedTuple):
    """A heading, and the rows below it."""

    title: str
    rows: tuple[HelpRow, ...]


def help_sections(
    active: Mapping[str, ActiveBinding], glyphs: Glyphs, weekend: WeekendRule, *, is_plain: bool
) -> list[HelpSection]:
    """All of the help, in the order in which it is read.

    Args:
        active: the bindings that work on the screen below.
        glyphs: the signs on the screen.
        weekend: the rule for e-mails that are due on a weekend.
        is_plain: whether the terminal shows ASCII only.
    """
    sections = [HelpSection("Signs", tuple(legend(glyphs, weekend)))]
    by_group = dict(key_rows(active, is_plain=is_plain))
    for group in GROUPS:
        rows = by_group.get(group, [])
        if rows and group == START:
            rows = [*rows, HelpRow("", START_RULE)]
        elif group == FIND:
            # Also in the search box, where no key searches.
            texts = [row.text for row in rows]
            found = (each.tooltip for each in active.values() if each.binding.id == SEARCH)
            after = next((texts.index(text) + 1 for text in found if text in texts), len(rows))
            rows[after:after] = search_rows()
        if rows:
            section = HelpSection(group.description, tuple(rows))
            # The search box asks for this one first.
            is_asked = group == FIND and any(each.binding.id == IN_BOX for each in active.values())
            sections.insert(0 if is_asked else len(sections), section)
    return sections


def search_rows() -> Iterator[HelpRow]:
    """The language of searches, by examples."""
    for example, meaning in search_examples():
        yield HelpRow(example, meaning[:1].upper() + meaning[1:])


def legend(glyphs: Glyphs, weekend: WeekendRule = WeekendRule.HOLD) -> Iterator[HelpRow]:
    """What each sign on the screen means."""
    kinds = " ".join((glyphs.email, glyphs.reply, glyphs.task, glyphs.unknown))
    yield HelpRow(kinds, "E-mail, reply in its thread, task, unknown")
    yield HelpRow(glyphs.at_earliest, "At the earliest: after a task or a held e-mail")
    moments = " ".join((glyphs.landing, glyphs.landing_reply, glyphs.landing_task))
    yield HelpRow(moments, "The moment of an e-mail, of a reply, of a task")
    waits = f"{glyphs.wait}{glyphs.landing} {glyphs.open_wait}{glyphs.landing}"
    yield HelpRow(waits, "The wait before it; dotted: it may be longer")
    weekends = f"{glyphs.band * 2} {WEEKEND}"
    yield HelpRow(weekends, "A weekend, or a coloured band; a date on it")
    if weekend is WeekendRule.HOLD:
        yield HelpRow(HELD, "A weekend e-mail, held until Monday")
    yield HelpRow("4 wd+", "4 weekdays (Mon-Fri) and hours, day and night")
    yield HelpRow(f"wd {UNKNOWN}", "Incomplete: a wait could not be read")
    found = " ".join((glyphs.error, glyphs.warning, glyphs.marked))
    yield HelpRow(found, "Found: an error, a warning; marked to compare")
    yield HelpRow(glyphs.ellipsis, "Cut for lack of room, or not loaded yet")


def key_rows(
    active: Mapping[str, ActiveBinding], *, is_plain: bool
) -> Iterator[tuple[Group, list[HelpRow]]]:
    """The keys that work now, by group."""

    def label(binding: Binding) -> str:
        return binding.key_display or key_label(binding.key, is_plain=is_plain)

    labelled = sorted(labels_by_id(active.values(), label).items(), key=_is_quit)
    counted = _counted_motions([each.binding for each in active.values()], label)
    for group in GROUPS:
        rows = [
            HelpRow(keys, counted if name == COUNT and counted else each.binding.tooltip)
            for name, (each, keys) in labelled
            if each.binding.group == group
        ]
        if rows:
            yield group, join_opposites(rows)


def _counted_motions(bindings: Sequence[Binding], label: Callable[[Binding], str]) -> str:
    """``Repeat a motion (5j, 3>, 12G)`` by keys that work now; empty if none of them has one.

    Keys that type a letter come first: ``5j`` is easier to read than ``5↓``.
    """
    examples = []
    for count, name in COUNTED:
        keyed = [each for each in bindings if each.id == name]
        keyed.sort(key=lambda each: len(each.key) > 1)
        examples += [f"{count}{label(each)}" for each in keyed[:1]]
    return f"Repeat a motion ({', '.join(examples)})" if examples else ""


def _is_quit(item: tuple[str, object]) -> tuple[bool, bool]:
    """Sorts the bindings that quit to the end, and the plain one last."""
    name = item[0]
    return name.startswith("quit"), name == "quit"


def join_opposites(rows: Iterable[HelpRow]) -> list[HelpRow]:
    """Make one row of those that differ in one word: ``One row up / down``."""
    joined: list[HelpRow] = []
    for row in rows:
        if joined and (pair := _joined(joined[-1], row)) is not None:
            joined[-1] = pair
        else:
            joined.append(row)
    return joined


def _joined(first: HelpRow, second: HelpRow) -> HelpRow | None:
    label = f"{first.label}  {second.label}"
    words, others = (BETWEEN_WORDS.split(row.text) for row in (first, second))
    if len(words) != len(others) or cell_len(label) > LABEL_WIDTH:
        return None
    differing = [index for index, word in enumerate(words) if word != others[index]]
    if len(differing) != 1:
        return None
    words[differing[0]] += f" / {others[differing[0]]}"
    return HelpRow(label, " ".join(words))


def label_width(sections: Iterable[HelpSection]) -> int:
    """The cells that the labels of some sections need."""
    rows = (row for section in sections for row in section.rows)
    return max((cell_len(row.label) for row in rows), default=0)


def section_lines(section: HelpSection, width: int, labels: int) -> list[tuple[str, str]]:
    """Pairs of a label and a text, neither of them cut.

    Args:
        section: to lay out.
        width: the most cells of a pair.
        labels: the cells of each label.
    """
    lines: list[tuple[str, str]] = []
    for row in section.rows:
        if not row.label:
            lines += (("", text) for text in wrap(row.text, width))
            continue
        label = row.label + " " * (labels - cell_len(row.label) + GAP)
        texts = wrap(row.text, max(1, width - labels - GAP))
        lines += ((label if text is texts[0] else " " * (labels + GAP), text) for text in texts)
    return lines


def split_columns(heights: Sequence[int]) -> tuple[list[int], list[int]]:
    """Divide sections between two columns of about the same height.

    Args:
        heights: the lines of each section.

    Returns:
        The numbers of the sections of each column, in order; the first section stays in the first
        column, and the last one in the second.
    """
    inner = range(1, len(heights) - 1)
    choices = (
        [0, *chosen] for count in range(len(heights) - 1) for chosen in combinations(inner, count)
    )
    total = sum(heights)

    def highest(left: list[int]) -> int:
        height = sum(heights[index] for index in left)
        return max(height, total - height)

    left = min(choices, key=highest)
    return left, [index for index in range(len(heights)) if index not in left]
