"""Tests of what a book says of one sequence and its steps."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from seq_tui.domain.delay import Delay
from seq_tui.domain.sequence import Sequence, Step, TaskAction, UnknownAction
from seq_tui.export.book.entry import LOOK_UP, SequenceEntry, sequence_entry
from tests.export.book.books import TEXTS, WELCOME, email, rules, text

if TYPE_CHECKING:
    from seq_tui.domain.json import Json


def entry_of(*steps: Step, **fields: Json) -> SequenceEntry:
    return sequence_entry(Sequence(id=1, name="One", steps=steps, extra=fields), TEXTS, rules())


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"enabled": True, "locale": "en-GB"}, ["on", "en-GB"]),
        ({"enabled": False, "locale": None}, ["off", "not known"]),
        ({"locale": "de-DE", "x": [1]}, ["not known", "de-DE", "[1]"]),
        (None, [f"not known; look it up in Sell under {LOOK_UP}"]),
        ("yes", [f"not known; look it up in Sell under {LOOK_UP}", "yes"]),
    ],
)
def test_the_unsubscribe_link_is_said_as_far_as_it_is_known(
    settings: Json, said: list[str]
) -> None:
    entry = entry_of(unsubscribe_settings=settings)
    assert [value for _, value in entry.settings] == said


def test_fields_that_are_not_documented_are_settings_too() -> None:
    assert entry_of(unsubscribe_settings={}, sending_window={"from": 9}).settings == [
        ("Unsubscribe link", "not known"),
        ("Unsubscribe language", "not known"),
        ("sending_window", '{"from": 9}'),
    ]


def test_a_reply_names_the_e_mail_of_its_thread() -> None:
    entry = entry_of(
        Step(1, 0, action=email(1, is_reply=True)),
        Step(2, 1, action=TaskAction(properties={"task_content": "Call"})),
        Step(3, 2, action=email(2)),
        Step(4, 3, action=UnknownAction("fax", {"number": 7})),
        Step(5, 4, action=email(2, is_reply=True)),
    )
    assert [each.title for each in entry.steps] == [
        "Reply, with no e-mail before it",
        "Task",
        "E-mail in a new thread",
        "Unknown action: fax",
        "Reply in the thread of step 3",
    ]
    assert entry.steps[3].others == [("number", "7")]


@pytest.mark.parametrize(
    ("delay", "wait"),
    [
        (Delay(0, "hours"), "at once, when the sequence starts"),
        (Delay(3, "hours"), "3 hours after the start"),
        (Delay(2, "fortnights"), "2 fortnights ? after the start"),
    ],
)
def test_the_first_wait_counts_from_the_start(delay: Delay, wait: str) -> None:
    (step,) = entry_of(Step(1, 0, delay, email(1))).steps
    assert step.facts[0] == ("Wait", wait)


def test_an_e_mail_without_a_template_and_a_task_without_a_text_say_so() -> None:
    first, second = entry_of(Step(1, 0, action=email(None)), Step(2, 1, action=TaskAction())).steps
    assert ("Template", "none was received") in first.facts
    assert (first.words, second.task) == (None, "")


def test_a_text_with_nothing_in_it_counts_as_missing() -> None:
    sequence = Sequence(id=1, steps=(Step(1, 0, action=email(7)),))
    entry = sequence_entry(sequence, {7: text(7, " ", "\n", "<p> </p>")}, rules())
    assert (entry.steps[0].words, entry.missing_texts) == (None, 1)


def test_errors_and_warnings_of_the_checks_are_remarks_and_what_is_good_to_know_is_not() -> None:
    entry = entry_of(Step(1, 0, Delay(0, "hours"), email(1, is_reply=True)))
    assert [each[:9] for each in entry.remarks] == ["✗ Step 1:"]
    assert sequence_entry(WELCOME, TEXTS, rules()).remarks == [
        "▲ Step 5: Template 398744 is in steps 1 and 5."
    ]


def test_a_sequence_without_steps_says_why() -> None:
    said = [
        sequence_entry(each, {}, rules()).without_steps
        for each in (Sequence(id=1, steps=()), Sequence(id=1, steps_total=3), WELCOME)
    ]
    assert said == [
        "It has no steps.",
        "The steps were not received (3 steps, not included): look them up in Sell.",
        "",
    ]


def test_a_deleted_sequence_says_so() -> None:
    entry = entry_of(deleted_at="2026-10-02T08:00:00Z")
    assert entry.brief == "#1 · deleted 2 Oct 2026 · 0 steps"
    assert entry.deleted.startswith("The account had deleted this sequence by 2 Oct 2026.")
    assert [name for name, _ in entry.settings] == ["Unsubscribe link"]
