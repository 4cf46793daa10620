"""An account that is saved again and again, at times that the test sets."""

from __future__ import annotations

import json
from contextlib import closing
from typing import TYPE_CHECKING

from seq_tui.archive.file import writer as writer_module
from seq_tui.archive.file.archive import Archive
from seq_tui.archive.file.history import Changes, import_history
from seq_tui.archive.file.writer import ArchiveWriter
from tests.archive.saved_items import HOST

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from seq_tui.archive.file.reader import Row
    from seq_tui.domain.json import Json
    from seq_tui.wire.item_texts import ReceivedItem


def day(number: int) -> str:
    return f"2026-10-{number:02}T08:00:00Z"


class Saves:
    """An archive that is saved once a day, each time with everything that the account has."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self._folder = folder
        self._monkeypatch = monkeypatch
        self.path = folder / "a.seqtui"
        self.days = 0

    def save(self, *items: Json | ReceivedItem, keep: bool = True) -> Changes:
        """Save the account as it is on the next day."""
        self.days += 1
        self._monkeypatch.setattr(writer_module, "utc_now", lambda: day(self.days))
        with closing(ArchiveWriter.open_or_create(self._folder / "new", HOST)) as new:
            new.put(items)
            changes = Changes()
            if self.path.exists():
                with closing(Archive.open(self.path)) as old:
                    for _ in range(2):  # as after an interruption
                        changes = import_history(new, old, day(self.days), keep=keep)
            new.finish()
        (self._folder / "new").replace(self.path)
        return changes

    def forms(self, sequence_id: int) -> list[tuple[str, str | None, str | None]]:
        """Every form of a sequence: its name, since when, and until when."""
        with closing(Archive.open(self.path)) as archive:
            rows = archive.earlier_rows(sequence_id)
            rows += [row for row in archive.all_rows() if row.id == sequence_id]
        assert all(row.is_intact for row in rows)
        return [(name_of(row), row.seen_from, row.deleted_at) for row in rows]


def name_of(row: Row) -> str:
    name: str = json.loads(row.text)["data"]["name"]
    return name
