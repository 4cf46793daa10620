"""The words of HTML documents."""

from __future__ import annotations

from time import process_time

import pytest

from seq_tui.domain.html_text import html_to_text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("", ""),
        ("plain words", "plain words"),
        ("<p>Hello&nbsp;<b>you</b>,</p><p>two<br>lines</p>", "Hello you,\n\ntwo\nlines"),
        ("<ul><li>one<li>two</ul>", "one\ntwo"),
        ("a &lt;b&gt; &amp; c", "a <b> & c"),
        ("<head><title>x</title><style>p {}</style></head><body>seen</body>", "seen"),
        ("<head><meta charset=utf-8><title>x</title><body><p>seen", "seen"),
        ("before<script>alert('<p>')</script>after", "beforeafter"),
        ("<img src=x alt='a picture'> of it", "a picture of it"),
        ("many   spaces\n and lines", "many spaces and lines"),
        ("<p>open <b>tags", "open tags"),
        ("</script></style>still seen", "still seen"),
        ("<a title='>' href=\"<p>\">seen</a>", "seen"),
        ("<p title=don't>seen", "seen"),
        ("seen <!-- <p>not --> seen <!-- open", "seen seen"),
        ("<![if !mso]>seen<![endif]><?xml version='1.0'?>", "seen"),
        ("<![<![CDATA[", ""),
        ("1 < 2 and 3 > 2", "1 < 2 and 3 > 2"),
        ("seen <b", "seen"),
        ("<STYLE>p {}</Style ><P>seen</P>", "seen"),
    ],
)
def test_the_words_of_a_document(html: str, text: str) -> None:
    assert html_to_text(html) == text


@pytest.mark.parametrize(
    "piece", ["<!--", "<?", "<a ", "<a", "</", "</a", "<a b='", "<a b=", "<style>", "<title>", "<"]
)
def test_no_document_takes_the_square_of_its_length(piece: str) -> None:
    before = process_time()
    html_to_text(piece * (400_000 // len(piece)))
    # Python's own parser takes half an hour for some of these.
    assert process_time() - before < 20
