"""Findings about the program, the terminal and the network settings; nothing is sent."""

from __future__ import annotations

import os
import platform
import sys
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from shutil import which
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from seq_tui.cli import output
from seq_tui.domain.failure import SourceError
from seq_tui.domain.system_failure import OTHER_PYTHON, system_failure
from seq_tui.domain.zone_name import is_zone_known, zone_name
from seq_tui.presentation.glyphs import ASCII, glyphs_for
from seq_tui.presentation.wording import ZONE_UNKNOWN
from seq_tui.settings.folders import cache_folder
from seq_tui.system.clipboard import Tool, clipboard_methods
from seq_tui.system.desktop_environment import DesktopEnvironment
from seq_tui.ui.sizes import MIN_COLUMNS, MIN_ROWS, TWO_PANES
from seq_tui.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Iterator

LIBRARIES = ("textual", "rich", "httpx", "jiter", "pydantic", "click", "starlette", "uvicorn")

MODULES = ("ssl", "fcntl", "termios")
"""Modules that some installations of Python lack, besides that of SQLite."""

PROXIES = ("HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY", "NO_PROXY")
TLS_FILES = ("SSL_CERT_FILE", "SSL_CERT_DIR", "SSLKEYLOGFILE")


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding in plain words; its value may hold foreign text and is not sanitised."""

    name: str
    value: str
    is_wrong: bool = False
    """Whether it prevents something from working."""


def program_findings() -> Iterator[Finding]:
    """The versions of the program and its libraries, and the cache."""
    yield Finding("seq-tui", VERSION)
    yield Finding("Python", f"{platform.python_version()}, {sys.executable}")
    yield Finding("system", f"{platform.system()} {platform.release()} {platform.machine()}")
    yield Finding("libraries", ", ".join(f"{name} {_version(name)}" for name in LIBRARIES))
    yield _zone_finding()
    yield from _module_findings()
    yield _cache_finding()


def terminal_findings() -> Iterator[Finding]:
    """The terminal, what it can display, and how the browser can reach the clipboard."""
    streams = {"input": sys.stdin, "output": sys.stdout, "error": sys.stderr}
    missing = [name for name, stream in streams.items() if stream is None or not stream.isatty()]
    problem = f"no terminal as standard {', '.join(missing)}; the browser needs one"
    yield Finding("terminal", problem if missing else "yes")
    kind = os.environ.get("TERM", "")
    can_draw = kind not in ("", "dumb")
    yield Finding(
        "TERM", kind if can_draw else f"{kind or 'not set'}; the browser needs another value"
    )
    yield Finding("size", _size())
    yield Finding("colours", _colours(kind))
    encoding = output.encoding()
    signs = glyphs_for(encoding)
    drawn = " ".join((signs.email, signs.reply, signs.task, signs.at_earliest, signs.landing))
    hint = "; for better ones, set PYTHONUTF8=1 or a UTF-8 locale" if signs is ASCII else ""
    yield Finding("encoding", f"{encoding}, signs {drawn}{hint}")
    yield Finding("inside", ", ".join(_session_layers()) or "neither tmux, screen nor SSH")
    yield Finding("clipboard", ", ".join(dict.fromkeys(_clipboards())) or "no way to reach one")
    yield Finding("pages", _page_opener() or "no program opens them; the address is shown instead")


def network_findings(base_url: str) -> Iterator[Finding]:
    """The variables for proxies and TLS, and the proxy for the account at `base_url`.

    Of a proxy, only the host and port are shown.
    """
    for name in PROXIES:
        for variable in (name, name.lower()):
            if value := os.environ.get(variable):
                is_proxy = name != "NO_PROXY"
                yield Finding(variable, _host(value)) if is_proxy else _exceptions(variable, value)
    try:
        yield _proxy_finding(base_url)
        yield from _tls_findings()
    except ImportError as error:
        yield Finding("connections", str(system_failure(error) or error), is_wrong=True)


def _exceptions(variable: str, value: str) -> Finding:
    """The hosts that are reached without a proxy, and the entries that cannot be understood."""
    from seq_tui.client.no_proxy import no_proxy_entries

    unusable = [entry.text for entry in no_proxy_entries(value) if not entry.is_usable]
    problem = f"; no host matches {', '.join(unusable)}" if unusable else ""
    return Finding(variable, f"{value}{problem}", is_wrong=bool(unusable))


def _proxy_finding(base_url: str) -> Finding:
    """The proxy that requests to this address go through, and why."""
    from seq_tui.client.connection import Connection
    from seq_tui.client.endpoint import api_url

    try:
        url = api_url(base_url)
        connection = Connection(url)
    except SourceError as error:
        return Finding("proxy", error.failure.message, is_wrong=True)
    reason = connection.proxy_choice.reason
    if connection.proxy_name:
        return Finding("proxy", f"{connection.proxy_name} for {url.host}, set by {reason}")
    return Finding("proxy", f"none for {url.host}: {reason}")


def _tls_findings() -> Iterator[Finding]:
    """The variables that name files for TLS, and whether these can be used."""
    # Slow to import, and needed only if one of them is set.
    if any(map(os.environ.get, TLS_FILES)):
        from seq_tui.client.tls_files import file_problem

        for name in TLS_FILES:
            if value := os.environ.get(name):
                problem = file_problem(name, value)
                described = f"{value}, which {problem}" if problem else value
                yield Finding(name, described, is_wrong=bool(problem))


def _module_findings() -> Iterator[Finding]:
    """The version of SQLite, and each module that this installation of Python lacks."""
    try:
        yield _sqlite_finding()
    except ImportError as error:
        yield Finding("SQLite", str(system_failure(error) or error), is_wrong=True)
    for name in MODULES:
        try:
            import_module(name)
        except ImportError as error:
            yield Finding(name, str(system_failure(error) or error), is_wrong=True)


def _sqlite_finding() -> Finding:
    """The version of SQLite, and whether archives and the cache can be made with it."""
    import sqlite3

    from seq_tui.archive.file import schema
    from seq_tui.archive.file.errors import check_sqlite

    try:
        check_sqlite(Path(":memory:"))
        with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
            schema.migrate(connection)
    except SourceError:
        reason = "too old for archives and the cache"
    except sqlite3.Error as error:
        reason = f"which cannot make archives or a cache: {error}"
    else:
        return Finding("SQLite", sqlite3.sqlite_version)
    return Finding("SQLite", f"{sqlite3.sqlite_version}, {reason}. {OTHER_PYTHON}", is_wrong=True)


def _zone_finding() -> Finding:
    from seq_tui.domain.zone import local_zone

    now = datetime.now(local_zone())
    if is_zone_known(now):
        return Finding("time zone", zone_name(now))
    advice = "set TZ, for example to Europe/Warsaw"
    return Finding("time zone", f"{zone_name(now)}, {ZONE_UNKNOWN}; {advice}", is_wrong=True)


def _cache_finding() -> Finding:
    """The folder of the cached pages, and its size."""
    try:
        folder = cache_folder()
        size = sum(path.stat().st_size for path in folder.glob("*"))
    except SourceError as error:
        return Finding("cache", error.failure.message, is_wrong=True)
    except OSError as error:
        return Finding("cache", f"cannot be read: {error.strerror}", is_wrong=True)
    contents = f"{size / 1e6:.2f} MB; to clear it, delete the folder" if size else "empty"
    return Finding("cache", f"{folder}, {contents}")


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
        return "unknown; tables are as wide as their cells"
    if columns < MIN_COLUMNS or lines < MIN_ROWS:
        return f"{columns}×{lines}, too small for the browser"
    return f"{columns}×{lines}, {'two panes' if columns >= TWO_PANES else 'one pane at a time'}"


def _colours(kind: str) -> str:
    if os.environ.get("NO_COLOR"):
        return "none, because NO_COLOR is set"
    if os.environ.get("COLORTERM") in ("truecolor", "24bit"):
        return "16 million"
    return "256" if "256" in kind else "16 or none"


def _session_layers() -> Iterator[str]:
    """The multiplexers and connections between this program and the user's terminal."""
    names = {"TMUX": "tmux", "STY": "screen"}
    yield from (name for variable, name in names.items() if os.environ.get(variable))
    if DesktopEnvironment(os.environ).is_remote:
        yield "SSH"


def _page_opener() -> str:
    """The program that would open a page of Sell; empty if none is installed."""
    commands = DesktopEnvironment(os.environ).open_commands("https://")
    return next((command[0] for command in commands if which(command[0])), "")


def _clipboards() -> Iterator[str]:
    """The methods by which the browser would copy to the clipboard, best first."""
    for method in clipboard_methods(DesktopEnvironment(os.environ)):
        if not isinstance(method, Tool):
            yield "OSC 52, if the terminal supports it"
        elif which(method.command[0]):
            yield method.command[0]


def _host(address: str) -> str:
    """Host and port of a proxy; its address may contain a password."""
    address = address.strip()
    try:
        parts = urlsplit(address if "://" in address else f"http://{address}")
        return (
            f"{parts.hostname}:{parts.port}"
            if parts.port
            else parts.hostname or "not a valid address"
        )
    except ValueError:
        return "not a valid address"
