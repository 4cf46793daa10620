"""The properties of one step: in words, and as they were received."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from seq_tui.domain.sequence import ActionKind, EmailAction, TaskAction
from seq_tui.domain.weekend_rule import WeekendRule
from seq_tui.presentation.glyphs import UNICODE, Glyphs
from seq_tui.presentation.wording import (
    AT_ONCE,
    action_text,
    cumulative_text,
    day_text,
    delay_text,
    landing_text,
    value_text,
)
from seq_tui.sanitize import sanitize

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from seq_tui.domain.checks.finding import Finding
    from seq_tui.domain.json import Json
    from seq_tui.domain.sequence import Sequence
    from seq_tui.domain.template_text import TemplateText
    from seq_tui.ui.scheduled_steps import ScheduledSteps

MAX_VALUE = 20_000
"""Most characters of one value; a longer one is cut, and its length is shown."""

PREVIEW_LINES = 6
"""Most lines of a template's text beside the other properties of a step."""

MAX_NAME = 60
"""Most characters of a property's name."""

MAX_PROPERTIES = 1_000
"""Most properties of a group; the JSON of the sequence has all of them."""

INDENT = "  "
"""Before the name of a property of an object."""

ACTION_PROPERTIES = "action_properties"

AT_EARLIEST = "at the earliest"

VERBS = {
    ActionKind.EMAIL: "goes out",
    ActionKind.REPLY: "goes out",
    ActionKind.TASK: "is due",
    ActionKind.UNKNOWN: "happens",
}
"""What a step does when it lands."""


class Property(NamedTuple):
    """A property as it is shown, and as it is copied."""

    name: str
    """Sanitized, and not too long."""

    text: str
    """Sanitized, possibly cut; it may have several lines."""

    value: Json
    """As received."""

    label: str = ""
    """Names the value where it is too long to be quoted, such as ``the text of step 3``."""


class PropertyGroup(NamedTuple):
    """Properties below a heading."""

    title: str
    properties: tuple[Property, ...]


def step_title(index: int, scheduled: ScheduledSteps, glyphs: Glyphs) -> str:
    """``Step 3 ─ task``, ``Step 2 ─ reply``."""
    kind = scheduled.steps[index].action.kind
    name = {ActionKind.EMAIL: "e-mail", ActionKind.UNKNOWN: "unknown action"}.get(kind, kind.value)
    return f"Step {index + 1} {glyphs.wait} {name}"


def step_in_words(
    index: int,
    scheduled: ScheduledSteps,
    glyphs: Glyphs = UNICODE,
    text: TemplateText | None = None,
) -> PropertyGroup:
    """What a step is and says, what it waits for, and when it happens.

    Args:
        index: of the step, from 0.
        scheduled: all steps.
        glyphs: the signs that the terminal can show.
        text: what the template of the step says.
    """
    what, *words = (
        _property(name, value, f"the text of step {index + 1}" if name == "text" else "")
        for name, value in _words(index, scheduled, glyphs)
    )
    says = () if text is None else template_in_words(text, glyphs)
    return PropertyGroup(step_title(index, scheduled, glyphs), (what, *says, *words))


def template_in_words(text: TemplateText, glyphs: Glyphs) -> Iterator[Property]:
    """The subject of an e-mail and the beginning of its text; the value is the whole text."""
    if text.subject:
        yield _property("subject", text.subject)
    lines = [line for line in text.readable.split("\n") if line.strip()]
    preview = "\n".join(lines[:PREVIEW_LINES])
    if len(lines) > PREVIEW_LINES:
        preview += f"\n{glyphs.ellipsis}"
    yield Property("text", shortened(preview), text.readable, text_label(text))


def text_label(text: TemplateText) -> str:
    """What a text is called when it is copied."""
    return f"the text of template {text.template_id}"


def step_as_received(index: int, scheduled: ScheduledSteps) -> PropertyGroup:
    """The fields of a step by the names and with the values of the API."""
    return PropertyGroup("As received", _received(scheduled.steps[index].data))


def findings_in_words(title: str, findings: Iterable[Finding]) -> PropertyGroup:
    """What the checks find, a property each."""
    return PropertyGroup(
        title, tuple(_property(each.level.value, each.message) for each in findings)
    )


def sequence_as_received(sequence: Sequence) -> PropertyGroup:
    """The fields of the sequence that are shown nowhere else."""
    return PropertyGroup("Sequence, as received", _received(sequence.extra))


