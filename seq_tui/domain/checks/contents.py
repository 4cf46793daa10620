"""Checks of what steps do, and of which steps there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seq_tui.domain.checks.facts import counted, quoted, steps_named
from seq_tui.domain.folding import fold
from seq_tui.domain.sequence import EmailAction, TaskAction, UnknownAction

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seq_tui.domain.checks.options import CheckOptions
    from seq_tui.domain.checks.rule import Found
    from seq_tui.domain.json import Json
    from seq_tui.domain.sequence import Action, Sequence


def find_no_steps(sequence: Sequence, _: CheckOptions) -> Iterator[Found]:
    """A sequence that has no steps, also by the service's own count."""
    if not sequence.steps and not sequence.steps_total:
        yield None, "The sequence has no steps."


def find_wrong_total(sequence: Sequence, _: CheckOptions) -> Iterator[Found]:
    """A sequence with more or fewer steps than the service says."""
    received = len(sequence.steps or ())
    total = sequence.steps_total
    if total is not None and total != received:
        yield None, f"The service counts {counted(total, 'step')}, but sent {received:,}."


def find_first_reply(sequence: Sequence, _: CheckOptions) -> Iterator[Found]:
    """A first step that is a reply."""
    if sequence.steps and _is_reply(sequence.steps[0].action):
        yield 0, "The first step is a reply; there is no thread yet to reply in."


def find_reply_without_email(sequence: Sequence, _: CheckOptions) -> Iterator[Found]:
    """The first e-mail if it is a reply, after other steps."""
    for index, step in enumerate(sequence.steps or ()):
        if isinstance(step.action, EmailAction):
            if index and step.action.is_reply:
                before = steps_named(range(index))
                yield index, f"This is a reply, but before it there is no e-mail, only {before}."
            return


def find_empty_tasks(sequence: Sequence, _: CheckOptions) -> Iterator[Found]:
    """Tasks without a text."""
    for index, step in enumerate(sequence.steps or ()):
        if isinstance(step.action, TaskAction) and _is_blank(step.action.content):
            yield index, "The task does not say what to do."


def find_repeated_templates(sequence: Sequence, _: CheckOptions) -> Iterator[Found]:
    """Templates that several e-mails of the sequence use."""
    first: dict[int | str, int] = {}
    again: dict[int | str, list[int]] = {}
    for index, step in enumerate(sequence.steps or ()):
        template = template_of(step.action)
        if template is not None and first.setdefault(template, index) != index:
            again.setdefault(template, [first[template]]).append(index)
    for template, indices in again.items():
        yield indices[1], f"Template {quoted(template)} is in {steps_named(indices)}."


def find_unknown_actions(sequence: Sequence, _: CheckOptions) -> Iterator[Found]:
    """Steps that are neither an e-mail nor a task."""
    for index, step in enumerate(sequence.steps or ()):
        if isinstance(step.action, UnknownAction):
            kind = step.action.action_type
            if kind is None:
                yield index, "The step does not say what it does: it has no action_type."
            else:
                yield index, f"The action_type is {quoted(kind)}, no e-mail and no task."


def find_uneven_positions(sequence: Sequence, _: CheckOptions) -> Iterator[Found]:
    """Steps whose positions do not count from 0 without gaps."""
    steps = sequence.steps or ()
    if all(step.position == index for index, step in enumerate(steps)):
        return
    placed = [(step.position, at) for at, step in enumerate(steps) if step.position is not None]
    placed.sort()
    expected, before = 0, 0
    for position, index in placed:
        if position < 0:
            yield index, f"The position is {position}; positions count from 0."
            continue
        if position < expected:
            yield index, f"The position is {position}, which is that of step {before + 1} too."
        elif position > expected:
            last = f", after {expected - 1}" if expected else "; positions count from 0"
            yield index, f"The position is {position}{last}: {_missing(expected, position)}."
        expected, before = position + 1, index
    for index, step in enumerate(steps) if placed else ():
        if step.position is None:
            yield index, "The step has no position, unlike others."


def template_of(action: Action) -> int | str | None:
    """The id of an e-mail's template, if it has a usable one."""
    if not isinstance(action, EmailAction):
        return None
    template = action.template_id
    if isinstance(template, bool) or not isinstance(template, int | str) or template == "":
        return None
    return template


def _is_reply(action: Action) -> bool:
    return isinstance(action, EmailAction) and action.is_reply


def _is_blank(content: Json) -> bool:
    """Whether a task has no text that anyone can see."""
    if content is None:
        return True
    if not isinstance(content, str) or (content[:1].isascii() and content[:1].isalnum()):
        return False
    # A fold has no invisible characters.
    return not fold(content).strip()


def _missing(expected: int, position: int) -> str:
    count = position - expected
    return f"{expected} is missing" if count == 1 else f"{counted(count, 'position')} missing"
