"""The words of an HTML document, without its form.

Python's own parser takes the square of the length for some documents, and raises for others; this
one reads any document once.
"""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_UNSEEN = frozenset({"template", "title"})
"""Elements whose content a mail program does not show, but for those of `_RAW`. The head is none:
its end may be left out."""

_BLOCKS = frozenset(
    {"blockquote", "div", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "table", "tr"}
    | {"ul"}
)
"""Elements that begin and end a line."""

_RAW = re.compile(r"<!--|<(?:style|script)\b", re.IGNORECASE | re.ASCII)
"""Begins a part that holds neither tags nor text."""

_ENDS = {
    "<!--": re.compile("-->"),
    "<style": re.compile("</style", re.IGNORECASE | re.ASCII),
    "<script": re.compile("</script", re.IGNORECASE | re.ASCII),
}

_TAG = re.compile(
    r"<(/?)([a-z][^\s/>]*)((?:[^>=]|=\s*(?:\"[^\"]*\"|'[^']*')?)*+)(?:>|\Z)|<[!?/][^>]*+(?:>|\Z)",
    re.IGNORECASE | re.ASCII,
)
"""A tag, which a document may leave open at its end, or a declaration."""

_SPACE = re.compile(r"\s+")
_BLANKS = re.compile("[ \xa0]+")
_EMPTY_LINES = re.compile("\n{3,}")

_ALT = re.compile(r"\balt\s*=\s*(?:\"([^\"]*)|'([^']*)|([^\s\"'>]+))", re.IGNORECASE)


def html_to_text(html: str) -> str:
    """The text that a reader sees: a line for each block, blank lines between paragraphs."""
    text = _BLANKS.sub(" ", "".join(_Words().read(html)))
    text = text.replace(" \n", "\n").replace("\n ", "\n").strip(" \n")
    return _EMPTY_LINES.sub("\n\n", text)


def html_parts(html: str) -> Iterator[tuple[str, bool]]:
    """The parts of a document in order, each with whether it has tags and text.

    Comments, styles and scripts have not; one that is open goes on to the end, as in a browser.
    """
    start = 0
    while found := _RAW.search(html, start):
        yield html[start : found.start()], True
        end = _ENDS[found[0].lower()].search(html, found.end())
        stop = len(html) if end is None else end.end() if found[0] == "<!--" else end.start()
        yield html[found.start() : stop], False
        start = stop
    yield html[start:], True


class _Words:
    """Collects the words of a document."""

    def __init__(self) -> None:
        self._unseen = 0

    def read(self, html: str) -> Iterator[str]:
        """The words, with line breaks where blocks begin and end."""
        for part, has_text in html_parts(html):
            if not has_text:
                continue
            # All at once, as it takes a third of the time; line breaks of the source are spaces.
            source, start = _SPACE.sub(" ", part), 0
            for tag in _TAG.finditer(source):
                if tag.start() > start:
                    yield self._seen(source[start : tag.start()])
                if name := tag[2]:
                    yield self._tag(name.lower(), tag)
                start = tag.end()
            yield self._seen(source[start:])

    def _tag(self, name: str, tag: re.Match[str]) -> str:
        if name in _BLOCKS:
            return "\n\n" if name == "p" and not tag[1] else "\n"
        if name == "br":
            return "\n"
        if name in _UNSEEN:
            self._unseen = max(0, self._unseen - 1) if tag[1] else self._unseen + 1
        elif name == "img" and (found := _ALT.search(tag[3])):
            return self._seen(found[1] or found[2] or found[3] or "")
        return ""

    def _seen(self, text: str) -> str:
        if self._unseen:
            return ""
        return _SPACE.sub(" ", unescape(text)) if "&" in text else text
