"""The client imports httpx without its command line, and nothing that reads package metadata."""

from __future__ import annotations

import subprocess
import sys

import httpx

SCRIPT = """
import sys
import seq_tui.client.sell_client
imported = {'httpx', 'httpx._main', 'click', 'pygments', 'rich'} & set(sys.modules)
import httpx, httpx._main
print(sorted(imported), hasattr(httpx._main, 'main'))
"""

UNPATCHED = """
import sys
import click, httpx
print(sorted({'httpx._main', 'pygments', 'rich'} & set(sys.modules)))
"""


METADATA = """
import sys
import seq_tui.client.sell_client
print(sorted({'importlib.metadata', 'csv', 'zipfile'} & set(sys.modules)))
"""


def printed_by(script: str) -> str:
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return run.stdout


def test_the_client_leaves_out_the_command_line_of_httpx() -> None:
    assert printed_by(SCRIPT) == "['httpx'] True\n"


def test_the_client_reads_no_metadata_of_packages() -> None:
    assert printed_by(METADATA) == "[]\n"


def test_httpx_itself_still_imports_its_command_line_under_that_name() -> None:
    imported = printed_by(UNPATCHED)
    assert imported == "['httpx._main', 'pygments', 'rich']\n", (
        f"httpx {httpx.__version__} imports only {imported.strip()} of its command line. If it does"
        " without httpx._main, import httpx directly and delete seq_tui/client/lean_httpx.py; if"
        " the module has another name, change COMMAND_LINE there."
    )
