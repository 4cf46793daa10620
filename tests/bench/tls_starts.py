"""From the start of the process to the first row of an account behind TLS, with nothing cached.

The server is the demo account on this machine, with a certificate made for the run, behind a proxy
that delays every byte. Without ``SSL_CERT_FILE`` the program finds that certificate in place of
certifi's own bundle (see `tests.bench.trusting_launcher`); with it, the variable names the same
bundle, as it does in an organisation with a certificate authority of its own. The bundle is
certifi's with one certificate more, because loading one of that size takes a tenth of the start.

A loopback address is never reached through a proxy. So for the proxy's figure the account has a
name that only the proxy knows.
"""

from __future__ import annotations

import subprocess
import sys
from collections import defaultdict
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import certifi

from tests.bench.figure import Figure, Goal
from tests.bench.programs import BARE_APP, END_S, FIRST_ROW, KEYS, TOKEN, Program, bare_app
from tests.bench.timed_program import watching

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

STARTS = 4
"""Starts of each program in a run."""

NEAR_MS, FAR_MS = 10, 150

NAME = "sell.test"

MOST_APART = 1.15
"""How many times as long a start may take because of a variable of the environment."""

_LAUNCHER = str(Path(__file__).parent / "trusting_launcher.py")


@dataclass(frozen=True, slots=True)
class DistantServer:
    """A server that is running, as `tests.bench.distant_server` describes it."""

    port: int
    proxy_port: int


def measure(runs: int) -> list[Figure]:
    """The browser on a cold live account, compared with a bare Textual app."""
    times = _timed(runs * STARTS)
    bare = tuple(times[BARE_APP])

    def start(name: str, goal: Goal | None) -> Figure:
        title = f"first row, live and cold, {name}"
        return Figure(title, "ms", tuple(times[name]), bare, BARE_APP, goal)

    def apart(name: str, other: str) -> Figure:
        title = f"first row, live and cold, {name}, beside {other}"
        return Figure(title, "ms", tuple(times[name]), tuple(times[other]), "", Goal(MOST_APART))

    near, far = (f"TLS {milliseconds} ms" for milliseconds in (NEAR_MS, FAR_MS))
    with_file = "with SSL_CERT_FILE"
    return [
        start(near, Goal(1.4)),
        start(f"{near} {with_file}", Goal(1.4)),
        start(f"{near} with HTTPS_PROXY", Goal(1.4)),
        start(far, None),
        start(f"{far} {with_file}", None),
        apart(f"{near} {with_file}", near),
        apart(f"{far} {with_file}", far),
    ]


def _timed(starts: int) -> dict[str, list[float]]:
    """For each program, the milliseconds until its first row."""
    times: dict[str, list[float]] = defaultdict(list)
    with TemporaryDirectory() as name:
        folder = Path(name)
        certificate = _certificate(folder)
        bundle = folder / "bundle.pem"
        bundle.write_bytes(Path(certifi.where()).read_bytes() + certificate.read_bytes())
        with (
            _distant_server(certificate, NEAR_MS) as near,
            _distant_server(certificate, FAR_MS) as far,
        ):
            for number in range(starts):
                for kind, program in _programs(bundle, near, far).items():
                    cold = {**program.env, "XDG_CACHE_HOME": str(folder / f"{number} {kind}")}
                    with watching(
                        Program(program.command, program.ready, cold, program.whole)
                    ) as watched:
                        times[kind].append(watched.first_row_ms)
    return times


def _programs(bundle: Path, near: DistantServer, far: DistantServer) -> dict[str, Program]:
    programs = {BARE_APP: bare_app()}
    for milliseconds, server in ((NEAR_MS, near), (FAR_MS, far)):
        name, address = f"TLS {milliseconds} ms", f"https://localhost:{server.port}"
        programs[name] = _live(bundle, address, {})
        programs[f"{name} with SSL_CERT_FILE"] = _live(
            bundle, address, {"SSL_CERT_FILE": str(bundle)}
        )
    proxy = {"HTTPS_PROXY": f"http://127.0.0.1:{near.proxy_port}"}
    programs[f"TLS {NEAR_MS} ms with HTTPS_PROXY"] = _live(bundle, f"https://{NAME}", proxy)
    return programs


def _live(bundle: Path, address: str, env: Mapping[str, str]) -> Program:
    account = {"SELL_API_URL": address, "SELL_ACCESS_TOKEN": TOKEN}
    command = (sys.executable, _LAUNCHER, str(bundle))
    return Program(command, FIRST_ROW, {**account, **env}, KEYS)


def _certificate(folder: Path) -> Path:
    """A certificate that signs itself, made by the ``openssl`` command; its key is beside it."""
    certificate = folder / "certificate.pem"
    options = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2"
    names = f"-subj /CN=localhost -addext subjectAltName=DNS:localhost,DNS:{NAME}"
    files = ("-keyout", str(certificate.with_suffix(".key")), "-out", str(certificate))
    command = ("openssl", *options.split(), *names.split(), *files)
    subprocess.run(command, check=True, capture_output=True)
    return certificate


@contextmanager
def _distant_server(certificate: Path, round_trip_ms: int) -> Iterator[DistantServer]:
    command = [sys.executable, "-m", "tests.bench.distant_server"]
    with subprocess.Popen(
        [*command, str(certificate), str(round_trip_ms)], stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            line = process.stdout.readline() if process.stdout else ""
            port, proxy_port = map(int, line.split())
            yield DistantServer(port, proxy_port)
        finally:
            process.kill()
            process.wait(END_S)
