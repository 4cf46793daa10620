"""Each way in which a terminal may report a key reaches the same command, on any layout."""

from __future__ import annotations

import pytest
from textual.events import Key

from seq_tui.terminal.input_parser import InputParser
from seq_tui.terminal.layouts import us_character

SHIFT, ALT_GR, CTRL, NUM_LOCK = 1, 2 | 4, 4, 128


def report(key: str, held: int = 0, text: str = "", base: str = "", shifted: str = "") -> bytes:
    """A key in the kitty protocol, with the alternate keys that are given."""
    alternates = f":{ord(shifted) if shifted else ''}:{ord(base)}" if base else ""
    if shifted and not base:
        alternates = f":{ord(shifted)}"
    codes = ":".join(str(ord(character)) for character in text)
    modifiers = str(1 + held) if held or text else ""
    return f"\x1b[{ord(key)}{alternates};{modifiers};{codes}".rstrip(";").encode() + b"u"


def xterm(key: str, held: int) -> bytes:
    """A key as xterm reports it (modifyOtherKeys)."""
    return f"\x1b[27;{1 + held};{ord(key)}~".encode()


def keypad(code: int, text: str = "") -> bytes:
    """A key of the number pad in the kitty protocol, with Num Lock."""
    return f"\x1b[{code};{1 + NUM_LOCK};{ord(text) if text else ''}".rstrip(";").encode() + b"u"


LEAVE = {
    "control character": b"\x03",
    "US, kitty": report("c", CTRL),
    "US, press event": b"\x1b[99;5:1u",
    "US, repeated": b"\x1b[99;5:2u",
    "US, Caps Lock and Num Lock": report("c", CTRL | 64 | 128),
    "US, capital": report("C", CTRL),
    "US, xterm": xterm("c", CTRL),
    "US, xterm as CSI u": b"\x1b[99;5u",
    "Dvorak": report("c", CTRL, base="i"),
    "Russian, alternates": report("с", CTRL, base="c"),
    "Russian": report("с", CTRL),
    "Russian, xterm": xterm("с", CTRL),
    "Greek, alternates": report("ψ", CTRL, base="c"),
    "Greek": report("ψ", CTRL),
    "Greek, xterm": xterm("ψ", CTRL),
    "Hebrew, alternates": report("ב", CTRL, base="c"),
    "Hebrew": report("ב", CTRL),
    "Arabic, alternates": report("ؤ", CTRL, base="c"),
    "Arabic": report("ؤ", CTRL),
    "Georgian, alternates": report("ც", CTRL, base="c"),
    "Thai, alternates": report("แ", CTRL, base="c"),
    "8-bit control": b"\x9b99;5u",
}
"""Ctrl+C, which always leaves."""

QUIT = {
    "character": b"q",
    "US": report("q"),
    "US, text": report("q", text="q"),
    "French": report("q", text="q", base="a"),
    "Russian": "й".encode(),
    "Russian, kitty": report("й", text="й"),
    "Russian, alternates": report("й", text="й", base="q"),
    "Greek, alternates": report(";", text=";", base="q"),
    "Arabic": "ض".encode(),
    "Persian, alternates": report("ض", text="ض", base="q"),
    "full width": "ｑ".encode(),
}

CONTROL_Q = {
    "control character": b"\x11",
    "French": report("q", CTRL, base="a"),
    "Russian": report("й", CTRL),
    "Russian, alternates": report("й", CTRL, base="q"),
    "Greek, alternates": report(";", CTRL, base="q"),
    "Hebrew, alternates": report("/", CTRL, base="q"),
    "Arabic": report("ض", CTRL),
}

SEARCH = {
    "character": b"/",
    "US": report("/"),
    "US, text": report("/", text="/"),
    "number pad": keypad(57410),
    "number pad, text": keypad(57410, "/"),
    "number pad, rxvt": b"\x1bOo",
    "German, text": report("7", SHIFT, "/"),
    "German, alternates": report("7", SHIFT, "/", shifted="/"),
    "German, without text": report("7", SHIFT, shifted="/"),
    "German, xterm": xterm("/", SHIFT),
    "German, xterm as CSI u": report("/", SHIFT),
    "French, text": report(":", SHIFT, "/"),
    "Russian, text": report("\\", SHIFT, "/", base="\\"),
    "Hebrew, text": report("/", text="/", base="q"),
    "full width": "／".encode(),
}

EARLIER = {
    "character": b"[",
    "German, Alt Gr as a level": report("8", text="["),
    "German, Alt Gr as Ctrl and Alt": report("8", ALT_GR, "["),
    "French, Alt Gr as a level": report("(", text="["),
    "French, Alt Gr as Ctrl and Alt": report("(", ALT_GR, "["),
    "Russian": "х".encode(),
    "Russian, alternates": report("х", text="х", base="["),
    "Ukrainian": report("х", text="х"),
    "Arabic": "ج".encode(),
}

WEEK_LATER = {
    "character": b"}",
    "US, without text": report("]", SHIFT, shifted="}"),
    "German, Alt Gr as Ctrl and Alt": report("0", ALT_GR, "}"),
    "Russian": "Ъ".encode(),
    "Russian, alternates": report("ъ", SHIFT, "Ъ", base="]", shifted="Ъ"),
    "Ukrainian": "Ї".encode(),
}

