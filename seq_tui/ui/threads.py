"""Work in a thread, where one can be started."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from seq_tui.domain.failure import SourceError
from seq_tui.domain.system_failure import system_failure

if TYPE_CHECKING:
    from collections.abc import Callable

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")


async def run_in_thread(
    function: Callable[Parameters, Result], *args: Parameters.args, **options: Parameters.kwargs
) -> Result:
    """Call `function` in a thread.

    Raises:
        SourceError: the system has no thread or no memory left.
    """
    try:
        return await asyncio.to_thread(function, *args, **options)
    except (MemoryError, RuntimeError) as error:
        if (failure := system_failure(error)) is None:
            raise
        raise SourceError(failure) from None
