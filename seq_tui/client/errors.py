"""The errors of requests to the Sell API.

::

    SourceError                         seq_tui.domain.failure
    └── SellError                       seq_tui.wire.errors
        ├── ConfigurationError          the address, the token or the environment cannot be used
        ├── UnreachableError            no response: name, connection, TLS, proxy, time-out
        ├── RefusedError                the service rejects the request: seq_tui.wire.errors
        ├── RateLimitError              still too many requests after every retry: 429
        ├── ServiceError                the service still fails after every retry: 5xx
        └── ReplyError                  the response is not from the API: seq_tui.wire.errors
"""

from __future__ import annotations

from seq_tui.domain.failure import Cause
from seq_tui.wire.errors import SellError


class ConfigurationError(SellError):
    """The address, the token or the environment has a setting that cannot be used."""

    cause = Cause.USAGE


class UnreachableError(SellError):
    """There was no response."""

    cause = Cause.UNREACHABLE


class RateLimitError(SellError):
    """The service still finds requests too many after every retry."""

    cause = Cause.RATE_LIMITED


class ServiceError(SellError):
    """The service still fails after every retry."""
