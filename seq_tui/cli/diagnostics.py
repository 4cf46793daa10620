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
from seq_tui.domain.failure import SourceError
from seq_tui.presentation.glyphs import ASCII, glyphs_for
from seq_tui.settings.folders import cache_folder
from seq_tui.system.clipboard import Tool, clipboard_methods
from seq_tui.system.desktop_environment import DesktopEnvironment
from seq_tui.ui.sizes import MIN_COLUMNS, MIN_ROWS, TWO_PANES
from seq_tui.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Iterator

LIBRARIES = ("textual", "rich", "httpx", "jiter", "click", "starlette", "uvicorn")

PROXIES = ("HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY", "NO_PROXY")
CERTIFICATES = ("SSL_CERT_FILE", "SSL_CERT_DIR")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found out, in words for a person and not yet cleaned for a screen."""

    name: str
    value: str
    is_wrong: bool = False
    """Whether something cannot work as it is."""


def program() -> Iterator[Finding]:
    """The versions of what runs, and what it keeps."""
    yield Finding("seq-tui", VERSION)
    yield Finding("Python", f"{platform.python_version()}, {sys.executable}")
    yield Finding("system", f"{platform.system()} {platform.release()} {platform.machine()}")
    yield Finding("libraries", ", ".join(f"{name} {_version(name)}" for name in LIBRARIES))
    yield _cache()


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
    yield Finding(
        "clipboard", ", ".join(dict.fromkeys(_clipboards())) or "none that can be reached"
    )


def network() -> Iterator[Finding]:
    """The variables that change the way to the API; of a proxy, only host and port are told."""
    for name in PROXIES:
        for variable in (name, name.lower()):
            if value := os.environ.get(variable):
                yield Finding(variable, value if name == "NO_PROXY" else _host(value))
    for name in CERTIFICATES:
        if value := os.environ.get(name):
            is_there = _is_there(value)
            yield Finding(name, value if is_there else f"{value}, which is not there", not is_there)


def _cache() -> Finding:
    """Where what was seen of accounts is kept, and how much that is."""
    try:
        folder = cache_folder()
        size = sum(path.stat().st_size for path in folder.glob("*"))
    except SourceError as error:
        return Finding("cache", error.failure.message, is_wrong=True)
    except OSError as error:
        return Finding("cache", f"cannot be read: {error.strerror}", is_wrong=True)
    told = f"{size / 1e6:.2f} MB; to forget it, delete the folder" if size else "nothing is kept"
    return Finding("cache", f"{folder}, {told}")


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
    if columns < MIN_COLUMNS or lines < MIN_ROWS:
        return f"{columns}×{lines}, too small for the browser"
    return f"{columns}×{lines}, {'two panes' if columns >= TWO_PANES else 'one pane at a time'}"


def _colours(kind: str) -> str:
    if os.environ.get("NO_COLOR"):
        return "none, for NO_COLOR is set"
    if os.environ.get("COLORTERM") in ("truecolor", "24bit"):
        return "16 million"
    return "256" if "256" in kind else "16, or none"


def _around() -> Iterator[str]:
    """What stands between this program and the terminal that is looked at."""
    names = {"TMUX": "tmux", "STY": "screen"}
    yield from (name for variable, name in names.items() if os.environ.get(variable))
    if DesktopEnvironment(os.environ).is_remote:
        yield "SSH"


def _clipboards() -> Iterator[str]:
    """The ways to the user's clipboard that the browser would try, the best first."""
    for method in clipboard_methods(DesktopEnvironment(os.environ)):
        if not isinstance(method, Tool):
            yield "OSC 52, if the terminal obeys it"
        elif which(method.command[0]):
            yield method.command[0]


def _is_there(path: str) -> bool:
    try:
        return Path(path).exists()
    except OSError:
        return False


def _host(address: str) -> str:
    """Host and port of a proxy, whose address may hold a password."""
    try:
        parts = urlsplit(address if "://" in address else f"http://{address}")
        return f"{parts.hostname}:{parts.port}" if parts.port else parts.hostname or "no address"
    except ValueError:
        return "no address"
