"""Tests of a book in HTML, read by a strict parser.

Checked by hand: axe-core 4.14.1 found no violation in the books of `CASES`, of no sequence, and of
some of the demo account, as a page and as a folder, light and dark, 1280 and 390 pixels wide. It
could not judge the contrast of texts in pictures, whose colours `seq_tui.export.stylesheet` has.
"""

from __future__ import annotations

import hashlib
from base64 import b64encode
from itertools import pairwise
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seq_tui.domain.sequence import Sequence, Step, TaskAction
from seq_tui.export.book.html_book import INDEX, INVENTORY, HtmlFolder
from seq_tui.presentation.wording import name_text, value_text
from tests.export.book.books import (
    COVER,
    TEXTS,
    WELCOME,
    by_class,
    email,
    html_book,
    parse_html,
    rules,
    text,
    words_of,
)
from tests.export.cases import CASES, HOSTILE, TEN_THOUSAND
from tests.presentation.sequences import START

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime
    from xml.etree.ElementTree import Element

TAGS = {
    "html", "head", "meta", "title", "style", "script", "body", "main", "header", "article",
    "section", "nav", "figure", "figcaption", "h1", "h2", "h3", "h4", "p", "div", "span", "ul",
    "ol", "li", "dl", "dt", "dd", "a", "code", "table", "caption", "thead", "tbody", "tr", "th",
    "td", "mark", "input", "label", "svg", "desc", "g", "rect", "line", "path", "circle", "text",
}  # fmt: skip


def check(page: Element, others: Collection[str] = ()) -> None:
    """Assert what must be true of every page."""
    assert {each.tag for each in page.iter()} <= TAGS
    assert page.get("lang") == "en"
    ids = [each.attrib["id"] for each in page.iter() if "id" in each.attrib]
    assert len(set(ids)) == len(ids)
    for each in page.iter():
        assert not [name for name in each.attrib if name.startswith("on") or name == "style"]
        assert set(each.get("aria-labelledby", "").split()) <= set(ids)
        href = each.get("href", "#top" if "top" in ids else "").partition("#")
        assert unquote(href[0]) in {"", *others}
        assert href[0] or href[2] in {*ids, ""}
    headings = [int(each.tag[1]) for each in page.iter() if each.tag in ("h1", "h2", "h3", "h4")]
    assert headings.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise([0, *headings]))
    labels = [each.get("for") for each in page.iter("label")]
    assert [each.get("id") for each in page.iter("input")] == labels
    names = [each.get("name") for each in page.iter("input")]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("start", [None, START])
def test_a_book_is_valid_and_has_every_sequence_in_its_contents(start: datetime | None) -> None:
    sequences = [WELCOME, *CASES.values()]
    page = parse_html(html_book(sequences, start=start))
    check(page)
    names = [name_text(each) for each in sequences]
    assert ["".join(each.itertext()) for each in page.iter("h2")][-7:-2] == names
    nav = next(page.iter("nav"))
    assert [each.text for each in nav.iter("a")][5:] == names
    assert [words_of(each) for each in by_class(nav, "about")] == [
        "#21128 · 5 steps · 1 text missing",
        "#21143 · 9 steps",
        "#21225 · 0 steps",
        "#21 · 4 steps · 1 text missing",
        "#22 · 4 of 8 steps received",
    ]
    assert len(list(page.iter("article"))) == 5


def test_a_book_without_sequences_says_so() -> None:
    page = parse_html(html_book([]))
    check(page)
    assert words_of(by_class(page, "tiles")[0]).startswith("sequences 0 steps 0")
    assert list(page.iter("article")) == []
    assert by_class(page, "many") == []


def test_the_cover_has_the_account_the_dates_and_the_counts() -> None:
    cover = by_class(parse_html(html_book([WELCOME], start=START)), "cover")[0]
    said = words_of(cover)
    assert "Larkfield made 29 Nov 2026 · saved 28 Nov 2026" in said
    assert "Dates are if started Mon 23 Nov 2026 09:00 Europe/Warsaw" in said
    pairs = zip(cover.iter("dt"), cover.iter("dd"), strict=True)
    assert [(number.text, name.text) for name, number in pairs] == [
        ("1", "sequence"),
        ("5", "steps"),
        ("3", "e-mails"),
        ("1", "reply"),
        ("1", "task"),
        ("2 of 3", "template texts known"),
    ]


def test_each_step_has_a_box_its_facts_and_its_text() -> None:
    page = parse_html(html_book([WELCOME]))
    steps = [words_of(each) for each in by_class(page, "step")]
    assert steps == [
        "1 E-mail in a new thread Day 1 Wait at once, when the sequence starts"
        " From the start at once Template 398744 Step id 1 Subject: Welcome, {{first_name}}"
        " Hi {{first_name}}, two lines Merge tags: {{first_name}} · from a.eml",
        "2 Reply in the thread of step 1 Day 3 Wait 2 weekdays after step 1"
        " From the start 2 weekdays Template 398745 Step id 2 Hello [Company] Bye & thanks"
        " Merge tags: [Company] · also as HTML, which “seq-tui templates export” writes",
        "3 Task Day 3 Wait 4 hours after step 2 From the start 2 weekdays 4 hours Step id 3"
        " Call about price",
        "4 E-mail in a new thread ≥ Day 4 Wait 1 weekday after step 3 is marked done"
        " From the start ≥ 3 weekdays 4 hours Template 398747 Step id 4 Text not known. Look it up"
        " in Sell, under Settings › Business rules › Sequences, in step 4 of this sequence.",
        "5 E-mail in a new thread ≥ Day 5 Wait 1 weekday after step 4 From the start"
        " ≥ 4 weekdays 4 hours Template 398744 Step id 5 Subject: Welcome, {{first_name}}"
        " The same text as in step 1.",
    ]


