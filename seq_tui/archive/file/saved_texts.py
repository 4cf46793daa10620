"""What the templates of an archive say, as a source tells it."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from seq_tui.archive.file.archive_file import ArchiveFile
from seq_tui.archive.file.facts_table import has_current_facts
from seq_tui.archive.file.schema import DELETED_FROM
from seq_tui.domain.failure import SourceError
from seq_tui.domain.sequence import Sequence
from seq_tui.domain.source import RawSource

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from seq_tui.archive.texts.text_rows import TextVersion
    from seq_tui.domain.template_text import TemplateText

MOST_COUNTED = 20_000
"""Most sequences whose templates are counted. It takes some milliseconds, and as much again for
each hundred texts, whose digests are compared."""


class SavedTexts(ArchiveFile, RawSource[Sequence]):
    """A source whose file keeps texts."""

    @property
    def keeps_texts(self) -> bool:
        """Always: a text may be stored while the archive is open."""
        return True

    async def template_texts(self, ids: Collection[int]) -> dict[int, TemplateText]:
        """The newest texts of these templates, without those that are damaged."""
        return self.texts_until(ids)

    async def missing_texts(self) -> tuple[int, int] | None:
        """As in `Source`, without templates of deleted sequences."""
        with suppress(SourceError), self._reading():
            if (used := self._used_templates()) is not None:
                return len(used - self.texts_until(used).keys()), len(used)
        return None

    def _used_templates(self) -> set[int] | None:
        """The templates that the account uses; `None` if it would take long to say."""
        if not has_current_facts(self._connection):
            return None
        query = "SELECT max(place) FROM main.facts WHERE place < ?"
        (last,) = self._connection.execute(query, (DELETED_FROM,)).fetchone()
        if last is None or last > MOST_COUNTED:
            return None
        query = "SELECT DISTINCT templates FROM main.facts WHERE templates <> '' AND place < ?"
        rows = self._connection.execute(query, (DELETED_FROM,))
        return {int(each) for (ids,) in rows for each in ids.split()}

    def texts_until(
        self, ids: Collection[int], until: str | None = None
    ) -> dict[int, TemplateText]:
        """The same as of a time in the form of an archive."""
        found = {}
        for template_id in ids:
            with suppress(SourceError):
                if (text := self.text_until(template_id, until)) is not None:
                    found[template_id] = text
        return found

    def text_until(self, template_id: int, until: str | None = None) -> TemplateText | None:
        """What one template says as of a time; `None` if that is not known, or was removed.

        Raises:
            SourceError: it cannot be read, or is not as it was saved.
        """
        # Imported late: the first rows do without it.
        from seq_tui.archive.texts.text_rows import read_text

        with self._reading():
            return read_text(self._connection, template_id, until)

    def template_ids_with_text(self) -> list[int]:
        """The ids of all templates that have, or had, a text.

        Raises:
            SourceError: they cannot be read.
        """
        from seq_tui.archive.texts.text_rows import read_template_ids

        with self._reading():
            return read_template_ids(self._connection)

    def text_versions(self, template_id: int) -> list[TextVersion]:
        """All versions of a template's text, the oldest first; as far as they are undamaged.

        Raises:
            SourceError: they cannot be read, or the newest is not as it was saved.
        """
        from seq_tui.archive.texts.text_rows import read_versions

        with self._reading():
            return read_versions(self._connection, template_id)

    def text_rows(self, until: str | None = None) -> Iterator[tuple[str, str]]:
        """All rows of texts as they are stored, for another archive.

        Raises:
            SourceError: they cannot be read.
        """
        from seq_tui.archive.texts.text_rows import read_rows

        with self._reading():
            yield from read_rows(self._connection, until)
