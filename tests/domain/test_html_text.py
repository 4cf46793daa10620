"""The words of HTML documents."""

from __future__ import annotations

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
        ("before<script>alert('<p>')</script>after", "beforeafter"),
        ("<img src=x alt='a picture'> of it", "a picture of it"),
        ("many   spaces\n and lines", "many spaces and lines"),
        ("<p>open <b>tags", "open tags"),
        ("</script></style>still seen", "still seen"),
    ],
)
def test_the_words_of_a_document(html: str, text: str) -> None:
    assert html_to_text(html) == text
