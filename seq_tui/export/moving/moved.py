"""A sequence in the form that the payloads of all tools are built from."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from seq_tui.domain.sequence import EmailAction, TaskAction
from seq_tui.export.moving.losses import assumed, missing, no_counterpart
from seq_tui.export.moving.texts import inert_note, plain_line, plain_text, title_of
from seq_tui.export.moving.waits import Wait, read_wait
from seq_tui.presentation.wording import name_text, value_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from seq_tui.domain.json import Json
    from seq_tui.domain.sequence import Sequence, Step, UnknownAction
    from seq_tui.domain.template_text import TemplateText
    from seq_tui.export.moving.drafts import Draft, Drafts
    from seq_tui.export.moving.losses import Loss

_KNOWN_PROPERTIES = frozenset({"email_template_id", "is_reply", "task_content"})

_MAX_ID = 2**63 - 1


class MovedStep(NamedTuple):
    """One step."""

    rank: int
    """From 1."""

    step: Step
    wait: Wait
    """After the step before; of no length if it cannot be read, which is a loss."""

    draft: Draft | None
    """The e-mail; `None` for a task."""

    note: str
    """What a person has to do, never empty; empty for an e-mail."""

    thread: int | None
    """The rank of the e-mail that this one replies to; `None` begins a new thread."""

    losses: tuple[Loss, ...]

    @property
    def title(self) -> str:
        """A name for the step, in one line."""
        if self.draft is None:
            return title_of(self.note)
        kind = "e-mail" if self.thread is None else "reply"
        number = self.draft.template_id
        return f"Step {self.rank}: {kind}" + ("" if number is None else f" {number}")

    @property
    def subject(self) -> str:
        """The subject of the e-mail; empty for a reply, which has that of its thread."""
        return "" if self.draft is None or self.thread is not None else self.draft.full_subject

    @property
    def is_ready(self) -> bool:
        """Whether all words of the e-mail or the task are known."""
        if self.draft is None:
            return True
        return self.draft.has_body and (self.thread is not None or bool(self.draft.subject))


class MovedSequence(NamedTuple):
    """One sequence that was received with its steps."""

    id: int | None
    name: str
    """Never empty."""

    steps: tuple[MovedStep, ...]
    losses: tuple[Loss, ...]

    @property
    def origin(self) -> str:
        """Where it comes from, in one line."""
        number = "without an id" if self.id is None else str(self.id)
        return f"Zendesk Sell sequence {number}"


def move_sequence(
    sequence: Sequence, texts: Mapping[int, TemplateText], drafts: Drafts
) -> MovedSequence:
    """Prepare a sequence for another tool.

    Args:
        sequence: one that has steps, perhaps none of them.
        texts: the words of templates by id, as far as they are known.
        drafts: makes the drafts of templates.
    """
    steps: list[MovedStep] = []
    last_email: int | None = None
    for rank, step in enumerate(sequence.steps or (), start=1):
        moved = _move_step(rank, step, last_email, texts, drafts)
        steps.append(moved)
        if moved.draft is not None:
            last_email = rank
    name = plain_line(sequence.name or "")
    has_name = any(each.isprintable() for each in name)
    losses = tuple(_sequence_losses(sequence, has_name=has_name))
    name = name if has_name else name_text(sequence._replace(name=None))
    return MovedSequence(sequence.id, name, tuple(steps), losses)


def _move_step(
    rank: int,
    step: Step,
    last_email: int | None,
    texts: Mapping[int, TemplateText],
    drafts: Drafts,
) -> MovedStep:
    wait, losses = read_wait(step.delay)
    draft: Draft | None = None
    thread: int | None = None
    note = ""
    action = step.action
    if isinstance(action, EmailAction):
        template_id = _template_id(action)
        text = None if template_id is None else texts.get(template_id)
        draft = drafts.of(template_id, text)
        thread = last_email if action.is_reply else None
        losses += _property_losses(action)
        losses += _email_losses(draft, is_reply=action.is_reply, has_thread=thread is not None)
    elif isinstance(action, TaskAction):
        note, more = _task_note(action)
        losses += more
    else:
        note = _unknown_note(action)
        losses.append(no_counterpart("action-unknown", "written as a task that says what it was"))
    losses += _field_losses(action.properties, step.extra)
    return MovedStep(rank, step, wait, draft, note, thread, tuple(losses))


def _template_id(action: EmailAction) -> int | None:
    """The id of the template, if it can be one, which is also the name of a file."""
    found = action.usable_template_id
    return found if found is not None and 0 <= found <= _MAX_ID else None


def _property_losses(action: EmailAction) -> Iterator[Loss]:
    """What Sell sent of an e-mail that is not what its documentation says."""
    sent = action.properties
    if "email_template_id" in sent and _template_id(action) is None:
        value = value_text(sent["email_template_id"])
        yield missing("template-unreadable", f"email_template_id is no id of a template: {value}")
    if not isinstance(sent.get("is_reply", False), bool):
        value = value_text(sent["is_reply"])
        text = f"is_reply is neither true nor false: {value}; written as an e-mail of its own"
        yield assumed("reply-unreadable", text)


def _email_losses(draft: Draft, *, is_reply: bool, has_thread: bool) -> list[Loss]:
    losses = [each for each in draft.losses if not (has_thread and each.code == "subject-missing")]
    if is_reply and not has_thread:
        text = "a reply without an e-mail before it is written as a new thread"
        losses.append(assumed("reply-without-thread", text))
    elif is_reply and draft.subject:
        text = f"a reply has the subject of its thread, not its own: {draft.subject}"
        losses.append(assumed("reply-subject", text))
    return losses


def _task_note(action: TaskAction) -> tuple[str, list[Loss]]:
    content = action.content
    received = content if isinstance(content, str) else ""
    note = inert_note(received).strip()
    if not note:
        text = "the text of the task is not known"
        return "[the text of this task is missing]", [missing("task-missing", text)]
    if note != plain_text(received).strip():
        return note, [assumed("task-tags", "what looks like a tag in it begins with ‹, not with <")]
    return note, []


def _unknown_note(action: UnknownAction) -> str:
    """What a person has to do for an action that no tool is known to have."""
    fields = "; ".join(f"{name}: {value_text(value)}" for name, value in action.properties.items())
    kind = action.action_type or "that is not named"
    text = f"[Do by hand: Sell had a step of the type {kind} here. {fields}".rstrip() + "]"
    return inert_note(text)


def _field_losses(properties: Mapping[str, Json], extra: Mapping[str, Json]) -> Iterator[Loss]:
    others = {name: value for name, value in properties.items() if name not in _KNOWN_PROPERTIES}
    if fields := [*others.items(), *extra.items()]:
        yield no_counterpart("fields-left-out", _listed(fields))


def _sequence_losses(sequence: Sequence, *, has_name: bool) -> Iterator[Loss]:
    if not has_name:
        yield missing("name-missing", "it has no name that can be seen")
    if sequence.deleted_at is not None:
        yield assumed("deleted", "it was deleted in Sell; the archive has kept it")
    received = len(sequence.steps or ())
    if sequence.steps_total is not None and sequence.steps_total != received:
        text = f"Sell counts {sequence.steps_total} steps and sent {received}"
        yield missing("steps-missing", text)
    elif not received:
        yield assumed("no-steps", "it has no steps")
    if sequence.extra:
        yield no_counterpart("fields-left-out", _listed([*sequence.extra.items()]))


def _listed(fields: list[tuple[str, Json]]) -> str:
    return "left out: " + "; ".join(f"{name} ({value_text(value)})" for name, value in fields)
