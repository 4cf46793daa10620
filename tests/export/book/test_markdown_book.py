"""Tests of a book in Markdown, read by a strict parser of CommonMark with GitHub's tables."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seq_tui.domain.sequence import Sequence, Step, TaskAction
from seq_tui.presentation.wording import name_text
from tests.export.book.books import (
    TEXTS,
    WELCOME,
    email,
    flatten,
    html_book,
    markdown_book,
    parse_html,
    parse_markdown,
    text,
)
from tests.export.cases import CASES, HOSTILE
from tests.presentation.sequences import START

if TYPE_CHECKING:
    from datetime import datetime

    from markdown_it.token import Token

TOKEN_TYPES = {
    "heading", "paragraph", "inline", "text", "fence", "strong", "link", "softbreak",
    "table", "thead", "tbody", "tr", "th", "td", "bullet_list", "ordered_list", "list_item",
}  # fmt: skip
"""The token types that a book may have: no HTML, images or emphasis."""


def headings(tokens: list[Token], tag: str) -> list[str]:
    found = [
        after for before, after in pairwise(tokens) if before.tag == tag and before.nesting > 0
    ]
    return ["".join(child.content for child in each.children or []) for each in found]


def check(document: str) -> list[Token]:
    """Assert what must be true of every book, and return its tokens."""
    tokens = parse_markdown(document)
    kinds = {each.type.removesuffix("_open").removesuffix("_close") for each in flatten(tokens)}
    assert kinds <= TOKEN_TYPES
    links = [each.attrGet("href") for each in flatten(tokens) if each.type == "link_open"]
    assert all(str(each).startswith("#") for each in links)
    return tokens


@pytest.mark.parametrize("start", [None, START])
def test_a_book_has_a_heading_for_each_sequence_and_links_to_it(start: datetime | None) -> None:
    sequences = [WELCOME, *CASES.values()]
    document = markdown_book(sequences, start=start)
    tokens = check(document)
    assert headings(tokens, "h1") == ["Rebuild book"]
    found = headings(tokens, "h2")
    assert found[4:-2] == [f"{n} · {name_text(each)}" for n, each in enumerate(sequences, start=1)]
    assert "- [1 · Welcome · new enquiry](#1--welcome--new-enquiry) \\#21128 · 5 steps" in document


def test_each_step_is_a_box_to_tick_with_its_facts_and_its_text() -> None:
    document = markdown_book([WELCOME])
    _, _, steps = document.partition("### Steps\n")
    assert steps.startswith("""
- [ ] **1. E-mail in a new thread** Day 1

  Wait: at once, when the sequence starts · From the start: at once · Template: 398744 · Step id: 1

  **Subject: Welcome, {{first\\_name}}**

  ```text
  Hi {{first_name}},

    two  lines
  ```

  Merge tags: {{first\\_name}} · from a.eml

- [ ] **2. Reply in the thread of step 1** Day 3
""")
    assert steps.count("- [ ] **") == 5 + 3
    assert "**Text not known. Look it up in Sell, under Settings › Business rules" in steps
    assert "The same text as in step 1.\n" in steps
    assert "  ```text\n  Call\n  about price\n  ```\n" in steps


def test_the_timeline_is_drawn_in_characters() -> None:
    document = markdown_book([WELCOME])
    _, _, timeline = document.partition("### Timeline\n\n```text\n")
    ruler, names, first, *_ = timeline.splitlines()
    assert ruler.split() == ["Day", "1", "Day", "2", "Day", "3", "Day", "4", "Day", "5"]
    assert names.split() == ["Mon", "Tue", "Wed", "Thu", "Fri"]
    assert first.startswith("1 ✉ e-mail 398744")
    assert "Mon 23" in markdown_book([WELCOME], start=START)


def test_it_has_a_box_for_everything_that_has_one_on_a_page() -> None:
    sequences = [WELCOME, CASES["ordinary"], CASES["incomplete"]]
    boxes = list(parse_html(html_book(sequences)).iter("input"))
    assert len(boxes) == 9 + (5 + 9 + 4) + 3
    assert markdown_book(sequences).count("- [ ] **") == len(boxes)


def test_hostile_texts_stay_text() -> None:
    texts = {7: text(7, HOSTILE, f"```\n{HOSTILE}\n````", HOSTILE, HOSTILE)}
    step = Step(1, 0, action=email(7))
    check(markdown_book([CASES["hostile"], Sequence(id=1, name=HOSTILE, steps=(step,))], texts))


@given(st.text(alphabet=st.characters(codec=None)))
def test_no_text_is_read_as_markdown(foreign: str) -> None:
    steps = (
        Step(1, 0, action=TaskAction(properties={"task_content": foreign, foreign: foreign})),
        Step(2, 1, action=email(7), extra={foreign: foreign}),
    )
    sequence = Sequence(
        id=1,
        name=foreign,
        created_at=foreign,
        creator_name=foreign,
        steps=steps,
        extra={foreign: foreign},
    )
    tokens = check(markdown_book([sequence], {7: text(7, foreign, foreign, foreign, foreign)}))
    assert len(headings(tokens, "h2")) == 7
    assert headings(tokens, "h3") == ["Timeline", "Settings of this sequence", "Steps"]


def test_the_merge_tags_are_a_table_with_room_for_the_fields_of_the_next_tool() -> None:
    document = markdown_book([WELCOME], TEXTS)
    assert document.endswith(
        "\n## Merge tags\n\n| Merge tag | Templates | Field in the next tool |\n|---|---|---|\n"
        "| \\[Company\\] | 398745 |  |\n| {{first\\_name}} | 398744 | {{contact.first\\|name}} |\n"
    )
