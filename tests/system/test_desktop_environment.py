"""Which programs open files and pages, where the user sees them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from seq_tui.system.desktop_environment import DesktopEnvironment
from seq_tui.system.desktop_services import DesktopServices

if TYPE_CHECKING:
    from pathlib import Path

X11 = {"DISPLAY": ":0"}
WAYLAND = {"WAYLAND_DISPLAY": "wayland-0"}
WSL = {"WSL_DISTRO_NAME": "Debian"}
SSH = {"SSH_CONNECTION": "10.0.0.1 1 10.0.0.2 22"}

PAGE = "https://app.futuresimple.com/settings/sequences/leads?a=%20b"
FILE = "/home/a b/1000.html"


@pytest.mark.parametrize(
    ("environ", "platform", "openers"),
    [
        ({}, "linux", ()),
        (X11, "linux", ("xdg-open",)),
        (WAYLAND, "linux", ("xdg-open",)),
        (X11 | SSH, "linux", ()),
        (WSL, "linux", ("wslview",)),
        (WSL | WAYLAND, "linux", ("wslview", "xdg-open")),
        (WSL | SSH, "linux", ()),
        ({}, "darwin", ("open",)),
        (SSH, "darwin", ()),
    ],
)
def test_windows_are_opened_where_the_user_sees_them(
    environ: dict[str, str], platform: str, openers: tuple[str, ...]
) -> None:
    desktop = DesktopEnvironment(environ, platform)
    assert desktop.openers == openers
    for target in (PAGE, FILE):
        assert list(desktop.open_commands(target)) == [(opener, target) for opener in openers]


@pytest.mark.parametrize(
    ("browser", "commands"),
    [
        ("firefox", [("firefox", PAGE)]),
        (
            "firefox:/opt/a/chrome --new-window",
            [("firefox", PAGE), ("/opt/a/chrome", "--new-window", PAGE)],
        ),
        ("open -a 'My Browser' --url=%s -n", [("open", "-a", "My Browser", f"--url={PAGE}", "-n")]),
        ("::firefox:", [("firefox", PAGE)]),
        ("'unclosed:firefox", [("firefox", PAGE)]),
        ("", []),
    ],
)
@pytest.mark.parametrize("environ", [X11, SSH, {}])
def test_the_variable_browser_comes_first_for_pages(
    browser: str, commands: list[tuple[str, ...]], environ: dict[str, str]
) -> None:
    desktop = DesktopEnvironment(environ | {"BROWSER": browser}, "linux")
    own = [(opener, PAGE) for opener in desktop.openers]
    assert list(desktop.open_commands(PAGE)) == commands + own
    assert list(desktop.open_commands(FILE)) == [(opener, FILE) for opener in desktop.openers]


def program(folder: Path, name: str, code: int) -> None:
    path = folder / name
    path.write_text(f'#!/bin/sh\necho "{name} $*" >>"$HOME/opened"\nexit {code}\n')
    path.chmod(0o700)


@pytest.mark.anyio
@pytest.mark.parametrize(
    ("codes", "is_opened", "tried"),
    [
        ({"second": 0}, True, ["second"]),
        ({"first": 3, "second": 0}, True, ["first", "second"]),
        ({"first": 3, "wslview": 0}, True, ["first", "wslview"]),
        ({"first": 3, "xdg-open": 3}, False, ["first", "xdg-open"]),
        ({}, False, []),
    ],
)
async def test_the_next_program_is_tried_if_one_is_missing_or_fails(
    tmp_path: Path, codes: dict[str, int], is_opened: bool, tried: list[str]
) -> None:
    for name, code in codes.items():
        program(tmp_path, name, code)
    environ = {"PATH": str(tmp_path), "HOME": str(tmp_path), "BROWSER": "first:second"}
    desktop = DesktopEnvironment(environ | WSL | X11, "linux")
    services = DesktopServices(desktop, lambda _sequence: None)
    assert await services.open(PAGE) is is_opened
    opened = tmp_path / "opened"
    lines = opened.read_text().splitlines() if opened.exists() else []
    assert lines == [f"{name} {PAGE}" for name in tried]
