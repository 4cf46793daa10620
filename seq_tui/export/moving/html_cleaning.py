"""HTML of an e-mail made inert: nothing in it runs, loads a style sheet or sends a form."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

import nh3

_STYLES = frozenset(
    f"{prefix}{name}"
    for prefix, names in {
        "": ("color", "background-color", "text-align", "text-decoration", "vertical-align"),
        "font-": ("family", "size", "style", "weight"),
        "line-": ("height",),
        "border": ("", "-bottom", "-collapse", "-left", "-radius", "-right", "-spacing", "-top"),
        "margin": ("", "-bottom", "-left", "-right", "-top"),
        "padding": ("", "-bottom", "-left", "-right", "-top"),
        "max-": ("width",),
    }.items()
    for name in names
) | {"height", "list-style-type", "white-space", "width"}
"""The properties that give an e-mail its looks, and can do nothing else."""

_LOOKS = frozenset({"align", "bgcolor", "border", "dir", "height", "style", "valign", "width"})

_UNSEEN = frozenset({"script", "style", "template", "title"})
"""Elements whose contents are no text of the e-mail."""

_FRAME = frozenset({"body", "head", "html", "meta", "o", "title", "template"})
"""Elements around the text, of which nothing is missed."""

_CODE = re.compile(r"(?:java|vb)script:|expression\(|url\(", re.IGNORECASE)

_ELEMENT = re.compile(r"<([a-z][a-z0-9]{0,30})", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"[\s\"'/](background|href|on[a-z]{3,20}|src|style)\s{0,9}=", re.IGNORECASE)

_TAG = re.compile(r"<(/?)([a-z][a-z0-9]{0,30})", re.IGNORECASE)

_NEVER_NESTED = frozenset(
    {"area", "base", "br", "col", "dd", "dt", "hr", "img", "input", "li", "link", "meta", "option"}
    | {"p", "tbody", "td", "tfoot", "th", "thead", "tr", "wbr"}
)
"""Elements that have no contents, or that the next one of their kind ends."""

MAX_DEPTH = 400
"""Most elements in each other; the time to clean more grows with the square of their number."""

MOST_NAMED = 8
"""Most elements and attributes that are named."""


def inert_html(html: str) -> str:
    """The HTML without scripts, handlers, forms, and links that run something.

    Looks that are written with their elements stay: colours, fonts, sizes, tables.
    """
    return _cleaner().clean(html).strip()


def is_too_deep(html: str) -> bool:
    """Whether so many elements are in each other that it cannot be cleaned in good time."""
    unclosed: Counter[str] = Counter()
    depth = 0
    for end, name in _TAG.findall(html):
        name = name.casefold()
        if name in _NEVER_NESTED or (end and not unclosed[name]):
            continue
        step = -1 if end else 1
        unclosed[name] += step
        depth += step
        if depth > MAX_DEPTH:
            return True
    return False


def left_out(html: str, cleaned: str) -> str:
    """Which elements and attributes are not in the cleaned HTML any more; empty if all are."""
    elements = _names(_ELEMENT, html).keys() - _names(_ELEMENT, cleaned).keys() - _FRAME
    attributes = (_names(_ATTRIBUTE, html) - _names(_ATTRIBUTE, cleaned)).keys()
    named = [*(f"<{name}>" for name in sorted(elements)), *sorted(attributes)]
    more = f" and {len(named) - MOST_NAMED} more" if len(named) > MOST_NAMED else ""
    return ", ".join(named[:MOST_NAMED]) + more


def _names(pattern: re.Pattern[str], html: str) -> Counter[str]:
    return Counter(name.casefold() for name in pattern.findall(html))


@cache
def _cleaner() -> nh3.Cleaner:
    attributes = {tag: {*names} for tag, names in nh3.ALLOWED_ATTRIBUTES.items()}
    attributes |= {"*": {*_LOOKS}, "font": {"color", "face", "size"}}
    attributes["table"] |= {"cellpadding", "cellspacing"}
    return nh3.Cleaner(
        tags={*nh3.ALLOWED_TAGS, "font", "tfoot"},
        clean_content_tags={*_UNSEEN},
        attributes=attributes,
        attribute_filter=_without_code,
        filter_style_properties={*_STYLES},
        link_rel=None,
    )


def _without_code(_element: str, _attribute: str, value: str) -> str | None:
    """The value of an attribute, unless a program could take it for code or load something."""
    return None if _CODE.search("".join(value.split())) else value
