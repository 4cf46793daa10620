"""Exit codes, by the cause of a failure, and their meanings; the entry point imports them."""

from __future__ import annotations

from seq_tui.domain.failure import Cause

FINE = 0
FOUND = 1
USAGE = 2
UNREACHABLE = 3
UNAUTHORISED = 4
NOT_FOUND = 5
FILE = 6
BUG = 70
SYSTEM = 71
INTERRUPTED = 130

BY_CAUSE = {
    Cause.USAGE: USAGE,
    Cause.UNREACHABLE: UNREACHABLE,
    Cause.OFFLINE: UNREACHABLE,
    Cause.RATE_LIMITED: UNREACHABLE,
    Cause.SERVICE: UNREACHABLE,
    Cause.UNAUTHORISED: UNAUTHORISED,
    Cause.NOT_FOUND: NOT_FOUND,
    Cause.FILE: FILE,
    Cause.SYSTEM: SYSTEM,
}
"""The exit code for each cause of a failure."""

MEANINGS = {
    str(FINE): "success",
    str(FOUND): "check found something, or diff a difference",
    str(USAGE): "wrong usage or settings, such as no account",
    str(UNREACHABLE): "the API cannot be reached, keeps failing, or sends invalid data;"
    " or something may be missing",
    str(UNAUTHORISED): "not authorised (401, 403)",
    str(NOT_FOUND): "no such sequence or template",
    str(FILE): "a local file, or standard output, cannot be read or written; or a picture has no"
    " room for everything",
    str(BUG): "a bug in seq-tui",
    str(SYSTEM): "the system has no thread, open file or memory left",
    "128+n": "ended by signal n",
}
"""The meaning of each exit code, for the help and the manual."""
