"""Tests of what a book says of the whole account, and of what it cannot say."""

from __future__ import annotations

import pytest

from seq_tui.domain.delay import Delay
from seq_tui.domain.sequence import ActionKind, Sequence, Step, TaskAction, UnknownAction
from seq_tui.export.book.entry import sequence_entry
from seq_tui.export.book.front import CHAPTERS, advice, unknowns
from seq_tui.export.book.inventory import Inventory
from tests.export.book.books import TEXTS, WELCOME, email, rules


def inventory(*sequences: Sequence) -> Inventory:
    found = Inventory()
    for rank, each in enumerate(sequences, start=1):
        found.add(each, sequence_entry(each, TEXTS, rules()), f"#s{rank}")
    return found


def doubts(found: Inventory) -> dict[str, list[tuple[str, tuple[int, ...]]]]:
    """What is not known of some place, with the places."""
    return {
        each.text.removesuffix(":"): [(place.label, place.ranks) for place in each.places]
        for each in unknowns(found, is_whole=True)
        if each.places
    }


def test_each_template_says_who_uses_it_and_whether_its_text_is_known() -> None:
    other = Sequence(id=2, name="Other", steps=(Step(9, 0, action=email(398747)),))
    records = inventory(WELCOME, other).templates()
    assert [(each.template_id, each.subject, each.is_known) for each in records] == [
        (398744, "Welcome, {{first_name}}", True),
        (398745, "", True),
        (398747, "", False),
    ]
    assert [(each.steps, each.replies) for each in records] == [(2, 0), (1, 1), (2, 0)]
    assert [tuple(place) for place in records[0].uses] == [("#s1", "#21128", (1, 5))]
    assert [tuple(place) for place in records[2].uses] == [
        ("#s1", "#21128", (4,)),
        ("#s2", "#2", (1,)),
    ]


def test_merge_tags_are_sorted_each_with_its_templates() -> None:
    assert inventory(WELCOME).tags() == {"[Company]": [398745], "{{first_name}}": [398744]}


def test_steps_are_counted_by_what_they_do() -> None:
    assert inventory(WELCOME).kinds == {
        ActionKind.EMAIL: 3,
        ActionKind.REPLY: 1,
        ActionKind.TASK: 1,
    }


def test_what_is_missing_is_said_with_its_place() -> None:
    odd = Sequence(
        id=5,
        steps_total=9,
        steps=(
            Step(1, 0, Delay(2, "fortnights"), email("seven")),
            Step(2, 1, Delay(1, "hours"), TaskAction()),
            Step(3, 2, Delay(1, "hours"), UnknownAction("call")),
        ),
        extra={"deleted_at": "2026-10-02T08:00:00Z"},
    )
    assert doubts(inventory(WELCOME, odd, Sequence(id=6, steps_total=2))) == {
        "The steps of sequences that were received without them": [("#6", ())],
        "Which steps are missing or too many, where Sell counts others than it sent": [("#5", ())],
        "Which template is sent by steps without a usable id of one": [("#5", (1,))],
        "What tasks without a text ask for": [("#5", (2,))],
        "How long steps wait whose delay cannot be read": [("#5", (1,))],
        "What steps do that are neither an e-mail nor a task": [("#5", (3,))],
        "Whether sequences are wanted that the account has deleted": [("#5", ())],
    }


def test_missing_texts_are_named_first_and_counted_in_the_advice() -> None:
    found = inventory(WELCOME)
    assert next(unknowns(found, is_whole=True)).text == "The text of 1 template: 398747."
    assert any("1 template of 3 has no text here" in each for each in advice(found))
    complete = inventory(WELCOME._replace(steps=(WELCOME.steps or ())[:3]))
    assert "Make the templates. The texts of all of them are here." in advice(complete)


def test_creators_of_whom_only_the_id_is_known_are_counted() -> None:
    named = WELCOME._replace(creator_name="Ines Moreau")
    found = inventory(WELCOME, WELCOME, named, Sequence(id=1, steps=()))
    said = [each.text for each in unknowns(found, is_whole=True)]
    assert "Who created 2 sequences: there is only an id." in said


@pytest.mark.parametrize("is_whole", [True, False])
def test_a_list_that_is_not_proven_whole_says_so(*, is_whole: bool) -> None:
    said = [each.text for each in unknowns(Inventory(), is_whole=is_whole)]
    sentence = "Whether these are all sequences of the account: that is not proven."
    assert (sentence in said) is not is_whole
    assert len(said) == (4 if is_whole else 5)
    assert list(CHAPTERS) == ["steps", "unknown", "settings", "templates", "tags"]
