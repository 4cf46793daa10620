"""Keys as people write them."""

from __future__ import annotations

import pytest

from seq_tui.cli.suggestion import closest_name
from seq_tui.ui.key_contexts import key_problems, lost_keys
from seq_tui.ui.key_names import UnknownKeyError, parse_key

NAMES = {
    "/": "slash",
    "[": "left_square_bracket",
    "?": "question_mark",
    "<": "less_than_sign",
    ",": "comma",
    "+": "plus",
    "space": "space",
    "Esc": "escape",
    "PgDn": "pagedown",
    "F5": "f5",
    "Q": "Q",
    "shift+q": "Q",
    "ctrl+f": "ctrl+f",
    "Ctrl+F": "ctrl+f",
    "^f": "ctrl+f",
    "ctrl++": "ctrl+plus",
    "shift+left": "shift+left",
    "shift+ctrl+left": "ctrl+shift+left",
    "ctrl+i": "tab",
    "alt+x": "alt+x",
    "ж": "semicolon",
    "ł": "ł",
}


@pytest.mark.parametrize(("written", "key"), NAMES.items())
def test_a_key_as_it_is_written_has_the_name_that_is_reported(written: str, key: str) -> None:
    assert parse_key(written) == key


@pytest.mark.parametrize("written", ["spce", "ctlr+f", "ctrl+", "f99", "jk", " ", "\x1b", ""])
def test_a_key_that_does_not_exist_is_refused(written: str) -> None:
    with pytest.raises(UnknownKeyError):
        parse_key(written)


@pytest.mark.parametrize(
    ("keys", "name", "message"),
    [
        ({"zoom": "spce"}, "zoom", "there is no key 'spce'; did you mean space?"),
        ({"zoom": "ctlr+f"}, "zoom", "there is no key 'ctlr+f'; keys are named as in ctrl+f"),
        (
            {"zoom": "f3", "search": "f3"},
            "zoom",
            "f3 is the key of search too, which works in the list",
        ),
        (
            {"list.up": "e", "export": "e"},
            "export",
            "e is the key of list.up too, which works in the list",
        ),
        ({"search.leave": "x"}, "search.leave", "x is typed in the search box"),
        ({"options.cursor-down": "j"}, "options.cursor-down", "j chooses a format"),
        ({"quit.always": ""}, "quit.always", "must have a key"),
        ({"export.close": ""}, "export.close", "must have a key"),
    ],
)
def test_a_choice_that_cannot_hold_is_explained(
    keys: dict[str, str], name: str, message: str
) -> None:
    ((found, text),) = key_problems(keys, closest_name)
    assert found == name
    assert text.startswith(message)


@pytest.mark.parametrize("keys", [{"choice.up": "x", "zoom": "x"}, {"zoom": "e"}, {"quit": ""}])
def test_what_never_meets_is_no_conflict(keys: dict[str, str]) -> None:
    assert list(key_problems(keys, closest_name)) == []


def test_a_default_that_loses_its_key_is_told_once() -> None:
    assert lost_keys({"zoom": "e", "redraw": "f5"}) == [
        "e is now zoom, no longer export; it has no key left",
        "f5 is now redraw, no longer refresh; it keeps r",
    ]
    assert lost_keys({"zoom": "f3"}) == []


def test_a_wrong_choice_keeps_no_key_from_being_lost() -> None:
    assert lost_keys({"zoom": "e", "export": "spce"}) == [
        "e is now zoom, no longer export; it has no key left"
    ]
