"""What is written in one turn of the event loop is sent by one call."""

from __future__ import annotations

import asyncio

import pytest

from seq_tui.server.gathering_transport import GatheringTransport

pytestmark = pytest.mark.anyio


class RecordingTransport(asyncio.Transport):
    """Records what it is told."""

    def __init__(self) -> None:
        super().__init__({"peername": ("127.0.0.1", 7)})
        self.calls: list[str | bytes] = []

    def write(self, data: bytes | bytearray | memoryview) -> None:
        self.calls.append(bytes(data))

    def close(self) -> None:
        self.calls.append("close")

    def abort(self) -> None:
        self.calls.append("abort")

    def pause_reading(self) -> None:
        self.calls.append("pause")

    def resume_reading(self) -> None:
        self.calls.append("resume")

    def is_closing(self) -> bool:
        return self.calls[-1:] == ["close"]

    def get_write_buffer_size(self) -> int:
        return 1000


@pytest.fixture
def inner() -> RecordingTransport:
    return RecordingTransport()


@pytest.fixture
async def transport(inner: RecordingTransport) -> GatheringTransport:
    return GatheringTransport(inner, asyncio.get_running_loop())


async def test_head_and_body_are_one_call(
    transport: GatheringTransport, inner: RecordingTransport
) -> None:
    for part in (b"head ", b"body", b""):
        transport.write(part)
    assert inner.calls == []
    await asyncio.sleep(0)
    transport.write(b"next")
    await asyncio.sleep(0)
    assert inner.calls == [b"head body", b"next"]


async def test_closing_sends_the_rest_first(
    transport: GatheringTransport, inner: RecordingTransport
) -> None:
    transport.write(b"last")
    transport.close()
    await asyncio.sleep(0)
    assert inner.calls == [b"last", "close"]
    assert transport.is_closing()


async def test_aborting_sends_nothing_more(
    transport: GatheringTransport, inner: RecordingTransport
) -> None:
    transport.write(b"last")
    transport.abort()
    await asyncio.sleep(0)
    assert inner.calls == ["abort"]


async def test_it_counts_what_is_not_sent_and_passes_on_the_rest(
    transport: GatheringTransport, inner: RecordingTransport
) -> None:
    transport.write(b"12345")
    assert transport.get_write_buffer_size() == 1005
    transport.pause_reading()
    transport.resume_reading()
    assert inner.calls == ["pause", "resume"]
    assert transport.get_extra_info("peername") == ("127.0.0.1", 7)
