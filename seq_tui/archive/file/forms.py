"""The forms that a sequence of an archive had, each with the time in which it had it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from seq_tui.archive.file.encoded_item import encode_item

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seq_tui.archive.file.reader import Row
    from seq_tui.archive.file.stored_rows import StoredRows
    from seq_tui.wire.item_texts import ReceivedItem

_FIRST = datetime.min.replace(tzinfo=UTC) + timedelta(days=1)
_LAST = datetime.max.replace(tzinfo=UTC) - timedelta(days=1)
"""No zone is a day from UTC, so a time between these has a date in each."""


@dataclass(frozen=True, slots=True)
class Form:
    """A sequence as the account had it for some time."""

    item: ReceivedItem
    since: datetime | None
    """When it had this form first, as far as that is known; `None` if nothing is known of it."""

    until: datetime | None = None
    """When it had another form, or was deleted; `None` for the form that it has."""

    is_deleted: bool = False
    """Whether it was deleted then."""

    def is_at(self, moment: datetime) -> bool:
        """Whether the account had the sequence in this form at that time."""
        is_begun = self.since is None or self.since <= moment
        return is_begun and (self.until is None or moment < self.until)


def forms_of(archive: StoredRows, sequence_id: int) -> list[Form]:
    """All forms of a sequence, the oldest first; empty if the archive never had it.

    Raises:
        ArchiveError: they cannot be read.
    """
    rows = archive.earlier_rows(sequence_id)
    if (row := archive.row_with_id(sequence_id)) is not None:
        rows.append(row)
    forms = [_form(archive, row) for row in rows]
    for index in range(1, len(forms)):
        earlier, later = forms[index - 1], forms[index]
        # Between a deletion and a return there is some time; a change happens at one.
        if earlier.until == later.since:
            at = _changed_at(earlier, later)
            forms[index - 1] = replace(earlier, until=at, is_deleted=False)
            forms[index] = replace(later, since=at)
    return forms


def form_at(forms: list[Form], moment: datetime) -> Form | None:
    """The form at a time, or the last one if the sequence was deleted by then."""
    begun = [form for form in forms if form.since is None or form.since <= moment]
    return begun[-1] if begun else None


def all_ids(archive: StoredRows) -> Iterator[int]:
    """The ids of all sequences that the archive ever had, in its order."""
    for row in archive.all_rows():
        if row.id is not None:
            yield row.id


def _form(archive: StoredRows, row: Row) -> Form:
    # The time of a row that is not deleted, and of no earlier form, is missing.
    return Form(
        archive.item_of(row),
        to_datetime(row.seen_from),
        to_datetime(row.deleted_at),
        is_deleted=row.deleted_at is not None,
    )


def _changed_at(earlier: Form, later: Form) -> datetime | None:
    """When one form became the next: as the account says, if a save before and one after agree."""
    at = to_datetime(encode_item(later.item).updated_at)
    if at is None or later.since is None or earlier.since is None:
        return later.since
    return at if earlier.since < at < later.since else later.since


def to_datetime(text: str | None) -> datetime | None:
    """A time of an archive or of the service, in UTC.

    `None` for anything else, without a zone, and for a time that another zone has no date for.
    """
    try:
        moment = datetime.fromisoformat(text or "")
        if moment.tzinfo is None:
            return None
        moment = moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return moment if _FIRST < moment < _LAST else None
