"""Listening on an address of this machine."""

from __future__ import annotations

import ipaddress
import socket
from typing import TYPE_CHECKING

from seq_tui.sanitize import sanitize

if TYPE_CHECKING:
    from types import TracebackType


class ListenError(Exception):
    """The address cannot be listened on, such as a port that another program uses."""


class Listener:
    """A socket that listens until the end of its context.

    Args:
        host: a name or a number.
        port: 0 for any free one.

    Raises:
        ListenError: the text says why, in one line.
    """

    def __init__(self, host: str, port: int) -> None:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        try:
            found = socket.getaddrinfo(host, port, family, socket.SOCK_STREAM)
            self.socket = socket.create_server(found[0][4], family=family)
        except (socket.gaierror, UnicodeError) as error:
            raise ListenError(f"Cannot listen on {sanitize(host)}: no such host.") from error
        except OSError as error:
            # Python adds the address in parentheses.
            reason = str(error.strerror).partition(" (")[0].lower()
            raise ListenError(
                f"Cannot listen on {sanitize(host)}, port {port}: {reason}."
            ) from error
        self.host: str = self.socket.getsockname()[0]
        """The number of the address."""

    def __enter__(self) -> Listener:
        """The listener itself."""
        return self

    def __exit__(
        self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None
    ) -> None:
        """Close the socket."""
        self.socket.close()

    @property
    def address(self) -> str:
        """What a client calls, as in ``http://127.0.0.1:8080``."""
        port = self.socket.getsockname()[1]
        return f"http://[{self.host}]:{port}" if ":" in self.host else f"http://{self.host}:{port}"

    @property
    def is_loopback(self) -> bool:
        """Whether only this machine can connect."""
        return ipaddress.ip_address(self.host).is_loopback
