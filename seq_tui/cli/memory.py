"""What is remembered of an account between two sessions of the browser."""

from __future__ import annotations

import os
import re
from contextlib import suppress
from threading import Lock, Thread
from typing import TYPE_CHECKING

from seq_tui.cli.accounts import DEMO
from seq_tui.cli.env import ACCESS, ADDRESS
from seq_tui.cli.user_settings import user_settings
from seq_tui.domain.failure import SourceError
from seq_tui.domain.source import SourceKind
from seq_tui.settings.quick import PROFILE
from seq_tui.settings.state import (
    DamagedStateError,
    path_mark,
    read_state,
    secret_mark,
    state_path,
    write_state,
)
from seq_tui.ui.saved_view import NO_MEMORY, Memory, SavedView, parse_view

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from seq_tui.cli.account_options import AccountChoice
    from seq_tui.cli.accounts import Account
    from seq_tui.cli.credentials import Credentials
    from seq_tui.domain.query import Query

HEX_COLOUR = re.compile(r"#[0-9a-f]{6}")

_choice_lock = Lock()
"""Held while one of the choices for all accounts replaces an earlier one in their file."""

LOST = "What was remembered of this account is dropped"


def account_memory(choice: AccountChoice) -> Memory:
    """What is remembered of the chosen account, before it is opened.

    Nothing is of an archive as of another time, or of what was deleted: their rows are others.
    """
    if choice.as_of is not None or choice.deleted is not None:
        return NO_MEMORY
    try:
        return read_memory(_account_path(choice))
    except SourceError:
        # The same error is raised and reported when the account is opened.
        return NO_MEMORY


def profile_memory(credentials: Credentials) -> Memory:
    """What is remembered of an account that is opened in place of another one."""
    return read_memory(_credentials_path(credentials))


def read_memory(path: Path) -> Memory:
    """What a file remembers, and how to write it; a damaged one is replaced at the end."""
    notice, view = "", SavedView()
    try:
        if (values := read_state(path)) is not None:
            view = parse_view(values)
    except DamagedStateError as error:
        notice = f"{LOST}: {path} is damaged ({error})"
    except ValueError as error:
        notice = f"{LOST}: {path} is damaged (at {error})"
    return Memory(view, _saver(path, None if notice else view), notice)


def located_view(view: SavedView, account: Account, query: Query) -> SavedView:
    """The view in the row that its sequence has now, where that is known without a request.

    Where only some sequences are shown, or in another order, it is not known.
    """
    is_local = account.source_info.kind is not SourceKind.LIVE
    if not is_local or query or view.sequence_id is None:
        return view
    try:
        row = account.source.row_of(view.sequence_id)
    except SourceError:
        # The screen gets the same error, and displays it.
        return view
    return view if row is None else view.moved_to(row)


def remembered_theme() -> str:
    """The theme that the user chose on the screen, for all accounts; empty if there is none."""
    return _remembered("theme")


def remember_theme(name: str) -> None:
    """Remember the theme."""
    _remember("theme", name)


def remembered_background() -> str:
    """The background that the terminal reported last, as in ``#1a1b26``; empty if it did not."""
    value = _remembered("background")
    return value if HEX_COLOUR.fullmatch(value) else ""


def remember_background(colour: str) -> None:
    """Remember the background of the terminal."""
    _remember("background", colour)


def remembered_profile() -> str:
    """The profile that the user opened last on the screen; empty if there is none, or it is gone.

    A command line or an environment that chooses an account goes before it.
    """
    if any(os.environ.get(name, "").strip() for name in (ACCESS, ADDRESS, PROFILE)):
        return ""
    name = _remembered("profile")
    if not name:
        return ""

    from seq_tui.settings.logins import profile_names

    return name if name in profile_names(user_settings()) else ""


def remember_profile(name: str) -> None:
    """Remember the profile."""
    _remember("profile", name)


def _remembered(key: str) -> str:
    value = _screen_values().get(key, "")
    return value if isinstance(value, str) else ""


def _screen_values() -> Mapping[str, object]:
    """What is remembered for all accounts."""
    try:
        return read_state(_screen_path()) or {}
    except (DamagedStateError, SourceError):
        # It is written again with the next choice.
        return {}


def _remember(key: str, value: str) -> None:
    """Remember a choice for all accounts, in a thread, because a disk may block."""

    def write() -> None:
        # The screen follows the choice; that it is not remembered is seen at the next start.
        with _choice_lock, suppress(SourceError):
            values = _screen_values()
            if values.get(key) != value:
                write_state(_screen_path(), {**values, key: value})

    Thread(target=write, name=f"remember {key}", daemon=True).start()


def _screen_path() -> Path:
    return state_path("screen")


def _account_path(choice: AccountChoice) -> Path:
    """The file of the chosen account."""
    if choice.archive is not None:
        path = os.path.abspath(choice.archive)  # noqa: PTH100 - pathlib keeps .. or follows links
        return state_path(choice.archive.name, path_mark(path))
    if choice.demo:
        return state_path(DEMO)

    # Imported late: the demo account and an archive need no token.
    from seq_tui.cli.credentials import find_credentials

    credentials = find_credentials(
        user_settings(), os.environ, profile=choice.profile, api_url=choice.api_url
    )
    if credentials is None:
        return state_path(DEMO)
    return _credentials_path(credentials)


def _credentials_path(credentials: Credentials) -> Path:
    name = credentials.name
    account = f"profile\0{name}" if name else credentials.environment_token.strip()

    from seq_tui.cli.live_account import host_of

    host = host_of(credentials.address)
    return state_path(host, secret_mark(host, f"{credentials.address}\0{account}"))


def _saver(path: Path, before: SavedView | None) -> Callable[[SavedView], None]:
    """A function that writes a view, unless it is the one that was written last."""
    written = before

    def save(view: SavedView) -> None:
        nonlocal written
        if view != written:
            write_state(path, view.to_values())
            written = view

    return save
