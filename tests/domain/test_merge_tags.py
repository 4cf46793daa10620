"""Recognising merge tags in the texts of templates, and replacing them."""

from __future__ import annotations

from time import process_time

import pytest

from seq_tui.domain.merge_tags import (
    html_merge_tags,
    map_html_merge_tags,
    map_merge_tags,
    map_template_merge_tags,
    merge_tags,
    normal_tag,
    parts_at_tags,
    template_merge_tags,
)
from seq_tui.domain.template_text import TemplateText


def template(subject: str = "", plain: str = "", html: str = "") -> TemplateText:
    return TemplateText(398744, subject, plain, html, "ada", "2026-11-29T01:00:00Z")


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("Hi {{first_name}},", ["{{first_name}}"]),
        ("{{ first_name }} and {{first_name}}", ["{{first_name}}"]),
        ("{{lead.custom_fields.Größe}}", ["{{lead.custom_fields.Größe}}"]),
        ('{{name | default: "there"}}', ['{{name | default: "there"}}']),
        ("Dear [First  Name] of [Company]", ["[First Name]", "[Company]"]),
        ("[会社名] 様", ["[会社名]"]),
        ("b {{b}} a [Aa]", ["{{b}}", "[Aa]"]),
        ("{{}} {{ }} {single} {{open", []),
        ("{{a\nb}}", []),
        ("[1] [ ] [x] [2026] []", []),
        ("[the site](https://example.com) [note][1] [note]: https://example.com", []),
        ("a[0] = b", []),
    ],
)
def test_tags_of_a_text(text: str, tags: list[str]) -> None:
    assert merge_tags(text) == tags


@pytest.mark.parametrize(
    ("html", "tags"),
    [
        ("<p>Hi {{first_name}}</p>", ["{{first_name}}"]),
        ("<p>Hi {{first&#95;name}}&nbsp;[Last Name]</p>", ["{{first_name}}", "[Last Name]"]),
        ('<a href="https://example.com/?id={{lead.id}}">here</a>', ["{{lead.id}}"]),
        ("<!--[if gte mso 9]>{{no}}<![endif]--><p>{{yes}}</p>", ["{{yes}}"]),
        ("<style>a[href] {color: red} {{no}}</style>[Yes]", ["[Yes]"]),
        ("<SCRIPT>{{no}}</Script><b>{{yes}}</b>", ["{{yes}}"]),
        ("{{yes}}<script>{{no}}", ["{{yes}}"]),
        ("<p>{{<b>in two</b>}}</p>", ["{{in two}}"]),
    ],
)
def test_tags_of_html(html: str, tags: list[str]) -> None:
    assert html_merge_tags(html) == tags


def test_a_template_has_the_tags_of_its_subject_and_of_both_bodies() -> None:
    text = template("For {{company}}", "Hi {{first}}", "<p>Hi {{first}} {{last}}</p>")
    assert template_merge_tags(text) == ["{{company}}", "{{first}}", "{{last}}"]


def test_tags_are_replaced_however_they_are_spaced() -> None:
    mapping = {"{{first_name}}": "{{contact.first_name}}", "[Company]": "{{account.name}}"}
    text = "{{ first_name }} of [Company], {{other}}"
    assert map_merge_tags(text, mapping) == "{{contact.first_name}} of {{account.name}}, {{other}}"


def test_a_tag_is_escaped_where_it_replaces_one_in_html() -> None:
    html = '<a title="{{a}}">{{a}}</a><!--{{a}}-->'
    mapped = map_html_merge_tags(html, {"{{a}}": '"><script>'})
    escaped = "&quot;&gt;&lt;script&gt;"
    assert mapped == f'<a title="{escaped}">{escaped}</a><!--{{{{a}}}}-->'


def test_a_template_is_mapped_in_all_its_parts() -> None:
    mapped = map_template_merge_tags(template("{{a}}", "{{a}}!", "<p>{{a}}</p>"), {"{{a}}": "%b%"})
    assert mapped == template("%b%", "%b%!", "<p>%b%</p>")


def test_only_one_whole_tag_is_a_tag() -> None:
    assert normal_tag(" {{ first_name }} ") == "{{first_name}}"
    assert normal_tag("[Company]") == "[Company]"
    assert normal_tag("first_name") is None
    assert normal_tag("{{a}} {{b}}") is None


@pytest.mark.parametrize("piece", ["<!--", "<style>", "{{", "[a ", "<script", "{{a\n", "]["])
def test_no_text_takes_the_square_of_its_length(piece: str) -> None:
    text = piece * (200_000 // len(piece))
    before = process_time()
    html_merge_tags(text)
    map_html_merge_tags(text, {"{{a}}": "b"})
    # The square of the length would take minutes.
    assert process_time() - before < 20


def test_a_text_is_divided_at_its_tags_as_they_are_written() -> None:
    assert parts_at_tags("Hi {{ first_name }}, of [Company]") == [
        *("Hi ", "{{ first_name }}", ", of ", "[Company]", "")
    ]
    assert parts_at_tags("none") == ["none"]
