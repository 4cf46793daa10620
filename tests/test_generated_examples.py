"""Generated examples are the same in every run, whatever ran before on the same worker."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def examples() -> list[list[int | str]]:
    found: list[list[int | str]] = []

    @given(st.lists(st.integers() | st.text(), min_size=10))
    def record(example: list[int | str]) -> None:
        found.append(example)

    record()
    return found


def test_examples_are_the_same_after_another_module_was_imported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = examples()
    constants = "".join(
        f"N{number}, T{number} = 7{number}77, 'text {number}'\n" for number in range(9)
    )
    (tmp_path / "imported_later.py").write_text(constants)
    monkeypatch.syspath_prepend(tmp_path)
    import_module("imported_later")
    assert examples() == before
