"""``seq-tui serve`` as a process of its own, on the loopback address."""

from __future__ import annotations

import resource
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from seq_tui.cli.main import root
from tests.archive.saved_items import demo_items, saved_demo
from tests.server.serve_process import PROGRAM, connect, get, serving


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)])
def test_it_serves_logs_and_exits_quietly_on_a_signal(number: signal.Signals, code: int) -> None:
    with serving("--size", "7") as (process, address):
        assert len(get(f"{address}/v2/sequences?page=1").json()["items"]) == 7
        process.send_signal(number)
        stdout, stderr = process.communicate(timeout=10)
    assert process.returncode == code
    assert stdout == ""
    [line] = stderr.splitlines()
    assert line.startswith("GET /v2/sequences?page=1 200 ")
    assert line.endswith(" ms")


STOPPED_IN_A_CALLBACK = """
import os, signal, sys, weakref
from seq_tui.cli.main import main
from seq_tui.server.http_server import HttpServer
run = HttpServer.run
def run_late(server, sockets):
    own = set()
    callback = weakref.ref(own, lambda _: os.kill(os.getpid(), signal.SIGTERM))
    del own
    run(server, sockets)
HttpServer.run = run_late
sys.argv[1:] = ["serve", "--demo", "--port", "0"]
sys.exit(main())
"""


def test_a_signal_in_a_callback_whose_errors_python_ignores_ends_it() -> None:
    command = [sys.executable, "-c", STOPPED_IN_A_CALLBACK]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=10, check=False)
    assert "Exception ignored" in ended.stderr
    assert ended.returncode == 128 + signal.SIGTERM


def test_the_demo_account_may_be_chosen_before_the_command() -> None:
    with serving(command=("--demo", "serve")) as (_, address):
        assert len(get(f"{address}/v2/sequences").json()["items"]) == 25


@pytest.mark.parametrize("is_before", [True, False])
def test_a_saved_account_is_served_from_its_file(tmp_path: Path, is_before: bool) -> None:
    path = str(tmp_path / "mine.seqtui")
    saved_demo(tmp_path / "mine.seqtui", 30).close()
    command = ("--archive", path, "serve") if is_before else ("serve", "--archive", path)
    with serving(command=command) as (process, address):
        page = get(f"{address}/v2/sequences?per_page=100").json()
        process.terminate()
        _, stderr = process.communicate(timeout=10)
    assert page["items"] == demo_items(30)
    [line] = stderr.splitlines()
    assert line.startswith("GET /v2/sequences?per_page=100 200 ")


def test_a_file_that_is_not_an_archive_is_one_sentence(tmp_path: Path) -> None:
    command = [sys.executable, "-c", PROGRAM, "serve", "--archive", str(tmp_path)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (run.returncode, run.stdout) == (6, "")
    assert run.stderr.endswith("is not a seq-tui archive: it is a folder\n")


def test_a_request_in_flight_does_not_delay_the_exit() -> None:
    with serving("--latency", "60000") as (process, address), connect(address) as connection:
        # The server has read the first request once it answers the second, on its own.
        connection.sendall(
            b"GET /v2/sequences HTTP/1.0\r\nHost: localhost\r\nUser-Agent: a\r\n\r\n"
        )
        assert get(f"{address}/").status_code == 404
        process.send_signal(signal.SIGTERM)
        _, stderr = process.communicate(timeout=10)
    assert process.returncode == 143
    assert [line.rsplit(" ", 2)[0] for line in stderr.splitlines()] == [
        "GET / 404",
        "GET /v2/sequences no answer",
    ]


def test_only_requests_for_itself_and_for_allowed_hosts_are_answered() -> None:
    with serving("--allow-host", "sell.example", "--allow-host", "10.0.0.1") as (process, address):
        url = f"{address}/v2/sequences"
        hosts = [None, "localhost", "sell.example:8443", "10.0.0.1", "evil.example", "example"]
        assert [get(url, host=host).status_code for host in hosts] == [200, 200, 200, 200, 421, 421]
        process.terminate()
        _, stderr = process.communicate(timeout=10)
    assert [line.split()[2] for line in stderr.splitlines()][-2:] == ["421", "421"]


def test_out_of_descriptors_it_waits_quietly() -> None:
    with serving("--size", "7") as (process, address):
        assert get(f"{address}/v2/sequences").status_code == 200
        used = len(list(Path(f"/proc/{process.pid}/fd").iterdir()))
        resource.prlimit(process.pid, resource.RLIMIT_NOFILE, (used + 2, used + 2))
        clients = [connect(address) for _ in range(20)]
        assert process.stderr is not None
        lines = [process.stderr.readline() for _ in range(2)]
        assert lines[1] == (
            "warning: no connection can be accepted: too many open files; other clients wait\n"
        )
        for client in clients:
            client.close()
        assert get(f"{address}/v2/sequences").status_code == 200
        process.terminate()
        _, rest = process.communicate(timeout=10)
    assert [line.split()[0] for line in rest.splitlines()] == ["GET"]


def test_few_descriptors_are_few_connections() -> None:
    limited = ("sh", "-c", 'ulimit -n 40; exec "$@"', "sh")
    with serving("--size", "7", wrapper=limited) as (process, address):
        clients = [connect(address) for _ in range(60)]
        assert process.stderr is not None
        assert process.stderr.readline() == (
            "warning: 16 connections are open, the most at once; other clients wait\n"
        )
        for client in clients:
            client.close()
        assert get(f"{address}/v2/sequences").status_code == 200


def test_the_token_comes_from_the_environment() -> None:
    with serving(token="secret") as (_, address):
        assert get(f"{address}/v2/sequences").status_code == 401
        assert get(f"{address}/v2/sequences", token="secret").status_code == 200


def test_a_port_in_use_is_one_sentence_and_exit_code_2() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        result = CliRunner().invoke(root, ["serve", "--demo", "--port", str(port)])
    assert result.exit_code == 2
    assert result.stdout == ""
    assert f"Cannot listen on 127.0.0.1, port {port}: address already in use." in result.stderr
    assert len(result.stderr.splitlines()) == 1


@pytest.mark.parametrize("host", ["\x1b" + "a" * 64, "ü" * 64])
def test_a_host_that_cannot_exist_is_one_sentence(host: str) -> None:
    result = CliRunner().invoke(root, ["serve", "--demo", "--host", host])
    assert result.exit_code == 2
    assert result.stderr.endswith(f"{host[-1]}: no such host.\n")
    assert result.stderr[:-1].isprintable()


def test_a_warning_if_other_machines_can_reach_the_address() -> None:
    with serving("--host", "0.0.0.0") as (process, address):
        process.terminate()
        _, stderr = process.communicate(timeout=10)
    assert address.startswith("http://0.0.0.0:")
    assert stderr.startswith("warning: any machine that reaches 0.0.0.0 ")


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["--demo", "--token", ""],
        ["--demo", "--token", "a b"],
        ["--demo", "--port", "65536"],
        ["--demo", "--allow-host", "http://sell.example"],
        ["--demo", "--archive", "a.seqtui"],
        ["--archive", "a.seqtui", "--size", "7"],
    ],
)
def test_an_invalid_command_line_is_a_usage_error(arguments: list[str]) -> None:
    result = CliRunner().invoke(root, ["serve", *arguments])
    assert result.exit_code == 2
    assert "Usage:" in result.stderr


def test_importing_the_command_loads_no_server() -> None:
    program = "import sys, seq_tui.cli.commands.serve; print(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    loaded = set(run.stdout.decode().split())
    assert "click" in loaded
    assert not loaded & {"starlette", "uvicorn", "httpx", "pydantic", "textual"}
