"""Where the files of the program live."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seq_tui.domain.failure import Cause, Failure, SourceError

if TYPE_CHECKING:
    from pathlib import Path

PROGRAM = "seq-tui"
"""The program's own folder in each of the user's folders."""


def cache_folder() -> Path:
    """The folder of the pages that are kept from session to session.

    Raises:
        SourceError: the environment names a folder that is not absolute.
    """
    # Slow to import, and not needed before the first row is painted.
    from platformdirs import user_cache_path

    folder = user_cache_path(PROGRAM, appauthor=False)
    if not folder.is_absolute():
        raise SourceError(Failure(Cause.FILE, f"the cache folder {folder} is not an absolute path"))
    return folder
