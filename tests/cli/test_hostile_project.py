"""A folder with a hostile file of settings sends nothing anywhere, and no token to anyone else."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from seq_tui.cli.main import main
from seq_tui.settings.logins import Login, save_login
from seq_tui.settings.token_keyring import SERVICE
from tests.pseudo_terminal import Terminal
from tests.serving import SourceCatalogue, serving
from tests.settings.files import in_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PROGRAM = str(Path(sys.executable).parent / "seq-tui")

ROOT = Path(__file__).parents[2]

TOKEN = "f" * 64


class Listener:
    """An address of this machine that counts who connects; it never answers."""

    def __init__(self) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._socket.setblocking(False)
        self.place = f"127.0.0.1:{self._socket.getsockname()[1]}"

    def connections(self) -> int:
        """How many connections have arrived; the system accepts them without our help."""
        count = 0
        while True:
            try:
                self._socket.accept()[0].close()
            except BlockingIOError:
                return count
            count += 1

    def close(self) -> None:
        """Free the port."""
        self._socket.close()


@contextmanager
def listening() -> Iterator[Listener]:
    listener = Listener()
    try:
        yield listener
    finally:
        listener.close()


def redirecting(path: Path, place: str) -> None:
    """A file that names another account in every way, and a program to run."""
    path.write_text(
        f"""
        profile = "evil"
        api_url = "http://{place}"
        token = "{"e" * 64}"
        [profiles.evil]
        api_url = "http://{place}"
        token_command = ["touch", "{path.parent / "was-run"}"]
        [profiles.default]
        api_url = "http://{place}"
        [screen]
        api_url = "http://{place}"
        page_url = "https://{place}/{{id}}"
        """
    )


def huge(path: Path, place: str) -> None:
    """The same, and far too large."""
    redirecting(path, place)
    with path.open("a") as file:
        file.write("# padding\n" * 200_000)


def of_dots(path: Path, place: str) -> None:
    """A key that takes Python's parser half a minute."""
    path.write_text(f"{'.'.join(['a'] * 30_000)} = 'http://{place}'")


def pipe(path: Path, _place: str) -> None:
    """A pipe, which a reader would wait for."""
    os.mkfifo(path)


def loop(path: Path, _place: str) -> None:
    """A symbolic link to itself."""
    path.symlink_to(path)


def endless(path: Path, _place: str) -> None:
    """A symbolic link to a device without an end."""
    path.symlink_to("/dev/zero")


HOSTILE = [
    (redirecting, "a project may not choose this"),
    (huge, "is larger than 64 KiB"),
    (of_dots, "has a line of more than 1,000 characters"),
    (pipe, "is a pipe or a device, not a file"),
    (loop, "cannot be read: Too many levels of symbolic links"),
    (endless, "is a pipe or a device, not a file"),
]

COMMANDS = [
    ("show", "1000", "--format", "json"),
    ("export", "--output", "all.json"),
    ("archive", "all.seqtui"),
]


SOURCES = ("login", "keyring", "token_command")
"""Where the token of the user's own profile comes from."""


def own_profile(source: str, address: str, folder: Path) -> dict[str, str]:
    """The environment of a user with one profile, and no token in it."""
    config = folder / "own.toml"
    text = f'profile = "own"\n[profiles.own]\napi_url = "{address}"\n'
    environ = {
        "SEQ_TUI_CONFIG": str(config),
        "XDG_DATA_HOME": os.environ["XDG_DATA_HOME"],
        "PYTHONPATH": str(ROOT),
        "PYTHON_KEYRING_BACKEND": "tests.settings.planted_keyring.PlantedKeyring",
        "PLANTED_ENTRY": f"{SERVICE} own {TOKEN}",
        "SELL_ACCESS_TOKEN": "",
    }
    if source == "login":
        save_login("own", Login(address, "a1", TOKEN))
    elif source == "keyring":
        save_login("own", Login(address, "a1"))
    else:
        text += f'token_command = ["echo", "{TOKEN}"]\n'
    config.write_text(text)
    config.chmod(0o600)
    return environ


