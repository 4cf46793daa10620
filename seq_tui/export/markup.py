"""XML and HTML as text that cannot be mistaken for the data in it."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, NewType

if TYPE_CHECKING:
    from collections.abc import Iterable

Markup = NewType("Markup", str)
"""Text with tags. Whatever is not written in this program comes to be one through `text` alone."""


def text(content: str) -> Markup:
    """Clean text, in which there is no character that XML forbids, to stand between tags."""
    return Markup(html.escape(content))


def tag(name: str, /, *content: Markup, **attributes: str | float) -> Markup:
    """An element with a closing tag; an attribute may end in ``_``, and has ``_`` for ``-``."""
    return Markup(f"<{name}{_written(attributes)}>{''.join(content)}</{name}>")


def void(name: str, /, **attributes: str | float) -> Markup:
    """An element that has no content, as SVG and HTML both read it."""
    return Markup(f"<{name}{_written(attributes)}/>")


def joined(*parts: Markup) -> Markup:
    """The parts, one behind the other."""
    return Markup("".join(parts))


def number(value: float) -> str:
    """``12``, ``0.5``: a length as short as it can be said, and never with an exponent."""
    return str(round(value, 2)).removesuffix(".0")


def lines(parts: Iterable[Markup]) -> Markup:
    """The parts, each on a line of its own."""
    return Markup("".join(f"{part}\n" for part in parts if part))


def _written(attributes: dict[str, str | float]) -> str:
    return "".join(
        f' {name.rstrip("_").replace("_", "-")}="{html.escape(_value(value))}"'
        for name, value in attributes.items()
    )


def _value(value: str | float) -> str:
    return value if isinstance(value, str) else number(value)
