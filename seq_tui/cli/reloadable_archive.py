"""An archive that may be replaced by a newer one while it is browsed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seq_tui.archive.file.archive import Archive
from seq_tui.domain.failure import SourceError

if TYPE_CHECKING:
    from seq_tui.domain.source import SourceInfo


class ReloadableArchive(Archive):
    """An archive that follows its path when it is reloaded: a save renames a new file to it."""

    _warning = ""

    def reload(self) -> SourceInfo | None:
        """Open the file that is at the path now, and describe it if it is another one."""
        from seq_tui.cli.accounts import archive_source_info

        try:
            return archive_source_info(self) if self.follow_path() else None
        except SourceError as error:
            self._warning = f"{error.failure.message}. The archive that was opened is still shown."
            return None

    def fingerprint(self) -> str:
        """The account that is saved, and where."""
        from seq_tui.archive.cache.location import fingerprint

        metadata = self.metadata
        return f"{metadata.host} {fingerprint(str(self.path.resolve()), metadata.account)}"

    def pop_warning(self) -> str:
        """Why the archive could not be reloaded, once."""
        warning, self._warning = self._warning, ""
        return warning
