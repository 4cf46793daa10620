"""XML and HTML markup, as a type that unescaped text cannot be passed for."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, NewType

if TYPE_CHECKING:
    from collections.abc import Iterable

Markup = NewType("Markup", str)
"""Text with tags. Data becomes markup only through `text`, which escapes it."""


def text(content: str) -> Markup:
    """Escape sanitized text, which has no character that XML forbids, for use between tags."""
    return Markup(html.escape(content))


def tag(name: str, /, *content: Markup, **attributes: str | float) -> Markup:
    """Return an element; in attribute names ``_`` becomes ``-``, and a final ``_`` is dropped."""
    return Markup(f"<{name}{_format_attributes(attributes)}>{''.join(content)}</{name}>")


def void(name: str, /, **attributes: str | float) -> Markup:
    """Return an element without content, in the syntax that SVG and HTML share."""
    return Markup(f"<{name}{_format_attributes(attributes)}/>")


def concat(*parts: Markup) -> Markup:
    """Concatenate the parts."""
    return Markup("".join(parts))


def number(value: float) -> str:
    """Format a length as briefly as possible, never with an exponent: ``12``, ``0.5``."""
    return str(round(value, 2)).removesuffix(".0")


def lines(parts: Iterable[Markup]) -> Markup:
    """Put each part that is not empty on a line of its own."""
    return Markup("".join(f"{part}\n" for part in parts if part))


def _format_attributes(attributes: dict[str, str | float]) -> str:
    return "".join(
        f' {name.rstrip("_").replace("_", "-")}="{html.escape(_attribute_value(value))}"'
        for name, value in attributes.items()
    )


def _attribute_value(value: str | float) -> str:
    return value if isinstance(value, str) else number(value)
