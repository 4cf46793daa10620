"""What is wrong with the files for another tool, judged without the code that wrote them."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import numpy as np
from pydantic import ValidationError

from seq_tui.domain.html_text import html_to_text
from seq_tui.domain.sequence import ActionKind, EmailAction, TaskAction
from tests.export.moving.brute_force import HOUR, SECOND, Times, sell
from tests.export.moving.reading import READERS, Written

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from seq_tui.domain.json import Json
    from seq_tui.domain.sequence import Sequence, Step
    from seq_tui.domain.template_text import TemplateText

    Texts = Callable[[int], TemplateText | None]


MONDAY = datetime(2027, 1, 4, tzinfo=UTC)
"""The first start of the report, on a clock that never changes."""


def complaints(
    tool: str, files: Mapping[str, bytes], sequences: Iterable[Sequence], text_of: Texts
) -> Iterator[str]:
    """One line for each thing that is wrong in a folder, given as its files by their paths."""
    losses = json.loads(files["losses.json"])
    report = {each["id"]: each for each in losses["sequences"]}
    holds = losses["weekend_rule"] == "hold"
    templates = set[str]()
    written = 0
    for sequence in sequences:
        entry = report[sequence.id]
        path = entry["file"]
        if sequence.steps is None:
            if path is not None or entry["steps"] is not None:
                yield f"{sequence.id}: written although its steps are not known"
            continue
        written += 1
        try:
            found = READERS[tool].read(files[path])
        except ValidationError as error:
            yield f"{path}: {error}"
            continue
        templates.update(found.templates)
        for line in (
            *about_words(sequence, found, text_of),
            *about_steps(sequence.steps, found, text_of),
            *about_dates(sell(sequence.steps, holds=holds), found.dates, entry["steps"]),
        ):
            yield f"{path}: {line}"
    yield from about_templates(tool, files, templates, text_of)
    if written != sum(path.startswith("sequences/") for path in files):
        yield "a file of no sequence"


WORD = re.compile(r"\w+")


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_data(self, data: str) -> None:
        self.found.append(data)


def body_of(text: TemplateText) -> str:
    """The words of a template: those of its HTML, if that has any."""
    return html_to_text(text.html).strip() or text.plain


def says(html: str, text: str) -> bool:
    """Whether all words of a text are in HTML."""
    parser = _Text()
    parser.feed(html)
    parser.close()
    return set(WORD.findall(text)) <= set(WORD.findall(" ".join(parser.found)))


def about_words(sequence: Sequence, found: Written, text_of: Texts) -> Iterator[str]:
    """No word of a name, a task or a known text is lost."""
    if not set(WORD.findall(sequence.name or "")) <= set(WORD.findall(found.name)):
        yield f"the name {found.name}"
    steps = sequence.steps or ()
    for number, (step, note) in enumerate(zip(steps, found.notes, strict=True)):
        content = step.action.content if isinstance(step.action, TaskAction) else None
        expected = WORD.findall(content) if isinstance(content, str) else []
        if not set(expected) <= set(WORD.findall(note or "")):
            yield f"words of the task of step {number} are missing"
    emails = [step.action for step in steps if isinstance(step.action, EmailAction)]
    for email, html in zip(emails, found.html, strict=bool(found.html)):
        template = email.usable_template_id
        text = None if template is None else text_of(template)
        if text is not None and not says(html, body_of(text)):
            yield f"words of the text of template {template} are missing"


def about_steps(steps: tuple[Step, ...], found: Written, text_of: Texts) -> Iterator[str]:
    """Each step of Sell is one of the tool, which sends nothing whose words are not known."""
    expected, has_thread = list[str](), False
    for step in steps:
        kind = step.action.kind
        if kind not in (ActionKind.EMAIL, ActionKind.REPLY):
            expected.append("task")
            continue
        expected.append("reply" if kind is ActionKind.REPLY and has_thread else "email")
        has_thread = True
    if found.kinds != expected:
        yield f"{found.kinds} for {expected}"
    for number, (step, sends) in enumerate(zip(steps, found.sends, strict=True)):
        if sends and not knows_body(step, text_of):
            yield f"step {number} sends what is not known"
    for html in found.html:
        yield from active_parts(html)


def knows_body(step: Step, text_of: Texts) -> bool:
    """Whether the text of a step's template is known; a task has none."""
    if not isinstance(step.action, EmailAction):
        return True
    template = step.action.usable_template_id
    text = None if template is None else text_of(template)
    return text is not None and bool(text.plain.strip() or text.html.strip())


