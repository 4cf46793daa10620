"""What is kept of an account from session to session: where, and how to read it alone."""

from __future__ import annotations

import re
from datetime import datetime
from functools import partial
from hashlib import sha256
from typing import TYPE_CHECKING

from seq_tui.archive.cache import Cache
from seq_tui.cli.cached import CachedSource
from seq_tui.domain.failure import Cause, Failure, SourceError

if TYPE_CHECKING:
    from pathlib import Path

    from seq_tui.archive.kept import KeptPages
    from seq_tui.store.source import RawSource

FOLDER = "seq-tui"
"""The folder in the user's cache folder, for its owner only."""

FINGERPRINT = 16
"""Hexadecimal digits that tell the accounts of one host apart, and say nothing of the token."""

MAX_HOST = 100
"""Most characters of a host in the name of a file."""

_UNSAFE = re.compile(r"[^A-Za-z0-9.-]")


def cached(live: RawSource, base: str, token: str, host: str) -> CachedSource:
    """The account with a memory: what is kept of it is opened now, and costs nobody a wait."""
    account = fingerprint(base, token)
    return CachedSource(live, Cache(partial(_own_path, host, account), host, account))


def offline(base: str, token: str, host: str) -> CachedSource:
    """What is kept of an account, for a screen that browses it as if the network were gone.

    Raises:
        SourceError: nothing is kept.
    """
    account = fingerprint(base, token)
    path = _kept_path(host, account)
    return CachedSource(None, Cache(lambda: path, host, account))


def kept(base: str, token: str, host: str) -> tuple[KeptPages, str]:
    """What is kept of an account, and a line that says from when it is and whether it is all.

    Raises:
        SourceError: nothing is kept, or it cannot be read.
    """
    from seq_tui.archive.kept import KeptPages
    from seq_tui.domain.zone import local_zone
    from seq_tui.report.words import as_of_text

    account = fingerprint(base, token)
    pages = KeptPages.of(_kept_path(host, account), host, account)
    oldest = pages.oldest()
    age = "nothing" if oldest is None else as_of_text(oldest, datetime.now(local_zone()))
    known = f"{pages.count:,} sequences that were seen"
    if not pages.is_whole():
        known += ", which may not be all"
    return pages, f"offline, {age}: {known}"


def fingerprint(base: str, token: str) -> str:
    """What tells an account from others without giving its token away."""
    return sha256(f"{base.strip()}\0{token}".encode()).hexdigest()[:FINGERPRINT]


def cache_folder() -> Path:
    """Where the pages of all accounts are kept.

    Raises:
        SourceError: the environment names no such place.
    """
    # Takes long to import, for a screen that is waited for.
    from platformdirs import user_cache_path

    folder = user_cache_path(FOLDER, appauthor=False)
    if not folder.is_absolute():
        raise SourceError(Failure(Cause.FILE, f"the cache folder {folder} is no whole path"))
    return folder


def _path(host: str, account: str) -> Path:
    """Where the pages of an account are kept.

    Raises:
        SourceError: as `cache_folder`.
    """
    return cache_folder() / f"{_UNSAFE.sub('_', host)[:MAX_HOST]}-{account}.seq"


def _own_path(host: str, account: str) -> Path:
    """The same, in a folder that is there.

    Raises:
        SourceError: it is not, and cannot be made.
    """
    path = _path(host, account)
    folder = path.parent
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if folder.stat().st_mode & 0o077:
            folder.chmod(0o700)
    except OSError as error:
        message = f"{folder} cannot be made or used: {error.strerror}"
        raise SourceError(Failure(Cause.FILE, message)) from None
    return path


def _kept_path(host: str, account: str) -> Path:
    """Where something is kept.

    Raises:
        SourceError: nothing is.
    """
    path = _path(host, account)
    if not path.exists():
        message = f"Nothing of {host} was kept by this user with this token"
        raise SourceError(Failure(Cause.OFFLINE, message, "Browse it once without --offline."))
    return path
