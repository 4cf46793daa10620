"""``seq-tui serve``: serve a saved account or the demo account by the Sequences API over HTTP."""

from __future__ import annotations

import re
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from seq_tui.cli.account_options import AccountChoice
from seq_tui.cli.accounts import archive_source_info, report_source_info
from seq_tui.cli.example_command import ExampleCommand, examples
from seq_tui.sanitize import sanitize
from seq_tui.server.catalogue import EncodedAccount
from seq_tui.server.demo.account import SIZE, DemoAccount
from seq_tui.server.listen import Listener, ListenError
from seq_tui.server.own_hosts import OwnHosts, is_host

if TYPE_CHECKING:
    from types import FrameType

    from seq_tui.server.catalogue import Catalogue
    from seq_tui.server.http_server import HttpServer

_SENDABLE = re.compile("[!-~]+")
"""A token that a request header can carry; no other could ever match."""


class CannotListenError(click.ClickException):
    """The address cannot be listened on, for example because its port is in use."""

    exit_code = 2


def _check_hosts(
    _context: click.Context, _param: click.Parameter, hosts: tuple[str, ...]
) -> tuple[str, ...]:
    for host in hosts:
        if not is_host(host):
            given = sanitize(host)
            raise click.BadParameter(
                f"{given!r} is not a host, such as sell.example: no port, no /."
            )
    return hosts


@examples(
    {
        "seq-tui serve --demo": "on port 8080, until ctrl+c",
        "seq-tui serve --demo --size 1000000 --port 0": "a large account, on a free port",
        "seq-tui serve --archive acme.seqtui": "a saved account",
    }
)
@click.command(cls=ExampleCommand)
@click.option("--demo", is_flag=True, help="Serve the demo account.")
@click.option(
    "--archive",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Serve the account saved in this file, as it was then.",
)
@click.option(
    "--size",
    type=click.IntRange(min=0),
    help=f"Sequences in the demo account.  [default: {SIZE}]",
)
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8080,
    show_default=True,
    help="Port to listen on; 0 chooses a free one.",
)
@click.option(
    "--allow-host",
    "allowed",
    multiple=True,
    metavar="NAME",
    callback=_check_hosts,
    help="Also answer requests for this host, such as the name of a proxy. Any number.",
)
@click.option(
    "--token",
    envvar="SEQ_TUI_SERVE_TOKEN",
    show_envvar=True,
    help="The only token to accept; by default any is. Arguments are visible to other users of the"
    " machine, so prefer the variable.",
)
@click.option(
    "--latency",
    type=click.IntRange(0, 600_000),
    default=0,
    metavar="MS",
    help="Milliseconds to wait before each answer.",
)
def serve(
    *,
    demo: bool,
    archive: Path | None,
    size: int | None,
    host: str,
    port: int,
    allowed: tuple[str, ...],
    token: str | None,
    latency: int,
) -> None:
    """Serve the Sequences API on this machine.

    Prints its address when it is ready, and one line for each request on standard error.
    """
    choice = click.get_current_context().find_object(AccountChoice) or AccountChoice()
    catalogue = _catalogue(demo or choice.demo, archive or choice.archive, size)
    if token is not None and not _SENDABLE.fullmatch(token):
        raise click.UsageError(
            "The token may hold visible ASCII characters only, and at least one."
        )
    with _listener(host, port) as listener:
        hosts = OwnHosts.of(host, listener.host, allowed)
        _run(listener, hosts, catalogue, token, latency / 1000)


def _catalogue(demo: bool, archive: Path | None, size: int | None) -> Catalogue:
    """The catalogue that the options choose: exactly one of the two."""
    if demo == (archive is not None):
        raise click.UsageError("Choose what to serve: --demo, or --archive FILE.")
    if archive is None:
        return EncodedAccount(DemoAccount(SIZE if size is None else size))
    if size is not None:
        raise click.UsageError("--size is for the demo account only.")
    from seq_tui.archive.file.archive import Archive

    opened = Archive.open(archive)
    report_source_info(archive_source_info(opened))
    return opened


def _run(
    listener: Listener, hosts: OwnHosts, catalogue: Catalogue, token: str | None, latency: float
) -> None:
    stop = _Stop()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
    # Imported here, since no other command needs them.
    import logging

    from seq_tui.server.access_log import AccessLog
    from seq_tui.server.app import create_app
    from seq_tui.server.host_check import HostCheck
    from seq_tui.server.http_server import HttpServer, provide_descriptors
    from seq_tui.server.repeat_limit import RepeatLimit

    errors = logging.StreamHandler()
    errors.addFilter(RepeatLimit())
    logging.basicConfig(handlers=[errors], format="%(message)s")
    app = HostCheck(create_app(catalogue, token=token, latency=latency), hosts)
    server = HttpServer(AccessLog(app, _narrate), _narrate, max_connections=provide_descriptors())
    stop.server, server.should_exit = server, bool(stop.number)
    click.echo(f"listening on {listener.address}")
    sys.stdout.flush()
    # On SIGINT and SIGTERM the server closes its connections, then raises the signal again.
    server.run(sockets=[listener.socket])
    if stop.number:
        raise SystemExit(128 + stop.number)


def _listener(host: str, port: int) -> Listener:
    try:
        listener = Listener(host, port)
    except ListenError as error:
        raise CannotListenError(str(error)) from error
    if not listener.is_loopback:
        _narrate(
            f"warning: any machine that reaches {listener.host} can read the data, unencrypted"
        )
    return listener


def _narrate(line: str) -> None:
    click.echo(line, err=True)


class _Stop:
    """Ends the program at a signal, also one that arrives where Python ignores what is raised.

    It does so in callbacks, as those of an import, before the server handles signals itself.
    """

    def __init__(self) -> None:
        self.number = 0
        """The signal that arrived; 0 for none."""
        self.server: HttpServer | None = None

    def __call__(self, number: int, _frame: FrameType | None) -> NoReturn:
        self.number = number
        if self.server is not None:
            self.server.should_exit = True
        raise SystemExit(128 + number)
