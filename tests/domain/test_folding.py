"""A search finds what a person means, however the name is written."""

from __future__ import annotations

import unicodedata
from typing import Literal, TypeAlias

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seq_tui.domain.folding import contains_all, fold, fold_words
from tests.domain.records import STEADY

Form: TypeAlias = Literal["NFC", "NFD", "NFKC", "NFKD"]

FORMS: tuple[Form, ...] = ("NFC", "NFD", "NFKC", "NFKD")

TEXTS = st.text() | st.text(
    alphabet="aA łŁßẞİıΣςﬁ\u0301\u0308\u0345\u00a0\u200b-–'’Åが각ที่👩\u200d🚒"
)


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        # Accents, in both forms of Unicode.
        ("Händler", "handler"),
        (unicodedata.normalize("NFD", "Händler"), "händler"),
        ("Händler", unicodedata.normalize("NFD", "HÄNDLER")),
        ("Crème brûlée", "creme brulee"),
        ("Tiếng Việt", "tieng viet"),
        ("Ёлка", "елка"),
        ("Ελλάδα", "ελλαδα"),
        ("أحمد", "احمد"),
        ("شَدَّة", "شدة"),
        # Letters that Unicode does not decompose.
        ("Łódź", "lodz"),
        ("Đakovo", "dakovo"),
        ("Smørrebrød", "smorrebrod"),
        ("Ħamrun", "hamrun"),
        ("Ŧorne", "torne"),
        ("İstanbul", "istanbul"),
        ("ISPARTA", "ısparta"),
        ("Diyarbakır", "DIYARBAKIR"),
        ("Æsir", "aesir"),
        ("Œuvre", "oeuvre"),
        ("STRASSE", "straße"),
        ("Þór", "thor"),
        ("Guðrún", "gudrun"),
        ("Ǿ", "o"),
        ("ĳssel", "ijssel"),
        # Case.
        ("ΟΔΥΣΣΕΥΣ", "οδυσσευς"),
        ("ẞ", "ss"),
        # White space, also where it is none to the eye.
        ("Free\u00a0trial", "free trial"),
        ("Free\u2003\u202ftrial", "free trial"),
        ("Free\ttrial\u2028", "free trial"),
        ("Free\u3000trial", "free trial"),
        ("win\u200bback\ufeff", "winback"),
        ("win\u00adback", "winback"),
        ("✉\ufe0f mail", "✉ mail"),
        # Dashes and quotes.
        ("no‑reply", "no-reply"),
        ("2024–2025", "2024-2025"),
        ("A — B − C", "a - b - c"),
        ("What’s new", "what's new"),
        ("‘a’ ‚b‛ `c´ ′d ʼe", "'a' 'b' 'c' 'd 'e"),
        ("“Trial” „x‟ «y» ‹z›", '"trial" "x" "y" \'z\''),
        # Width, and other forms of the same characters.
        ("ＳＱＬ－１２", "sql-12"),
        ("ﾄﾗｲｱﾙ", "トライアル"),
        ("ﬁrst ﬂight", "first flight"),
        ("№ ① ² ™", "no 1 2 tm"),
        ("½", "1/2"),
        ("ｶﾞ", "ガ"),
        ("٢١ २१", "21 21"),
        ("각", unicodedata.normalize("NFD", "각")),
        ("กุ่", "กุ่"),
    ],
)
def test_a_name_is_found_by_what_its_reader_types(name: str, typed: str) -> None:
    assert contains_all(name, fold_words(typed))
    assert fold_words(typed) == fold_words(name)


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("Lodz", "lodzi"),
        ("はた", "ばた"),
        ("ハート", "パート"),
        ("ที่", "ทา"),
        ("कि", "कु"),
        ("free-trial", "free trial x"),
        ("a_b", "a b_c"),
        ("日本", "本日"),
        ("o'brien", 'o"brien'),
    ],
)
def test_different_names_stay_different(name: str, typed: str) -> None:
    assert not contains_all(name, fold_words(typed))


def test_words_match_in_any_order_and_each_must_occur() -> None:
    words = fold_words("  trial\u00a0FREE trial ")
    assert words == ("trial", "free")
    assert contains_all("Free trial · Europe", words)
    assert contains_all("Trials, freeze", words)
    assert not contains_all("Free", words)


@pytest.mark.parametrize("text", ["", " \n", "\u200b", "\u0301", "\u00ad\ufeff"])
def test_a_text_that_shows_nothing_has_no_words(text: str) -> None:
    assert fold_words(text) == ()
    assert contains_all("anything", fold_words(text))


def test_every_character_is_folded_once() -> None:
    # Without the ideographs and syllables, of which there are a hundred thousand of one kind.
    for code in (*range(0x3400), *range(0xA000, 0xAC10), *range(0xF900, 0x1F000)):
        character = chr(code)
        folded = fold(character)
        assert fold(folded) == folded, hex(code)
        # Archives of the first version hold their keys with only the case folded.
        assert fold(character.casefold()) == folded, hex(code)


@STEADY
@given(TEXTS, TEXTS)
def test_the_fold_of_a_part_is_a_part_of_the_fold(first: str, second: str) -> None:
    if not unicodedata.combining(second[:1] or "-"):
        assert fold(first + second) == fold(first) + fold(second)
    assert fold(fold(first)) == fold(first)


@STEADY
@given(TEXTS, st.sampled_from(FORMS))
def test_a_name_and_each_word_of_it_find_it_in_every_form(name: str, form: Form) -> None:
    typed = unicodedata.normalize(form, name)
    assert contains_all(name, fold_words(typed))
    assert all(contains_all(name, fold_words(word)) for word in typed.split())
    assert contains_all(typed.upper(), fold_words(typed.lower()))
