"""What a book says of one step."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from seq_tui.domain.delay import cumulative_delays
from seq_tui.domain.merge_tags import template_merge_tags
from seq_tui.domain.sequence import ActionKind, EmailAction, TaskAction
from seq_tui.presentation.day_timeline import day_landing_text
from seq_tui.presentation.wording import (
    AT_ONCE,
    MAX_LINE,
    action_text,
    cumulative_text,
    day_text,
    delay_text,
    landing_text,
    number_text,
    value_text,
)
from seq_tui.sanitize import sanitize

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from seq_tui.domain.delay import CumulativeDelay
    from seq_tui.domain.schedule import Landing, Landings
    from seq_tui.domain.sequence import Step
    from seq_tui.domain.template_text import TemplateText

TEMPLATE_ID, IS_REPLY, TASK_CONTENT = "email_template_id", "is_reply", "task_content"


class Words(NamedTuple):
    """What an e-mail says."""

    subject: str
    """Empty if it is not known."""

    body: str
    """Of several lines; empty if it is not known."""

    tags: list[str]
    origin: str
    """Where the text comes from, in a few words."""

    has_html: bool
    same_as: int | None
    """The rank of the earlier step of the sequence that sends the same template."""


class StepEntry(NamedTuple):
    """What a book says of a step."""

    rank: int
    key: str
    """Tells it from the others of its sequence, also in a later book."""

    kind: ActionKind
    title: str
    day: str
    """``Day 3``, or ``Thu 26 Nov 13:00 · Day 4``."""

    facts: list[tuple[str, str]]
    is_email: bool
    template_id: int | None
    words: Words | None
    """`None` for an e-mail whose text is not known, and for anything else."""

    task: str
    """What a task asks for, of several lines; empty if it says nothing or is none."""

    others: list[tuple[str, str]]
    """Fields that have no place among the facts."""


def step_entries(
    steps: tuple[Step, ...],
    texts: Mapping[int, TemplateText],
    landed: Landings,
    start: datetime | None,
) -> list[StepEntry]:
    """What a book says of the steps of one sequence, with dates if there is a start."""
    entries: list[StepEntry] = []
    first_uses: dict[int, int] = {}
    last_email: int | None = None
    totals = cumulative_delays(steps)
    for rank, (step, total, landing) in enumerate(zip(steps, totals, landed, strict=True), 1):
        template_id = step.template_id
        before = steps[rank - 2] if rank > 1 else None
        entries.append(
            StepEntry(
                rank=rank,
                key=number_text(step.id) if step.id is not None else f"rank {rank}",
                kind=step.action.kind,
                title=_title(step, last_email),
                day=_day(landing, start),
                facts=[*_facts(step, before, rank, total)],
                is_email=isinstance(step.action, EmailAction),
                template_id=template_id,
                words=_words(template_id, texts, first_uses.get(template_id or 0)),
                task=_task(step),
                others=[*_others(step)],
            )
        )
        if entries[-1].is_email:
            last_email = rank
        if template_id is not None:
            first_uses.setdefault(template_id, rank)
    return entries


def _title(step: Step, last_email: int | None) -> str:
    match step.action.kind:
        case ActionKind.EMAIL:
            return "E-mail in a new thread"
        case ActionKind.REPLY if last_email is None:
            return "Reply, with no e-mail before it"
        case ActionKind.REPLY:
            return f"Reply in the thread of step {last_email}"
        case ActionKind.TASK:
            return "Task"
        case ActionKind.UNKNOWN:
            return f"Unknown action: {action_text(step.action)}"


def _wait(step: Step, before: Step | None, rank: int) -> str:
    wait = delay_text(step.delay)
    if before is None:
        return f"{wait}, when the sequence starts" if wait == AT_ONCE else f"{wait} after the start"
    done = " is marked done" if before.is_task else ""
    return f"{wait} after step {rank - 1}{done}"


def _day(landing: Landing, start: datetime | None) -> str:
    if start is None or landing.at is None:
        return day_landing_text(landing)
    return f"{landing_text(landing, start)} · {day_text(landing)}"


def _facts(
    step: Step, before: Step | None, rank: int, total: CumulativeDelay
) -> Iterator[tuple[str, str]]:
    yield "Wait", _wait(step, before, rank)
    yield "From the start", cumulative_text(total)
    if isinstance(step.action, EmailAction):
        template_id = step.action.template_id
        known = sanitize(value_text(template_id), limit=MAX_LINE)
        yield "Template", known if template_id is not None else "none was received"
    yield "Step id", number_text(step.id)


def _words(
    template_id: int | None, texts: Mapping[int, TemplateText], same_as: int | None
) -> Words | None:
    template = texts.get(template_id) if template_id is not None else None
    if template is None or template.is_empty:
        return None
    return Words(
        subject=sanitize(template.subject.strip()),
        body=sanitize(template.readable.strip("\n").replace("\r\n", "\n"), lines=True),
        tags=[sanitize(tag) for tag in template_merge_tags(template)],
        origin=sanitize(template.origin, limit=MAX_LINE),
        has_html=bool(template.html.strip()),
        same_as=same_as,
    )


def _task(step: Step) -> str:
    if not isinstance(step.action, TaskAction):
        return ""
    content = step.action.content
    return value_text(content).strip() if content not in (None, "") else ""


def _others(step: Step) -> Iterator[tuple[str, str]]:
    """Fields of a step that the facts do not say."""
    match step.action:
        case EmailAction():
            said = {TEMPLATE_ID, IS_REPLY}
        case TaskAction():
            said = {TASK_CONTENT}
        case _:
            said = set()
    fields = [(name, value) for name, value in step.action.properties.items() if name not in said]
    for name, value in (*fields, *step.extra.items()):
        yield sanitize(name, limit=MAX_LINE), value_text(value)