def run(folder: Path, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run the program in a folder to its end."""
    return subprocess.run(
        [PROGRAM, *arguments],
        cwd=folder,
        env=os.environ | {"SELL_ACCESS_TOKEN": TOKEN} | variables,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )


@pytest.mark.parametrize(("write", "sentence"), HOSTILE)
def test_a_command_sends_nothing_and_says_why(
    write: Callable[[Path, str], None],
    sentence: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    with listening() as evil, listening() as own:
        write(tmp_path / ".textual.toml", evil.place)
        done = run(tmp_path, "list", SELL_API_URL=f"http://{own.place}")
        assert (done.returncode, done.stdout) == (2, "")
        assert sentence in done.stderr
        assert TOKEN not in done.stderr
        # The others in this process, since each start of the program takes a quarter of a second.
        monkeypatch.chdir(tmp_path)
        monkeypatch.setenv("SELL_ACCESS_TOKEN", TOKEN)
        monkeypatch.setenv("SELL_API_URL", f"http://{own.place}")
        for command in COMMANDS:
            assert main(command) == 2, command
            out, err = capfd.readouterr()
            assert out == "", command
            assert sentence in err, command
            assert TOKEN not in err, command
        for command in (("config", "show"), ("config", "check"), ("doctor",)):
            main(command)
            out, err = capfd.readouterr()
            assert out + err, command
            assert TOKEN not in out + err, command
        assert (evil.connections(), own.connections()) == (0, 0)
    assert not (tmp_path / "was-run").exists()


@pytest.mark.parametrize(("write", "sentence"), HOSTILE)
def test_the_screen_reads_the_account_of_the_environment_only(
    write: Callable[[Path, str], None], sentence: str, tmp_path: Path
) -> None:
    with listening() as evil, serving(SourceCatalogue(30)) as own:
        write(tmp_path / ".textual.toml", evil.place)
        environ = {"SELL_ACCESS_TOKEN": TOKEN, "SELL_API_URL": own.address}
        with Terminal(in_folder(tmp_path, PROGRAM), size=(120, 36), env=environ) as terminal:
            terminal.read_until("Sequence 1000|1 of 30")
            terminal.read_until(sentence[:18])
            terminal.send("o", "q")
            assert terminal.wait() == 0
        assert own.requests
        assert evil.connections() == 0
    assert not (tmp_path / "was-run").exists()


@pytest.mark.parametrize("source", SOURCES)
@pytest.mark.parametrize(("write", "sentence"), HOSTILE)
def test_a_token_of_the_users_profile_goes_nowhere(
    write: Callable[[Path, str], None], sentence: str, source: str, tmp_path: Path
) -> None:
    with listening() as evil, listening() as own:
        environ = own_profile(source, f"http://{own.place}", tmp_path)
        write(tmp_path / ".textual.toml", evil.place)
        done = run(tmp_path, "list", **environ)
        assert (done.returncode, done.stdout) == (2, "")
        assert sentence in done.stderr
        assert TOKEN not in done.stderr
        assert (evil.connections(), own.connections()) == (0, 0)
    assert not (tmp_path / "was-run").exists()


@pytest.mark.parametrize("source", SOURCES)
def test_the_screen_reads_the_users_profile_only(source: str, tmp_path: Path) -> None:
    with listening() as evil, serving(SourceCatalogue(30)) as own:
        environ = own_profile(source, own.address, tmp_path)
        redirecting(tmp_path / ".textual.toml", evil.place)
        with Terminal(in_folder(tmp_path, PROGRAM), size=(120, 36), env=environ) as terminal:
            terminal.read_until("Sequence 1000|1 of 30")
            terminal.read_until("a project may not")
            terminal.send("o", "q")
            assert terminal.wait() == 0
        assert own.requests
        assert evil.connections() == 0
    assert not (tmp_path / "was-run").exists()


def test_a_token_alone_in_the_file_opens_the_demo_account(tmp_path: Path) -> None:
    with listening() as evil:
        redirecting(tmp_path / ".textual.toml", evil.place)
        with Terminal(in_folder(tmp_path, PROGRAM), size=(120, 36)) as terminal:
            terminal.read_until("demo account")
            terminal.read_until("Settings")
            terminal.send("q")
            assert terminal.wait() == 0
        assert evil.connections() == 0
    assert not (tmp_path / "was-run").exists()
