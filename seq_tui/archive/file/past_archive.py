"""An archive as the account was at an earlier time."""

from __future__ import annotations

import sqlite3
from datetime import UTC
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING

from seq_tui.archive.file import schema
from seq_tui.archive.file.archive import mark_deleted
from seq_tui.archive.file.encoded_item import encode_item
from seq_tui.archive.file.errors import DamagedError, translate_errors
from seq_tui.archive.file.facts_table import update_facts
from seq_tui.archive.file.forms import all_ids, form_at, forms_of, to_datetime
from seq_tui.archive.file.writer import ArchiveWriter
from seq_tui.domain.failure import Cause, Failure, SourceError
from seq_tui.domain.page import never_cancelled
from seq_tui.domain.sequence import Sequence
from seq_tui.domain.source import RawSource
from seq_tui.wire.records import sequence_from, unwrap

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from datetime import datetime

    from seq_tui.archive.file.archive import Archive
    from seq_tui.archive.file.forms import Form
    from seq_tui.domain.json import Json
    from seq_tui.domain.page import Page, RawPage
    from seq_tui.domain.query import Query
    from seq_tui.domain.template_text import TemplateText


class PastArchive(RawSource[Sequence]):
    """The sequences of an archive, each in the form that it had at a time.

    One sequence is read from the archive. Lists and searches read a temporary archive of all forms
    of that time, which SQLite keeps in memory or in a file without a name. They are in the order of
    the archive, since only that is known.

    Args:
        archive: the archive; closed with this.
        moment: the time, with a zone.
    """

    def __init__(self, archive: Archive, moment: datetime) -> None:
        self._archive = archive
        self._moment = moment

    def answers_at_once(self, _query: Query) -> bool:
        """Always: it sends no request."""
        return True

    def known_creator_names(self, ids: Collection[int]) -> dict[int, str]:
        """The names that the archive has now."""
        return self._archive.known_creator_names(ids)

    @property
    def keeps_texts(self) -> bool:
        """Whether the archive does."""
        return self._archive.keeps_texts

    async def template_texts(self, ids: Collection[int]) -> dict[int, TemplateText]:
        """The texts that the archive had then."""
        return self._archive.texts_until(ids, self._until)

    async def page(
        self, query: Query, number: int, *, is_wanted: Callable[[], bool] = never_cancelled
    ) -> Page[Sequence]:
        """The page of the sequences as they were then."""
        return await self._whole.page(query, number, is_wanted=is_wanted)

    async def raw_page(
        self, query: Query, number: int, *, is_wanted: Callable[[], bool] = never_cancelled
    ) -> RawPage:
        """The page as the account would have answered it then."""
        return await self._whole.raw_page(query, number, is_wanted=is_wanted)

    async def get(self, record_id: int) -> Sequence:
        """The sequence as it was then, or last before it was deleted."""
        form = self._form(record_id)
        data = unwrap(form.item.value)
        if data is None:
            raise DamagedError(self._archive.path)
        return mark_deleted(sequence_from(data), self._deleted_at(form))

    async def raw(self, record_id: int) -> Json:
        """The same in its envelope, as received."""
        return self._form(record_id).item.value

    async def raw_text(self, record_id: int) -> str:
        """The same as the text that was saved."""
        return self._form(record_id).item.text

    @property
    def deleted_count(self) -> int:
        """Number of sequences that were deleted by then."""
        return self._whole.deleted_count

    async def aclose(self) -> None:
        """Close the files."""
        if "_whole" in vars(self):
            self._whole.close()
        self._archive.close()

    def _form(self, sequence_id: int) -> Form:
        forms = forms_of(self._archive, sequence_id)
        if (form := form_at(forms, self._moment)) is not None:
            return form
        since = forms[0].since if forms else None
        message = f"There is no sequence {sequence_id} in the archive {self._archive.path}"
        if since is not None:
            message += f" at that time: it was first saved on {since.astimezone():%Y-%m-%d %H:%M}"
        raise SourceError(Failure(Cause.NOT_FOUND, message))

    def _require_save(self) -> None:
        """Check that there was a save by then: before the first, an empty list would be untrue."""
        rows = chain(self._archive.all_earlier_rows(), self._archive.all_rows())
        times = (to_datetime(row.seen_from) for row in rows)
        first = min((time for time in times if time is not None), default=self._moment)
        if first > self._moment:
            raise SourceError(
                Failure(
                    Cause.NOT_FOUND,
                    f"Nothing is known of that time: the first save in {self._archive.path} was on"
                    f" {first.astimezone():%Y-%m-%d %H:%M}",
                )
            )

    def _deleted_at(self, form: Form) -> str | None:
        if form.until is None or form.is_at(self._moment):
            return None
        return form.until.isoformat().replace("+00:00", "Z")

    @property
    def _until(self) -> str:
        """The time in the form of an archive."""
        moment = self._moment.astimezone(UTC)
        return moment.isoformat(timespec="seconds").replace("+00:00", "Z")

    @cached_property
    def _whole(self) -> ArchiveWriter:
        """A temporary archive of all sequences as they were then.

        Raises:
            SourceError: nothing is known of that time, or the archive cannot be read.
        """
        self._require_save()
        path = self._archive.path
        with translate_errors(path):
            connection = sqlite3.connect("", isolation_level=None, check_same_thread=False)
            schema.migrate(connection)
            update_facts(connection)
        whole = ArchiveWriter(connection, path)
        whole.deleted = self._archive.deleted
        with whole.transaction():
            whole.set_metadata(self._archive.metadata)
            whole.save_creator_names(self._archive.stored_creator_names())
            whole.replace_texts(self._archive.text_rows(self._until))
            for sequence_id in all_ids(self._archive):
                form = form_at(forms_of(self._archive, sequence_id), self._moment)
                if form is None:
                    continue
                if (at := self._deleted_at(form)) is not None:
                    whole.put_deleted(encode_item(form.item), at, None)
                else:
                    whole.put([form.item])
        return whole
