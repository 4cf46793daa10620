"""What the value of each setting may be: functions that check one, quick to import.

Each takes a value as TOML has it, and returns what the program uses. The sentence of a `ValueError`
follows the name of the setting. Sentences never repeat what may be secret.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, time
from urllib.parse import SplitResult, urlsplit

from seq_tui.domain.plain_http import refusal

COLUMNS = ("marks", "steps", "length", "id", "creator", "created", "updated")
"""The columns of the list on the screen that can be chosen; the name is always there."""

DEFAULT_COLUMNS = ("marks", "length")

WEEKEND_RULES = ("hold", "ignore")

GLYPHS = ("auto", "unicode", "ascii")

AUTO = "auto"

DEFAULT_START_TIME = time(9)

ID_PLACE = "{id}"
"""Stands in the address of a page for the id of a sequence."""

MAX_SHOWN = 40
"""Most characters of a wrong value that are repeated."""

_TYPES = (
    (bool, "true or false"),
    (int | float, "a number"),
    (str, "a string"),
    (list | tuple, "a list"),
    (Mapping, "a table"),
    (date | datetime | time, "a date or a time"),
)

PROFILE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
"""The name of a profile, which names files too."""

_CLOCK = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f]")


def type_of(value: object) -> str:
    """What TOML calls a value of this type."""
    return next((name for kind, name in _TYPES if isinstance(value, kind)), "another value")


def shown(value: str) -> str:
    """A wrong value as a sentence repeats it."""
    return repr(value if len(value) <= MAX_SHOWN else f"{value[: MAX_SHOWN - 1]}…")


def parse_text(value: object) -> str:
    """Text in one line that is not empty, with no blank around it."""
    if not isinstance(value, str):
        raise ValueError(f"must be a string in quotes, not {type_of(value)}")
    if not value.strip():
        raise ValueError("is empty")
    if _UNPRINTABLE.search(value):
        raise ValueError("has a line break or a control character in it")
    return value.strip()


def parse_flag(value: object) -> bool:
    """Yes or no."""
    if not isinstance(value, bool):
        raise ValueError(f"must be true or false, not {type_of(value)}")
    return value


def parse_choice(value: object, choices: tuple[str, ...]) -> str:
    """One of a few words."""
    text = parse_text(value)
    if text not in choices:
        raise ValueError(f"can be {spoken(choices)}, not {shown(text)}")
    return text


def parse_weekend_rule(value: object) -> str:
    """What happens to an e-mail that is due on a weekend."""
    return parse_choice(value, WEEKEND_RULES)


def parse_glyphs(value: object) -> str:
    """Which signs the screen uses."""
    return parse_choice(value, GLYPHS)


def parse_slow(value: object) -> bool | str:
    """Whether the link to the terminal is slow, or that the screen finds out."""
    if value == AUTO:
        return AUTO
    if not isinstance(value, bool):
        raise ValueError(f'can be true, false or "auto", not {type_of(value)}')
    return value


def parse_columns(value: object) -> tuple[str, ...]:
    """Columns of the list, in the order in which they stand beside the name."""
    if not isinstance(value, list | tuple):
        raise ValueError(f'must be a list such as ["marks", "length"], not {type_of(value)}')
    names = tuple(parse_text(name) for name in value)
    for name in names:
        if name not in COLUMNS:
            raise UnknownNameError(name, COLUMNS, "column")
        if names.count(name) > 1:
            raise ValueError(f"has the column {name} twice")
    return names


def parse_sort(value: object) -> str:
    """The order of the list, as `seq_tui.domain.sort_text` writes it."""
    text = parse_text(value)
    # Imported here, since few settings name an order.
    from seq_tui.domain.sort_text import DIRECTIONS, ORDERS, sort_text
    from seq_tui.domain.sort_text import parse_sort as parse

    try:
        return sort_text(parse(text))
    except ValueError:
        key, colon, direction = text.partition(":")
        if colon and direction.casefold() not in DIRECTIONS:
            raise ValueError(f"can end in :asc or :desc, not {shown(':' + direction)}") from None
        raise UnknownNameError(key.removeprefix("-"), ORDERS, "order") from None


def parse_start_time(value: object) -> time:
    """The clock time of the default start, such as ``"09:00"``, or a time of TOML."""
    if isinstance(value, time):
        return value.replace(second=0, microsecond=0)
    match = _CLOCK.fullmatch(value.strip()) if isinstance(value, str) else None
    if match is None:
        wrong = shown(value) if isinstance(value, str) else type_of(value)
        raise ValueError(f'must be a clock time such as "09:00", not {wrong}')
    return time(int(match[1]), int(match[2]))


def parse_zone(value: object) -> str:
    """The name of a time zone that exists."""
    name = parse_text(value)
    # Slow to import.
    from seq_tui.domain.start import StartError
    from seq_tui.domain.zone import find_zone

    try:
        find_zone(name)
    except StartError as error:
        raise ValueError(str(error)) from None
    return name


def parse_key_names(value: object) -> str:
    """The keys of one command, separated by commas: from one text or a list; empty for none."""
    # The comma itself is the name of a key.
    names = value.split(",") if isinstance(value, str) and value != "," else value
    names = [names] if isinstance(names, str) else names
    if not isinstance(names, list) or not all(isinstance(each, str) for each in names):
        raise ValueError(f'must be keys such as "s" or ["s", "f3"], not {type_of(value)}')
    keys = ("comma" if each.strip() == "," else each.strip() for each in names)
    return ",".join(filter(None, keys))


def parse_page_url(value: object) -> str:
    """The address of a page in Sell; `ID_PLACE` stands for the id of a sequence."""
    text = parse_text(value)
    parts = _web_parts(text, "https")
    if parts is None:
        raise ValueError(f"must be an address such as https://example.com/sequences/{ID_PLACE}")
    if re.search(r"[{}]", f"{parts.path}{parts.query}{parts.fragment}".replace(ID_PLACE, "")):
        raise ValueError(f"has braces that are not {ID_PLACE}, the place of a sequence's id")
    if re.search(r"[{}]", parts.netloc):
        raise ValueError(f"has {ID_PLACE} in its host; only a path can depend on the sequence")
    return text


def parse_profile_name(value: object) -> str:
    """The name of a profile."""
    text = parse_text(value)
    if not PROFILE_NAME.fullmatch(text):
        raise ValueError("may have letters, digits, and . _ - after the first one, at most 64")
    return text


def parse_api_url(value: object) -> str:
    """The address of an API; the client checks it again when it uses it."""
    text = parse_text(value)
    parts = _web_parts(text, "https", "http")
    if parts is None:
        raise ValueError("must be an address such as https://api.getbase.com, without a user")
    if parts.scheme == "http" and (message := refusal(parts.hostname or "")):
        raise ValueError(f"{message}; use https://")
    return text


def parse_token_command(value: object) -> tuple[str, ...] | str:
    """A program that prints a token: its words, or one text that is divided like a shell's."""
    if not isinstance(value, list):
        return parse_text(value)
    words = tuple(value)
    if not words or not all(isinstance(word, str) and word for word in words):
        raise ValueError('must be a string, or a list of strings such as ["pass", "sell"]')
    return words


def parse_token(value: object) -> str:
    """An access token; no sentence repeats it."""
    if not isinstance(value, str):
        raise ValueError(f"must be a string in quotes, not {type_of(value)}")
    if not re.fullmatch(r"[\x21-\x7e]+", value.strip()):
        raise ValueError("is empty, or has a blank or a character that no token has")
    return value.strip()


class UnknownNameError(ValueError):
    """A name that is none of those that are known, so that the nearest one can be suggested."""

    def __init__(self, name: str, known: tuple[str, ...], kind: str) -> None:
        super().__init__(f"there is no {kind} {shown(name)}")
        self.name = name
        self.known = known


def _web_parts(text: str, *schemes: str) -> SplitResult | None:
    """An address on the web without a user; `None` if it is none."""
    try:
        parts = urlsplit(text)
    except ValueError:
        return None
    has_user = "@" in parts.netloc
    is_web = parts.scheme in schemes and bool(parts.hostname) and not has_user
    return parts if is_web and not re.search(r"[\s\\]", text) else None


def spoken(names: tuple[str, ...]) -> str:
    """Names as a sentence lists them."""
    *first, last = names
    return f"{', '.join(first)} or {last}" if first else last
