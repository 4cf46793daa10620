"""E-mail templates as drafts for another tool."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from seq_tui.domain.html_text import html_to_text
from seq_tui.domain.merge_tags import map_template_merge_tags, template_merge_tags
from seq_tui.export.moving.html_cleaning import inert_html, is_too_deep, left_out
from seq_tui.export.moving.losses import assumed, missing, no_counterpart
from seq_tui.export.moving.texts import markdown_as_html, paragraphs, plain_line, plain_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from seq_tui.domain.template_text import TemplateText
    from seq_tui.export.moving.losses import Loss

_INNER_PICTURE = re.compile(r"""src\s{0,9}=\s{0,9}["']?cid:""", re.IGNORECASE)
"""Where a picture is named that the e-mail carries as an attachment."""

_MARKDOWN = (".md", ".markdown")
"""How the names of files end whose plain text is Markdown."""


class Draft(NamedTuple):
    """The words of an e-mail as they are written to a payload; never empty."""

    template_id: int | None
    """The template in Sell; `None` if the step names none."""

    subject: str
    """One line; empty if it is not known."""

    html: str
    """The body, inert; it says so if the text is missing."""

    has_body: bool
    tags: tuple[str, ...] = ()
    """The merge tags in it, as they are written in Sell."""

    unmapped: tuple[str, ...] = ()
    """Those among them that are written unchanged."""

    losses: tuple[Loss, ...] = ()

    @property
    def full_subject(self) -> str:
        """The subject, or a placeholder that says that it is missing."""
        if self.subject:
            return self.subject
        return f"[{'subject' if self.has_body else 'text'} of {self.name} is missing]"

    @property
    def name(self) -> str:
        """What a person can find the template by."""
        return template_name(self.template_id)

    @property
    def is_missing(self) -> bool:
        """Whether neither subject nor body is known."""
        return not self.subject and not self.has_body


def template_name(template_id: int | None) -> str:
    """What a person can find a template of Sell by."""
    return "an unknown template" if template_id is None else f"template {template_id}"


class Drafts:
    """The drafts of templates, each made once.

    Args:
        tag_map: what is written instead of merge tags.
    """

    def __init__(self, tag_map: Mapping[str, str]) -> None:
        self._tag_map = tag_map
        self._made: dict[int | None, Draft] = {}

    def of(self, template_id: int | None, text: TemplateText | None) -> Draft:
        """The draft of a template, whose text is the same each time."""
        if template_id not in self._made:
            self._made[template_id] = make_draft(template_id, text, self._tag_map)
        return self._made[template_id]


def make_draft(
    template_id: int | None, text: TemplateText | None, tag_map: Mapping[str, str]
) -> Draft:
    """The draft of a template.

    Args:
        template_id: its id in Sell.
        text: its words, if they are known.
        tag_map: what is written instead of merge tags.
    """
    if text is None or text.is_empty:
        return _missing(template_id)
    text, dropped = _with_one_body(text)
    tags = tuple(template_merge_tags(text))
    unmapped = tuple(tag for tag in tags if tag_map.get(tag, tag) == tag)
    mapped = map_template_merge_tags(text, tag_map)
    html, losses = _body(mapped)
    losses = [*dropped, *losses]
    if not html:
        losses.append(missing("body-missing", f"the body of {template_name(template_id)}"))
    if unmapped:
        listed = ", ".join(unmapped)
        losses.append(assumed("tags-unmapped", f"merge tags are written as in Sell: {listed}"))
    subject = plain_line(mapped.subject)
    if not subject:
        losses.append(missing("subject-missing", f"the subject of {template_name(template_id)}"))
    return Draft(
        template_id,
        subject,
        html or _placeholder("body", template_id),
        bool(html),
        tags,
        unmapped,
        tuple(losses),
    )


def _with_one_body(text: TemplateText) -> tuple[TemplateText, list[Loss]]:
    """The text without that of two bodies which is not written, and what is lost by that.

    That is the plain one, unless the HTML has no words, only pictures.
    """
    if not text.html or not text.plain.strip() or is_too_deep(text.html):
        return text, []
    if html_to_text(inert_html(plain_text(text.html))).strip():
        return text._replace(plain=""), []
    loss = assumed("html-as-text", "its HTML has no words: the plain text is written")
    return text._replace(html=""), [loss]


def _body(text: TemplateText) -> tuple[str, list[Loss]]:
    """The inert HTML of a text, empty if it has no body, and what is lost of it."""
    if not text.html and text.origin.casefold().endswith(_MARKDOWN):
        return inert_html(markdown_as_html(text.plain)), []
    if is_too_deep(text.html):
        loss = assumed("html-as-text", "its HTML has too many nested elements: written as text")
        return paragraphs(text.readable), [loss]
    html = inert_html(plain_text(text.html))
    if not html_to_text(html).strip() and "<img" not in html:
        return paragraphs(text.plain), []
    losses: list[Loss] = []
    without_pictures = _INNER_PICTURE.sub("", text.html)
    if names := left_out(without_pictures, html):
        losses.append(assumed("html-cleaned", f"left out of the HTML: {names}"))
    if without_pictures != text.html:
        losses.append(no_counterpart("images-left-out", "pictures inside the e-mail are left out"))
    return html, losses


def _missing(template_id: int | None) -> Draft:
    losses = (missing("text-missing", f"the text of {template_name(template_id)}"),)
    return Draft(template_id, "", _placeholder("text", template_id), has_body=False, losses=losses)


def _placeholder(part: str, template_id: int | None) -> str:
    name = template_name(template_id)
    return paragraphs(
        f"[{part} of {name} is missing. Zendesk Sell has no interface for it:"
        " write it here before this is sent.]"
    )