LAST = {
    "character": b"G",
    "US": report("g", SHIFT),
    "US, text": report("g", SHIFT, "G", shifted="G"),
    "US, Caps Lock": report("g", 64),
    "US, xterm": xterm("G", SHIFT),
    "Russian": "П".encode(),
    "Russian, without text": report("п", SHIFT),
    "Russian, alternates": report("п", SHIFT, "П", base="g", shifted="П"),
    "Greek": "Γ".encode(),
    "Hebrew, alternates": report("ע", SHIFT, "ע", base="g"),
    "Arabic, two letters": report("ل", SHIFT, "لأ", base="g"),
}

HELP = {
    "character": b"?",
    "German, text": report("ß", SHIFT, "?", shifted="?"),
    "French, text": report(",", SHIFT, "?"),
    "Russian, text": report("7", SHIFT, "?"),
    "function key": b"\x1bOP",
    "function key, kitty": b"\x1b[P",
    "function key, Linux console": b"\x1b[[A",
    "function key, rxvt": b"\x1b[11~",
}

COMMANDS: tuple[tuple[set[str], dict[str, bytes]], ...] = (
    ({"ctrl+c"}, LEAVE),
    ({"q"}, QUIT),
    ({"ctrl+q"}, CONTROL_Q),
    ({"slash"}, SEARCH),
    ({"left_square_bracket"}, EARLIER),
    ({"right_curly_bracket"}, WEEK_LATER),
    ({"G"}, LAST),
    ({"question_mark", "f1"}, HELP),
)


@pytest.mark.parametrize(
    ("keys", "sent"),
    [
        pytest.param(keys, sent, id=f"{min(keys)}: {way}")
        for keys, ways in COMMANDS
        for way, sent in ways.items()
    ],
)
def test_a_key_reaches_its_command(keys: set[str], sent: bytes) -> None:
    (event,) = InputParser().feed(sent)
    assert isinstance(event, Key)
    assert event.key in keys


@pytest.mark.parametrize(
    ("sent", "text"),
    [
        ("й".encode(), "й"),
        (report("й", text="й", base="q"), "й"),
        (report("й", SHIFT, base="q"), "Й"),
        (report(";", text=";", base="q"), ";"),
        (report("ע", SHIFT, "ע", base="g"), "ע"),
        (report("ل", SHIFT, "لأ", base="g"), "لأ"),
        ("ｑ".encode(), "ｑ"),
        (report("q", ALT_GR, "@"), "@"),
        (report("7", SHIFT), "7"),
        (keypad(57410, "/"), "/"),
        (keypad(57409), "."),
        (report(" ", SHIFT), " "),
        (report(" ", SHIFT, " "), " "),
    ],
)
def test_in_an_input_the_text_stays_text(sent: bytes, text: str) -> None:
    (event,) = InputParser().feed(sent)
    assert isinstance(event, Key)
    assert event.character == text
    assert event.is_printable


@pytest.mark.parametrize(
    ("sent", "key"),
    [
        (b"\x1b[127;2u", "backspace"),
        (b"\x1b[13;2u", "enter"),
        (b"\x1b[57414;2u", "enter"),
        (b"\x1b[27;2u", "escape"),
        (b"\x1b[3;2~", "delete"),
        (report(" ", SHIFT), "space"),
        (b"\x1b[127;66u", "backspace"),
        (b"\x1b[27;2;13~", "enter"),
    ],
)
def test_an_editing_key_ignores_a_stray_shift(sent: bytes, key: str) -> None:
    (event,) = InputParser().feed(sent)
    assert isinstance(event, Key)
    assert event.key == key


@pytest.mark.parametrize(
    ("sent", "key"),
    [
        (b"\x1b[9;2u", "shift+tab"),
        (b"\x1b[1;2D", "shift+left"),
        (b"\x1b[127;5u", "ctrl+backspace"),
        (report("c", CTRL | SHIFT), "ctrl+shift+c"),
        (report("с", CTRL | SHIFT, base="c"), "ctrl+shift+c"),
        (report("q", CTRL | 2), "alt+ctrl+q"),
        (report("q", 8), "super+q"),
        (report("й", 2, base="q"), "alt+q"),
        (report("'", CTRL, base="q"), "ctrl+apostrophe"),
        (report("a", CTRL, base="q"), "ctrl+a"),
        (report("ü", text="ü", base="["), "ü"),
        (report("ö", CTRL, base=";"), "ctrl+ö"),
        (report("c", CTRL, "c"), "ctrl+c"),
    ],
)
def test_a_latin_key_and_its_modifiers_are_what_they_are(sent: bytes, key: str) -> None:
    (event,) = InputParser().feed(sent)
    assert isinstance(event, Key)
    assert event.key == key


def test_a_letter_that_is_in_two_places_is_that_of_the_first_layout() -> None:
    assert us_character("і") == "s"
    assert us_character("Σ") == "S"
    assert us_character("ς") == "w"


def test_characters_of_latin_layouts_keep_their_meaning() -> None:
    for character in map(chr, range(0x20, 0x250)):
        assert us_character(character, "q") == character or character in "/';"
        assert us_character(character) == character
