"""Which methods can reach the clipboard, and the bytes for a terminal."""

from __future__ import annotations

from base64 import b64decode

import pytest

from seq_tui.system.clipboard import (
    MAX_OSC_52,
    SCREEN_CHUNK,
    Multiplexer,
    Osc52,
    Tool,
    clipboard_methods,
    osc_52,
)
from seq_tui.system.desktop_environment import DesktopEnvironment

SSH = {"SSH_CONNECTION": "192.0.2.1 50000 192.0.2.2 22"}
X11 = {"DISPLAY": ":0"}
WAYLAND = {"WAYLAND_DISPLAY": "wayland-0"}
TMUX = {"TMUX": "/nowhere/default,1,0"}
SCREEN = {"STY": "1.pts-0.host"}


def names(environ: dict[str, str], platform: str = "linux") -> list[str]:
    """Each method as a word: the program, or the multiplexer for OSC 52."""
    methods = clipboard_methods(DesktopEnvironment(environ, platform))
    return [
        method.command[0] if isinstance(method, Tool) else method.multiplexer.value
        for method in methods
    ]


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        ({}, ["none"]),
        (X11, ["xclip", "xsel", "none"]),
        (WAYLAND | X11, ["wl-copy", "xclip", "xsel", "none"]),
        ({"WSL_DISTRO_NAME": "Debian"}, ["clip.exe", "none"]),
        (SSH, ["none"]),
        (SSH | X11 | WAYLAND, ["none"]),
        ({"SSH_TTY": "/dev/pts/0"} | X11, ["none"]),
        (TMUX, ["tmux", "tmux", "tmux"]),
        (TMUX | X11, ["xclip", "xsel", "tmux", "tmux", "tmux"]),
        (TMUX | SSH | X11, ["tmux", "tmux", "tmux"]),
        (SCREEN, ["screen"]),
        (SCREEN | TMUX, ["tmux", "tmux", "tmux"]),
        ({"TERM": "linux"}, []),
        ({"TERM": "dumb"}, []),
        ({"TERM_PROGRAM": "Apple_Terminal"}, []),
        ({"DISPLAY": "", "TMUX": "", "STY": "", "SSH_TTY": ""}, ["none"]),
    ],
    ids=str,
)
def test_the_methods_of_an_environment(environ: dict[str, str], expected: list[str]) -> None:
    assert names(environ) == expected


def test_a_mac_has_its_own_program_unless_its_user_is_remote() -> None:
    assert names({"TERM_PROGRAM": "Apple_Terminal"}, "darwin") == ["pbcopy"]
    assert names(SSH, "darwin") == ["none"]


def test_a_text_is_limited_where_it_ends_up_in_a_terminal() -> None:
    limits = [method.limit for method in clipboard_methods(DesktopEnvironment(TMUX))]
    assert limits == [MAX_OSC_52, None, MAX_OSC_52]
    assert len(osc_52("x" * MAX_OSC_52, Multiplexer.NONE)) == 100_000 - 8 + 8


def test_a_terminal_gets_the_text_in_base64() -> None:
    assert osc_52("21132 ✉", Multiplexer.NONE) == "\x1b]52;c;MjExMzIg4pyJ\x07"


def test_tmux_gets_a_sequence_for_itself_and_one_for_the_terminal_around_it() -> None:
    assert osc_52("21132", Multiplexer.TMUX) == (
        "\x1b]52;c;MjExMzI=\x07\x1bPtmux;\x1b\x1b]52;c;MjExMzI=\x07\x1b\\"
    )


@pytest.mark.parametrize("size", [0, 1, 180, 181, 182, 5_000, MAX_OSC_52])
def test_gnu_screen_gets_chunks_that_join_to_the_bytes_for_a_terminal(size: int) -> None:
    text = "x" * size
    wrapped = osc_52(text, Multiplexer.SCREEN)
    chunks = wrapped.removesuffix("\x1b\\").removeprefix("\x1bP").split("\x1b\\\x1bP")
    assert all(len(chunk) <= SCREEN_CHUNK for chunk in chunks)
    plain = "".join(chunks)
    assert plain == osc_52(text, Multiplexer.NONE)
    assert b64decode(plain.removeprefix("\x1b]52;c;").removesuffix("\x07")).decode() == text


def test_osc_52_has_a_limit() -> None:
    assert Osc52().limit == MAX_OSC_52


def test_other_programs_get_neither_our_settings_nor_the_token() -> None:
    environ = {"SELL_ACCESS_TOKEN": "canary", "SEQ_TUI_PROFILE": "a", "SELL_API_URL": "b"} | X11
    desktop = DesktopEnvironment(environ)
    assert desktop.child_environ == X11
    assert "canary" not in repr(desktop)
