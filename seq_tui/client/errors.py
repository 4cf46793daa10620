"""What can go wrong between this program and the Sell API.

::

    SourceError                         seq_tui.domain.failure
    └── SellError                       seq_tui.wire.errors
        ├── ConfigurationError          the address, the token or the environment cannot be used
        ├── UnreachableError            no answer: name, connection, TLS, proxy, time-out
        ├── RefusedError                the service says no: seq_tui.wire.errors
        ├── RateLimitError              the service goes on saying "slow down": 429
        ├── ServiceError                the service has a fault of its own: 5xx
        └── ReplyError                  what came is no answer: seq_tui.wire.errors
"""

from __future__ import annotations

from seq_tui.domain.failure import Cause
from seq_tui.wire.errors import SellError


class ConfigurationError(SellError):
    """The address, the token or the environment cannot be used as it is set."""

    cause = Cause.USAGE


class UnreachableError(SellError):
    """No answer came."""

    cause = Cause.UNREACHABLE


class RateLimitError(SellError):
    """The service refuses for now, after every retry."""

    cause = Cause.RATE_LIMITED


class ServiceError(SellError):
    """The service has a fault of its own, after every retry."""
