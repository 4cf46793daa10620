"""A book in Markdown: the same as in HTML, as CommonMark with GitHub's tables and task lists.

Received text is displayed literally: Markdown syntax in it is escaped or put in a fenced block.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from seq_tui.export.book.entry import BookRules, SequenceEntry, sequence_entry
from seq_tui.export.book.front import (
    CHAPTERS,
    SETTINGS,
    TITLE,
    Cover,
    advice,
    cover_lines,
    day_rules,
    figures_text,
    missing_text,
    ranks_text,
    subject_text,
    text_facts,
    unknowns,
)
from seq_tui.export.book.inventory import Inventory, Place, TemplateRecord
from seq_tui.export.markdown import WIDTH, escape, fenced
from seq_tui.export.spool import Spool
from seq_tui.export.timeline_text import day_timeline_lines, timeline_lines
from seq_tui.presentation.wording import counted
from seq_tui.sanitize import sanitize

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from seq_tui.domain.sequence import Sequence, Step
    from seq_tui.domain.template_text import TemplateText
    from seq_tui.export.book.step_entry import StepEntry

_INDENT = " " * 2
"""What belongs to an item of a list is below it, indented by this."""


class MarkdownBook:
    """A book in one file."""

    def __init__(self, cover: Cover, rules: BookRules) -> None:
        self._cover = cover
        self._rules = rules
        self.inventory = Inventory()
        self._entries = Spool()
        self._articles = Spool()

    def add(self, sequence: Sequence, texts: Mapping[int, TemplateText]) -> None:
        """Add a sequence, with the texts that are known of its templates.

        Raises:
            SourceError: there is no room for it.
        """
        entry = sequence_entry(sequence, texts, self._rules)
        heading = f"{self.inventory.sequences + 1} · {entry.name}"
        href = _anchor(heading)
        self.inventory.add(sequence, entry, href)
        self._entries.write(_encode([_contents_line(entry, heading, href)]))
        self._articles.write(_encode(_article(sequence, entry, heading, self._rules)))

    def end(self, *, is_whole: bool) -> Iterator[bytes]:
        """The file; nothing can be added afterwards."""
        yield _encode(self._cover_lines())
        yield from self._entries.chunks()
        yield _encode(_chapters_before(self.inventory, is_whole=is_whole))
        yield from self._articles.chunks()
        yield _encode(_chapters_after(self.inventory, self._rules.tag_map))

    def _cover_lines(self) -> Iterator[str]:
        yield f"# {TITLE}"
        for line in (*cover_lines(self._cover, self._rules.start), figures_text(self.inventory)):
            yield from ("", escape(line))
        yield from ("", "## Contents", "")
        for title in CHAPTERS.values():
            yield f"- [{title}]({_anchor(title)})"


def _encode(lines: Iterable[str]) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode()


def _anchor(heading: str) -> str:
    """The address of a heading in the same file, as GitHub and most editors make it."""
    return "#" + re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def _contents_line(entry: SequenceEntry, heading: str, href: str) -> str:
    missing = entry.missing_texts
    lack = [f"{counted(missing, 'text')} missing"] if missing else []
    return f"- [{escape(heading)}]({href}) {escape(' · '.join([entry.brief, *lack]))}"


def _article(
    sequence: Sequence, entry: SequenceEntry, heading: str, rules: BookRules
) -> Iterator[str]:
    yield from ("", f"## {escape(heading)}")
    for line in (entry.figures, entry.origins, entry.deleted):
        if line:
            yield from ("", escape(line))
    if entry.remarks:
        yield ""
        yield from (f"- {_inline(each)}" for each in entry.remarks)
    if sequence.steps:
        yield from ("", "### Timeline", "")
        yield from fenced(_timeline(sequence.steps, entry, rules))
        yield from ("", escape(". ".join(day_rules(rules.start, rules.weekend)) + "."))
    yield from ("", "### Settings of this sequence", "")
    yield from (f"- {_inline(name)}: {_inline(value)}" for name, value in entry.settings)
    yield from ("", "### Steps")
    for each in entry.steps:
        yield ""
        yield from _step(each)
    if entry.without_steps:
        yield from ("", escape(entry.without_steps))


def _timeline(steps: tuple[Step, ...], entry: SequenceEntry, rules: BookRules) -> list[str]:
    if rules.start is None:
        return day_timeline_lines(steps, entry.landed, WIDTH)
    return timeline_lines(steps, entry.landed, rules.start, WIDTH)


def _step(step: StepEntry) -> Iterator[str]:
    """An item of a task list, with all about a step in it."""
    yield f"- [ ] **{step.rank}. {escape(step.title)}** {escape(step.day)}"
    facts = [f"{name}: {value}" for name, value in (*step.facts, *step.others)]
    paragraphs: list[Iterable[str]] = [[_inline(" · ".join(facts))]]
    if step.is_email:
        paragraphs += _words(step)
    elif step.task:
        paragraphs.append(fenced(step.task.split("\n")))
    for lines in paragraphs:
        yield ""
        yield from (f"{_INDENT}{line}".rstrip() for line in lines)


def _words(step: StepEntry) -> Iterator[Iterable[str]]:
    """What an e-mail says, in paragraphs."""
    words = step.words
    if words is None:
        yield [f"**{escape(missing_text(step.rank))}**"]
        return
    if subject := subject_text(step):
        yield [f"**{escape(subject)}**"]
    if words.same_as is not None:
        yield [f"The same text as in step {words.same_as}."]
        return
    if words.body:
        yield fenced(words.body.split("\n"))
    if about := text_facts(words):
        yield [escape(about)]


def _chapters_before(inventory: Inventory, *, is_whole: bool) -> Iterator[str]:
    yield from ("", f"## {CHAPTERS['steps']}", "")
    yield from (f"1. {escape(each)}" for each in advice(inventory))
    yield from ("", f"## {CHAPTERS['unknown']}", "")
    for text, places in unknowns(inventory, is_whole=is_whole):
        yield f"- {escape(text)} {_places(places)}".rstrip()
    yield from ("", f"## {CHAPTERS['settings']}")
    for each in SETTINGS:
        yield from ("", f"- [ ] **{escape(each.name)}**")
        yield from ("", f"{_INDENT}In Sell: {escape(each.in_sell)}")
        yield from ("", f"{_INDENT}In the next tool: {escape(each.elsewhere)}")


def _chapters_after(inventory: Inventory, tag_map: Mapping[str, str]) -> Iterator[str]:
    yield from ("", f"## {CHAPTERS['templates']}", "")
    yield from map(_template_line, inventory.templates())
    if not inventory.templates():
        yield "No step sends one."
    yield from ("", f"## {CHAPTERS['tags']}", "")
    if tags := inventory.tags():
        yield from ("| Merge tag | Templates | Field in the next tool |", "|---|---|---|")
        for name, ids in tags.items():
            field = escape(sanitize(tag_map.get(name, "")))
            yield f"| {escape(name)} | {', '.join(map(str, ids))} | {field} |"
    else:
        yield "The texts that are known have none."


def _template_line(record: TemplateRecord) -> str:
    subject = escape(record.subject or "no subject") if record.is_known else "text not known"
    uses = counted(record.steps, "step")
    replies = f", {record.replies} as a reply" if record.replies else ""
    return f"- [ ] **{record.template_id}** {subject} · {uses}{replies}: {_places(record.uses)}"


def _places(places: list[Place]) -> str:
    links = (
        f"[{escape(each.label)}]({each.href}) {ranks_text(each.ranks)}".rstrip() for each in places
    )
    return ", ".join(links)


def _inline(text: str) -> str:
    """Text of one or more lines, escaped, in one line."""
    return escape(" ".join(text.split()))
