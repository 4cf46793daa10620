"""All rules, in the order of their findings: the one place where a rule is added."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from seq_tui.domain.checks import contents, timing
from seq_tui.domain.checks.finding import Level
from seq_tui.domain.checks.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Mapping

DUPLICATE_NAME = Rule(
    "duplicate-name",
    Level.WARNING,
    "two sequences with one name",
    "Who picks a sequence in Sell sees its name only, and may start the wrong one.",
    "With a query or a limit, only the sequences that are read are compared. Case and accents do"
    " not count.",
)
REUSED_TEMPLATE = Rule(
    "reused-template",
    Level.INFO,
    "a template in many sequences",
    "A change of the template changes all of these sequences.",
    "One template for all may be just what is wanted. With a query or a limit, only the sequences"
    " that are read are counted.",
)

_RULES = (
    Rule(
        "no-steps",
        Level.WARNING,
        "no steps",
        "A lead can be enrolled in the sequence, but nothing ever happens.",
        "It may be new, with its steps still to be written.",
        contents.find_no_steps,
    ),
    Rule(
        "wrong-total",
        Level.WARNING,
        "more or fewer steps than the service says",
        "The service counts other steps than it sends, so that what is shown may not be all.",
        "The sequence may have changed while it was sent.",
        contents.find_wrong_total,
    ),
    Rule(
        "uneven-positions",
        Level.WARNING,
        "positions with gaps or duplicates",
        "A step may be missing, or two steps may happen in another order than it seems.",
        "A deleted step may have left a gap that Sell skips.",
        contents.find_uneven_positions,
    ),
    Rule(
        "first-step-is-reply",
        Level.ERROR,
        "the first step is a reply",
        "A reply continues the thread of an earlier e-mail, and there is none.",
        "Sell may send it as an e-mail of its own; it does not say.",
        contents.find_first_reply,
    ),
    Rule(
        "reply-without-email",
        Level.ERROR,
        "a reply with no e-mail before it",
        "A reply continues the thread of an earlier e-mail; here are only other steps before it.",
        "Sell may send it as an e-mail of its own; it does not say. A reply as the first step is"
        " found by first-step-is-reply.",
        contents.find_reply_without_email,
    ),
    Rule(
        "unknown-action",
        Level.WARNING,
        "a step that is no e-mail and no task",
        "What the step does is not documented, so that nothing more can be said of it.",
        "It may be something new in Sell that works well.",
        contents.find_unknown_actions,
    ),
    Rule(
        "empty-task",
        Level.WARNING,
        "a task without a text",
        "The person who gets the task does not know what to do, and the sequence waits for it.",
        "The name of the sequence may say enough.",
        contents.find_empty_tasks,
    ),
    Rule(
        "repeated-template",
        Level.WARNING,
        "the same template twice",
        "A lead gets the same text again.",
        "A short reminder may be repeated on purpose.",
        contents.find_repeated_templates,
    ),
    Rule(
        "unreadable-delay",
        Level.WARNING,
        "a wait that cannot be read",
        "When this step and all later ones happen is unknown: the unit is neither hours nor"
        " weekdays, or the length is no number from 0 upwards.",
        "It may be a unit that is new in Sell.",
        timing.find_unreadable_delays,
    ),
    Rule(
        "no-wait",
        Level.WARNING,
        "no waiting between two e-mails",
        "A lead gets two e-mails in the same minute.",
        "The two may be meant as one message in parts.",
        timing.find_no_wait,
    ),
    Rule(
        "long-gap",
        Level.INFO,
        "a long wait between two steps",
        "By then, a lead may have forgotten the e-mail before.",
        "Reminders of a season or of a renewal wait that long on purpose. 24 hours count as a"
        " calendar day, and 7 of these as 5 weekdays.",
        timing.find_long_gaps,
    ),
    Rule(
        "often-held",
        Level.WARNING,
        "an e-mail that is often held over a weekend",
        "It goes out on Monday, together with all that was held, and not when it was meant to."
        " Waits in hours also count weekends; waits in weekdays never end on one.",
        "Every hour of a week counts as a start alike, nights and weekends too, and tasks as done"
        " at once. The hold itself is an estimate; see --weekend.",
        timing.find_often_held,
    ),
    Rule(
        "after-task",
        Level.INFO,
        "steps that wait for a task",
        "The sequence goes on only when the task is marked done: all later dates are the earliest"
        " ones, and a forgotten task ends the sequence.",
        "Most sequences with tasks are meant so.",
        timing.find_after_task,
    ),
    DUPLICATE_NAME,
    REUSED_TEMPLATE,
)

RULES: Mapping[str, Rule] = MappingProxyType({rule.id: rule for rule in _RULES})
"""The rules by their ids, which settings and options name."""
