"""The checksum of a row of an archive, which tells whether it is as it was written."""

from zlib import crc32


def checksum(
    sequence_id: int | None,
    text: str,
    received: str | None,
    seen_from: str | None,
    until: str | None,
) -> int:
    """CRC-32 of a row: of its item, and of what else only this row tells."""
    rest = f"\n{sequence_id}\n{received}\n{seen_from}\n{until}"
    return crc32(rest.encode(), crc32(text.encode()))
