"""The value of each setting: what is accepted, what is said of a wrong one."""

from __future__ import annotations

from datetime import date, time
from typing import TYPE_CHECKING

import pytest

from seq_tui.settings import values
from seq_tui.settings.models import Profile, ScreenSettings, Settings
from seq_tui.ui.options import ScreenOptions

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.mark.parametrize(
    ("parse", "value", "expected"),
    [
        (values.parse_text, " nord ", "nord"),
        (values.parse_flag, False, False),
        (values.parse_weekend_rule, "ignore", "ignore"),
        (values.parse_slow, "auto", "auto"),
        (values.parse_slow, True, True),
        (values.parse_columns, ["id", "length"], ("id", "length")),
        (values.parse_columns, [], ()),
        (values.parse_start_time, "8:30", time(8, 30)),
        (values.parse_start_time, time(7, 15, 20), time(7, 15)),
        (values.parse_key_names, "slash, f3", "slash,f3"),
        (values.parse_key_names, ["slash", "f3"], "slash,f3"),
        (values.parse_key_names, "", ""),
        (values.parse_page_url, "https://a.example/s/{id}?x", "https://a.example/s/{id}?x"),
        (values.parse_api_url, "http://127.0.0.1:8080", "http://127.0.0.1:8080"),
        (values.parse_token_command, "pass show sell", "pass show sell"),
        (values.parse_token_command, ["pass", "a b"], ("pass", "a b")),
        (values.parse_token, " abc ", "abc"),
        (values.parse_profile_name, "sales-eu", "sales-eu"),
    ],
)
def test_a_right_value_is_what_the_program_uses(
    parse: Callable[[object], object], value: object, expected: object
) -> None:
    assert parse(value) == expected


@pytest.mark.parametrize(
    ("parse", "value", "sentence"),
    [
        (values.parse_text, 5, "must be a string in quotes, not a number"),
        (values.parse_text, date(2026, 1, 1), "must be a string in quotes, not a date or a time"),
        (values.parse_text, " ", "is empty"),
        (values.parse_text, "a\x1bb", "has a line break or a control character in it"),
        (values.parse_flag, "yes", "must be true or false, not a string"),
        (values.parse_flag, 1, "must be true or false, not a number"),
        (values.parse_glyphs, "emoji", "can be auto, unicode or ascii, not 'emoji'"),
        (values.parse_slow, "no", 'can be true, false or "auto", not a string'),
        (values.parse_columns, "id", 'must be a list such as ["marks", "length"], not a string'),
        (values.parse_columns, ["id", "id"], "has the column id twice"),
        (values.parse_columns, ["idd"], "there is no column 'idd'"),
        (values.parse_start_time, "24:00", "must be a clock time such as \"09:00\", not '24:00'"),
        (values.parse_start_time, 9, 'must be a clock time such as "09:00", not a number'),
        (values.parse_key_names, 3, 'must be keys such as "s" or ["s", "f3"], not a number'),
        (values.parse_profile_name, "../x", "may have letters, digits, and . _ - after the first"),
        (values.parse_api_url, "ftp://a.example", "must be an address such as https://api."),
        (values.parse_api_url, "https://u:p@a.example", "without a user"),
        (values.parse_token_command, [], "must be a string, or a list of strings such as"),
        (values.parse_token, "a b", "is empty, or has a blank or a character that no token has"),
        (values.parse_page_url, "http://a.example/{id}", "must be an address such as https://"),
        (values.parse_page_url, "https://u@a.example/", "must be an address such as https://"),
        (values.parse_page_url, "javascript:alert(1)", "must be an address such as https://"),
        (values.parse_page_url, "https://a.example/ x", "must be an address such as https://"),
        (values.parse_page_url, "https://a.example/{name}", "has braces that are not {id}"),
        (values.parse_page_url, "https://{id}.example/", "has {id} in its host"),
    ],
)
def test_a_wrong_value_has_its_sentence(
    parse: Callable[[object], object], value: object, sentence: str
) -> None:
    with pytest.raises(ValueError, match=r".") as caught:
        parse(value)
    assert sentence in str(caught.value)


def test_a_long_wrong_value_is_cut() -> None:
    with pytest.raises(ValueError, match="…") as caught:
        values.parse_glyphs("x" * 5000)
    assert len(str(caught.value)) < 100


def test_the_models_and_the_screen_have_the_same_settings() -> None:
    # The checks have a table of their own in the settings.
    assert {*ScreenOptions._fields} - {"checks"} == {*ScreenSettings.model_fields}
    assert list(Settings.model_fields) == ["profile", "profiles", "screen", "checks"]
    assert list(Profile.model_fields) == ["api_url", "token_command", "token_keyring", "token"]


def test_the_models_and_the_screen_have_the_same_defaults() -> None:
    options, settings = ScreenOptions(), ScreenSettings()
    assert options.columns == settings.columns
    assert options.sort == settings.sort
    assert options.start_time == settings.start_time
    assert options.weekend_rule == settings.weekend_rule
    assert (options.glyphs, options.mouse) == (settings.glyphs, settings.mouse)
    assert (options.theme, options.zone, options.page_url) == ("", "", "")
    assert (settings.theme, settings.zone, settings.page_url) == (None, None, None)
    assert (options.slow, settings.slow) == (None, values.AUTO)
    assert dict(options.keys) == settings.keys == {}


def test_no_token_is_in_the_text_of_a_profile() -> None:
    assert "s3cret" not in repr(Profile.model_validate({"token": "s3cret"}))
