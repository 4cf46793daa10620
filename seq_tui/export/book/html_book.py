"""A book in HTML: one page, or a folder of pages.

Every page is self-contained. Its content security policy allows its own style sheet and one script,
which remembers ticks, and no other content of any kind.
"""

from __future__ import annotations

import hashlib
from base64 import b64encode
from typing import TYPE_CHECKING

from seq_tui.export.book.entry import BookRules, sequence_entry
from seq_tui.export.book.front import CHAPTERS, TITLE, Cover
from seq_tui.export.book.html import contents_entry, sequence_article
from seq_tui.export.book.html_front import (
    advice_chapter,
    contents,
    cover_page,
    settings_chapter,
    tags_chapter,
    templates_chapter,
    unknown_chapter,
)
from seq_tui.export.book.inventory import Inventory
from seq_tui.export.book.style import SCRIPT, book_style
from seq_tui.export.markup import Markup, lines, tag, text, void
from seq_tui.export.spool import Spool

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from seq_tui.domain.sequence import Sequence
    from seq_tui.domain.template_text import TemplateText

INDEX, INVENTORY = "index.html", "inventory.html"
"""The files of a folder that are not about one sequence."""

_ENTRIES, _ARTICLES = Markup("<!--entries-->"), Markup("<!--articles-->")
"""Where a page is divided; no text has these, as it is escaped."""

_INVENTORY_CHAPTERS = ("templates", "tags")


class HtmlBook:
    """A book in one page."""

    def __init__(self, cover: Cover, rules: BookRules) -> None:
        self._cover = cover
        self._rules = rules
        self.inventory = Inventory()
        self._entries = Spool()
        self._articles = Spool()

    def add(self, sequence: Sequence, texts: Mapping[int, TemplateText]) -> None:
        """Add a sequence, with the texts that are known of its templates.

        Raises:
            SourceError: there is no room for it.
        """
        entry = sequence_entry(sequence, texts, self._rules)
        rank = self.inventory.sequences + 1
        anchor = f"s{rank}"
        self.inventory.add(sequence, entry, f"#{anchor}")
        kicker = f"Sequence {rank}"
        article = sequence_article(sequence, entry, self._rules, anchor, 2, kicker)
        self._entries.write(f"{contents_entry(entry, rank, f'#{anchor}')}\n".encode())
        self._articles.write(f"{article}\n".encode())

    def end(self, *, is_whole: bool) -> Iterator[bytes]:
        """The page; nothing can be added afterwards."""
        chapters = ((f"#{name}", title) for name, title in CHAPTERS.items())
        content = [
            cover_page(self._cover, self.inventory, self._rules.start),
            contents(_ENTRIES, self.inventory, chapters),
            advice_chapter(self.inventory),
            unknown_chapter(self.inventory, is_whole=is_whole),
            settings_chapter(),
            _ARTICLES,
            templates_chapter(self.inventory),
            tags_chapter(self.inventory, self._rules.tag_map),
        ]
        page = _page(TITLE, self._cover, content)
        if self.inventory.sequences:
            before, _, page = page.partition(_ENTRIES.encode())
            yield before
            yield from self._entries.chunks()
        before, _, after = page.partition(f"{_ARTICLES}\n".encode())
        yield before
        yield from self._articles.chunks()
        yield after


class HtmlFolder:
    """A book in a folder: a page for each sequence, an index and an inventory."""

    def __init__(self, cover: Cover, rules: BookRules) -> None:
        self._cover = cover
        self._rules = rules
        self.inventory = Inventory()
        self._entries: list[Markup] = []

    def page(self, sequence: Sequence, texts: Mapping[int, TemplateText], name: str) -> bytes:
        """The page of a sequence, whose file is to have that name."""
        from urllib.parse import quote

        entry = sequence_entry(sequence, texts, self._rules)
        rank, href = self.inventory.sequences + 1, quote(name)
        self.inventory.add(sequence, entry, href)
        self._entries.append(contents_entry(entry, rank, href))
        kicker = f"Sequence {rank} · {self._cover.account}"
        article = sequence_article(sequence, entry, self._rules, "s1", 1, kicker)
        link = tag("p", tag("a", text(TITLE), href=INDEX), class_="back")
        progress = tag("p", class_="progress", hidden="hidden")
        return _page(entry.name, self._cover, [link, progress, article])

    def end(self, *, is_whole: bool) -> Iterator[tuple[str, bytes]]:
        """The names and contents of the other pages."""
        chapters = (
            (f"{INVENTORY if name in _INVENTORY_CHAPTERS else ''}#{name}", title)
            for name, title in CHAPTERS.items()
        )
        content = [
            cover_page(self._cover, self.inventory, self._rules.start),
            contents(lines(self._entries), self.inventory, chapters),
            advice_chapter(self.inventory),
            unknown_chapter(self.inventory, is_whole=is_whole),
            settings_chapter(),
        ]
        yield INDEX, _page(TITLE, self._cover, content)
        content = [
            tag("p", tag("a", text(TITLE), href=INDEX), class_="back"),
            tag("h1", text("Inventory")),
            tag("p", class_="progress", hidden="hidden"),
            templates_chapter(self.inventory),
            tags_chapter(self.inventory, self._rules.tag_map),
        ]
        yield INVENTORY, _page("Inventory", self._cover, content)


def _page(title: str, cover: Cover, content: list[Markup]) -> bytes:
    style = book_style(f"{TITLE} · {cover.account} · {cover.made}")
    policy = "; ".join(
        (
            "default-src 'none'",
            f"style-src '{_digest(style)}'",
            f"script-src '{_digest(SCRIPT)}'",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )
    head = [
        void("meta", charset="utf-8"),
        void("meta", http_equiv="Content-Security-Policy", content=policy),
        void("meta", name="viewport", content="width=device-width, initial-scale=1"),
        void("meta", name="generator", content="seq-tui"),
        tag("title", text(f"{title} · {cover.account}")),
        tag("style", Markup(style)),
    ]
    main = tag("main", lines([Markup(""), *content]))
    body = tag("body", main, tag("script", Markup(SCRIPT)), data_book=cover.account)
    page = tag("html", lines([tag("head", lines(head)), body]), lang="en")
    return f"<!DOCTYPE html>\n{page}\n".encode()


def _digest(content: str) -> str:
    return f"sha256-{b64encode(hashlib.sha256(content.encode()).digest()).decode()}"
