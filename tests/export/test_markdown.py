"""Tests of sequences as Markdown, read by a strict parser of CommonMark with GitHub's tables."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from seq_tui.domain.schedule import landings
from seq_tui.domain.sequence import Sequence, Step, TaskAction, UnknownAction
from seq_tui.export.markdown import escape, new_document, render
from seq_tui.export.step_rows import scheduled_rows
from seq_tui.export.timeline_text import timeline_lines
from seq_tui.presentation.header import build_header
from seq_tui.presentation.wording import name_text, value_text
from seq_tui.sanitize import sanitize
from tests.export.cases import CASES, HOSTILE, TEN_THOUSAND
from tests.presentation.sequences import START

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it.token import Token

TOKEN_TYPES = {
    "heading", "paragraph", "inline", "text", "fence", "code_inline", "strong",
    "table", "thead", "tbody", "tr", "th", "td", "bullet_list", "ordered_list", "list_item",
}  # fmt: skip
"""The token types that a document may have: no HTML, links, images or emphasis."""

MARKDOWN_SYNTAX = [
    "# head", "## head ##", "- item", "+ item", "* item", "1. one", "10) ten", "> quote", "---",
    "===", "***", "```", "~~~", "    code", "\tcode", "| a | b |", "a | b", "`a", "``a`", "*a*",
    "_a_", "~~a~~", "[a](b)", "](javascript:alert(1))", "![a](b)", "[a]: b", "<b>", "<!-- a -->",
    "<https://a.b>", "&amp;", "&#35;", "\\", "\\\\|", "a\\", "a\\|b", "$x$", "a  \nb", "a\n\nb",
    "a\n===", "a\n- b", "a\n```\nb", "\n", " ", "", ": a", "[x] a", "[^1]", "www.a.b", HOSTILE,
]  # fmt: skip


def parse(data: bytes) -> list[Token]:
    return MarkdownIt("commonmark").enable("table").parse(data.decode())


def flatten(tokens: list[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from flatten(token.children or [])


def kinds(tokens: list[Token]) -> set[str]:
    return {token.type.removesuffix("_open").removesuffix("_close") for token in flatten(tokens)}


def shown(token: Token) -> str:
    return "".join(child.content for child in token.children or [])


def cells(tokens: list[Token]) -> list[str]:
    follows = pairwise(tokens)
    return [shown(token) for before, token in follows if before.type in ("th_open", "td_open")]


@pytest.mark.parametrize("case", CASES)
def test_a_document_has_the_expected_headings_and_token_types(case: str) -> None:
    sequence = CASES[case]
    tokens = parse(render(sequence, START))
    assert kinds(tokens) <= TOKEN_TYPES
    headings = [
        (token.tag, shown(tokens[index + 1]))
        for index, token in enumerate(tokens)
        if token.type == "heading_open"
    ]
    parts = [("h2", title) for title in ("When", "Steps", "Properties")]
    assert headings == [("h1", name_text(sequence)), *(parts if sequence.steps else [])]


@pytest.mark.parametrize("case", ["ordinary", "hostile", "incomplete"])
def test_the_table_and_the_timeline_agree_with_those_of_text(case: str) -> None:
    sequence = CASES[case]
    steps = sequence.steps or ()
    landed = landings(steps, START)
    tokens = parse(render(sequence, START))
    expected = [word.strip() for row in scheduled_rows(steps, landed, START) for word in row]
    assert cells(tokens)[7:] == expected
    drawn = next(t.content for t in tokens if t.type == "fence" and "●" in t.content)
    assert drawn.splitlines() == timeline_lines(steps, landed, START, 80)
    figures, actions, origins = build_header(sequence)
    paragraphs = [shown(token) for token in tokens if token.type == "inline"]
    assert " · ".join([*figures, *actions]) in paragraphs
    assert " · ".join(origins) in paragraphs


@pytest.mark.parametrize("text", MARKDOWN_SYNTAX)
def test_no_text_is_read_as_markup_in_any_field(text: str) -> None:
    steps = (
        Step(action=UnknownAction(text, {text: text})),
        Step(action=TaskAction(properties={"task_content": text}), extra={text: [text]}),
    )
    sequence = Sequence(id=1, name=text, created_at=text, steps=steps, extra={text: text})
    tokens = parse(render(sequence, START))
    assert kinds(tokens) <= TOKEN_TYPES
    counts = [
        sum(t.type == kind for t in tokens) for kind in ("heading_open", "tr_open", "td_open")
    ]
    assert counts == [4, 3, 14]
    assert sum(t.type == "list_item_open" for t in tokens) == 6


@given(st.text(alphabet=st.characters(codec=None)))
def test_any_value_is_complete(text: str) -> None:
    step = Step(action=TaskAction(properties={"task_content": text}))
    tokens = parse(render(Sequence(steps=(step,)), START))
    assert kinds(tokens) <= TOKEN_TYPES
    lines = value_text(text).split("\n")
    if len(lines) == 1 and lines[0].strip():
        items = [shown(token) for token in tokens if token.type == "inline"]
        assert items[-1] == f"task_content {lines[0].strip()}"
    else:
        fences = [token.content for token in tokens if token.type == "fence"]
        assert fences[-1].split("\n")[:-1] == [line.expandtabs(4).rstrip() for line in lines]


@given(st.text(alphabet=st.characters(codec=None)))
def test_an_escaped_line_is_displayed_literally(text: str) -> None:
    line = sanitize(text).strip()
    tokens = parse(escape(line).encode())
    assert [shown(token) for token in tokens if token.type == "inline"] == ([line] if line else [])
    assert kinds(tokens) <= {"paragraph", "inline", "text"}


def test_a_thousand_steps_are_a_thousand_rows() -> None:
    steps = TEN_THOUSAND.steps or ()
    tokens = parse(render(TEN_THOUSAND._replace(steps=steps[:1_000]), START))
    assert sum(token.type == "tr_open" for token in tokens) == 1_001
    assert kinds(tokens) <= TOKEN_TYPES


def test_many_sequences_have_a_heading_each() -> None:
    parts = new_document(START)
    data = b"".join(parts.add(sequence) for sequence in CASES.values()) + b"".join(parts.end())
    tokens = parse(data)
    titles = [token for token in tokens if token.type == "heading_open" and token.tag == "h1"]
    assert len(titles) == len(CASES)
    assert kinds(tokens) <= TOKEN_TYPES
