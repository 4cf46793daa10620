"""Tests of markup, of escaping, and of the colours of pictures and pages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seq_tui.domain.sequence import ActionKind, EmailAction, TaskAction, UnknownAction
from seq_tui.export.action_icons import mark
from seq_tui.export.markup import concat, lines, number, tag, text, void
from seq_tui.export.stylesheet import DARK, LIGHT, page_style, picture_style
from seq_tui.sanitize import sanitize

if TYPE_CHECKING:
    from collections.abc import Mapping


@given(st.text(alphabet=st.characters(codec=None)))
def test_any_sanitized_text_is_read_back_from_content_and_attribute(content: str) -> None:
    content = sanitize(content)
    element = ElementTree.fromstring(tag("a", text(content), title=content))
    assert (element.text or "", element.get("title")) == (content, content)


def test_elements_have_the_syntax_that_svg_and_html_share() -> None:
    assert tag("g", void("line", x1=0.5, y1=2.0), class_="a", aria_label="b") == (
        '<g class="a" aria-label="b"><line x1="0.5" y1="2"/></g>'
    )
    assert tag("td") == "<td></td>"
    assert lines([void("a"), text(""), concat(void("b"), void("c"))]) == "<a/>\n<b/><c/>\n"


def test_a_length_is_short_and_has_no_exponent() -> None:
    lengths = (0, 12, 0.5, 1 / 3, 1_234_567.5, 100_000_000.0)
    assert list(map(number, lengths)) == ["0", "12", "0.5", "0.33", "1234567.5", "100000000"]


@pytest.mark.parametrize(
    ("action", "kind"),
    [
        (EmailAction(), "email"),
        (EmailAction(properties={"is_reply": True}), "reply"),
        (TaskAction(), "task"),
        (UnknownAction("fax"), "unknown"),
    ],
)
def test_each_kind_of_action_has_its_own_shape_and_colour(
    action: EmailAction | TaskAction | UnknownAction, kind: str
) -> None:
    assert action.kind == kind
    drawing = ElementTree.fromstring(mark(action.kind, 10, 20))
    assert drawing.get("class") == f"mark {kind}"
    assert drawing.get("transform") == "translate(10 20)"
    others = set(ActionKind) - {action.kind}
    inside = [re.sub(r"<g[^>]*>", "", mark(each, 0, 0)) for each in (action.kind, *others)]
    assert inside[0] not in inside[1:]
    assert LIGHT[kind] in picture_style()


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour such as ``#b0530b`` (WCAG 2.2)."""
    parts = [int(colour[index : index + 2], 16) / 255 for index in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_text_and_marks_have_enough_contrast(colours: Mapping[str, str]) -> None:
    for name in ("ink", "quiet", "email", "reply", "task", "unknown"):
        for background in ("paper", "weekend"):
            assert contrast(colours[name], colours[background]) >= 4.5, (name, background)
    assert contrast(colours["wait"], colours["paper"]) >= 1.7


def test_light_and_dark_have_the_same_colour_names() -> None:
    assert LIGHT.keys() == DARK.keys()
    for style in (picture_style(), page_style()):
        assert "@media screen and (prefers-color-scheme:dark)" in style
        assert "url(" not in style
        assert "@import" not in style
        assert style.count("{") == style.count("}")
