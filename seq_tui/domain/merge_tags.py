"""The merge tags of a template: the places at which a tool puts in what it knows of a person.

They are written ``{{first_name}}``, or ``[First name]`` where somebody typed a template by hand. A
tag keeps its braces or brackets, and has no spaces beside them: ``{{ first_name }}`` is the same.
"""

from __future__ import annotations

import re
from html import escape, unescape
from typing import TYPE_CHECKING

from seq_tui.domain.html_text import html_parts, html_to_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from seq_tui.domain.template_text import TemplateText

_BRACES = r"\{\{(?!\{)[^{}\n]{1,200}\}\}"
_BRACKETS = r"\[(?=[^\W\d_])[\w .:'’-]{2,60}\](?![(\[:])"
"""Words in brackets; not the label of a link in Markdown, nor a number such as that of a note."""

_TAG = re.compile(f"{_BRACES}|{_BRACKETS}")
_BRACED = re.compile(_BRACES)


def merge_tags(text: str) -> list[str]:
    """The tags of a plain text, each once, in the order in which they occur."""
    return _each_once(map(_tag, _TAG.findall(text)))


def parts_at_tags(text: str) -> list[str]:
    """The parts of a plain text, of which every second one is a tag as it is written."""
    return re.split(f"({_TAG.pattern})", text)


def html_merge_tags(html: str) -> list[str]:
    """The tags of an HTML document; those in braces also where it is not displayed, as in a link.

    Those that are displayed come first.
    """
    rest = "".join(part for part, has_text in html_parts(html) if has_text)
    hidden = (tag for tag in _BRACED.findall(unescape(rest)) if "<" not in tag)
    return _each_once([*merge_tags(html_to_text(html)), *map(_tag, hidden)])


def template_merge_tags(template: TemplateText) -> list[str]:
    """The tags of a template's subject and of its body in both forms."""
    plain = merge_tags(f"{template.subject}\n{template.plain}")
    return _each_once([*plain, *html_merge_tags(template.html)])


def map_merge_tags(text: str, mapping: Mapping[str, str]) -> str:
    """A plain text with other tags in place of those that `mapping` has."""
    return _TAG.sub(lambda found: mapping.get(_tag(found[0]), found[0]), text)


def map_html_merge_tags(html: str, mapping: Mapping[str, str]) -> str:
    """The same of an HTML document."""

    def replaced(found: re.Match[str]) -> str:
        tag = mapping.get(_tag(unescape(found[0])))
        return found[0] if tag is None else escape(tag)

    parts = html_parts(html)
    return "".join(_TAG.sub(replaced, part) if has_text else part for part, has_text in parts)


def map_template_merge_tags(template: TemplateText, mapping: Mapping[str, str]) -> TemplateText:
    """The template with other tags in place of those that `mapping` has."""
    return template._replace(
        subject=map_merge_tags(template.subject, mapping),
        plain=map_merge_tags(template.plain, mapping),
        html=map_html_merge_tags(template.html, mapping),
    )


def normal_tag(text: str) -> str | None:
    """A tag as `merge_tags` returns it; `None` if the text is anything else than one tag."""
    return _tag(text.strip()) if _TAG.fullmatch(text.strip()) else None


def _tag(written: str) -> str:
    """A tag without spaces beside its braces or brackets, and with single ones inside."""
    width = 2 if written.startswith("{{") else 1
    inner = " ".join(written[width:-width].split())
    return f"{written[:width]}{inner}{written[-width:]}"


def _each_once(tags: Iterable[str]) -> list[str]:
    # Braces around nothing but spaces name nothing.
    return [tag for tag in dict.fromkeys(tags) if tag.strip("{}[]")]
