"""Tests of texts on their way to another tool: hostile HTML, merge tags, threads, tasks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from seq_tui.domain.sequence import EmailAction, Step
from seq_tui.export.moving.drafts import make_draft
from seq_tui.export.moving.html_cleaning import MAX_DEPTH, inert_html, is_too_deep, left_out
from seq_tui.export.moving.texts import inert_note, paragraphs, plain_line, title_of
from seq_tui.presentation.wording import value_text
from tests.export.moving.drafted import AT_ONCE, codes, email, moved, task, text

if TYPE_CHECKING:
    from seq_tui.domain.json import Json

HOSTILE = (
    "<script>alert(1)</script>",
    '<img src="x" onerror="alert(1)">',
    '<a href="javascript:alert(1)">a</a>',
    '<a href="JaVa\tScript:alert(1)">a</a>',
    '<svg><script>alert(1)</script><a xlink:href="javascript:alert(1)">a</a></svg>',
    '<iframe src="https://evil.test"></iframe>',
    '<form action="https://evil.test"><input name="a"></form>',
    '<style>@import "https://evil.test"</style>',
    '<p style="background:url(javascript:alert(1))">a</p>',
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    '<a href="data:text/html,<script>alert(1)</script>">a</a>',
    "<!--><script>alert(1)</script>-->",
)


@pytest.mark.parametrize("html", HOSTILE)
def test_nothing_of_an_html_body_runs(html: str) -> None:
    written = inert_html(f"<p>before</p>{html}<p>after</p>").casefold()
    assert "<p>before</p>" in written
    for part in (
        "<script",
        "onerror",
        "javascript:",
        "<iframe",
        "<form",
        "<style",
        "style=",
        "data:",
    ):
        assert part not in written


def test_looks_are_kept_and_only_looks() -> None:
    html = '<p style="color:red;position:fixed" class="x" align="center">a</p>'
    assert inert_html(html) == '<p style="color:red" align="center">a</p>'
    page = "<html><head><title>T</title></head><body><p>a</p></body></html>"
    assert inert_html(page) == "<p>a</p>"
    assert left_out(page, "<p>a</p>") == ""


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<a href="javascript:x">a</a>', "href"),
        ("<form><input onclick=x></form><b>b</b>", "<form>, <input>, onclick"),
        ('<p style="background:url(x)">a</p>', "style"),
        ('<p style="color:red">a <br> b', ""),
    ],
)
def test_what_is_left_out_of_html_is_named(html: str, expected: str) -> None:
    assert left_out(html, inert_html(html)) == expected


def test_elements_in_each_other_without_an_end_are_written_as_text() -> None:
    html = "<div>" * (MAX_DEPTH + 1) + "words"
    assert is_too_deep(html)
    assert is_too_deep("<b></p>" * (MAX_DEPTH + 1))
    assert not is_too_deep("<div></div><p>" * 2 * MAX_DEPTH)
    draft = make_draft(1, text(1, "Hi", "", html), {})
    assert draft.html == "<p>words</p>"
    assert codes(draft.losses) == ["html-as-text"]


def test_html_that_says_nothing_gives_way_to_the_plain_text() -> None:
    for html in ("<!-- nothing -->", "<style>p {}</style>", "<div> </div>", "<script>x</script>"):
        draft = make_draft(1, text(1, "Hi", "日本語", html), {})
        assert draft.html == "<p>日本語</p>"
        empty = make_draft(1, text(1, "Hi", "", html), {})
        assert "[body of template 1 is missing." in empty.html
        assert codes(empty.losses) == ["body-missing"]


def test_a_template_of_many_steps_is_drafted_once() -> None:
    first, _, third = moved(email(1), email(2), email(1), texts=(text(1),)).steps
    assert first.draft is third.draft


@pytest.mark.parametrize("sent", ["398744", True, -1, {"a": 1}])
def test_an_id_that_is_none_is_named(sent: Json) -> None:
    (step,) = moved(email(sent)).steps
    assert codes(step.losses) == ["template-unreadable", "text-missing"]
    assert step.losses[0].text.endswith(f": {value_text(sent)}")


def test_a_reply_that_is_neither_true_nor_false_is_named() -> None:
    action = EmailAction(properties={"email_template_id": 1, "is_reply": "true"})
    (step,) = moved(Step(delay=AT_ONCE, action=action), texts=(text(1),)).steps
    assert codes(step.losses) == ["reply-unreadable"]


def test_a_task_whose_tags_are_written_otherwise_says_so() -> None:
    (step,) = moved(task("Call <b>now</b>")).steps
    assert step.note == "Call ‹b>now‹/b>"
    assert codes(step.losses) == ["task-tags"]


def test_ordinary_html_is_kept_with_its_links_and_merge_tags() -> None:
    html = '<p>Hi <b>{{name}}</b>, <a href="https://a.test/?x=1&amp;y=2">see</a>&nbsp;</p>'
    assert inert_html(html) == html
    assert 'href="{{link}}"' in inert_html('<a href="{{link}}">x</a>')


def test_plain_text_becomes_paragraphs_that_show_it_exactly() -> None:
    assert paragraphs("A < B & 'C'\r\nsecond\n\n<b>\n") == (
        "<p>A &lt; B &amp; 'C'<br>second</p>\n<p>&lt;b&gt;</p>"
    )


def test_no_tag_begins_in_a_note_and_other_signs_stay() -> None:
    assert inert_note("<script>x</script> 1 < 2 & <name>") == "‹script>x‹/script> 1 < 2 & ‹name>"


def test_lines_and_titles() -> None:
    assert plain_line(" a\r\n\tb\x00\x1b[0m ") == "a b[0m"
    assert title_of("\n  first \nsecond") == "first"
    assert title_of("x" * 100) == "x" * 79 + "…"


def test_merge_tags_are_mapped_and_the_others_are_said() -> None:
    template = text(1, "Hi {{first_name}}", "", "<p>{{ first_name }} at [Company]</p>")
    draft = make_draft(1, template, {"{{first_name}}": "{{contact.first<name}}"})
    assert draft.subject == "Hi {{contact.first<name}}"
    assert draft.html == "<p>{{contact.first&lt;name}} at [Company]</p>"
    assert draft.tags == ("{{first_name}}", "[Company]")
    assert draft.unmapped == ("[Company]",)
    assert codes(draft.losses) == ["tags-unmapped"]


def test_a_tag_that_is_mapped_to_itself_is_written_as_in_sell() -> None:
    draft = make_draft(1, text(1, "Hi {{name}}"), {"{{name}}": "{{name}}"})
    assert draft.unmapped == ("{{name}}",)
    assert codes(draft.losses) == ["tags-unmapped"]


def test_a_markdown_file_is_written_as_html_and_html_in_it_is_shown() -> None:
    words = "# Hi\n\nHello **you**, [First name]\n<script>x</script> [a](javascript:x)"
    template = text(1, "Hi", words)._replace(origin="1.MD")
    assert make_draft(1, template, {}).html == (
        "<h1>Hi</h1>\n<p>Hello <strong>you</strong>, [First name]<br>\n"
        "&lt;script&gt;x&lt;/script&gt; [a](javascript:x)</p>"
    )
    assert "**you**" in make_draft(1, template._replace(origin="1.txt"), {}).html


def test_a_text_that_is_known_in_part_says_what_is_missing() -> None:
    no_body = make_draft(1, text(1, "Hello", " "), {})
    assert codes(no_body.losses) == ["body-missing"]
    assert no_body.full_subject == "Hello"
    assert "[body of template 1 is missing." in no_body.html
    no_subject = make_draft(1, text(1, "", "How is it?"), {})
    assert codes(no_subject.losses) == ["subject-missing"]
    assert no_subject.full_subject == "[subject of template 1 is missing]"
    assert no_subject.html == "<p>How is it?</p>"


def test_an_empty_text_is_a_missing_one() -> None:
    draft = make_draft(1, text(1, " ", "\n", "<p> </p>"), {})
    assert draft.is_missing
    assert codes(draft.losses) == ["text-missing"]


def test_a_picture_inside_the_email_is_lost_and_said() -> None:
    draft = make_draft(1, text(1, "Hi", "", '<p>Look <img src="cid:1@x" alt="map"></p>'), {})
    assert codes(draft.losses) == ["images-left-out"]
    assert "cid:" not in draft.html
    assert 'alt="map"' in draft.html


def test_a_picture_alone_takes_no_words_of_the_plain_text() -> None:
    draft = make_draft(1, text(1, "Hi", "Hello you", '<img src="cid:1@x">'), {})
    assert draft.html == "<p>Hello you</p>"
    assert codes(draft.losses) == ["html-as-text"]


def test_only_merge_tags_of_the_body_that_is_written_are_said() -> None:
    draft = make_draft(1, text(1, "{{a}}", "{{b}} [Your name]", "<p>{{c}}</p>"), {})
    assert draft.html == "<p>{{c}}</p>"
    assert draft.tags == draft.unmapped == ("{{a}}", "{{c}}")


def test_a_reply_belongs_to_the_email_before_it() -> None:
    sequence = moved(email(1), task(), email(2, reply=True), email(3, reply=True), email(4))
    assert [each.thread for each in sequence.steps] == [None, None, 1, 3, None]


def test_a_reply_without_an_email_before_it_is_a_new_thread() -> None:
    first = moved(task(), email(1, reply=True), texts=(text(),)).steps[1]
    assert first.thread is None
    assert first.subject == "Hello"
    assert codes(first.losses) == ["reply-without-thread"]


def test_a_reply_needs_no_subject_and_says_that_its_own_is_not_used() -> None:
    texts = (text(1), text(2, ""), text(3, "Own"))
    _, second, third = moved(
        email(1), email(2, reply=True), email(3, reply=True), texts=texts
    ).steps
    assert (second.subject, codes(second.losses), second.is_ready) == ("", [], True)
    assert (third.subject, codes(third.losses)) == ("", ["reply-subject"])


@pytest.mark.parametrize("content", [None, "", " \n", 7, "\x00"])
def test_a_task_without_a_text_says_so(content: str | int | None) -> None:
    (step,) = moved(task(content)).steps
    assert step.note == "[the text of this task is missing]"
    assert codes(step.losses) == ["task-missing"]


def test_a_sequence_without_a_name_has_one() -> None:
    for name in (None, "", " \x00 ", "\u200b"):
        sequence = moved(email(), name=name)
        assert sequence.name == "(unnamed #21)"
        assert codes(sequence.losses) == ["name-missing"]
