"""Tests of the program in a terminal while its server comes and goes."""

from __future__ import annotations

import socket
import sys

from seq_tui.cli.cache_sources import cached_pages
from seq_tui.domain.failure import SourceError
from seq_tui.server.demo.account import DemoAccount
from tests.pseudo_terminal import Terminal
from tests.serving import serving

IMPATIENT = """
import sys
from seq_tui.store import circuit_breaker
circuit_breaker.FIRST_WAIT = circuit_breaker.LONGEST_WAIT = 0.2
from seq_tui.cli.main import main
sys.exit(main())
"""
"""The program, with less time between two attempts."""

TOKEN = "x" * 64


def browser(port: int, *arguments: str) -> Terminal:
    account = {"SELL_API_URL": f"http://127.0.0.1:{port}", "SELL_ACCESS_TOKEN": TOKEN}
    command = [sys.executable, "-c", IMPATIENT, *arguments]
    return Terminal(command, size=(120, 36), env=account)


def free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        number: int = listening.getsockname()[1]
        return number


def count_cached(port: int) -> int:
    """How many sequences the cache holds, read from another process."""
    host = f"127.0.0.1:{port}"
    try:
        return cached_pages(f"http://{host}", TOKEN, host)[0].count
    except SourceError:
        return 0


def test_cached_pages_are_shown_without_the_server_and_it_goes_live_again_by_itself() -> None:
    port = free_port()
    with serving(DemoAccount(), port=port), browser(port) as terminal:
        terminal.read_until("1 of 100\\+ · live")
        terminal.send(":", "150", "Enter")
        terminal.read_until("150 of 200\\+ · live")
        terminal.read_until(lambda: count_cached(port) >= 200)
        terminal.send("q")
        assert terminal.wait() == 0
    with browser(port) as terminal:
        terminal.read_until("1 of 100\\+ · offline · as of")
        terminal.read_until("Cannot reach 127.0.0.1")
        assert terminal.lines()[4].startswith("│▌ Welcome")
        terminal.send("/", "winback 90", "Enter")
        terminal.read_until("Winback 90(.|\n)*1 of|1 of(.|\n)*Winback 90")
        terminal.send("Esc")
        terminal.read_until("1 of 100\\+ · offline")
        with serving(DemoAccount(), port=port) as served:
            terminal.read_until("\\d+ of 100\\+ · live")
            # The search that was left may have had a request under way, which is never cancelled.
            asked = [each for each in served.queries if not each.endswith("&name=winback")]
            assert asked[0] == "/v2/sequences?page=1&per_page=100"
            terminal.send("q")
            assert terminal.wait() == 0
    with browser(port, "--offline") as terminal:
        terminal.read_until("offline · as of")
        terminal.read_until("No requests are sent")
        terminal.send("q")
        assert terminal.wait() == 0
        assert terminal.modes_left_on() == set()