def about_dates(
    ours: list[Times], theirs: list[Times], reported: list[dict[str, Json]]
) -> Iterator[str]:
    """Of each step the reported difference is that of the two rules."""
    for number, (step, there) in enumerate(zip(reported, theirs, strict=False)):
        dates = step["dates"]
        if number >= len(ours):
            if dates is not None:
                yield f"step {number} has no date in Sell, but {dates}"
            continue
        differences = there - ours[number]
        assert isinstance(dates, dict)
        worst, different = dates["worst_seconds"], dates["different"]
        assert isinstance(worst, int | float)
        if round(abs(worst) * SECOND) != np.abs(differences).max():
            yield f"step {number}: worst {worst}, not {np.abs(differences).max() / SECOND}"
        if different != np.count_nonzero(differences):
            yield f"step {number}: {different} differ, not {np.count_nonzero(differences)}"
        if different and worst * SECOND not in differences:
            yield f"step {number}: the tool is on the other side"
        if not is_true(dates["example"], ours[number], there, worst):
            yield f"step {number}: the example {dates['example']}"


def is_true(example: Json, ours: Times, theirs: Times, worst: float) -> bool:
    """Whether an example is a start with the worst difference; there is none without one."""
    if not isinstance(example, dict):
        return worst == 0
    start, sell_at, there = (_since_monday(example[name]) for name in ("start", "sell", "target"))
    hour = start // HOUR
    return (ours[hour], theirs[hour]) == (sell_at, there) and there - sell_at == worst * SECOND


def _since_monday(at: Json) -> int:
    return (datetime.fromisoformat(str(at)) - MONDAY) // timedelta(microseconds=1)


def about_templates(
    tool: str, files: Mapping[str, bytes], used: set[str], text_of: Texts
) -> Iterator[str]:
    """Each template that is referred to is a file that the tool takes, and there is no other."""
    folder = {path for path in files if path.startswith("templates/")}
    if folder != {f"templates/{name}.json" for name in used}:
        yield f"{len(folder)} templates, {len(used)} are referred to"
    for path in folder:
        try:
            html = READERS[tool].read_template(files[path])
        except ValidationError as error:
            yield f"{path}: {error}"
        else:
            yield from (f"{path}: {each}" for each in active_parts(html))
            number = path.removeprefix("templates/").removesuffix(".json")
            text = text_of(int(number)) if number.isdecimal() else None
            if text is not None and not says(html, body_of(text)):
                yield f"{path}: words of its text are missing"


ACTIVE = {"script", "style", "iframe", "object", "embed", "svg", "form", "input", "base", "meta"}


SCHEMES = ("javascript", "vbscript", "data")
CALLS = re.compile(r"(url|expression)\s*\(")


class _ActiveParts(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ACTIVE:
            self.found.append(f"<{tag}>")
        for name, value in attrs:
            text = (value or "").strip().casefold()
            is_code = name.startswith("on") or text.partition(":")[0] in SCHEMES
            is_loaded = name == "background" or (name == "style" and CALLS.search(text))
            if is_code or is_loaded:
                self.found.append(f"{name}={value}")


def active_parts(html: str) -> list[str]:
    """The parts of HTML that do something by themselves or when they are clicked."""
    parser = _ActiveParts()
    parser.feed(html)
    parser.close()
    return parser.found
