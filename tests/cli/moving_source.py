"""An account that changes while a command lists it, and what the command made of it."""

from __future__ import annotations

import io
import json
import sys
from contextlib import ExitStack, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from typing import TYPE_CHECKING
from unittest.mock import patch

from seq_tui.cli import accounts
from seq_tui.cli.accounts import Account
from seq_tui.cli.main import main
from seq_tui.domain.page import never_cancelled
from seq_tui.domain.source import SourceInfo, SourceKind
from tests.archive.download.moving_account import MovingAccountWithIds
from tests.fake_source import FakeSource

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from seq_tui.domain.page import RawPage
    from seq_tui.domain.query import Query
    from tests.archive.download.moving_account import MovingAccount


class MovingSource(FakeSource):
    """The pages of an account that changes, without an answer to requests by ids."""

    def __init__(self, account: MovingAccount) -> None:
        super().__init__()
        self.account = account

    async def raw_page(
        self, query: Query, number: int, *, is_wanted: Callable[[], bool] = never_cancelled
    ) -> RawPage:
        """A page of the account."""
        return await self.account.raw_page(query, number)


class MovingSourceWithIds(MovingSource):
    """The same with an answer."""

    account: MovingAccountWithIds

    async def has_all(
        self, ids: Sequence[int], *, is_wanted: Callable[[], bool] = never_cancelled
    ) -> bool:
        """Whether the account holds all of these."""
        return await self.account.has_all(ids)


@dataclass(frozen=True, slots=True)
class Listed:
    """What a command wrote."""

    code: int
    ids: tuple[int, ...]
    stderr: str


def source_of(account: MovingAccount) -> MovingSource:
    """The account as a source."""
    is_with_ids = isinstance(account, MovingAccountWithIds)
    return MovingSourceWithIds(account) if is_with_ids else MovingSource(account)


def listed(account: MovingAccount, form: str, folder: Path) -> Listed:
    """List the account: ``json`` or ``jsonl`` by ``list``, ``export`` or ``folder`` by export."""
    source = source_of(account)
    opened = Account(lambda: source, SourceInfo(SourceKind.LIVE, "sell.test"), _close)
    written, err = io.BytesIO(), io.StringIO()
    out = io.TextIOWrapper(written)
    arguments = {
        "export": ["export", "--output", str(folder / "all.json")],
        "folder": ["export", "--format", "json", "--output", f"{folder / 'all'}/"],
    }.get(form, ["list", "--format", form])
    with ExitStack() as stack:
        stack.enter_context(patch.object(accounts, "configured_account", lambda *_: opened))
        stack.enter_context(redirect_stdout(out))
        stack.enter_context(redirect_stderr(err))
        code = main(arguments)
    text = written.getvalue().decode()
    if form == "export":
        text = (folder / "all.json").read_text()
    if form == "folder":
        documents = [json.loads(each.read_text()) for each in (folder / "all").iterdir()]
    elif form == "jsonl":
        documents = [json.loads(line) for line in text.splitlines()]
    else:
        documents = json.loads(text)
    return Listed(code, tuple(each["id"] for each in documents), err.getvalue())


async def _close() -> None:
    sys.stdout.flush()
