"""What can be found out about the program and the place that it runs in, without asking anybody."""

from __future__ import annotations

import os
import platform
import sys
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from shutil import which
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from seq_tui.cli import output
from seq_tui.report.glyphs import ASCII, glyphs_for
from seq_tui.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Iterator

LIBRARIES = ("textual", "rich", "httpx", "jiter", "click", "starlette", "uvicorn")

PROXIES = ("HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY", "NO_PROXY")
CERTIFICATES = ("SSL_CERT_FILE", "SSL_CERT_DIR")

CLIPBOARDS = {
    "wl-copy": "WAYLAND_DISPLAY",
    "xclip": "DISPLAY",
    "xsel": "DISPLAY",
    "pbcopy": "",
    "clip.exe": "",
}
"""Programs that put text on a system's clipboard, and the variable that each of them needs."""

LEAST = (40, 10)
ROOMY = 100
"""Columns and lines that the browser needs, and columns from which it has two panes."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found out, in words for a person and not yet cleaned for a screen."""

    name: str
    value: str
    is_wrong: bool = False
    """Whether something cannot work as it is."""


def program() -> Iterator[Finding]:
    """The versions of what runs."""
    yield Finding("seq-tui", VERSION)
    yield Finding("Python", f"{platform.python_version()}, {sys.executable}")
    yield Finding("system", f"{platform.system()} {platform.release()} {platform.machine()}")
    yield Finding("libraries", ", ".join(f"{name} {_version(name)}" for name in LIBRARIES))


def terminal() -> Iterator[Finding]:
    """What the terminal is, what it can show, and the ways to its clipboard."""
    streams = {"input": sys.stdin, "output": sys.stdout, "error": sys.stderr}
    missing = [name for name, stream in streams.items() if stream is None or not stream.isatty()]
    told = f"not for standard {', '.join(missing)}; the browser needs it" if missing else "yes"
    yield Finding("terminal", told)
    kind = os.environ.get("TERM", "")
    can_draw = kind not in ("", "dumb")
    yield Finding("TERM", kind if can_draw else f"{kind or 'not set'}; the browser needs another")
    yield Finding("size", _size())
    yield Finding("colours", _colours(kind))
    encoding = output.encoding()
    signs = glyphs_for(encoding)
    drawn = " ".join((signs.email, signs.reply, signs.task, signs.at_earliest, signs.landing))
    hint = "; set PYTHONUTF8=1 or a UTF-8 locale for better ones" if signs is ASCII else ""
    yield Finding("encoding", f"{encoding}, signs {drawn}{hint}")
    yield Finding("inside", ", ".join(_around()) or "neither tmux, screen nor SSH")
    yield Finding("clipboard", ", ".join(_clipboards(kind)) or "none that can be reached")


def network() -> Iterator[Finding]:
    """The variables that change the way to the API; of a proxy, only host and port are told."""
    for name in PROXIES:
        for variable in (name, name.lower()):
            if value := os.environ.get(variable):
                yield Finding(variable, value if name == "NO_PROXY" else _host(value))
    for name in CERTIFICATES:
        if value := os.environ.get(name):
            is_there = Path(value).exists()
            yield Finding(name, value if is_there else f"{value}, which is not there", not is_there)


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "missing"


def _size() -> str:
    for stream in (sys.stdout, sys.stderr, sys.stdin):
        if stream is not None and stream.isatty():
            columns, lines = os.get_terminal_size(stream.fileno())
            break
    else:
        return f"not known; tables have {output.PIPE_WIDTH} columns"
    if columns < LEAST[0] or lines < LEAST[1]:
        return f"{columns}×{lines}, too small for the browser"
    return f"{columns}×{lines}, {'two panes' if columns >= ROOMY else 'one pane at a time'}"


def _colours(kind: str) -> str:
    if os.environ.get("NO_COLOR"):
        return "none, for NO_COLOR is set"
    if os.environ.get("COLORTERM") in ("truecolor", "24bit"):
        return "16 million"
    return "256" if "256" in kind else "16, or none"


def _around() -> Iterator[str]:
    """What stands between this program and the terminal that is looked at."""
    names = {"TMUX": "tmux", "STY": "screen", "SSH_CONNECTION": "SSH"}
    yield from (name for variable, name in names.items() if os.environ.get(variable))


def _clipboards(kind: str) -> Iterator[str]:
    """The ways to the user's clipboard; over SSH, that of this machine is not theirs."""
    if not os.environ.get("SSH_CONNECTION"):
        for tool, variable in CLIPBOARDS.items():
            if which(tool) and (not variable or os.environ.get(variable)):
                yield tool
    if os.environ.get("TMUX") and which("tmux"):
        yield "tmux"
    # The console of Linux and Apple's terminal ignore it, and no terminal says whether it obeys.
    if kind not in ("", "dumb", "linux") and os.environ.get("TERM_PROGRAM") != "Apple_Terminal":
        yield "OSC 52, if the terminal obeys it"


def _host(address: str) -> str:
    """Host and port of a proxy, whose address may hold a password."""
    try:
        parts = urlsplit(address if "://" in address else f"http://{address}")
        return f"{parts.hostname}:{parts.port}" if parts.port else parts.hostname or "no address"
    except ValueError:
        return "no address"
