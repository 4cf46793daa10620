"""The parts of a book as HTML."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seq_tui.domain.merge_tags import parts_at_tags
from seq_tui.domain.schedule import landings
from seq_tui.domain.sequence import ActionKind
from seq_tui.export.action_icons import mark
from seq_tui.export.book.front import day_rules, missing_text, subject_text, text_facts
from seq_tui.export.markup import Markup, concat, lines, number, tag, text, void
from seq_tui.export.timeline_drawing import (
    MAX_STEPS,
    calendar_columns,
    draw_calendar,
    draw_timeline,
    omission_lines,
)
from seq_tui.presentation.day_timeline import SOME_MONDAY_TEXT, day_landing_text, day_timeline
from seq_tui.presentation.wording import counted, start_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from seq_tui.domain.sequence import Sequence
    from seq_tui.export.book.entry import BookRules, SequenceEntry
    from seq_tui.export.book.step_entry import StepEntry

PICTURE_WIDTH = 760
"""Pixels across a timeline: narrow, so that its text can be read on a printed page."""


DATE_WIDTH = 48
"""Pixels that a date beside a step takes more than a day does."""


def tick_box(anchor: str, name: str) -> Markup:
    """A box to tick, which needs a label; `name` tells it from the others of a book."""
    return void("input", type="checkbox", id=anchor, name=name, autocomplete="off")


def sequence_article(
    sequence: Sequence, entry: SequenceEntry, rules: BookRules, anchor: str, level: int, kicker: str
) -> Markup:
    """A sequence, with a heading of `level`; all ids begin with `anchor`."""
    parts = [
        tag("p", text(kicker), class_="kicker"),
        tag(f"h{level}", text(entry.name), id=anchor),
        tag("p", text(entry.figures)),
        tag("p", text(entry.origins), class_="quiet"),
    ]
    if entry.deleted:
        parts.append(tag("p", text(entry.deleted), class_="banner"))
    if entry.remarks:
        remarks = (tag("li", text(each)) for each in entry.remarks)
        parts.append(tag("ul", *remarks, class_="remarks", aria_label="To look at first"))
    if entry.steps:
        parts.append(_heading("Timeline", level + 1, f"{anchor}-when"))
        parts.append(_picture(sequence, entry, rules, anchor))
    parts.append(_heading("Settings of this sequence", level + 1, f"{anchor}-settings"))
    parts.append(_facts(entry.settings))
    parts.append(_heading("Steps", level + 1, f"{anchor}-steps"))
    if entry.steps:
        steps = (_step(each, entry.key, f"{anchor}-{each.rank}", level + 2) for each in entry.steps)
        parts.append(tag("ol", lines(steps), class_="steps"))
    else:
        parts.append(tag("p", text(entry.without_steps)))
    name = "alone" if level == 1 else ""
    return tag("article", lines([Markup(""), *parts]), aria_labelledby=anchor, class_=name)


def _heading(title: str, level: int, anchor: str) -> Markup:
    return tag(f"h{level}", text(title), id=anchor, class_="part")


def _picture(sequence: Sequence, entry: SequenceEntry, rules: BookRules, anchor: str) -> Markup:
    steps = (sequence.steps or ())[:MAX_STEPS]
    if rules.start is None:
        landed = entry.landed[:MAX_STEPS]
        model = day_timeline(landed, calendar_columns(PICTURE_WIDTH + DATE_WIDTH))
        labels = [day_landing_text(each) for each in landed]
        drawing = draw_calendar(steps, model, labels, width=PICTURE_WIDTH)
    else:
        drawn = landings(steps, rules.start, rules.weekend)
        drawing = draw_timeline(steps, drawn, rules.start, width=PICTURE_WIDTH)
    began = SOME_MONDAY_TEXT if rules.start is None else start_text(rules.start)
    picture = tag(
        "svg",
        tag("title", text(f"Timeline of {entry.name}, {began}")),
        tag("desc", text("Each step on a calendar; the steps below say the same in words.")),
        drawing.content,
        viewBox=f"-2 0 {PICTURE_WIDTH + 4} {number(drawing.height)}",
        class_="sequence",
        role="img",
    )
    label = f"{anchor} {anchor}-when"
    frame = tag("div", picture, class_="wide", role="group", aria_labelledby=label, tabindex="0")
    notes = [*omission_lines(sequence), *day_rules(rules.start, rules.weekend)]
    caption = tag("figcaption", text(". ".join(notes) + "."), class_="quiet")
    return tag("figure", frame, caption, class_="picture")


def _step(step: StepEntry, key: str, anchor: str, level: int) -> Markup:
    # The sign of a task looks like a box to tick.
    drawn = Markup("") if step.kind is ActionKind.TASK else mark(step.kind, 0, 0)
    sign = tag("svg", drawn, class_="sign sequence", viewBox="-9 -9 18 18", aria_hidden="true")
    label = tag(
        "label",
        tag("span", text(str(step.rank)), class_="rank"),
        *([sign] if drawn else []),
        text(step.title),
        for_=anchor,
    )
    header = tag(
        "header",
        tick_box(anchor, f"{key}/{step.key}"),
        tag(f"h{level}", label, class_="what"),
        tag("span", text(step.day), class_="day"),
    )
    below = [_facts([*step.facts, *step.others])]
    if step.is_email:
        below.append(_words(step))
    elif step.task:
        below.append(tag("div", tag("div", text(step.task), class_="body"), class_="words asked"))
    name = "step" if step.words is not None and step.words.body else "step whole"
    return tag("li", header, tag("div", *below, class_="under"), class_=name)


def _words(step: StepEntry) -> Markup:
    words = step.words
    if words is None:
        sentence = missing_text(step.rank)
        return tag("p", text(sentence), class_="words lacking lack")
    parts = []
    if subject := subject_text(step):
        parts.append(tag("p", _marked(subject), class_="subject"))
    if words.same_as is not None:
        parts.append(tag("p", text(f"The same text as in step {words.same_as}.")))
        return tag("div", *parts, class_="words")
    if words.body:
        parts.append(tag("div", _marked(words.body), class_="body"))
    if about := text_facts(words):
        parts.append(tag("p", text(about), class_="from"))
    return tag("div", *parts, class_="words")


def _marked(words: str) -> Markup:
    """A text with its merge tags marked."""
    parts = enumerate(parts_at_tags(words))
    return concat(*(tag("mark", text(part)) if n % 2 else text(part) for n, part in parts))


def _facts(facts: Iterable[tuple[str, str]]) -> Markup:
    pairs = (tag("div", tag("dt", text(name)), tag("dd", text(value))) for name, value in facts)
    return tag("dl", *pairs, class_="facts")


def contents_entry(entry: SequenceEntry, rank: int, href: str) -> Markup:
    """The line of a sequence in the contents."""
    parts = [text(entry.brief)]
    if missing := entry.missing_texts:
        lack = f"{counted(missing, 'text')} missing"
        parts += [text(" · "), tag("span", text(lack), class_="lack")]
    return tag(
        "li",
        tag("span", text(str(rank)), class_="number"),
        tag(
            "span",
            tag("a", text(entry.name), href=href),
            tag("span", concat(*parts), class_="about"),
            class_="what",
        ),
    )
