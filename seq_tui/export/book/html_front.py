"""The chapters of a book in HTML that concern the whole account."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seq_tui.export.book.front import (
    CHAPTERS,
    SETTINGS,
    TITLE,
    Cover,
    advice,
    cover_lines,
    figures,
    ranks_text,
    unknowns,
)
from seq_tui.export.book.html import tick_box
from seq_tui.export.markup import Markup, concat, lines, tag, text
from seq_tui.presentation.wording import counted
from seq_tui.sanitize import sanitize

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import datetime

    from seq_tui.export.book.inventory import Inventory, Place, TemplateRecord

DONE = "Done"
"""The title of a column of boxes to tick."""

NAMED = 6
"""Most sequences with a template that are listed with their steps; more are listed alone."""


def cover_page(cover: Cover, inventory: Inventory, start: datetime | None) -> Markup:
    """The title, the account and the counts."""
    account, *others = cover_lines(cover, start)
    tiles = (
        tag("div", tag("dt", text(name)), tag("dd", text(amount)))
        for amount, name in figures(inventory)
    )
    return tag(
        "header",
        tag("p", text("Sequences of Zendesk Sell"), class_="kicker"),
        tag("h1", text(TITLE), id="top"),
        tag("p", text(account), class_="account"),
        *(tag("p", text(line), class_="quiet") for line in others),
        tag("dl", *tiles, class_="tiles"),
        tag("p", class_="progress", hidden="hidden"),
        class_="cover",
    )


def contents(entries: Markup, inventory: Inventory, chapters: Iterable[tuple[str, str]]) -> Markup:
    """Links to all chapters, given as address and title, and to all sequences."""
    links = (
        tag("li", tag("span", class_="number"), tag("a", text(title), href=href))
        for href, title in chapters
    )
    many = " many" if inventory.sequences > 12 else ""
    lists = [tag("ul", *links, class_="contents")]
    if inventory.sequences:
        lists += [
            tag("h3", text(counted(inventory.sequences, "sequence")), class_="part"),
            tag("ul", entries, class_=f"contents{many}"),
        ]
    nav = tag("nav", tag("h2", text("Contents"), id="contents"), *lists, aria_labelledby="contents")
    return tag("section", nav)


def chapter(name: str, *content: Markup, class_: str = "") -> Markup:
    """A chapter with its title."""
    title = tag("h2", text(CHAPTERS[name]), id=name)
    return tag("section", lines([Markup(""), title, *content]), aria_labelledby=name, class_=class_)


def advice_chapter(inventory: Inventory) -> Markup:
    """How to use a book."""
    items = (tag("li", text(each)) for each in advice(inventory))
    return chapter("steps", tag("ol", *items, class_="advice"))


def settings_chapter() -> Markup:
    """What to set by hand once."""
    titles = _titles(DONE, "What", "In Sell", "In the next tool")
    body = (
        tag(
            "tr",
            tag("td", tick_box(f"set-{each.key}", f"setting/{each.key}"), class_="tick"),
            tag("th", tag("label", text(each.name), for_=f"set-{each.key}"), scope="row"),
            tag("td", text(each.in_sell)),
            tag("td", text(each.elsewhere)),
        )
        for each in SETTINGS
    )
    caption = "What holds for every sequence, and has to be set once"
    return chapter("settings", _table(caption, titles, body, "stack set"))


def unknown_chapter(inventory: Inventory, *, is_whole: bool) -> Markup:
    """What a book cannot say."""
    items = (
        tag("li", text(each.text), *([text(" "), _places(each.places)] if each.places else []))
        for each in unknowns(inventory, is_whole=is_whole)
    )
    return chapter("unknown", tag("ul", lines(items), class_="unknown"), class_="flow")


def templates_chapter(inventory: Inventory) -> Markup:
    """All templates."""
    records = inventory.templates()
    if not records:
        return chapter("templates", tag("p", text("No step sends one.")))
    titles = _titles(DONE, "Template", "Subject", "Used by")
    caption = f"{counted(len(records), 'template')}, {len(inventory.missing()):,} without a text"
    body = map(_template_row, records)
    return chapter("templates", _table(caption, titles, body, "stack"))


def _template_row(record: TemplateRecord) -> Markup:
    anchor = f"t{record.template_id}"
    subject = (
        tag("td", text(record.subject or "no subject"))
        if record.is_known
        else tag("td", text("text not known"), class_="lack")
    )
    return tag(
        "tr",
        tag("td", tick_box(anchor, f"template/{record.template_id}"), class_="tick"),
        tag("th", tag("label", text(str(record.template_id)), for_=anchor), scope="row"),
        subject,
        tag("td", text(f"{_uses_text(record)}: "), _places(record.uses)),
    )


def _uses_text(record: TemplateRecord) -> str:
    uses = counted(record.steps, "step")
    return f"{uses}, {record.replies} as a reply" if record.replies else uses


def tags_chapter(inventory: Inventory, tag_map: Mapping[str, str]) -> Markup:
    """All merge tags, with their fields in the next tool, or room for them."""
    tags = inventory.tags()
    if not tags:
        known = len(inventory.templates()) - len(inventory.missing())
        sentence = "The texts that are known have none." if known else "No text is known."
        return chapter("tags", tag("p", text(sentence)))
    titles = _titles("Merge tag", "Templates", "Field in the next tool")
    body = (
        tag(
            "tr",
            tag("th", tag("code", text(name)), scope="row"),
            tag("td", text(", ".join(map(str, ids)))),
            tag("td", text(sanitize(tag_map.get(name, " "))), class_="blank"),
        )
        for name, ids in tags.items()
    )
    caption = f"{counted(len(tags), 'merge tag')} in the texts that are known"
    return chapter("tags", _table(caption, titles, body, ""))


def _titles(*titles: str) -> Markup:
    cells = (
        tag("th", text(title), scope="col", class_=name)
        for title, name in ((title, "tick" if title == DONE else "") for title in titles)
    )
    return tag("thead", tag("tr", *cells))


def _table(caption: str, titles: Markup, body: Iterable[Markup], name: str) -> Markup:
    return tag(
        "table", tag("caption", text(caption)), titles, tag("tbody", lines(body)), class_=name
    )


def _places(places: list[Place]) -> Markup:
    """Links to places, separated by commas; with the steps where there are few places."""
    with_ranks = len(places) <= NAMED
    return concat(*_links(places, with_ranks=with_ranks))


def _links(places: list[Place], *, with_ranks: bool) -> Iterator[Markup]:
    for index, place in enumerate(places):
        if index:
            yield text(", ")
        yield tag("a", text(place.label), href=place.href)
        if with_ranks and place.ranks:
            yield text(f" {ranks_text(place.ranks)}")
