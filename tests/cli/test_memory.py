"""What the browser remembers for all accounts: the theme and the profile."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import click
import pytest

from seq_tui.cli.memory import (
    remember_background,
    remember_profile,
    remember_theme,
    remembered_background,
    remembered_profile,
    remembered_theme,
)
from tests.cli.profiles import EU, TOKEN, US, write_settings

if TYPE_CHECKING:
    from collections.abc import Iterator


def wait_until_written() -> None:
    for thread in threading.enumerate():
        if thread.name.startswith("remember "):
            thread.join()


@pytest.fixture(autouse=True)
def _profiles() -> Iterator[None]:
    profiles = (("eu", EU), ("us", US))
    write_settings(
        "".join(
            f'[profiles.{name}]\napi_url = "{url}"\ntoken = "{TOKEN}"\n' for name, url in profiles
        )
    )
    with click.Context(click.Command("browse")):
        yield


def test_choices_do_not_replace_each_other() -> None:
    assert (remembered_theme(), remembered_profile()) == ("", "")
    remember_theme("nord")
    remember_profile("us")
    wait_until_written()
    remember_profile("eu")
    wait_until_written()
    assert (remembered_theme(), remembered_profile()) == ("nord", "eu")


@pytest.mark.parametrize(("colour", "found"), [("#fbfaf7", "#fbfaf7"), ("white\x1b[2J", "")])
def test_only_a_colour_is_a_background(colour: str, found: str) -> None:
    remember_background(colour)
    wait_until_written()
    assert remembered_background() == found


def test_a_profile_that_is_gone_is_not_opened() -> None:
    remember_profile("old")
    wait_until_written()
    assert remembered_profile() == ""


@pytest.mark.parametrize("variable", ["SELL_ACCESS_TOKEN", "SELL_API_URL", "SEQ_TUI_PROFILE"])
def test_an_environment_that_chooses_goes_first(
    variable: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    remember_profile("us")
    wait_until_written()
    assert remembered_profile() == "us"
    monkeypatch.setenv(variable, "eu")
    assert remembered_profile() == ""
