"""Foreign text made fit for a payload: exact where it can be, inert everywhere."""

from __future__ import annotations

import re
from html import escape

_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_SURROGATES = re.compile("[\ud800-\udfff]")
"""What no UTF-8 can hold."""

_TAG = re.compile(r"<(?=[A-Za-z/!?])")
"""What a program that takes text for HTML would read as the beginning of a tag."""

TITLE_LENGTH = 80
"""Characters of a title that is made from a longer text."""


def plain_text(text: str) -> str:
    """Text without control characters, with line feeds only."""
    text = _SURROGATES.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))
    return _CONTROLS.sub("", text)


def plain_line(text: str) -> str:
    """The same in one line."""
    return " ".join(plain_text(text).split())


def inert_note(text: str) -> str:
    """Plain text for a field that some program may show as HTML; no tag begins in it."""
    return _TAG.sub("‹", plain_text(text))


def title_of(text: str) -> str:
    """The first line that says something, cut where it is long; empty if none does."""
    line = next((line.strip() for line in text.splitlines() if line.strip()), "")
    return line if len(line) <= TITLE_LENGTH else line[: TITLE_LENGTH - 1].rstrip() + "…"


def markdown_as_html(text: str) -> str:
    """Markdown as HTML; HTML in it is shown, not used."""
    from markdown_it import MarkdownIt

    converter = MarkdownIt("commonmark", {"html": False, "breaks": True})
    return str(converter.render(plain_text(text)))


def paragraphs(text: str) -> str:
    """Plain text as HTML: a paragraph for each part between blank lines."""
    text = plain_text(text).strip()
    parts = re.split(r"\n[ \t]*\n", text) if text else []
    return "\n".join(
        f"<p>{escape(part, quote=False).replace(chr(10), '<br>')}</p>" for part in parts
    )
