"""An account that changes while it is listed: what exits with 0 is a state that it was in."""

from __future__ import annotations

import pytest

from tests.archive.download.moving_account import MovingAccount, MovingAccountWithIds
from tests.bench.moving_accounts import PATTERNS, run


@pytest.mark.parametrize("pattern", PATTERNS)
@pytest.mark.parametrize("kind", [MovingAccount, MovingAccountWithIds])
@pytest.mark.parametrize("form", ["json", "jsonl", "export"])
def test_what_is_called_whole_is_a_state_of_the_account(
    form: str, kind: type[MovingAccount], pattern: str
) -> None:
    runs = [run(form, kind, seed, pattern) for seed in range(2)]
    assert not any(found["FALSE"] for found in runs)
    if pattern == "no changes":
        assert all(found["true"] for found in runs)