def _words(index: int, scheduled: ScheduledSteps, glyphs: Glyphs) -> Iterator[tuple[str, Json]]:
    step, landing = scheduled.steps[index], scheduled.landings[index]
    yield "what", _what(index, scheduled)
    if isinstance(step.action, TaskAction) and step.action.content is not None:
        yield "text", step.action.content
    yield "waits", _wait(index, scheduled)
    yield "from start", _from_start(index, scheduled)
    verb = VERBS[step.action.kind]
    if landing.at is None:
        yield verb, "unknown, as this wait or an earlier one cannot be placed on a calendar"
        return
    plain = replace(landing, at_earliest=False, held=False)
    at = landing_text(plain, scheduled.start, glyphs, short=False).removesuffix(" !")
    earliest = f", {AT_EARLIEST}" if landing.at_earliest else ""
    yield verb, f"{at}{earliest} {glyphs.dot} {day_text(landing)}"
    if because := _because(index, scheduled):
        yield "because", because


def _what(index: int, scheduled: ScheduledSteps) -> str:
    action = scheduled.steps[index].action
    if isinstance(action, TaskAction):
        return "a task for a person; the sequence goes on when it is marked done"
    if not isinstance(action, EmailAction):
        return f"not documented: {action_text(action)}"
    kind = "an e-mail"
    if action.is_reply:
        threads = [
            rank
            for rank, step in enumerate(scheduled.steps[:index], start=1)
            if step.action.kind is ActionKind.EMAIL
        ]
        kind = f"a reply in the thread of step {threads[-1]}" if threads else "a reply"
    template = action.template_id
    return (
        f"{kind}, without a template"
        if template is None
        else f"{kind}, template {value_text(template)}"
    )


def _wait(index: int, scheduled: ScheduledSteps) -> str:
    delay = scheduled.steps[index].delay
    before = f"step {index}" if index else "the start"
    text = delay_text(delay)
    if not delay.is_readable:
        return f"{text} after {before}: not a number of hours or weekdays"
    return f"{text}, with the start" if not index and text == AT_ONCE else f"{text} after {before}"


def _from_start(index: int, scheduled: ScheduledSteps) -> str:
    total = scheduled.totals[index]
    if not total.complete:
        known = cumulative_text(total._replace(complete=True, at_earliest=False))
        return f"{known}, and a wait that cannot be read"
    text = cumulative_text(total._replace(at_earliest=False))
    return f"{text}, {AT_EARLIEST}" if total.at_earliest else text


def _because(index: int, scheduled: ScheduledSteps) -> str:
    """Why a step may happen later, or on another day than its wait says."""
    reasons = []
    landings = scheduled.landings
    if scheduled.plan.after_task[index]:
        task = max(rank for rank in range(index) if scheduled.steps[rank].is_task)
        reasons.append(f"It waits until the task of step {task + 1} is marked done.")
    if landings[index].held:
        reasons.append("It would be due on the weekend; e-mails are held until Monday.")
    elif earlier := [rank for rank in landings.held if rank < index]:
        reasons.append(f"The e-mail of step {max(earlier) + 1} is held over the weekend.")
    if landings[index].is_weekend:
        held = scheduled.plan.weekend is WeekendRule.HOLD
        reasons.append(f"It is on a weekend{', as only e-mails are held' if held else ''}.")
    return " ".join(reasons)


def _received(fields: Mapping[str, Json]) -> tuple[Property, ...]:
    named: list[tuple[str, Json]] = []
    for name, value in fields.items():
        named.append((name, value))
        if name == ACTION_PROPERTIES and isinstance(value, dict):
            named += ((f"{INDENT}{key}", each) for key, each in value.items())
    shown = [_property(name, value) for name, value in named[:MAX_PROPERTIES]]
    if len(named) > MAX_PROPERTIES:
        left_out = f"{len(named) - MAX_PROPERTIES:,} more, which the JSON has"
        shown.append(Property("and", left_out, left_out))
    return tuple(shown)


def _property(name: str, value: Json, label: str = "") -> Property:
    # The properties of an object follow it, one by one.
    text = "" if name == ACTION_PROPERTIES and isinstance(value, dict) else shortened(value)
    return Property(sanitize(name, limit=MAX_NAME), text, value, label)


def shortened(value: Json) -> str:
    """A value as text, cut if its layout would take too long."""
    text = value_text(value[: MAX_VALUE + 1] if isinstance(value, str) else value)
    if len(text) <= MAX_VALUE:
        return text
    length = len(value) if isinstance(value, str) else len(text)
    return f"{text[:MAX_VALUE]}... ({length:,} characters)"
