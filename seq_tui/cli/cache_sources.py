"""The cache of an account as a source: together with the live account, or alone."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from seq_tui.archive.cache.location import CacheLocation, fingerprint
from seq_tui.domain.failure import SourceError
from seq_tui.domain.system_failure import system_failure
from seq_tui.settings.folders import cache_folder

if TYPE_CHECKING:
    from seq_tui.archive.cache.cache import Cache
    from seq_tui.archive.cache.disabled import DisabledCache
    from seq_tui.archive.cache.pages import CachedPages
    from seq_tui.archive.cache.source import CachedSource


def is_cached(base_url: str, identity: str, host: str) -> bool:
    """Whether there is a cache of an account."""
    try:
        return _location(base_url, identity, host).path().exists()
    except SourceError:
        return False


def open_cache(base_url: str, identity: str, host: str) -> Cache | DisabledCache:
    """The cache of an account, which is opened or created in the background.

    Where the system cannot have one, for example without SQLite, a session works without it.
    """
    location = _location(base_url, identity, host)
    try:
        from seq_tui.archive.cache.cache import Cache

        return Cache(location.path_in_private_folder, host, location.account)
    except (ImportError, MemoryError, OSError, RuntimeError) as error:
        if (failure := system_failure(error)) is None:
            raise

        from seq_tui.archive.cache.disabled import DisabledCache

        return DisabledCache(failure.message)


def offline_source(base_url: str, identity: str, host: str) -> CachedSource:
    """The cache of an account, for a screen that browses it as if the network were down.

    Raises:
        SourceError: nothing is cached.
    """
    from seq_tui.archive.cache.cache import Cache
    from seq_tui.archive.cache.source import CachedSource

    location = _location(base_url, identity, host)
    path = location.existing_path()
    return CachedSource(None, Cache(lambda: path, host, location.account))


def cached_pages(base_url: str, identity: str, host: str) -> tuple[CachedPages, str]:
    """The cache of an account, and a line that says how old it is.

    A cache never counts as the whole account: its pages were read at different times, and what it
    says of the last one is as old as that page.

    Raises:
        SourceError: nothing is cached, or it cannot be read.
    """
    from seq_tui.archive.cache.pages import CachedPages
    from seq_tui.domain.zone import local_zone
    from seq_tui.presentation.wording import as_of_text

    place = _location(base_url, identity, host)
    pages = CachedPages.of_account(place.existing_path(), host, place.account)
    oldest = pages.oldest_read_at()
    age = "nothing" if oldest is None else as_of_text(oldest, datetime.now(local_zone()))
    known = f"{pages.count:,} sequences that were seen, which may not be all"
    return pages, f"offline, {age}: {known}"


def _location(base_url: str, identity: str, host: str) -> CacheLocation:
    """Where the cache of an account is, whether it exists or not."""
    return CacheLocation(cache_folder, host, fingerprint(base_url, identity))
