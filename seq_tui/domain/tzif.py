"""Files of zones, in the format TZif (RFC 9636): checked before Python's `zoneinfo` reads them.

`zoneinfo` trusts a file: it never returns from one that is cut off, and a damaged one crashes the
process (CPython 3.11: an offset of years, or a kind of time that does not exist).
"""

from __future__ import annotations

import re
import struct
from itertools import pairwise

MAX_FILE_BYTES = 1 << 20
"""The largest file that is read; the largest zone has about 4 kB."""

DAY = 24 * 60 * 60
"""In seconds; no offset is as large."""

_HEADER = struct.Struct(">4s c 15x 6L")
_KIND = struct.Struct(">l 2B")
"""A kind of local time: its offset, whether it is daylight saving, and where its name begins."""

_FOOTER = re.compile(rb"\n([!-~]*)\n")


def check_file(data: bytes) -> str:
    """Check a whole file, and return the POSIX string at its end; empty if it has none.

    Raises:
        ValueError: it is too long, incomplete or damaged.
    """
    if len(data) > MAX_FILE_BYTES:
        raise ValueError("too long")
    version, end = _check_block(data, 0, 4)
    if version == b"\0":
        return ""
    # Since version 2, the times of 32 bits are followed by the same ones of 64 bits, which count.
    _, end = _check_block(data, end, 8)
    footer = _FOOTER.fullmatch(data, end)
    if footer is None:
        raise ValueError("no footer")
    return footer[1].decode()


def encode_rules(rules: str) -> bytes:
    """A file without transitions, in which a POSIX string rules all years."""
    only_kind = _KIND.pack(0, 0, 0) + b"\0"
    block = _HEADER.pack(b"TZif", b"2", 0, 0, 0, 0, 1, 1) + only_kind
    return block + block + f"\n{rules}\n".encode()


def _check_block(data: bytes, begin: int, time_size: int) -> tuple[bytes, int]:
    """Check the block that begins with a header; return its version, and where it ends."""
    times_at = begin + _HEADER.size
    if len(data) < times_at:
        raise ValueError("incomplete header")
    magic, version, *counts = _HEADER.unpack_from(data, begin)
    utc_count, standard_count, leap_count, time_count, kind_count, name_length = counts
    indices_at = times_at + time_count * time_size
    kinds_at = indices_at + time_count
    names_at = kinds_at + kind_count * _KIND.size
    end = names_at + name_length + leap_count * (time_size + 4) + standard_count + utc_count
    if magic != b"TZif" or len(data) < end:
        raise ValueError("not a zone, or incomplete")
    times = [
        int.from_bytes(data[at : at + time_size], "big", signed=True)
        for at in range(times_at, indices_at, time_size)
    ]
    indices = data[indices_at:kinds_at]
    kinds = list(_KIND.iter_unpack(data[kinds_at:names_at]))
    is_sound = (
        all(first < second for first, second in pairwise(times))
        and all(index < kind_count for index in indices)
        and all(
            abs(offset) < DAY and is_daylight < 2 and name_at < name_length
            for offset, is_daylight, name_at in kinds
        )
        and data[names_at : names_at + name_length].isascii()
    )
    if not is_sound:
        raise ValueError("damaged")
    return version, end
