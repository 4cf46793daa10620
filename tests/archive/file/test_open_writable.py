"""Creating an archive, and opening one to continue it."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from seq_tui.archive.file import schema
from seq_tui.archive.file.errors import ArchiveError
from seq_tui.archive.file.open_writable import open_or_create
from tests.archive.saved_items import item, saved

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        (".", "is not a seq-tui archive: it is not a file with content"),
        ("missing/a.seqtui", "cannot be written: No such file or directory"),
        ("a\x00b", "cannot be written: not a valid file name"),
    ],
)
def test_a_path_that_cannot_be_written_is_one_sentence(
    tmp_path: Path, name: str, reason: str
) -> None:
    with pytest.raises(ArchiveError) as raised:
        open_or_create(tmp_path / name)
    assert raised.value.failure.message == f"{tmp_path / name} {reason}"


def test_an_older_version_is_migrated_to_the_newest(tmp_path: Path) -> None:
    saved(tmp_path / "a.seqtui", [item(1)]).close()
    newer = (*schema.MIGRATIONS, ("ALTER TABLE words ADD COLUMN extra TEXT",))
    with closing(open_or_create(tmp_path / "a.seqtui", newer)) as connection:
        assert schema.version(connection) == schema.FORMAT_VERSION + 1
        assert connection.execute("SELECT place, extra FROM words").fetchall() == [(1, None)]
