"""An archive that is replaced while it is browsed: `r` reads the new file, or says why not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from seq_tui.archive.file.writer import ArchiveWriter
from seq_tui.cli.accounts import archive_source_info
from seq_tui.cli.reloadable_archive import ReloadableArchive
from seq_tui.ui.widgets.status_line import StatusLine
from tests.archive.saved_items import HOST, item, saved
from tests.ui.browsing import browse

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from seq_tui.domain.json import Json
    from tests.ui.browsing import Browsing

pytestmark = pytest.mark.anyio


def save_again(path: Path, items: Iterable[Json], at: str = "2026-11-28T08:00:00Z") -> None:
    """Replace an archive as a save does: by renaming a new file to its path."""
    new = path.with_name("new")
    writer = ArchiveWriter.open_or_create(new, HOST)
    writer.put(items)
    writer.set_metadata(writer.metadata._replace(finished_at=at, is_complete=True))
    writer.finish()
    new.replace(path)


def told(browsing: Browsing) -> list[str]:
    return browsing.messages


async def test_r_shows_the_new_file_and_says_so(tmp_path: Path) -> None:
    path = tmp_path / "mine.seqtui"
    saved(path, [item(each, f"Old {each}") for each in range(1, 251)]).close()
    archive = ReloadableArchive.open(path)
    async with browse(archive, source_info=archive_source_info(archive)) as browsing:
        await browsing.settle()
        status = browsing.screen.query_one(StatusLine)
        save_again(path, [item(each, f"New {each}") for each in (1, 2, 900)])
        assert browsing.text(status).endswith("archive · saved 24 Nov 2026")
        await browsing.press("r")
        await browsing.settle()
        assert "New 900" in browsing.text(browsing.list)
        assert "Old" not in browsing.text(browsing.list)
        assert "1 of 3" in browsing.text(status)
        assert browsing.text(status).endswith("archive · saved 28 Nov 2026")
        assert told(browsing) == ["mine.seqtui was replaced: now saved 28 Nov 2026"]
        # Once more: the same file, and no word about it.
        await browsing.press("r")
        await browsing.settle()
        assert told(browsing) == []
    archive.close()


async def test_the_list_behind_a_search_is_that_of_the_new_file(tmp_path: Path) -> None:
    path = tmp_path / "mine.seqtui"
    saved(path, [item(1, "Trial old"), item(2, "Other old")]).close()
    archive = ReloadableArchive.open(path)
    async with browse(archive, source_info=archive_source_info(archive)) as browsing:
        await browsing.settle()
        await browsing.search("trial")
        save_again(path, [item(1, "Trial new"), item(2, "Other new"), item(3, "Third")])
        await browsing.press("enter", "r")
        await browsing.settle()
        assert "Trial new" in browsing.text(browsing.list)
        await browsing.press("escape")
        await browsing.settle()
        assert "Other new" in browsing.text(browsing.list)
        assert "Third" in browsing.text(browsing.list)
    archive.close()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (None, "There is no file"),
        (b"my thesis", "is not a seq-tui archive"),
        (b"SQLite format 3\x00" + b"\xff" * 500, "is not a seq-tui archive"),
    ],
    ids=["deleted", "another file", "damaged"],
)
async def test_a_new_file_that_is_no_archive_is_told_and_the_old_one_stays(
    tmp_path: Path, content: bytes | None, reason: str
) -> None:
    path = tmp_path / "mine.seqtui"
    saved(path, [item(1, "Old")]).close()
    archive = ReloadableArchive.open(path)
    async with browse(archive, source_info=archive_source_info(archive)) as browsing:
        await browsing.settle()
        path.unlink()
        if content is not None:
            path.write_bytes(content)
        await browsing.press("r")
        await browsing.settle()
        assert "Old" in browsing.text(browsing.list)
        (message,) = told(browsing)
        assert reason in message
        assert message.endswith("The archive that was opened is still shown.")
        status = browsing.screen.query_one(StatusLine)
        assert browsing.text(status).endswith("archive · saved 24 Nov 2026")
        # A good file later is opened.
        save_again(path, [item(1, "Newest")])
        await browsing.press("r")
        await browsing.settle()
        assert "Newest" in browsing.text(browsing.list)
    archive.close()


async def test_an_archive_without_metadata_does_not_replace_the_open_one(tmp_path: Path) -> None:
    path = tmp_path / "mine.seqtui"
    saved(path, [item(1, "Old")]).close()
    archive = ReloadableArchive.open(path)
    other = saved(tmp_path / "new", [item(2, "New")])
    other.close()
    writer = ArchiveWriter.open_or_create(tmp_path / "new", HOST)
    writer._connection.execute("DELETE FROM about")
    writer.finish()
    (tmp_path / "new").replace(path)
    assert archive.reload() is None
    assert "it has no metadata" in archive.pop_warning()
    assert archive.pop_warning() == ""
    assert (await archive.get(1)).name == "Old"
    archive.close()
