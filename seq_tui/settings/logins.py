"""What ``seq-tui login`` stores: one file a profile, with its address and perhaps its token."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from seq_tui.domain.failure import Cause, Failure, SourceError
from seq_tui.settings.folders import PROGRAM, in_home
from seq_tui.settings.private_file import is_ours, others_may_read, replace_private
from seq_tui.settings.values import PROFILE_NAME

if TYPE_CHECKING:
    from collections.abc import Mapping

    from seq_tui.settings.quick import QuickSettings

MAX_FILE = 16_384
"""Bytes of a file that are read."""

SUFFIX = ".json"

LOGIN_ADVICE = "Type seq-tui login again."


class Login(NamedTuple):
    """What is stored of a profile."""

    api_url: str
    """The address that accepted the token, and the only one that it may be sent to."""

    account: str
    """Distinguishes the accounts of one address without revealing the token."""

    token: str | None = None
    """The token; `None` if it is in the keyring."""

    def __repr__(self) -> str:
        """The address and the account, without the token."""
        return f"Login({self.api_url!r}, {self.account!r})"


def logins_folder(environ: Mapping[str, str] = os.environ) -> Path:
    """The folder of the files, which may not exist.

    On Linux it is found without platformdirs, as `seq_tui.settings.folders.config_folder` is; a
    test compares the two. A relative path in the environment counts as none (XDG base directories).
    """
    if sys.platform == "linux":
        folder = Path(environ.get("XDG_DATA_HOME", "").strip())
        data = folder if folder.is_absolute() else in_home(".local/share")
        return data / PROGRAM / "tokens"

    from platformdirs import user_data_path

    return user_data_path(PROGRAM, appauthor=False) / "tokens"


def login_path(profile: str) -> Path:
    """The file of a profile, existing or not; the name is one that settings may hold."""
    return logins_folder() / f"{profile}{SUFFIX}"


def login_names() -> list[str]:
    """The profiles that have a file, in alphabetical order."""
    names = (path.name.removesuffix(SUFFIX) for path in logins_folder().glob(f"*{SUFFIX}"))
    return sorted(filter(PROFILE_NAME.fullmatch, names))


def profile_names(settings: QuickSettings) -> list[str]:
    """The profiles that the settings or a login know, in the order of the settings."""
    return list(dict.fromkeys([*settings.profile_names(), *login_names()]))


def load_login(profile: str) -> Login | None:
    """What is stored of a profile; `None` if nothing is.

    Raises:
        SourceError: the file cannot be read, is not ours, or others may read it.
    """
    path = login_path(profile)
    try:
        text = _read_private(path)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise SourceError(Failure(Cause.FILE, f"{path} cannot be read: {error.strerror}")) from None
    # Imported only if there is a file.
    import json

    try:
        content = json.loads(text)
    except ValueError:
        content = None
    match content:
        case {"api_url": str(api_url), "account": str(account), "token": str(token)}:
            return Login(api_url, account, token)
        case {"api_url": str(api_url), "account": str(account), "keyring": True}:
            return Login(api_url, account)
    raise SourceError(Failure(Cause.FILE, f"{path} is damaged", LOGIN_ADVICE))


def save_login(profile: str, login: Login) -> Path:
    """Store a login in place of an older one, whole or not at all; only we may read the file.

    Raises:
        SourceError: it cannot be written.
    """
    import json

    path = login_path(profile)
    secret = {"keyring": True} if login.token is None else {"token": login.token}
    content = json.dumps({"api_url": login.api_url, "account": login.account, **secret}).encode()
    replace_private(path, content)
    return path


def delete_login(profile: str) -> Path | None:
    """Delete the file of a profile; its path, or `None` if there was none.

    Raises:
        SourceError: it cannot be deleted.
    """
    path = login_path(profile)
    try:
        path.unlink()
    except FileNotFoundError:
        return None
    except OSError as error:
        message = f"{path} cannot be deleted: {error.strerror}"
        raise SourceError(Failure(Cause.FILE, message)) from None
    return path


def _read_private(path: Path) -> bytes:
    """The content of a regular file of ours that no other user may read.

    Raises:
        OSError: it cannot be read.
        SourceError: it is another file.
    """
    # A named pipe must not block.
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    with os.fdopen(descriptor, "rb") as file:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode) or not is_ours(status):
            advice = "Delete it, and log in again."
            raise SourceError(Failure(Cause.USAGE, f"{path} is not a file of yours", advice))
        if others_may_read(status):
            advice = f"Type chmod 600 {path}."
            raise SourceError(Failure(Cause.USAGE, f"Others may read {path}", advice))
        return file.read(MAX_FILE)
