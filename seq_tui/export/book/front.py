"""What a book says of the whole account, in words, for every form of a book.

What it says of Sell and of other tools is in the vendors' public descriptions; nothing is guessed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from seq_tui.domain.sequence import ActionKind
from seq_tui.export.book.entry import LOOK_UP
from seq_tui.presentation.day_timeline import SOME_MONDAY_TEXT
from seq_tui.presentation.wording import counted, rule_text, start_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from seq_tui.domain.weekend_rule import WeekendRule
    from seq_tui.export.book.inventory import Inventory, Place
    from seq_tui.export.book.step_entry import StepEntry, Words

TITLE = "Rebuild book"

CHAPTERS = {
    "steps": "How to use this book",
    "unknown": "What could not be known",
    "settings": "Settings to make by hand",
    "templates": "Templates",
    "tags": "Merge tags",
}
"""The chapters besides the sequences: their anchors and titles."""

MISSING = "Text not known."


class Cover(NamedTuple):
    """Which account a book is about, and when it was made."""

    account: str
    as_of: str
    """The age of what was read, if it is not current; or empty."""

    made: str
    """A date."""

    selection: str
    """The query and the limit that chose the sequences; empty for all."""


class Setting(NamedTuple):
    """Something to set by hand once in the next tool."""

    key: str
    name: str
    in_sell: str
    elsewhere: str


class Unknown(NamedTuple):
    """Something that the book cannot say, and where: after the text, if there are places."""

    text: str
    places: list[Place]


SETTINGS = (
    Setting(
        "sending-days",
        "Sending days",
        "E-mails are sent from Monday to Friday. One that is due on a weekend is not sent then; at"
        " what hour of Monday it goes is not said.",
        "Allow Monday to Friday only. HubSpot: eligibleFollowUpDays. Apollo and Outreach: the"
        " schedule. Salesloft: the weekend flag of each group of steps.",
    ),
    Setting(
        "waits",
        "Waits in weekdays",
        "Saturdays and Sundays do not count: 2 weekdays after a Friday is Tuesday.",
        "Apollo counts calendar days: 2 days after a Friday is Sunday, held to Monday. HubSpot"
        " counts business days if it is told to. Salesloft numbers days from the start. Compare"
        " each wait.",
    ),
    Setting(
        "tasks",
        "Steps after a task",
        "The sequence goes on only when the task is marked completed.",
        "HubSpot: a dependency of the type TASK_COMPLETION. Apollo can only skip a task after some"
        " days. In Salesloft tasks have due days. Outreach has no counterpart.",
    ),
    Setting(
        "threads",
        "Replies",
        "A reply is sent in the thread of the e-mail before it.",
        "HubSpot: threadEmailToStepOrder. Apollo: reply_to_thread, without a subject. Salesloft:"
        " previous_email_step_group_reference_id. Outreach: isReply.",
    ),
    Setting(
        "end",
        "When it stops",
        "A sequence stops when the person replies, or when a lead is converted.",
        "HubSpot: unenrollmentSettings. Apollo: mark_finished_if_reply. Salesloft: remove_replied."
        " Outreach: primaryReplyAction.",
    ),
    Setting(
        "sender",
        "Sender",
        "An e-mail comes from the user who enrolled the person.",
        "Choose whose mailbox sends.",
    ),
    Setting(
        "unsubscribe",
        "Unsubscribe link and its language",
        "Both are set for each sequence, which says below what is known.",
        "They have no counterpart in the payloads of HubSpot, Apollo, Salesloft and Outreach: set"
        " them by hand.",
    ),
    Setting(
        "shared",
        "Shared templates",
        "A change of a template applies at once to every sequence that uses it.",
        "Where texts stand in the steps, as in Apollo and Salesloft, change each of them.",
    ),
    Setting(
        "people",
        "People who are in a sequence now",
        "They are not in this book.",
        "Decide whether they finish in Sell, or begin again in the next tool.",
    ),
)


def cover_lines(cover: Cover, start: datetime | None) -> Iterator[str]:
    """Lines below the title."""
    yield cover.account
    yield " · ".join(filter(None, (f"made {cover.made}", cover.as_of)))
    if cover.selection:
        yield f"Only part of the account: {cover.selection}"
    if start is not None:
        yield f"Dates are {start_text(start)}"
    else:
        yield "Days are counted from the start; there are no dates"


def figures(inventory: Inventory) -> Iterator[tuple[str, str]]:
    """The counts of a book: the number and what it counts."""
    kinds = inventory.kinds
    templates = inventory.templates()
    known = len(templates) - len(inventory.missing())
    counts = (
        (inventory.sequences, "sequence"),
        (inventory.steps, "step"),
        (kinds[ActionKind.EMAIL], "e-mail"),
        (kinds[ActionKind.REPLY], "reply"),
        (kinds[ActionKind.TASK], "task"),
    )
    for number, noun in counts:
        amount, _, name = counted(number, noun).partition(" ")
        yield amount, name
    yield f"{known:,} of {len(templates):,}", "template texts known"


def figures_text(inventory: Inventory) -> str:
    """The same in one line."""
    return " · ".join(" ".join(each) for each in figures(inventory))


def advice(inventory: Inventory) -> Iterator[str]:
    """How to use a book, a sentence or two an item."""
    yield (
        "Sell ends on 31 August 2027, and what it holds is deleted. Look up what is missing here"
        " before that day."
    )
    yield "Make the settings of the whole account first: each has a box to tick."
    if missing := len(inventory.missing()):
        yield (
            f"Make the templates. {counted(missing, 'template')} of"
            f" {len(inventory.templates()):,} {'has' if missing == 1 else 'have'} no text here:"
            " copy it from Sell's web page, or from a mail that was sent. “seq-tui"
            " templates add” stores it in an archive, from which the next book has it."
        )
    elif inventory.templates():
        yield "Make the templates. The texts of all of them are here."
    if inventory.tags():
        yield "Give each merge tag the field of the next tool, in the table of merge tags."
    yield "Build one sequence after the other, and tick each step that is done."
    yield "Compare the days in the next tool with the timeline here before anybody is enrolled."


def day_rules(start: datetime | None, weekend: WeekendRule) -> Iterator[str]:
    """How the days of a book are meant."""
    yield rule_text(weekend=weekend)
    day = "Day 1 is the day of the start"
    yield day if start is not None else f"{day}; days are as {SOME_MONDAY_TEXT}"


def unknowns(inventory: Inventory, *, is_whole: bool) -> Iterator[Unknown]:
    """What a book cannot say: first what is missing in this account, then what always is."""
    if not is_whole:
        yield Unknown("Whether these are all sequences of the account: that is not proven.", [])
    yield from _missing_data(inventory)
    yield Unknown("What the templates are called: Sell gives out their ids only.", [])
    yield Unknown(
        "Whether a sequence is switched on, whether it is for leads or for contacts, and who is in"
        " it.",
        [],
    )
    yield Unknown(
        "At what time of the day, in which time zone and on which holidays Sell sends. All days"
        " here are estimates.",
        [],
    )
    yield Unknown(
        "How Sell writes merge tags: it does not document them. Whatever a text has in double"
        " braces or in brackets is listed.",
        [],
    )


def _missing_data(inventory: Inventory) -> Iterator[Unknown]:
    if missing := inventory.missing():
        ids = ", ".join(str(each.template_id) for each in missing)
        yield Unknown(f"The text of {counted(len(missing), 'template')}: {ids}.", [])
    for places, text in (
        (inventory.without_steps, "The steps of sequences that were received without them"),
        (
            inventory.other_total,
            "Which steps are missing or too many, where Sell counts others than it sent",
        ),
        (inventory.without_template, "Which template is sent by steps without a usable id of one"),
        (inventory.without_task, "What tasks without a text ask for"),
        (inventory.unreadable_waits, "How long steps wait whose delay cannot be read"),
        (inventory.unknown_actions, "What steps do that are neither an e-mail nor a task"),
        (inventory.deleted, "Whether sequences are wanted that the account has deleted"),
    ):
        if places:
            yield Unknown(f"{text}:", places)
    if number := inventory.unnamed_creators:
        yield Unknown(f"Who created {counted(number, 'sequence')}: there is only an id.", [])


def missing_text(rank: int) -> str:
    """Where to find the text of a step."""
    return f"{MISSING} Look it up in Sell, under {LOOK_UP}, in step {rank} of this sequence."


def subject_text(step: StepEntry) -> str:
    """The subject of an e-mail; empty for a reply without one, which has that of its thread."""
    subject = step.words.subject if step.words is not None else ""
    if not subject and step.kind is ActionKind.REPLY:
        return ""
    return f"Subject: {subject or 'not known'}"


def text_facts(words: Words) -> str:
    """The merge tags of a text, where it comes from, and what is not shown of it; may be empty."""
    parts = [f"Merge tags: {', '.join(words.tags)}"] if words.tags else []
    if words.origin:
        parts.append(f"from {words.origin}")
    if words.has_html:
        parts.append("also as HTML, which “seq-tui templates export” writes")
    return " · ".join(parts)


def ranks_text(ranks: tuple[int, ...]) -> str:
    """``step 3``, ``steps 1, 3``; empty for none."""
    if not ranks:
        return ""
    return f"step{'s' if len(ranks) > 1 else ''} {', '.join(map(str, ranks))}"
