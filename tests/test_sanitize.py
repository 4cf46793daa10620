"""Foreign text becomes visible and inert; ordinary text stays unchanged."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seq_tui.sanitize import ELLIPSIS, sanitize, strip_controls
from tests.domain.records import STEADY

ANY_TEXT = st.text(st.characters(exclude_categories=()))
"""Every code point, lone surrogates included."""

HOSTILE_TEXT = st.text(
    st.sampled_from(
        "ab1 \t\n\r\x00\x07\x1b[]m;\\\x7f\x85\x9b\x9d\u00ad\u0301\u061c\u200b\u200d\u200e\u202e"
        "\u2028\u2066\u20e3\u2122\u27e8\u27e9\ufe0f\ufeff\ufffd\ud800\udfff\U0001f468\U0001f3fd\U000e0067"
    )
)

BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
ZERO_WIDTH = "\u00ad\u034f\u180e\u200b\u200c\u200d\u2060\u2061\u2064\ufeff\ufe00\ufe0f\U000e0001"
FILLERS = "\u115f\u1160\u17b4\u17b5\u3164\uffa0"
VARIANTS = "".join(map(chr, (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))))

INKED = "\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd"
"""The format characters (category Cf) that are drawn: signs around numbers."""


def dangers(text: str, *, allowed: str = "") -> str:
    """The characters of a text that a terminal would obey, reorder, hide or fail to encode."""
    return "".join(
        character
        for character in text
        if unicodedata.category(character) in ("Cc", "Cf", "Cs", "Zl", "Zp")
        or character in ZERO_WIDTH + FILLERS + VARIANTS
        if character not in INKED + allowed
    )


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        # CSI: colour, erase, cursor, screen
        ("\x1b[31mred", "␛[31mred"),
        ("\x1b[2J\x1b[10A\x1b[?1049l", "␛[2J␛[10A␛[?1049l"),
        # OSC: clipboard, title, folder, notice, image, link; both ends
        ("\x1b]52;c;cHduZWQ=\x07", "␛]52;c;cHduZWQ=␇"),
        ("\x1b]52;c;cHduZWQ=\x1b\\", "␛]52;c;cHduZWQ=␛\\"),
        ("\x1b]2;title\x07\x1b]7;file:///\x07", "␛]2;title␇␛]7;file:///␇"),
        ("\x1b]9;hi\x07\x1b]777;notify;a;b\x07\x1b]1337;File=:\x07", None),
        ("\x1b]8;;https://example.com\x1b\\x\x1b]8;;\x1b\\", None),
        # DCS, APC, PM, SOS; Sixel, Kitty, tmux
        ("\x1bPq#0\x1b\\\x1b_Ga=T;AAAA\x1b\\\x1b^pm\x1b\\\x1bXsos\x1b\\", None),
        ("\x1bPtmux;\x1b\x1b]52;c;eA==\x07\x1b\\", None),
        # queries that the terminal answers on standard input
        ("\x1b[6n\x1b[c\x1b]11;?\x07\x1bP$qm\x1b\\", None),
        # C1
        ("\x9b31m\x9d2;t\x9c", "⟨U+009B⟩31m⟨U+009D⟩2;t⟨U+009C⟩"),
        # reset, an escape at the end, a sequence without one
        ("\x1bc", "␛c"),
        ("end\x1b", "end␛"),
        ("\x1b]2;open", "␛]2;open"),
        # BEL, BS, DEL, NUL, SO, SI
        ("\x07\x08\x7f\x00\x0e\x0f", "␇␈␡␀␎␏"),
        # breaks within a name
        ("a\rb\nc\td\x0be\x0cf", "a␍b␊c␉d␋e␌f"),
        ("a\x85b\u2028c\u2029d", "a⟨U+0085⟩b⟨U+2028⟩c⟨U+2029⟩d"),
        # direction
        *((f"a{mark}b", f"a⟨U+{ord(mark):04X}⟩b") for mark in BIDI),
        # invisible
        *((f"a{mark}b", f"a⟨U+{ord(mark):04X}⟩b") for mark in ZERO_WIDTH),
        ("\U0001f3f4\U000e0067\U000e007f", "\U0001f3f4⟨U+E0067⟩⟨U+E007F⟩"),
        ("\u3164\u115f\uffa0", "⟨U+3164⟩⟨U+115F⟩⟨U+FFA0⟩"),
        ("\U00013430\U0001bca0\U0001d173", "⟨U+13430⟩⟨U+1BCA0⟩⟨U+1D173⟩"),
        ("\ufff9\ufffc\ufffe\uffff", "⟨U+FFF9⟩⟨U+FFFC⟩⟨U+FFFE⟩⟨U+FFFF⟩"),
        # lone surrogates
        ("a\ud800b\udfff", "a\ufffdb\ufffd"),
        ("\ufffd", "\ufffd"),
    ],
    ids=ascii,
)
def test_control_and_invisible_characters_are_made_visible(text: str, shown: str | None) -> None:
    sanitized = sanitize(text)
    assert dangers(sanitized) == ""
    assert len(sanitized) >= len(text)
    assert shown is None or sanitized == shown


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "Trial · Europe · no reply", "a~ !\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}"),
        *("[b]x[/b]", "[/", "[@click=app.quit]x[/]", "=1+2", "<script>", "␛[31m", "⟨U+202E⟩"),
        *("Žluťoučký kůň", "Zˇ", "e\u0301te\u0301", "Nguyễn Tấn Dũng", "ὐ", "Привет", "שלום"),
        *("مرحبا بالعالم", "مُحَمَّد", "नमस्ते", "สวัสดีชาวโลก", "ที่นี่", "ગુજરાતી", "தமிழ்"),
        *(
            "漢字かな交じり文",
            "がぎぐ",
            "か\u3099",
            "안녕하세요",
            "ㄱㄴㄷ",
            "😀🎉🚀",
            "👍🏽",
            "🇩🇪🇫🇷",
        ),
        *("a\u00a0b\u202fc\u3000d", "→ ≥ ✉ ☐ ↩ ●", "½ € ™ ©", "𝒳𐍈", "\ue0b0"),
    ],
    ids=ascii,
)
def test_ordinary_text_is_unchanged(text: str) -> None:
    assert sanitize(text) == text
    assert sanitize(text, lines=True) == text


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("👨\u200d👩\u200d👧", "👨👩👧"),
        ("👩🏽\u200d💻", "👩🏽💻"),
        ("🏳\ufe0f\u200d🌈", "🏳🌈"),
        ("👩\u200d⚕\ufe0f", "👩⚕"),
        ("❤\ufe0f\u200d🔥", "❤🔥"),
        ("☎\ufe0e", "☎"),
        (
            "Acme™\ufe0f ©\ufe0f ®\ufe0f ‼\ufe0f ⁉\ufe0f ℹ\ufe0f 〰\ufe0f ㊗\ufe0f ㊙\ufe0f",
            "Acme™ © ® ‼ ⁉ ℹ 〰 ㊗ ㊙",
        ),
        ("1\ufe0f⃣ #\ufe0f⃣ *\ufe0f⃣", "1⃣ #⃣ *⃣"),
    ],
    ids=ascii,
)
def test_emoji_sequences_are_split_into_their_parts(text: str, parts: str) -> None:
    assert sanitize(text) == parts


def test_a_joiner_outside_an_emoji_sequence_is_made_visible() -> None:
    assert sanitize("क्\u200dष") == "क्⟨U+200D⟩ष"
    assert sanitize("می\u200cخواهم") == "می⟨U+200C⟩خواهم"
    assert sanitize("😀\u200d") == "😀⟨U+200D⟩"
    assert sanitize("\u200d😀") == "⟨U+200D⟩😀"
    assert sanitize("😀\ufe0f\ufe0f") == "😀⟨U+FE0F⟩"
    assert sanitize("1\ufe0f") == "1⟨U+FE0F⟩"


@pytest.mark.parametrize("mark", ["\u0301", "\u0489", "\u1ab0", "\u1dc0", "\u20dd"], ids=ascii)
def test_at_most_four_combining_marks_stay(mark: str) -> None:
    assert sanitize("a" + mark * 4 + "b") == "a" + mark * 4 + "b"
    assert sanitize("a" + mark * 200_000 + "b") == "a" + mark * 4 + "b"


def test_lines_keeps_only_line_feeds_and_tabs() -> None:
    assert sanitize("a\tb\n\nc\r\n\x1b[m\u2028", lines=True) == "a\tb\n\nc␍\n␛[m⟨U+2028⟩"


def test_text_is_cut_only_beyond_its_limit() -> None:
    assert sanitize("abcdef", limit=6) == "abcdef"
    assert sanitize("abcdef", limit=5) == "abcde" + ELLIPSIS
    assert sanitize("", limit=0) == ""
    assert sanitize("a", limit=0) == ELLIPSIS
    assert sanitize("\x1b\x1b\x1b", limit=2) == "␛␛" + ELLIPSIS


@pytest.mark.parametrize(
    ("name", "lookalike"),
    [
        ("Trial", "Tri\u200bal"),
        ("Trial", "Trial\ufeff"),
        ("Trial", "Trial\u00ad"),
        ("Trial", "Trial\ufe0f"),
        ("Trial", "\u2066Trial\u2069"),
        ("Trial", "Trial\x00"),
        ("Trial", "Trial\U000e0041"),
        ("Trial", "Trial\u3164"),
        ("Tri\u200bal", "Tri\u200cal"),
        ("a\nb", "a\tb"),
        ("live", "\u202eevil"),
    ],
    ids=ascii,
)
def test_two_names_that_look_alike_stay_different(name: str, lookalike: str) -> None:
    assert sanitize(name) != sanitize(lookalike)
    assert sanitize(name, lines=True) != sanitize(lookalike, lines=True)


def test_no_sanitized_character_is_dangerous() -> None:
    everything = "".join(map(chr, range(0x110000)))
    assert dangers(everything)
    assert dangers(sanitize(everything)) == ""


@STEADY
@given(ANY_TEXT | HOSTILE_TEXT)
def test_nothing_dangerous_is_left_in_any_text(text: str) -> None:
    assert dangers(sanitize(text)) == ""
    assert dangers(sanitize(text, lines=True), allowed="\n\t") == ""
    sanitize(text).encode()


@STEADY
@given(ANY_TEXT | HOSTILE_TEXT)
def test_sanitized_text_is_unchanged(text: str) -> None:
    assert sanitize(sanitize(text)) == sanitize(text)
    lines = sanitize(text, lines=True)
    assert sanitize(lines, lines=True) == lines


@STEADY
@given(HOSTILE_TEXT, st.integers(0, 30))
def test_text_is_sanitized_whether_it_is_cut_or_not(text: str, limit: int) -> None:
    cut = sanitize(text, limit=limit)
    assert dangers(cut) == ""
    assert cut.endswith(ELLIPSIS) if len(text) > limit else cut == sanitize(text)


@pytest.mark.no_cover  # with coverage, it takes two to four times as long (measured)
@pytest.mark.parametrize(
    "text",
    ["a", "漢", "\x00", "\x9b", "\u0301", "\ufe0f", "👩\u200d", "a\u0301\u0301\u0301", "\x1b[31m"],
    ids=ascii,
)
def test_a_megabyte_is_sanitized_within_seconds(text: str) -> None:
    many = text * (1_000_000 // len(text))
    began = time.process_time()
    sanitized = sanitize(many)
    assert time.process_time() - began < 3
    assert dangers(sanitized[:1000]) == ""


def test_characters_that_need_no_pattern_stay_the_same_with_one() -> None:
    # A character of another alphabet beside them needs the patterns.
    for code in range(0x300):
        assert sanitize(chr(code) + "日") == sanitize(chr(code)) + "日"
        assert strip_controls(chr(code) + "日") == strip_controls(chr(code)) + "日"
