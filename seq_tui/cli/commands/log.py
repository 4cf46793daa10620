"""``seq-tui log``: how a sequence of an archive changed from save to save."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from seq_tui.cli import exit_codes, output
from seq_tui.cli.account_options import AccountChoice, account_options
from seq_tui.cli.accounts import report_source_info
from seq_tui.cli.example_command import ExampleCommand, examples
from seq_tui.cli.id_arguments import id_arguments
from seq_tui.cli.report_format_option import JSON, report_format_option
from seq_tui.domain.failure import Cause, Failure, SourceError
from seq_tui.presentation.wording import counted
from seq_tui.sanitize import sanitize
from seq_tui.wire.records import sequence_from, unwrap

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime, tzinfo

    from seq_tui.archive.file.archive import Archive
    from seq_tui.archive.file.forms import Form
    from seq_tui.domain.json import Json
    from seq_tui.domain.sequence import Sequence

UPDATED_AT = "updated_at"
"""The field that changes with every other one, and so is not worth a word beside them."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """One form of a sequence, and what is different from the one before."""

    form: Form
    data: dict[str, Json]
    changed: tuple[str, ...]
    """The fields that differ from those of the form before; none for the first."""

    is_back: bool
    """Whether the sequence had been deleted before."""


@examples(
    {
        "seq-tui --archive acme.seqtui log 21132": "when it changed, and what",
        "seq-tui --archive acme.seqtui log 21132 --format json": "with each form as JSON",
    }
)
@click.command("log", cls=ExampleCommand)
@id_arguments
@report_format_option("Text to read, or one JSON array with an object for each form.")
@account_options
@click.pass_obj
def log(choice: AccountChoice, ids: tuple[int, ...], format_name: str) -> int:
    """Tell how sequences of an archive changed, as far as it was saved.

    A form lasts from the time at which it was first saved, or at which the account itself says that
    it changed since the save before, until the next one. seq-tui show ID --as-of WHEN shows it.
    """
    if choice.archive is None:
        raise click.UsageError("log reads an archive: --archive FILE.")

    from contextlib import closing

    from seq_tui.archive.file.archive import Archive
    from seq_tui.cli.accounts import archive_source_info

    with closing(Archive.open(choice.archive)) as archive:
        report_source_info(archive_source_info(archive))
        logs = {each: entries for each in ids if (entries := _entries(archive, each))}
    missing = [each for each in ids if each not in logs]
    if missing and len(ids) == 1:
        raise SourceError(_not_found(missing[0], choice))
    for each in missing:
        output.note(str(_not_found(each, choice)))
    if format_name == JSON:
        from seq_tui.export.json import encode

        objects: list[Json] = [_json(each) for entries in logs.values() for each in entries]
        output.write(encode(objects, indent=2) + b"\n")
    else:
        blocks = (_text(sequence_id, entries) for sequence_id, entries in logs.items())
        output.write(b"\n".join(output.encode_lines(list(block)) for block in blocks))
    return exit_codes.NOT_FOUND if missing else exit_codes.FINE


def _not_found(sequence_id: int, choice: AccountChoice) -> Failure:
    message = f"There is no sequence {sequence_id} in the archive {choice.archive}"
    return Failure(Cause.NOT_FOUND, message)


def _entries(archive: Archive, sequence_id: int) -> list[_Entry]:
    from seq_tui.archive.file.forms import forms_of

    entries: list[_Entry] = []
    for form in forms_of(archive, sequence_id):
        data = unwrap(form.item.value) or {}
        last = entries[-1] if entries else None
        changed = () if last is None else _changed_fields(last.data, data)
        is_back = last is not None and last.form.is_deleted
        entries.append(_Entry(form, data, changed, is_back))
    return entries


def _changed_fields(old: dict[str, Json], new: dict[str, Json]) -> tuple[str, ...]:
    """The fields that were added, changed or removed, in the order of the newer form."""
    from json import dumps

    names = dict.fromkeys([*new, *old])
    changed = [
        name
        for name in names
        if (name in old) != (name in new)
        or dumps(old[name], sort_keys=True) != dumps(new[name], sort_keys=True)
    ]
    return tuple(name for name in changed if name != UPDATED_AT) or tuple(changed)


def _text(sequence_id: int, entries: list[_Entry]) -> Iterator[str]:
    from seq_tui.domain.zone import local_zone
    from seq_tui.presentation.wording import name_text

    zone = local_zone()
    records = [sequence_from(entry.data) for entry in entries]
    yield f"#{sequence_id} {name_text(records[-1])}"
    for number, (entry, record) in enumerate(zip(entries, records, strict=True)):
        yield f"{_moment(entry.form.since, zone)}  {_event(entry, record, is_first=not number)}"
        if entry.form.is_deleted:
            yield f"{_moment(entry.form.until, zone)}  deleted"


def _event(entry: _Entry, record: Sequence, *, is_first: bool) -> str:
    from seq_tui.presentation.wording import name_text

    steps = "" if record.steps is None else f", {counted(len(record.steps), 'step')}"
    described = f"{name_text(record)}{steps}"
    if is_first:
        return f"first saved: {described}"
    changed = ", ".join(sanitize(name, limit=40) for name in entry.changed) or "nothing"
    verb = "back; changed" if entry.is_back else "changed"
    return f"{verb} {changed}: {described}"


def _moment(moment: datetime | None, zone: tzinfo) -> str:
    return "unknown time    " if moment is None else f"{moment.astimezone(zone):%Y-%m-%d %H:%M}"


def _json(entry: _Entry) -> dict[str, Json]:
    form = entry.form
    return {
        "since": None if form.since is None else form.since.isoformat(),
        "until": None if form.until is None else form.until.isoformat(),
        "deleted": form.is_deleted,
        "changed": list(entry.changed),
        "sequence": dict(entry.data),
    }
