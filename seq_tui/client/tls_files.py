"""The files that the environment names for TLS, and what is wrong with each; imports no httpx."""

from __future__ import annotations

import os
import re
import ssl
import stat
from pathlib import Path
from typing import TYPE_CHECKING

from seq_tui.client.errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

CERTIFICATE_FILE = "SSL_CERT_FILE"
CERTIFICATE_FOLDERS = "SSL_CERT_DIR"
KEY_LOG = "SSLKEYLOGFILE"

MAX_CERTIFICATES = 16 * 1024 * 1024
"""Bytes of the longest certificate file; all authorities that browsers trust are 0.3 MB."""

_HASHED_NAME = r"[0-9a-f]{8}\.[0-9]+"
"""The only names under which OpenSSL finds a certificate in a folder."""


def certificate_variable(environ: Mapping[str, str] = os.environ) -> str:
    """The variable that names the trusted certificates; empty if they are the usual ones.

    The file has precedence, as in httpx.
    """
    names = (CERTIFICATE_FILE, CERTIFICATE_FOLDERS)
    return next((name for name in names if environ.get(name)), "")


def refuse_blocking_files(environ: Mapping[str, str] = os.environ) -> None:
    """Refuse files that OpenSSL could wait for without end, such as a named pipe.

    Raises:
        ConfigurationError: a variable in use names one, or no file at all.
    """
    for name in _variables_in_use(environ):
        if problem := _KIND_PROBLEMS[name](environ[name]):
            raise _error(name, problem)


def find_fault(environ: Mapping[str, str] = os.environ) -> ConfigurationError:
    """The error to raise when no TLS context can be made: each file is tried by itself."""
    for name in _variables_in_use(environ):
        if problem := file_problem(name, environ[name]):
            return _error(name, problem)
    if certificate_variable(environ):
        return ConfigurationError("TLS cannot be set up", "seq-tui doctor shows the settings.")
    return ConfigurationError(
        "The certificates that were installed with seq-tui cannot be read",
        f"Install it again, or let {CERTIFICATE_FILE} name the certificates of the system.",
    )


def file_problem(variable: str, path: str) -> str:
    """Why the file or folder that `variable` names cannot be used; empty if it can."""
    if problem := _KIND_PROBLEMS[variable](path):
        return problem
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    try:
        if variable == KEY_LOG:
            context.keylog_filename = path
        elif variable == CERTIFICATE_FILE:
            context.load_verify_locations(cafile=path)
    except ssl.SSLError:
        return "holds no certificate in PEM form"
    except OSError as error:
        return _os_problem(error)
    return ""


def _variables_in_use(environ: Mapping[str, str]) -> Iterator[str]:
    if name := certificate_variable(environ):
        yield name
    if environ.get(KEY_LOG):
        yield KEY_LOG


def _error(variable: str, problem: str) -> ConfigurationError:
    return ConfigurationError(
        f"The {_CONTENTS[variable]} in {variable} cannot be used: it {problem}",
        "Correct the variable, or unset it.",
    )


def _os_problem(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "does not exist"
    return f"cannot be opened ({error.strerror})"


def _certificates_problem(path: str) -> str:
    try:
        status = Path(path).stat()
    except OSError as error:
        return _os_problem(error)
    if status.st_size > MAX_CERTIFICATES:
        return f"is too large (over {MAX_CERTIFICATES >> 20} MB)"
    return _kind_problem(status)


def _key_log_problem(path: str) -> str:
    try:
        status = Path(path).stat()
    except FileNotFoundError:
        # It is created, if its folder exists.
        return ""
    except OSError as error:
        return _os_problem(error)
    if stat.S_ISCHR(status.st_mode) and os.path.samestat(status, Path(os.devnull).stat()):
        return ""
    return _kind_problem(status)


def _kind_problem(status: os.stat_result) -> str:
    if stat.S_ISDIR(status.st_mode):
        return "is a folder"
    return "" if stat.S_ISREG(status.st_mode) else "is not a regular file"


def _folders_problem(paths: str) -> str:
    """The problem of folders that are separated as in ``PATH``, if none holds a certificate."""
    problem = ""
    has_certificate = False
    for path in filter(None, paths.split(os.pathsep)):
        try:
            with os.scandir(path) as entries:
                hashed = [entry for entry in entries if re.fullmatch(_HASHED_NAME, entry.name)]
                for entry in filter(os.path.exists, hashed):
                    has_certificate = True
                    if not (entry.is_file() or entry.is_dir()):
                        return f"holds {entry.name}, which is not a regular file"
        except NotADirectoryError:
            problem = "is not a folder"
        except OSError as error:
            problem = _os_problem(error)
    if has_certificate:
        return ""
    return problem or "holds no certificate under its hash (openssl rehash makes these names)"


_KIND_PROBLEMS: dict[str, Callable[[str], str]] = {
    CERTIFICATE_FILE: _certificates_problem,
    CERTIFICATE_FOLDERS: _folders_problem,
    KEY_LOG: _key_log_problem,
}
"""What is wrong with the kind of each file, found without opening it."""

_CONTENTS = {
    CERTIFICATE_FILE: "certificate file",
    CERTIFICATE_FOLDERS: "certificate folder",
    KEY_LOG: "key log",
}
