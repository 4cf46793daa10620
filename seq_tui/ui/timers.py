"""Call back later."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.message_pump import MessagePump


def call_after(
    pump: MessagePump, seconds: float, callback: Callable[[], object]
) -> asyncio.TimerHandle:
    """Call back once, between two messages of an app, a screen or a widget.

    Textual's own timer never calls back if the process stands still for that long just as the timer
    starts (8.2.8), as when it is suspended or the machine is busy.
    """
    return asyncio.get_running_loop().call_later(seconds, pump.call_next, callback)
