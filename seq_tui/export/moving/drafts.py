"""E-mail templates as drafts for another tool."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from seq_tui.domain.merge_tags import map_template_merge_tags, template_merge_tags
from seq_tui.export.moving.losses import assumed, missing, no_counterpart
from seq_tui.export.moving.texts import inert_html, paragraphs, plain_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from seq_tui.domain.template_text import TemplateText
    from seq_tui.export.moving.losses import Loss


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
    tags = tuple(template_merge_tags(text))
    unmapped = tuple(tag for tag in tags if tag not in tag_map)
    mapped = map_template_merge_tags(text, tag_map)
    html = inert_html(mapped.html) if mapped.html.strip() else paragraphs(mapped.plain)
    has_body = bool(mapped.readable.strip()) or "<img" in html
    return Draft(
        template_id,
        plain_line(mapped.subject),
        html if has_body else _placeholder("body", template_id),
        has_body,
        tags,
        unmapped,
        tuple(_losses(template_id, text, unmapped, has_body=has_body)),
    )


def _losses(
    template_id: int | None, text: TemplateText, unmapped: tuple[str, ...], *, has_body: bool
) -> Iterator[Loss]:
    name = template_name(template_id)
    if not text.subject.strip():
        yield missing("subject-missing", f"the subject of {name} is not known")
    if not has_body:
        yield missing("body-missing", f"the body of {name} is not known")
    if unmapped:
        listed = ", ".join(unmapped)
        yield assumed("tags-unmapped", f"merge tags are written as in Sell: {listed}")
    if "cid:" in text.html:
        yield no_counterpart(
            "images-left-out", f"pictures inside the e-mail of {name} are left out"
        )


def _missing(template_id: int | None) -> Draft:
    losses = (missing("text-missing", f"the text of {template_name(template_id)} is not known"),)
    return Draft(template_id, "", _placeholder("text", template_id), has_body=False, losses=losses)


def _placeholder(part: str, template_id: int | None) -> str:
    name = template_name(template_id)
    return paragraphs(
        f"[{part} of {name} is missing. Zendesk Sell has no interface for it:"
        " write it here before this is sent.]"
    )
