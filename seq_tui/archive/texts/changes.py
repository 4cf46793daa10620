"""Changes of the texts in an archive: made in a copy of the file, which then replaces it.

So the archive is whole at any instant, also for those who are reading it, and has no files beside
it after a kill but the copy, which the next change replaces.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, contextmanager, suppress
from typing import TYPE_CHECKING

from seq_tui.archive.download.destination import Destination, translate_os_errors
from seq_tui.archive.file.archive import Archive
from seq_tui.archive.file.errors import ArchiveError, DamagedRowError, translate_errors
from seq_tui.archive.file.open_readonly import open_untrusted
from seq_tui.archive.file.open_writable import FILE_MODE
from seq_tui.archive.file.sqlite_files import UNFINISHED_SUFFIXES, add_suffix
from seq_tui.archive.file.table_checksums import update_text_checksum
from seq_tui.archive.texts.text_rows import insert_version, read_text
from seq_tui.domain.system_failure import where_supported
from seq_tui.domain.template_text import TemplateText

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def changing_texts(path: Path) -> Iterator[TextChanges]:
    """Change texts of the archive at `path` in this block; an exception undoes all of it.

    Raises:
        ArchiveError: it cannot be read or written, is not finished, or is being saved just now.
    """
    destination = Destination(path)
    with destination.lock():
        _require_finished(destination.path)
        destination.refuse_read_only()
        changes = TextChanges(destination)
        try:
            yield changes
            changes.publish()
        finally:
            changes.discard()


class TextChanges:
    """The changes so far; the file is copied for the first one.

    Args:
        destination: the archive, whose lock the caller holds.
    """

    def __init__(self, destination: Destination) -> None:
        self._destination = destination
        self._path = destination.copy
        with translate_errors(destination.path):
            self._connection = open_untrusted(destination.path)
        self._has_copy = False

    def put(self, text: TemplateText) -> bool:
        """Store a text as the newest version of its template; whether it says anything new.

        Raises:
            SourceError: it cannot be written.
        """
        with translate_errors(self._destination.path):
            # A damaged text is replaced.
            with suppress(DamagedRowError):
                before = read_text(self._connection, text.template_id)
                if before is not None and _said(before) == _said(text):
                    return False
            self._begin()
            insert_version(self._connection, text)
        return True

    def remove(self, template_id: int, removed_by: str, at: str) -> bool:
        """Remove a template's text, whose versions stay; whether it had one.

        Raises:
            SourceError: it cannot be written.
        """
        with translate_errors(self._destination.path):
            # A damaged text can be removed too.
            with suppress(DamagedRowError):
                if read_text(self._connection, template_id) is None:
                    return False
            self._begin()
            gone = TemplateText(template_id, "", "", "", removed_by, at)
            insert_version(self._connection, gone, is_removed=True)
        return True

    def publish(self) -> None:
        """Replace the archive by the copy, if there is a change.

        Raises:
            SourceError: it cannot be written; then the archive is unchanged.
        """
        if not self._has_copy:
            return
        with translate_errors(self._destination.path):
            update_text_checksum(self._connection)
            self._connection.execute("COMMIT")
        self._connection.close()
        with (
            translate_os_errors(self._destination.path),
            self._path.open("rb") as file,
            where_supported(),
        ):
            os.fsync(file.fileno())
        self._destination.rename(self._path)
        self._has_copy = False

    def discard(self) -> None:
        """Close the files, and delete the copy if it has not replaced the archive."""
        self._connection.close()
        if self._has_copy:
            self._destination.discard_copy()

    def _begin(self) -> None:
        """Copy the archive, unless that is done, and go on in the copy."""
        if self._has_copy:
            return
        self._destination.discard_copy()
        if os.path.lexists(self._path):
            raise ArchiveError(f"{self._path} is in the way", "Give it another name.")
        with translate_os_errors(self._destination.path):
            flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC
            os.close(os.open(self._path, flags, FILE_MODE))
        self._has_copy = True
        original = self._connection
        self._connection = copy = sqlite3.connect(self._path, isolation_level=None)
        with closing(original):
            original.backup(copy)
        copy.execute("PRAGMA trusted_schema = OFF")
        # One file, flushed once it is whole; until then nothing depends on it.
        copy.execute("PRAGMA journal_mode = DELETE")
        copy.execute("PRAGMA synchronous = OFF")
        copy.execute("BEGIN IMMEDIATE")


def _require_finished(path: Path) -> None:
    """Check that a file is an archive under its final name: no other can be replaced safely."""
    with closing(Archive.open(path)) as archive:
        if archive.metadata.finished_at is None:
            raise ArchiveError(f"{path} is not finished", "Finish it first, by saving the account.")
    for suffix in UNFINISHED_SUFFIXES:
        if add_suffix(path, suffix).exists():
            message = f"Another program has left changes of {path} in {path.name}{suffix}"
            raise ArchiveError(message, "Open and close it with that program first.")


def _said(text: TemplateText) -> tuple[str, str, str]:
    return text.subject, text.plain, text.html
