"""Tests of sequences as an HTML page, read by a strict parser.

Rules beyond parsing were checked by hand: html-validate 10.17.0 (``recommended``, ``standard`` and
``a11y``; ``void-style`` as in SVG, titles of any length) found no problem in the pages of all
cases.
"""

from __future__ import annotations

import hashlib
from base64 import b64encode
from typing import TYPE_CHECKING

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from seq_tui.domain.schedule import landings
from seq_tui.domain.sequence import Sequence, Step, TaskAction
from seq_tui.domain.summary import summarise
from seq_tui.export.html import HtmlDocument, render
from seq_tui.export.step_rows import scheduled_rows
from seq_tui.export.timeline_drawing import MAX_STEPS
from seq_tui.presentation.wording import days_rule_text, name_text, rule_text, value_text
from tests.export.cases import CASES, TEN_THOUSAND
from tests.presentation.sequences import START

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

HTML_TAGS = {
    "html", "head", "meta", "title", "style", "body", "main", "article", "section", "nav",
    "figure", "figcaption", "h1", "h2", "h3", "p", "ul", "ol", "li", "a", "span", "code",
    "table", "caption", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
SVG_TAGS = {"svg", "title", "desc", "g", "rect", "line", "path", "circle", "text"}
SVG = "{http://www.w3.org/2000/svg}"


def parse(data: bytes) -> Element:
    """Parse a page; the names of SVG elements include their namespace.

    Raises:
        html5lib.html5parser.ParseError: the page violates the HTML standard.
    """
    parser = html5lib.HTMLParser(html5lib.getTreeBuilder("etree"), strict=True)
    page: Element = parser.parse(data.decode())
    for element in page.iter():
        if isinstance(element.tag, str):
            element.tag = element.tag.removeprefix("{http://www.w3.org/1999/xhtml}")
    return page


def texts(page: Element, tag: str) -> list[str]:
    return ["".join(element.itertext()) for element in page.iter(tag)]


def check(page: Element) -> None:
    """Assert what must be true of every page."""
    tags = {element.tag for element in page.iter()}
    assert tags <= HTML_TAGS | {SVG + name for name in SVG_TAGS}
    ids = [element.attrib["id"] for element in page.iter() if "id" in element.attrib]
    assert len(set(ids)) == len(ids)
    for element in page.iter():
        assert not [name for name in element.attrib if name.startswith("on") or name == "style"]
        named = element.get("aria-labelledby", "").split()
        assert set(named) | {element.get("href", "#")[1:]} - {""} <= set(ids)
    headings = [int(e.tag[1]) for e in page.iter() if e.tag in ("h1", "h2", "h3")]
    assert headings.count(1) == 1
    assert all(b - a <= 1 for a, b in zip([0, *headings], headings, strict=False))


@pytest.mark.parametrize("case", CASES)
def test_a_page_is_valid_and_has_the_name_as_its_title_and_heading(case: str) -> None:
    page = parse(render(CASES[case], START))
    check(page)
    assert page.get("lang") == "en"
    assert texts(page, "title") == texts(page, "h1") == [name_text(CASES[case])]


@pytest.mark.parametrize("case", ["ordinary", "hostile", "incomplete"])
def test_the_steps_are_a_table_with_a_caption_and_headings_for_rows_and_columns(case: str) -> None:
    steps = CASES[case].steps or ()
    page = parse(render(CASES[case], START))
    table = next(page.iter("table"))
    assert len(texts(table, "caption")) == 1
    heads = [(each.get("scope"), each.text) for each in next(table.iter("thead")).iter("th")]
    titles = ("#", "Action", "Wait", "From start", "Lands", "Day")
    assert heads == [("col", title) for title in titles]
    rows = [
        ["".join(cell.itertext()).strip("?") or "?" for cell in row]
        for row in next(table.iter("tbody")).iter("tr")
    ]
    expected = [
        [word.strip("?") or "?" for word in (row.rank, *row[2:])]
        for row in scheduled_rows(steps, landings(steps, START), START)
    ]
    assert rows == expected
    assert [each.get("scope") for each in next(table.iter("tbody")).iter("th")] == ["row"] * len(
        steps
    )


def test_the_timeline_has_an_accessible_name_and_the_marks_are_hidden_from_it() -> None:
    page = parse(render(CASES["ordinary"], START))
    pictures = list(page.iter(f"{SVG}svg"))
    named = [each for each in pictures if each.get("role") == "img"]
    assert [each.findtext(f"{SVG}title") for each in named] == ["Timeline of Trial · long"]
    assert all(each.get("aria-hidden") == "true" for each in pictures if each not in named)


def test_every_property_is_complete() -> None:
    text = "two\nlines\tand <b>&amp; " + "word " * 200
    step = Step(7, 0, action=TaskAction(properties={"task_content": text}), extra={"a": [1, {}]})
    page = parse(render(Sequence(id=1, steps=(step,), extra={"b": None}), START))
    table = list(page.iter("table"))[-1]
    fields = zip(texts(table, "code"), texts(table, "td"), strict=True)
    assert list(fields) == [("b", "null"), ("task_content", text), ("a", "[1, {}]")]
    assert "1 · step 7 · position 0" in texts(table, "th")


@given(st.text(alphabet=st.characters(codec=None)))
def test_no_text_is_read_as_markup(text: str) -> None:
    step = Step(action=TaskAction(properties={"task_content": text, text: text}))
    page = parse(render(Sequence(id=1, name=text, created_at=text, steps=(step,)), START))
    check(page)
    assert value_text(text) in texts(page, "td")


def test_the_policy_allows_only_the_style_sheet() -> None:
    page = parse(render(CASES["hostile"], START))
    policies = [
        each.get("content") for each in page.iter("meta") if "Policy" in each.get("http-equiv", "")
    ]
    (style,) = texts(page, "style")
    digest = b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policies == [
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    ]
    addresses = [each.get(name) for each in page.iter() for name in ("src", "href", "action")]
    assert set(addresses) == {None}


def test_a_page_of_many_sequences_begins_with_an_index() -> None:
    document = HtmlDocument(START)
    twice = [*CASES.values(), CASES["ordinary"]]
    assert b"".join(map(document.add, twice)) == b""
    page = parse(b"".join(document.end()))
    check(page)
    links = [(each.get("href"), each.text) for each in next(page.iter("nav")).iter("a")]
    assert links == [(f"#s{n}", name_text(each)) for n, each in enumerate(twice, start=1)]
    titles = {each.get("id"): "".join(each.itertext()) for each in page.iter("h2")}
    assert [(f"#{name}", title) for name, title in titles.items()] == links
    assert texts(page, "h1") == ["5 sequences"]


def test_a_page_without_sequences_has_a_title_and_no_index() -> None:
    page = parse(b"".join(HtmlDocument(START).end()))
    check(page)
    assert texts(page, "h1") == ["0 sequences"]
    assert list(page.iter("nav")) == []


@pytest.mark.parametrize(
    ("more", "note"),
    [(0, ""), (1, "1 later step is not drawn. "), (2, "2 later steps are not drawn. ")],
)
def test_every_step_is_a_row_even_if_it_is_not_drawn(more: int, note: str) -> None:
    steps = (TEN_THOUSAND.steps or ())[: MAX_STEPS + more]
    sequence = TEN_THOUSAND._replace(steps=steps)
    page = parse(render(sequence, START))
    rules = f"{rule_text()}. {days_rule_text(summarise(sequence))}"
    assert texts(page, "figcaption") == [f"{note}{rules}"]
    assert len(list(next(page.iter("tbody")).iter("tr"))) == len(steps)
