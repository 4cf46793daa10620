"""Books of a few sequences, and how they are read back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import html5lib
from markdown_it import MarkdownIt

from seq_tui.domain.checks.checker import SequenceChecker
from seq_tui.domain.delay import Delay
from seq_tui.domain.sequence import EmailAction, Sequence, Step, TaskAction
from seq_tui.domain.template_text import TemplateText
from seq_tui.domain.weekend_rule import WeekendRule
from seq_tui.export.book.entry import BookRules
from seq_tui.export.book.front import Cover
from seq_tui.export.book.html_book import HtmlBook
from seq_tui.export.book.markdown_book import MarkdownBook

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import datetime
    from xml.etree.ElementTree import Element

    from markdown_it.token import Token

    from seq_tui.domain.json import Json

COVER = Cover("Larkfield", "saved 28 Nov 2026", "29 Nov 2026", "")


TAG_MAP = {"{{first_name}}": "{{contact.first|name}}"}


def text(
    template_id: int, subject: str = "", plain: str = "", html: str = "", origin: str = ""
) -> TemplateText:
    return TemplateText(template_id, subject, plain, html, "anna", "2026-11-02T10:00:00Z", origin)


TEXTS = {
    398744: text(
        398744, "Welcome, {{first_name}}", "Hi {{first_name}},\n\n  two  lines", "", "a.eml"
    ),
    398745: text(398745, "", "", "<p>Hello <b>[Company]</b></p><p>Bye &amp; thanks</p>"),
}


def email(template_id: Json, *, is_reply: bool = False) -> EmailAction:
    return EmailAction(properties={"email_template_id": template_id, "is_reply": is_reply})


WELCOME = Sequence(
    id=21128,
    name="Welcome · new enquiry",
    steps_total=5,
    creator_id=7,
    created_at="2020-06-03T11:06:30Z",
    updated_at="2026-10-12T08:00:00Z",
    steps=(
        Step(1, 0, Delay(0, "weekdays"), email(398744)),
        Step(2, 1, Delay(2, "weekdays"), email(398745, is_reply=True)),
        Step(3, 2, Delay(4, "hours"), TaskAction(properties={"task_content": "Call\nabout price"})),
        Step(4, 3, Delay(1, "weekdays"), email(398747)),
        Step(5, 4, Delay(1, "weekdays"), email(398744)),
    ),
    extra={"unsubscribe_settings": {"enabled": True, "locale": "en-GB"}},
)


def rules(start: datetime | None = None) -> BookRules:
    return BookRules(start, WeekendRule.HOLD, SequenceChecker().findings, TAG_MAP)


def html_book(
    sequences: Iterable[Sequence],
    texts: Mapping[int, TemplateText] = TEXTS,
    start: datetime | None = None,
    *,
    is_whole: bool = True,
) -> bytes:
    book = HtmlBook(COVER, rules(start))
    for each in sequences:
        book.add(each, texts)
    return b"".join(book.end(is_whole=is_whole))


def markdown_book(
    sequences: Iterable[Sequence],
    texts: Mapping[int, TemplateText] = TEXTS,
    start: datetime | None = None,
) -> str:
    book = MarkdownBook(COVER, rules(start))
    for each in sequences:
        book.add(each, texts)
    return b"".join(book.end(is_whole=True)).decode()


def parse_html(page: bytes) -> Element:
    """A page as a tree without namespaces.

    Raises:
        html5lib.html5parser.ParseError: the page violates the HTML standard.
    """
    parser = html5lib.HTMLParser(html5lib.getTreeBuilder("etree"), strict=True)
    tree: Element = parser.parse(page.decode())
    for element in tree.iter():
        if isinstance(element.tag, str):
            element.tag = element.tag.rpartition("}")[2]
    return tree


def words_of(element: Element) -> str:
    """The text that a reader sees, with single spaces."""
    return " ".join("".join(_shown(element)).split())


def _shown(element: Element) -> Iterator[str]:
    if element.tag in ("style", "script"):
        return
    gap = "" if element.tag == "mark" else " "
    yield gap + (element.text or "")
    for child in element:
        yield from _shown(child)
        yield child.tail or ""
    yield gap


def by_class(page: Element, name: str) -> list[Element]:
    return [each for each in page.iter() if name in each.get("class", "").split()]


def parse_markdown(document: str) -> list[Token]:
    return MarkdownIt("commonmark").enable("table").parse(document)


def flatten(tokens: list[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from flatten(token.children or [])
