"""Sequences as an HTML page: the timeline as a picture, the steps and properties as tables.

The page is self-contained: its content security policy forbids scripts and external resources.
"""

from __future__ import annotations

import hashlib
from base64 import b64encode
from typing import TYPE_CHECKING

from seq_tui.domain.schedule import landings
from seq_tui.domain.summary import summarise
from seq_tui.domain.weekend_rule import WeekendRule
from seq_tui.export.action_icons import mark
from seq_tui.export.markup import Markup, lines, number, tag, text, void
from seq_tui.export.spool import Spool
from seq_tui.export.step_rows import scheduled_rows, step_rows
from seq_tui.export.stylesheet import page_style
from seq_tui.export.timeline_drawing import MAX_STEPS, WIDTH, draw_timeline, omission_lines
from seq_tui.presentation.header import build_header
from seq_tui.presentation.step_fields import step_fields
from seq_tui.presentation.wording import (
    counted,
    days_rule_text,
    name_text,
    number_text,
    rule_text,
    start_text,
    steps_text,
    value_text,
)
from seq_tui.sanitize import sanitize

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from seq_tui.domain.json import Json
    from seq_tui.domain.schedule import Landings
    from seq_tui.domain.sequence import Sequence, Step
    from seq_tui.export.step_rows import ScheduledRow, StepRow

_TITLES = ("#", "Action", "Wait", "From start", "Lands", "Day")
_CLASSES = ("rank", "action", "delay", "delay", "when", "day")


_ENTRIES, _ARTICLES = Markup("<!--entries-->"), Markup("<!--articles-->")
"""Where a page is divided; no text has these, as it is escaped."""


def render(
    sequence: Sequence, start: datetime | None, weekend: WeekendRule = WeekendRule.HOLD
) -> bytes:
    """Return a page about one sequence; with a calendar from the start, which must have a zone."""
    return _page(name_text(sequence), [_article(sequence, start, weekend, "s1", 1)])


class HtmlDocument:
    """A document of many sequences: one page with an index, then each sequence."""

    omission = ""

    def __init__(self, start: datetime | None, weekend: WeekendRule = WeekendRule.HOLD) -> None:
        """Begin an empty document, with calendars from the start, which must have a zone."""
        self._start = start
        self._weekend = weekend
        self._count = 0
        self._entries = Spool()
        self._articles = Spool()

    def add(self, sequence: Sequence) -> bytes:
        """Return nothing yet: the page begins with an index of all sequences."""
        self._count += 1
        anchor = f"s{self._count}"
        link = tag("a", text(name_text(sequence)), href=f"#{anchor}")
        figures = " · ".join(build_header(sequence, weekend=self._weekend).figures)
        quiet_figures = tag("span", text(figures), class_="quiet")
        entry = tag("li", link, Markup(" "), quiet_figures)
        article = _article(sequence, self._start, self._weekend, anchor, 2)
        self._entries.write(f"{entry}\n".encode())
        self._articles.write(f"{article}\n".encode())
        return b""

    def end(self) -> Iterator[bytes]:
        """Return the page."""
        title = counted(self._count, "sequence")
        content = [tag("h1", text(title), id="top")]
        if self._count:
            content += [tag("nav", tag("ol", _ENTRIES), aria_label="Sequences"), _ARTICLES]
        before, _, rest = _page(title, content).partition(_ENTRIES.encode())
        between, _, after = rest.partition(f"{_ARTICLES}\n".encode())
        yield before
        yield from self._entries.chunks()
        yield between
        yield from self._articles.chunks()
        yield after


def _page(title: str, content: list[Markup]) -> bytes:
    style = page_style()
    digest = b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    head = [
        void("meta", charset="utf-8"),
        void("meta", http_equiv="Content-Security-Policy", content=policy),
        void("meta", name="viewport", content="width=device-width, initial-scale=1"),
        void("meta", name="generator", content="seq-tui"),
        tag("title", text(title)),
        tag("style", Markup(style)),
    ]
    body = tag("main", lines([Markup(""), *content]))
    page = tag("html", lines([tag("head", lines(head)), tag("body", body)]), lang="en")
    return f"<!DOCTYPE html>\n{page}\n".encode()


def _article(
    sequence: Sequence, start: datetime | None, weekend: WeekendRule, anchor: str, level: int
) -> Markup:
    """Write a sequence with a heading of `level`; all ids begin with `anchor`."""
    figures, actions, origins = build_header(sequence, weekend=weekend)
    facts = [tag("li", text(fact)) for fact in (*figures, *actions)]
    parts = [
        tag(f"h{level}", text(name_text(sequence)), id=anchor, class_="name"),
        tag("ul", *facts, class_="facts"),
        tag("p", text(" · ".join(origins)), class_="quiet"),
    ]
    steps = sequence.steps or ()
    if steps and start is not None:
        landed = landings(steps, start, weekend)
        drawn = landings(steps[:MAX_STEPS], start, weekend)
        cells = [_cells(row) for row in scheduled_rows(steps, landed, start)]
        caption = f"What each step does, and when: {start_text(start)}"
        parts += _timeline(sequence, drawn, start, anchor, level + 1)
        parts += _steps(steps, cells, caption, anchor, level + 1)
    elif steps:
        cells = [_cells(row) for row in step_rows(steps)]
        parts += _steps(steps, cells, "What each step does, and its wait", anchor, level + 1)
    if steps or sequence.extra:
        parts += _properties(sequence, anchor, level + 1)
    if level > 1:
        parts.append(tag("p", tag("a", text("All sequences"), href="#top"), class_="back"))
    return tag("article", lines([Markup(""), *parts]), aria_labelledby=anchor)