def test_a_text_keeps_its_lines_and_its_spaces() -> None:
    page = parse_html(html_book([WELCOME]))
    assert "".join(by_class(page, "body")[0].itertext()) == "Hi {{first_name}},\n\n  two  lines"
    assert [each.text for each in page.iter("mark")] == [
        *("{{first_name}}", "{{first_name}}", "[Company]", "{{first_name}}")
    ]
    (task,) = by_class(page, "asked")[0]
    assert task.text == "Call\nabout price"


def test_with_a_start_each_step_has_a_date() -> None:
    page = parse_html(html_book([WELCOME], start=START))
    assert [each.text for each in by_class(page, "day")] == [
        "Mon 23 Nov 09:00 · Day 1",
        "Wed 25 Nov 09:00 · Day 3",
        "Wed 25 Nov 13:00 · Day 3",
        "≥ Thu 26 Nov 13:00 · Day 4",
        "≥ Fri 27 Nov 13:00 · Day 5",
    ]


def test_the_timeline_says_days_without_a_start_and_has_an_accessible_name() -> None:
    page = parse_html(html_book([WELCOME]))
    picture = next(each for each in page.iter("svg") if each.get("role") == "img")
    expected = "Timeline of Welcome · new enquiry, if started on a Monday at 09:00"
    assert picture.findtext("title") == expected
    drawn = [each.text for each in picture.iter("text")]
    assert {"Day 1", "≥ Day 5", "Mon", "Fri"} <= set(drawn)
    others = [each for each in page.iter("svg") if each is not picture]
    assert all(each.get("aria-hidden") == "true" for each in others)


def test_only_the_style_sheet_and_the_script_of_the_page_are_allowed() -> None:
    page = parse_html(html_book([WELCOME, CASES["hostile"]]))
    (policy,) = [
        each.get("content")
        for each in page.iter("meta")
        if each.get("http-equiv") == "Content-Security-Policy"
    ]
    (style,), (script,) = list(page.iter("style")), list(page.iter("script"))
    digests = [
        b64encode(hashlib.sha256("".join(each.itertext()).encode()).digest()).decode()
        for each in (style, script)
    ]
    assert policy == (
        f"default-src 'none'; style-src 'sha256-{digests[0]}'; script-src 'sha256-{digests[1]}';"
        " base-uri 'none'; form-action 'none'"
    )
    addresses = [each.get(name) for each in page.iter() for name in ("src", "action", "data")]
    assert set(addresses) == {None}


def test_hostile_texts_stay_text() -> None:
    step = Step(1, 0, action=email(7))
    texts = {
        7: text(7, HOSTILE, f"{HOSTILE}\n{{{{a}}}}", f"<script>x()</script>{HOSTILE}", HOSTILE)
    }
    page = parse_html(html_book([Sequence(id=1, name=HOSTILE, steps=(step,))], texts))
    check(page)
    assert len(list(page.iter("script"))) == 1
    shown = value_text(HOSTILE.replace("\r\n", "\n"))
    assert "".join(by_class(page, "body")[0].itertext()) == f"{shown}\n{{{{a}}}}"


@given(st.text(alphabet=st.characters(codec=None)))
def test_no_text_is_read_as_markup(foreign: str) -> None:
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
    texts = {7: text(7, foreign, foreign, foreign, foreign)}
    page = parse_html(html_book([sequence], texts))
    check(page)


def test_a_folder_has_a_page_a_sequence_an_index_and_an_inventory() -> None:
    folder = HtmlFolder(COVER, rules())
    names = ["21128-welcome #1.html", "21-x.html"]
    both = zip([WELCOME, CASES["hostile"]], names, strict=True)
    pages = {name: folder.page(each, TEXTS, name) for each, name in both}
    pages |= dict(folder.end(is_whole=True))
    assert list(pages) == [*names, INDEX, INVENTORY]
    for page in pages.values():
        check(parse_html(page), set(pages))
    links = [each.get("href") for each in next(parse_html(pages[INDEX]).iter("nav")).iter("a")]
    assert links[-4:] == [
        "inventory.html#templates",
        "inventory.html#tags",
        "21128-welcome%20%231.html",
        "21-x.html",
    ]
    assert "398747 text not known" in words_of(parse_html(pages[INVENTORY]))


def test_every_step_of_a_long_sequence_is_there_even_if_it_is_not_drawn() -> None:
    steps = (TEN_THOUSAND.steps or ())[:251]
    page = parse_html(html_book([TEN_THOUSAND._replace(steps=steps)]))
    assert len(by_class(page, "step")) == 251
    assert "1 later step is not drawn." in words_of(next(page.iter("figcaption")))
