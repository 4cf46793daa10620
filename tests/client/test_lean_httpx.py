"""What importing the client brings along."""

from __future__ import annotations

import subprocess
import sys

SCRIPT = """
import sys
import seq_tui.client.sell_client
brought = {'httpx', 'httpx._main', 'click', 'pygments', 'rich'} & set(sys.modules)
import httpx, httpx._main
print(sorted(brought), hasattr(httpx._main, 'main'))
"""


def test_the_client_leaves_out_the_command_line_of_httpx_and_spoils_it_for_nobody() -> None:
    run = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=True)
    assert run.stdout == "['httpx'] True\n"
