"""The form of an access token."""

from __future__ import annotations

import re

from seq_tui.client.errors import ConfigurationError

TOKEN_LENGTH = 64
"""Characters of an access token, according to the vendor's own clients; not a documented rule."""

_TOKEN = re.compile(r"[A-Za-z0-9._~+/-]+=*")
"""What may follow ``Bearer`` in a header (RFC 6750, section 2.1)."""

_SCHEME = re.compile(r"\Abearer\s+", re.IGNORECASE)

_ADVICE = "Copy the access token again; nothing but letters, digits and ._~+/-= may be in it."


def parse_token(text: str) -> str:
    """The token in `text`, without white space around it and a leading ``Bearer``.

    Raises:
        ConfigurationError: it has a character that no header may hold. The error names the
            position of that character and no part of the token.
    """
    text = _SCHEME.sub("", text.strip())
    if not text:
        raise ConfigurationError("The access token is empty", _ADVICE)
    match = _TOKEN.match(text)
    end = match.end() if match else 0
    if end < len(text):
        raise ConfigurationError(
            f"Character {end + 1} of {len(text)} in the access token is not allowed", _ADVICE
        )
    return text


def token_warning(token: str) -> str:
    """One line about a token of an unusual length; empty for any other."""
    length = len(token)
    if length == TOKEN_LENGTH:
        return ""
    return f"The access token has {length} characters; one made in Sell has {TOKEN_LENGTH}"
