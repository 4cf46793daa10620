"""The loss report as Markdown; foreign text in it is sanitised and escaped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seq_tui.domain.sequence import ActionKind
from seq_tui.domain.weekend_rule import WeekendRule
from seq_tui.export.markdown import escape
from seq_tui.export.moving.common_losses import COMMON_LOSSES
from seq_tui.export.moving.date_comparison import MONDAY, STARTS
from seq_tui.export.moving.losses import LossKind
from seq_tui.presentation.wording import counted, delay_text, name_text
from seq_tui.sanitize import sanitize

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime, timedelta

    from seq_tui.domain.sequence import Sequence
    from seq_tui.export.moving.built import Built, Target
    from seq_tui.export.moving.date_comparison import DateDifference
    from seq_tui.export.moving.loss_report import Totals
    from seq_tui.export.moving.losses import Loss
    from seq_tui.export.moving.moved import MovedSequence, MovedStep

_KINDS = {
    LossKind.NO_COUNTERPART: "no counterpart",
    LossKind.ASSUMED: "assumed",
    LossKind.MISSING: "missing",
}

_ACTIONS = {
    ActionKind.EMAIL: "e-mail",
    ActionKind.REPLY: "reply",
    ActionKind.TASK: "task",
    ActionKind.UNKNOWN: "unknown action",
}

_WAITS = "hours are elapsed time; weekdays keep the clock time and count Monday to Friday only"

_SELL_RULES = {
    WeekendRule.HOLD: f"{_WAITS}; an e-mail on a weekend is held until Monday, at the earliest at"
    " 00:00, and later steps count from there; tasks are not held",
    WeekendRule.IGNORE: f"{_WAITS}; e-mails are sent on weekends too",
}

MOST_NAMED = 10
"""Most templates that are named in a cell."""


def head_lines(
    target: Target,
    account: str,
    weekend: WeekendRule,
    totals: Totals,
    tag_map: Mapping[str, str],
) -> Iterator[str]:
    """What is said before the first sequence."""
    yield f"# What is lost on the way to {target.label}"
    yield ""
    yield (
        f"{counted(totals.sequences, 'sequence')} with {counted(totals.steps, 'step')} from"
        f" {_cell(account)}. Each loss is of one of three kinds:"
    )
    yield ""
    yield f"- *no counterpart*: {target.label} has no such thing"
    yield "- *assumed*: written in a way that Sell does not say, or that differs from Sell"
    yield "- *missing*: not known, so a placeholder is written that says so"
    if target.open_questions:
        yield from ("", f"## A beta: what {target.label} does not say", "")
        yield from (f"- {escape(each)}" for each in target.open_questions)
    yield from ("", "## Of every sequence", "")
    yield from (_item(each) for each in (*COMMON_LOSSES, *target.losses))
    yield from _date_lines(target, weekend, totals)
    yield from _template_lines(totals)
    yield from _tag_lines(totals, tag_map)
    yield from ("", "## Sequences")


def sequence_lines(
    target: Target,
    moved: MovedSequence,
    built: Built,
    differences: tuple[DateDifference | None, ...],
    file: str,
) -> Iterator[str]:
    """One sequence: its losses, and a table of its steps."""
    yield from ("", f"### {_cell(moved.name)}", "")
    number = "no id" if moved.id is None else f"#{moved.id}"
    yield f"{escape(number)} · `{file}`"
    if moved.losses:
        yield ""
        yield from map(_item, moved.losses)
    if not moved.steps:
        return
    yield from (
        "",
        f"| # | Step | Wait | {target.label}'s dates | Losses |",
        "|--:|---|---|---|---|",
    )
    for step, losses, difference in zip(moved.steps, built.step_losses, differences, strict=True):
        cells = (
            str(step.rank),
            _step_text(step),
            _cell(delay_text(step.step.delay)),
            _cell(difference_text(target.label, difference)),
            "<br>".join(map(_loss, (*step.losses, *losses))),
        )
        yield f"| {' | '.join(cells)} |"


def unwritten_lines(sequence: Sequence, loss: Loss) -> Iterator[str]:
    """A sequence for which no file was written."""
    yield from ("", f"### {escape(name_text(sequence))}", "", _item(loss))


def difference_text(label: str, difference: DateDifference | None) -> str:
    """How the dates of a step differ, in one line."""
    if difference is None:
        return "cannot be compared: Sell gives no date"
    if not difference.different:
        return "equal"
    direction = "earlier" if difference.worst.total_seconds() < 0 else "later"
    start, first = difference.start, difference.start.date()

    def at(moment: datetime, *, is_earliest: bool) -> str:
        since = "from " if is_earliest else ""
        return f"day {(moment.date() - first).days + 1} {moment:%a} {since}{moment:%H:%M}"

    return (
        f"{difference.different} of {STARTS} starts differ, by up to"
        f" {_length(abs(difference.worst))} {direction}: start {start:%a %H:%M}:"
        f" Sell {at(difference.sell, is_earliest=difference.sell_is_earliest)},"
        f" {label} {at(difference.target, is_earliest=difference.target_is_earliest)}"
    )


def _length(length: timedelta) -> str:
    """``2 days 3 hours``; with seconds only where there are some."""
    hours, seconds = divmod(length.seconds, 3600)
    parts = ((length.days, "day"), (hours, "hour"), (seconds // 60, "minute"))
    text = " ".join(counted(amount, noun) for amount, noun in parts if amount)
    rest = seconds % 60 + length.microseconds / 1_000_000
    return text if not rest else f"{text} {rest:g} s".strip()


def _date_lines(target: Target, weekend: WeekendRule, totals: Totals) -> Iterator[str]:
    compared = totals.equal_dates + totals.different_dates
    yield from ("", "## How the dates differ", "")
    yield (
        f"Both rules were computed from {STARTS} starts, each full hour of the week of"
        f" {MONDAY:%A} {MONDAY.day} {MONDAY:%B %Y} in UTC, which has no clock changes."
    )
    yield (
        f"At the same time from every start: {totals.equal_dates:,} of"
        f" {counted(compared, 'step')} that have a date. Times after a task, and after a weekend"
        " that delayed something (*from*), are the earliest possible."
    )
    if totals.different_dates:
        sizes = "; ".join(f"{name}: {number:,}" for name, number in totals.by_size.items())
        yield f"Steps by their largest difference: up to {sizes}."
    yield from ("", f"- *Sell*: {_SELL_RULES[weekend]}")
    yield f"- *{target.label}*: {escape(target.date_rule)}"
    if totals.undated:
        yield f"- {counted(totals.undated, 'step')} cannot be compared: Sell gives no date"


def _template_lines(totals: Totals) -> Iterator[str]:
    if not totals.templates:
        return
    without = sorted(
        (key for key, draft in totals.templates.items() if draft.is_missing),
        key=lambda key: (len(key), key),
    )
    total = counted(len(totals.templates), "template")
    yield from ("", "## Templates", "")
    listed = f": {', '.join(without)}" if without else ""
    yield f"Without a text: {len(without):,} of {total}{listed}"
    known = {key: each for key, each in totals.templates.items() if not each.is_missing}
    if known:
        yield from ("", "| Template | Subject | Losses |", "|--:|---|---|")
    for key, draft in known.items():
        losses = "<br>".join(map(_loss, draft.losses)) or "none"
        yield f"| {key} | {_cell(draft.subject) or '–'} | {losses} |"


def _tag_lines(totals: Totals, tag_map: Mapping[str, str]) -> Iterator[str]:
    if not (tags := totals.tags):
        return
    yield from ("", "## Merge tags", "", "| Tag | Written as | In templates |", "|---|---|---|")
    for tag, keys in tags.items():
        written = _cell(tag_map[tag]) if tag in tag_map else "unchanged"
        more = f" and {len(keys) - MOST_NAMED:,} more" if len(keys) > MOST_NAMED else ""
        yield f"| {_cell(tag)} | {written} | {', '.join(keys[:MOST_NAMED])}{more} |"


def _step_text(moved: MovedStep) -> str:
    kind = _ACTIONS[moved.step.action.kind]
    if moved.draft is None:
        return f"{kind}: {_cell(moved.title)}"
    number = moved.draft.template_id
    return kind if number is None else f"{kind} {number}"


def _item(loss: Loss) -> str:
    return f"- {_loss(loss)}"


def _loss(loss: Loss) -> str:
    return f"*{_KINDS[loss.kind]}*: {_cell(loss.text)}"


def _cell(text: str) -> str:
    """Foreign text in one line, which Markdown displays literally."""
    return escape(sanitize(" ".join(text.split())))