def _timeline(
    sequence: Sequence, landed: Landings, start: datetime, anchor: str, level: int
) -> Iterator[Markup]:
    drawing = draw_timeline((sequence.steps or ())[:MAX_STEPS], landed, start)
    description = "Each step on a calendar; the table below says the same in words."
    picture = tag(
        "svg",
        tag("title", text(f"Timeline of {name_text(sequence)}")),
        tag("desc", text(description)),
        drawing.content,
        viewBox=f"-2 0 {WIDTH + 4} {number(drawing.height)}",
        class_="sequence",
        role="img",
    )
    yield _heading("When each step happens", level, f"{anchor}-when")
    yield tag("p", text(start_text(start)))
    rules = [rule_text(weekend=landed.weekend), days_rule_text(summarise(sequence, landed.weekend))]
    caption = tag(
        "figcaption", text(". ".join([*omission_lines(sequence), *rules])), class_="quiet"
    )
    yield tag("figure", _scrollable(picture, anchor, "when"), caption)


def _steps(
    steps: tuple[Step, ...],
    cells: list[tuple[str, ...]],
    caption: str,
    anchor: str,
    level: int,
) -> Iterator[Markup]:
    """Write a table of steps with the first columns of `_TITLES`, as many as there are cells."""
    yield _heading("Steps", level, f"{anchor}-steps")
    titles = [
        tag("th", text(title), scope="col", class_=name)
        for title, name, _ in zip(_TITLES, _CLASSES, cells[0], strict=False)
    ]
    rows = [_step_row(step, texts) for step, texts in zip(steps, cells, strict=True)]
    table = tag(
        "table",
        tag("caption", text(caption)),
        tag("thead", tag("tr", *titles)),
        tag("tbody", lines(rows)),
    )
    yield _scrollable(table, anchor, "steps")


def _cells(row: StepRow | ScheduledRow) -> tuple[str, ...]:
    """The texts of a row without the mark, which is drawn."""
    rank, _mark, *others = row
    return (rank, *others)


def _step_row(step: Step, texts: tuple[str, ...]) -> Markup:
    """Write a row headed by its rank, with a mark before the action."""
    drawn = mark(step.action.kind, 0, 0)
    sign = tag("svg", drawn, class_="sign sequence", viewBox="-9 -9 18 18", aria_hidden="true")
    rank, action, *others = texts
    return tag(
        "tr",
        tag("th", text(rank), scope="row", class_="rank"),
        tag("td", sign, text(action), class_="action"),
        *(
            tag("td", text(content), class_=name)
            for content, name in zip(others, _CLASSES[2:], strict=False)
        ),
    )


def _properties(sequence: Sequence, anchor: str, level: int) -> Iterator[Markup]:
    yield _heading("Properties", level, f"{anchor}-properties")
    groups = []
    if sequence.extra:
        groups.append(_group(steps_text(sequence), sequence.extra.items()))
    for rank, step in enumerate(sequence.steps or (), start=1):
        title = f"{rank} · step {number_text(step.id)} · position {number_text(step.position)}"
        groups.append(_group(title, step_fields(step, sequence.template_texts)))
    said = "; and what e-mails say, as the archive has it" if sequence.template_texts else ""
    titles = [
        tag("th", text("Property"), scope="col", class_="name-of"),
        tag("th", text("Value"), scope="col"),
    ]
    table = tag(
        "table",
        tag("caption", text(f"Every property that the service sent, as it was received{said}")),
        tag("thead", tag("tr", *titles)),
        lines(groups),
    )
    yield _scrollable(table, anchor, "properties")


def _group(title: str, fields: Iterable[tuple[str, Json]]) -> Markup:
    heading = tag("th", text(title), scope="rowgroup", colspan=2, class_="group")
    rows = [
        tag(
            "tr",
            tag("th", tag("code", text(sanitize(name))), scope="row"),
            tag("td", text(value_text(value)), class_="value"),
        )
        for name, value in fields
    ]
    return tag("tbody", tag("tr", heading), lines(rows))


def _heading(title: str, level: int, anchor: str) -> Markup:
    return tag(f"h{level}", text(title), id=anchor, class_="part")


def _scrollable(content: Markup, anchor: str, part: str) -> Markup:
    """Wrap content that may be wider than the window, so that it scrolls, with keys too."""
    label = f"{anchor} {anchor}-{part}"
    return tag("section", content, class_="wide", aria_labelledby=label, tabindex="0")
