"""Outcomes of a save: a new archive, an updated one, or the existing one unchanged."""

from __future__ import annotations

import asyncio
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from seq_tui.archive.download.destination import Destination
from seq_tui.archive.download.save import SaveResult, save
from seq_tui.archive.file.archive import Archive
from seq_tui.archive.file.counts import ArchiveCounts, count_contents
from seq_tui.archive.file.history import Changes
from seq_tui.domain.query import Query
from seq_tui.server.demo.account import DemoAccount, demo_sequence
from tests.archive.download.moving_account import MovingAccount
from tests.archive.saved_items import HOST, demo_items, everything, item, live_ids, saved

if TYPE_CHECKING:
    from pathlib import Path

    from seq_tui.archive.file.writer import ArchiveWriter
    from seq_tui.domain.source import AuthoritativeSource

pytestmark = pytest.mark.anyio


@pytest.fixture
def destination(tmp_path: Path) -> Destination:
    return Destination(tmp_path / "a.seqtui")


async def run(
    account: AuthoritativeSource, destination: Destination, *, keep_history: bool = True
) -> SaveResult:
    """Save the account as the command does."""
    existing = destination.open_existing(HOST)
    writer, _ = destination.open_partial(HOST)
    try:
        return await save(
            account, destination, writer, existing, asyncio.Event(), keep_history=keep_history
        )
    finally:
        writer.close()
        if existing is not None:
            existing.close()


async def test_the_demo_account_is_saved_as_received(destination: Destination) -> None:
    outcome = await run(DemoAccount(), destination)
    assert outcome.is_published
    archive = Archive.open(destination.path)
    assert await everything(archive) == demo_items(342)
    assert (archive.metadata.is_complete, archive.metadata.pages) == (True, 4)
    steps = [step for row in range(342) for step in demo_sequence(row).steps or ()]
    templates = {step.action.properties.get("email_template_id") for step in steps}
    expected = ArchiveCounts(342, len(steps), len(templates - {None}))
    assert outcome.counts == count_contents(archive) == expected


async def test_deleted_sequences_are_kept_unless_declined(
    destination: Destination,
) -> None:
    account = MovingAccount(250)
    await run(account, destination)
    account.ids.remove(7)
    account.ids.insert(20, 900)
    account.versions[8] = 1
    outcome = await run(account, destination)
    assert (outcome.is_published, outcome.counts.deleted) == (True, 1)
    archive = Archive.open(destination.path)
    assert live_ids(archive) == account.ids
    gone = (await archive.page(Query(), 3)).items[-1]
    assert (gone.id, "deleted_at" in gone.extra) == (7, True)
    assert (await archive.get(8)).name == "Trial 1"
    # The next update keeps sequences from both deletions.
    account.ids.remove(9)
    outcome = await run(account, destination)
    assert (outcome.counts.deleted, outcome.changes) == (
        2,
        Changes(deleted=1),
    )
    outcome = await run(account, destination, keep_history=False)
    assert (outcome.counts.deleted, outcome.counts.earlier) == (0, 0)
    assert outcome.changes == Changes(dropped_items=2, dropped_forms=1)


@pytest.mark.parametrize("is_back", [False, True])
@pytest.mark.parametrize("keep_history", [True, False])
async def test_what_a_killed_run_imported_is_imported_anew_or_dropped(
    destination: Destination, monkeypatch: pytest.MonkeyPatch, keep_history: bool, is_back: bool
) -> None:
    account = MovingAccount(250)
    await run(account, destination)
    for gone in (7, 9, 11):
        account.ids.remove(gone)
    account.versions[8] = 1
    with monkeypatch.context() as patch:
        patch.setattr(Destination, "publish", killed)
        with pytest.raises(KeyboardInterrupt):
            await run(account, destination)
    with closing(Archive.open(destination.partial)) as partial:
        assert (partial.deleted_count, partial.earlier_count) == (3, 1)
    if is_back:
        account.ids.append(7)
    outcome = await run(account, destination, keep_history=keep_history)
    archive = Archive.open(destination.path)
    deleted = 2 if is_back else 3
    assert live_ids(archive) == account.ids
    assert archive.deleted_count == (deleted if keep_history else 0)
    assert archive.earlier_count == (1 if keep_history else 0)
    dropped = {} if keep_history else {"dropped_items": deleted, "dropped_forms": 1}
    assert outcome.changes == Changes(changed=1, deleted=deleted, **dropped)


def killed(_destination: Destination, _archive: ArchiveWriter) -> None:
    raise KeyboardInterrupt


async def test_an_incomplete_archive_is_saved_if_there_is_none(destination: Destination) -> None:
    account = MovingAccount(250)
    account.sent_page = lambda page: 1
    outcome = await run(account, destination)
    assert (outcome.is_published, outcome.download.is_complete) == (True, False)
    assert Archive.open(destination.path).metadata.warnings == outcome.download.warnings


@pytest.mark.parametrize("keep_history", [False, True])
async def test_an_incomplete_archive_never_replaces_another(
    destination: Destination, keep_history: bool
) -> None:
    saved(destination.path, [item(1), item(2)]).close()
    account = MovingAccount(250)
    account.sent_page = lambda page: 1
    assert not (await run(account, destination, keep_history=keep_history)).is_published
    assert await everything(Archive.open(destination.path)) == [item(1), item(2)]
    # The next run resumes, and publishes the archive once it is complete.
    account.sent_page = lambda page: page
    assert (await run(account, destination, keep_history=keep_history)).is_published
    archive = Archive.open(destination.path)
    assert live_ids(archive) == account.ids


@pytest.mark.parametrize("keep_history", [False, True])
@pytest.mark.parametrize("size", [0, 150])
async def test_an_account_with_no_common_sequence_never_replaces_an_archive(
    destination: Destination, keep_history: bool, size: int
) -> None:
    saved(destination.path, [item(901), item(902)]).close()
    outcome = await run(MovingAccount(size), destination, keep_history=keep_history)
    assert (outcome.is_published, outcome.is_other_account) == (False, True)
    assert await everything(Archive.open(destination.path)) == [item(901), item(902)]


async def test_items_without_a_sequence_are_counted_separately(destination: Destination) -> None:
    account = MovingAccount(30)
    account.broken = {3, 4}
    outcome = await run(account, destination)
    assert (outcome.counts.sequences, outcome.counts.unreadable) == (28, 2)


@pytest.mark.parametrize("name", ['"email_template_id":1', '\\"email_template_id":1', "\\"])
async def test_a_text_that_looks_like_a_template_is_not_counted(
    destination: Destination, name: str
) -> None:
    archive = saved(
        destination.path, [item(1, name), {"data": {"id": 2, "email_template_id": "77"}}]
    )
    assert count_contents(archive).templates == 1
