"""The cache of an account as a source: behind the live account, or alone."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from seq_tui.archive.cache.cache import Cache
from seq_tui.archive.cache.location import CacheLocation, fingerprint
from seq_tui.archive.cache.source import CachedSource
from seq_tui.settings.folders import cache_folder

if TYPE_CHECKING:
    from seq_tui.archive.cache.pages import CachedPages
    from seq_tui.domain.source import RawSource


def cached_source(live: RawSource, base_url: str, token: str, host: str) -> CachedSource:
    """The live account with its cache, which is opened in the background."""
    place = _location(base_url, token, host)
    return CachedSource(live, Cache(place.path_in_private_folder, host, place.account))


def offline_source(base_url: str, token: str, host: str) -> CachedSource:
    """The cache of an account, for a screen that browses it as if the network were down.

    Raises:
        SourceError: nothing is cached.
    """
    place = _location(base_url, token, host)
    path = place.existing_path()
    return CachedSource(None, Cache(lambda: path, host, place.account))


def cached_pages(base_url: str, token: str, host: str) -> tuple[CachedPages, str]:
    """The cache of an account, and a line that says how old it is and whether it is complete.

    Raises:
        SourceError: nothing is cached, or it cannot be read.
    """
    from seq_tui.archive.cache.pages import CachedPages
    from seq_tui.domain.zone import local_zone
    from seq_tui.presentation.wording import as_of_text

    place = _location(base_url, token, host)
    pages = CachedPages.of(place.existing_path(), host, place.account)
    oldest = pages.oldest()
    age = "nothing" if oldest is None else as_of_text(oldest, datetime.now(local_zone()))
    known = f"{pages.count:,} sequences that were seen"
    if not pages.is_whole():
        known += ", which may not be all"
    return pages, f"offline, {age}: {known}"


def _location(base_url: str, token: str, host: str) -> CacheLocation:
    return CacheLocation(cache_folder, host, fingerprint(base_url, token))
