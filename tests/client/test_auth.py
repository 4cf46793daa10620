"""The access token: which texts are accepted, where it is sent, and that nothing prints it."""

from __future__ import annotations

import copy
import pickle
import traceback

import httpx
import pytest

from seq_tui.client.auth import BearerToken
from seq_tui.client.errors import ConfigurationError
from seq_tui.client.token import token_warning
from seq_tui.domain.failure import Cause

CANARY = "canary" * 10 + "yyyy"

BASE = "https://sell.test"


def header(token: BearerToken, url: str) -> str | None:
    """The header that a request to `url` is sent with."""
    request = next(token.auth_flow(httpx.Request("GET", url)))
    value: str | None = request.headers.get("Authorization")
    return value


@pytest.mark.parametrize(
    "text",
    [CANARY, f" {CANARY}\r\n", f"Bearer {CANARY}", f"\tbearer   {CANARY} ", f"\u00a0{CANARY}"],
)
def test_white_space_and_the_scheme_are_dropped(text: str) -> None:
    assert header(BearerToken(text, BASE), f"{BASE}/v2/sequences") == f"Bearer {CANARY}"


@pytest.mark.parametrize(
    ("text", "position"),
    [
        (f"{CANARY}\n{CANARY}", 65),
        (f"{CANARY}\x00", 65),
        (f'"{CANARY}"', 1),
        (f"\ufeff{CANARY}", 1),
        (f"{CANARY}é", 65),
        (f"{CANARY} x", 65),
        (f"{CANARY}=x", 66),
        (f"Bearer Bearer {CANARY}", 7),
        ("’", 1),
    ],
)
def test_a_wrong_character_is_named_by_its_position_only(text: str, position: int) -> None:
    with pytest.raises(ConfigurationError, match=f"Character {position} of ") as raised:
        BearerToken(text, BASE)
    assert raised.value.failure.cause is Cause.USAGE
    assert "canary" not in "".join(traceback.format_exception(raised.value))


@pytest.mark.parametrize("text", ["", "  \n"])
def test_an_empty_token_is_refused(text: str) -> None:
    with pytest.raises(ConfigurationError, match="empty"):
        BearerToken(text, BASE)


def test_a_token_of_an_unusual_length_is_accepted_with_a_warning() -> None:
    assert token_warning(CANARY) == ""
    assert "5 characters" in token_warning("short")


@pytest.mark.parametrize(
    "url",
    [
        "http://sell.test/v2/sequences",
        "https://sell.test:8443/v2/sequences",
        "https://evil.test/v2/sequences",
        "https://sell.test.evil.test/",
        "https://sell.test@evil.test/",
    ],
)
def test_another_origin_never_gets_the_token(url: str) -> None:
    assert header(BearerToken(CANARY, BASE), url) is None


def test_the_same_origin_may_be_spelled_differently() -> None:
    assert header(BearerToken(CANARY, BASE), "https://SELL.test:443/other") is not None


def test_no_text_of_the_object_holds_the_token() -> None:
    token = BearerToken(CANARY, BASE)
    texts = [repr(token), str(token), f"{token}", f"{[token]}", repr(vars(token))]
    assert not any("canary" in text for text in texts)


def test_a_token_cannot_be_pickled_or_copied() -> None:
    token = BearerToken(CANARY, BASE)
    with pytest.raises(TypeError):
        pickle.dumps(token)
    with pytest.raises(TypeError):
        copy.copy(token)
    with pytest.raises(TypeError):
        copy.deepcopy({"token": token})
