"""The folders of the program's files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seq_tui.domain.failure import Cause, Failure, SourceError

if TYPE_CHECKING:
    from pathlib import Path

PROGRAM = "seq-tui"
"""The name of the program's folder within the user's folders."""


def cache_folder() -> Path:
    """The folder of the cached pages.

    Raises:
        SourceError: the environment sets a path that is not absolute.
    """
    # Imported late: it is slow to import and not needed before the first row is painted.
    from platformdirs import user_cache_path

    folder = user_cache_path(PROGRAM, appauthor=False)
    if not folder.is_absolute():
        raise SourceError(Failure(Cause.FILE, f"the cache folder {folder} is not an absolute path"))
    return folder
