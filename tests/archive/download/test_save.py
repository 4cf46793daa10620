"""What a save comes to: a new archive, an old one brought up to date, or the old one as it was."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from seq_tui.archive.download.destination import Target
from seq_tui.archive.download.save import Saved, save
from seq_tui.archive.file.archive import Archive
from seq_tui.archive.file.contents import Contents, contents_of
from seq_tui.domain.query import Query
from seq_tui.server.demo.account import DemoAccount, sequence
from tests.archive.download.moving_account import MovingAccount
from tests.archive.saved_items import HOST, demo_items, everything, item, saved

if TYPE_CHECKING:
    from pathlib import Path

    from seq_tui.archive.download.scan import Pages

pytestmark = pytest.mark.anyio


@pytest.fixture
def target(tmp_path: Path) -> Target:
    return Target(tmp_path / "a.seqtui")


async def run(account: Pages, target: Target, *, is_update: bool = True) -> Saved:
    """Save the account as the command does."""
    old = target.old(HOST)
    writer, _ = target.begin(HOST)
    try:
        return await save(account, target, writer, old, asyncio.Event(), is_update=is_update)
    finally:
        writer.close()
        if old is not None:
            old.close()


def live(archive: Archive) -> list[int | None]:
    """The ids of what the account has, in order."""
    return [each for each, _, deleted_at in archive.stored() if deleted_at is None]


async def test_the_demo_account_is_there_as_it_was_received(target: Target) -> None:
    outcome = await run(DemoAccount(), target)
    assert outcome.is_landed
    archive = Archive.open(target.path)
    assert await everything(archive) == demo_items(342)
    assert (archive.about.is_complete, archive.about.pages) == (True, 4)
    steps = [step for row in range(342) for step in sequence(row).steps or ()]
    templates = {step.action.properties.get("email_template_id") for step in steps}
    expected = Contents(342, len(steps), len(templates - {None}))
    assert outcome.contents == contents_of(archive) == expected


async def test_what_the_account_has_deleted_is_kept_unless_it_is_not_wanted(target: Target) -> None:
    account = MovingAccount(250)
    await run(account, target)
    account.ids.remove(7)
    account.ids.insert(20, 900)
    account.versions[8] = 1
    outcome = await run(account, target)
    assert (outcome.is_landed, outcome.contents.deleted) == (True, 1)
    archive = Archive.open(target.path)
    assert live(archive) == account.ids
    gone = (await archive.page(Query(), 3)).items[-1]
    assert (gone.id, "deleted_at" in gone.extra) == (7, True)
    assert (await archive.get(8)).name == "Trial 1"
    # Once more, and what was deleted first is kept with what was deleted then.
    account.ids.remove(9)
    outcome = await run(account, target)
    assert (outcome.contents.deleted, outcome.left_out) == (2, 0)
    outcome = await run(account, target, is_update=False)
    assert (outcome.contents.deleted, outcome.left_out) == (0, 2)


async def test_a_doubtful_archive_is_saved_where_there_is_none(target: Target) -> None:
    account = MovingAccount(250)
    account.shown = lambda page: 1
    outcome = await run(account, target)
    assert (outcome.is_landed, outcome.result.is_complete) == (True, False)
    assert Archive.open(target.path).about.warnings == outcome.result.warnings


@pytest.mark.parametrize("is_update", [False, True])
async def test_a_doubtful_archive_never_takes_the_place_of_another(
    target: Target, is_update: bool
) -> None:
    saved(target.path, [item(1), item(2)]).close()
    account = MovingAccount(250)
    account.shown = lambda page: 1
    assert not (await run(account, target, is_update=is_update)).is_landed
    assert await everything(Archive.open(target.path)) == [item(1), item(2)]
    # The next run goes on with what came, and lands when it is whole.
    account.shown = lambda page: page
    assert (await run(account, target, is_update=is_update)).is_landed
    archive = Archive.open(target.path)
    assert live(archive) == account.ids


@pytest.mark.parametrize("is_update", [False, True])
@pytest.mark.parametrize("size", [0, 150])
async def test_an_account_with_nothing_in_common_never_takes_the_place_of_an_archive(
    target: Target, is_update: bool, size: int
) -> None:
    saved(target.path, [item(901), item(902)]).close()
    outcome = await run(MovingAccount(size), target, is_update=is_update)
    assert (outcome.is_landed, outcome.is_stranger) == (False, True)
    assert await everything(Archive.open(target.path)) == [item(901), item(902)]


async def test_what_holds_no_sequence_is_counted_apart(target: Target) -> None:
    account = MovingAccount(30)
    account.broken = {3, 4}
    outcome = await run(account, target)
    assert (outcome.contents.sequences, outcome.contents.unreadable) == (28, 2)


@pytest.mark.parametrize("name", ['"email_template_id":1', '\\"email_template_id":1', "\\"])
async def test_a_text_that_looks_like_a_template_is_none(target: Target, name: str) -> None:
    archive = saved(target.path, [item(1, name), {"data": {"id": 2, "email_template_id": "77"}}])
    assert contents_of(archive).templates == 1
