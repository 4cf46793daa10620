"""What Linux knows about a running process."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Vitals:
    """What a process holds at one moment."""

    megabytes: float
    """Resident memory."""

    threads: int
    files: int
    """Open file descriptors."""


def vitals(pid: int) -> Vitals:
    """What the process holds now (proc(5))."""
    status = Path(f"/proc/{pid}/status").read_text()
    rss, threads = (
        int(re.findall(rf"^{name}:\s+(\d+)", status, re.MULTILINE)[0])
        for name in ("VmRSS", "Threads")
    )
    return Vitals(rss / 1024, threads, len(list(Path(f"/proc/{pid}/fd").iterdir())))


def cpu_seconds(pid: int) -> float:
    """The processor time of the process, to the nanosecond.

    The clock's number is made of the process's id as clock_getcpuclockid(3) makes it.
    """
    return time.clock_gettime((~pid << 3) | 2)
