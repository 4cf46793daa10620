"""The files that the environment names for TLS: only a file that fails is blamed, none blocks."""

from __future__ import annotations

import os
import socket
from typing import TYPE_CHECKING

import certifi
import httpx
import pytest

from seq_tui.client.connection import Connection
from seq_tui.client.errors import ConfigurationError
from seq_tui.client.tls_files import CERTIFICATE_FILE, CERTIFICATE_FOLDERS, KEY_LOG, file_problem
from seq_tui.domain.failure import Cause

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

LIVE = httpx.URL("https://sell.test/v2/sequences")
VARIABLES = (CERTIFICATE_FILE, CERTIFICATE_FOLDERS, KEY_LOG)


def refusal() -> str:
    """The message of the error with which a transport is refused."""
    with pytest.raises(ConfigurationError) as raised:
        Connection(LIVE).async_transport()
    assert raised.value.failure.cause is Cause.USAGE
    return raised.value.failure.message


def make_fifo(path: Path) -> str:
    os.mkfifo(path)
    return str(path)


def make_socket(path: Path) -> str:
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(path))
    return str(path)


@pytest.fixture
def certificates(tmp_path: Path) -> str:
    """A folder with a certificate under its hash."""
    folder = tmp_path / "certificates"
    folder.mkdir()
    (folder / "0a1b2c3d.0").symlink_to(certifi.where())
    (folder / "0a1b2c3d.1").symlink_to(tmp_path / "gone")
    return str(folder)


@pytest.mark.parametrize(
    ("path", "problem"),
    [
        ("/nope/keys", "does not exist"),
        ("/dev/full", "is not a regular file"),
        ("/", "is a folder"),
        ("/proc/version", r"cannot be opened"),
    ],
)
def test_a_key_log_that_cannot_be_written_is_blamed_by_itself(
    monkeypatch: pytest.MonkeyPatch, certificates: str, path: str, problem: str
) -> None:
    monkeypatch.setenv(KEY_LOG, path)
    assert problem in refusal()
    for variable, value in (
        (CERTIFICATE_FOLDERS, certificates),
        (CERTIFICATE_FILE, certifi.where()),
    ):
        monkeypatch.setenv(variable, value)
        message = refusal()
        assert message.startswith(f"The key log in {KEY_LOG} cannot be used: it ")
        assert problem in message


@pytest.mark.parametrize(
    ("path", "problem"),
    [
        ("/nope", "does not exist"),
        ("/", "is a folder"),
        ("/dev/zero", "is not a regular file"),
        (os.devnull, "is not a regular file"),
        (__file__, "holds no certificate in PEM form"),
    ],
)
def test_a_certificate_file_is_blamed_beside_a_good_key_log(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, path: str, problem: str
) -> None:
    monkeypatch.setenv(KEY_LOG, str(tmp_path / "keys"))
    monkeypatch.setenv(CERTIFICATE_FOLDERS, "/nope")
    monkeypatch.setenv(CERTIFICATE_FILE, path)
    message = f"The certificate file in {CERTIFICATE_FILE} cannot be used: it {problem}"
    assert refusal() == message


@pytest.mark.parametrize(
    ("paths", "problem"),
    [
        ("/nope", "does not exist"),
        ("/dev", "holds no certificate under its hash"),
        ("/dev:/nope", "does not exist"),
        (__file__, "is not a folder"),
    ],
)
def test_a_certificate_folder_without_certificates_is_blamed(
    monkeypatch: pytest.MonkeyPatch, paths: str, problem: str
) -> None:
    monkeypatch.setenv(CERTIFICATE_FOLDERS, paths)
    message = f"The certificate folder in {CERTIFICATE_FOLDERS} cannot be used: it {problem}"
    assert refusal().startswith(message)


@pytest.mark.parametrize("variable", VARIABLES)
@pytest.mark.parametrize("make", [make_fifo, make_socket])
def test_no_variable_can_block_the_start(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    variable: str,
    make: Callable[[Path], str],
) -> None:
    monkeypatch.setenv(variable, make(tmp_path / "pipe"))
    assert variable in refusal()


def test_a_pipe_in_a_certificate_folder_cannot_block_the_first_connection(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, certificates: str
) -> None:
    os.mkfifo(tmp_path / "certificates" / "00000000.0")
    monkeypatch.setenv(CERTIFICATE_FOLDERS, certificates)
    assert refusal().endswith("it holds 00000000.0, which is not a regular file")


def test_an_endless_certificate_file_is_refused_unread(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = tmp_path / "long.pem"
    path.touch()
    os.truncate(path, 1 << 40)
    monkeypatch.setenv(CERTIFICATE_FILE, str(path))
    assert refusal().endswith("it is too large (over 16 MB)")


def test_damaged_certificates_of_the_installation_blame_no_variable(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("certifi.where", lambda: "/nope")
    monkeypatch.setenv(KEY_LOG, str(tmp_path / "keys"))
    assert refusal() == "The certificates that were installed with seq-tui cannot be read"


def test_a_fault_that_is_over_at_the_second_look_blames_no_variable(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail() -> None:
        raise PermissionError

    monkeypatch.setenv(CERTIFICATE_FILE, certifi.where())
    monkeypatch.setattr(httpx, "create_ssl_context", fail)
    assert refusal() == "TLS cannot be set up"


def test_good_files_are_used(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, certificates: str
) -> None:
    for key_log in (str(tmp_path / "keys"), os.devnull):
        monkeypatch.setenv(KEY_LOG, key_log)
        monkeypatch.setenv(CERTIFICATE_FOLDERS, f"/nope:{certificates}")
        Connection(LIVE).async_transport()
    monkeypatch.setenv(CERTIFICATE_FILE, certifi.where())
    Connection(LIVE).async_transport()
    assert (tmp_path / "keys").exists()
    assert [file_problem(name, os.environ[name]) for name in VARIABLES] == ["", "", ""]


def test_variables_that_are_not_in_use_are_not_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(CERTIFICATE_FILE, certifi.where())
    monkeypatch.setenv(CERTIFICATE_FOLDERS, "/nope")
    Connection(LIVE).async_transport()
