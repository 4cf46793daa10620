"""Tests of pages and pictures in a real browser: ``python -m pytest -m chromium``.

They need Chromium, which `tests.__main__` searches for, and fail without it.
"""

from __future__ import annotations

import subprocess
import zlib
from typing import TYPE_CHECKING

import html5lib
import pytest

from seq_tui.export.formats import FORMATS
from seq_tui.export.stylesheet import DARK, LIGHT
from tests.export.cases import CASES, write_all
from tests.presentation.sequences import START

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

pytestmark = pytest.mark.chromium

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-sync",
    "--disable-background-networking",
    "--disable-component-update",
    "--enable-logging=stderr",
]

TIMEOUT_SECONDS = 60

SCHEMES = {"dark": "0", "light": "1"}
"""The values of Chromium's setting for each scheme (``blink::mojom::PreferredColorScheme``)."""


def open_page(page: Path, *flags: str) -> tuple[str, list[str]]:
    """Open a page in a browser with an empty profile; return its output and console messages."""
    folder = page.with_name("user-data")
    run = subprocess.run(
        ["chromium", *FLAGS, f"--user-data-dir={folder}", *flags, page.as_uri()],
        capture_output=True,
        text=True,
        check=True,
        timeout=TIMEOUT_SECONDS,
    )
    return run.stdout, [line for line in run.stderr.splitlines() if "CONSOLE" in line]


def first_pixel(picture: Path) -> str:
    """Return the colour of the first pixel of a PNG with 8-bit channels, such as ``#14181f``.

    The filters of the first row leave its first pixel unchanged.
    """
    data, offset, compressed = picture.read_bytes(), 8, b""
    while offset < len(data):
        size = int.from_bytes(data[offset : offset + 4], "big")
        if data[offset + 4 : offset + 8] == b"IDAT":
            compressed += data[offset + 8 : offset + 8 + size]
        offset += size + 12
    return f"#{zlib.decompress(compressed)[1:4].hex()}"


def test_a_violation_of_the_page_policy_is_reported(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    document = FORMATS["html"].render(CASES["ordinary"], START)
    page.write_bytes(document.replace(b"<main>", b"<main><script>document.title = ''</script>"))
    printed, (complaint,) = open_page(page, "--dump-dom")
    assert "violates the following Content Security Policy" in complaint
    assert "<title>Trial · long</title>" in printed


@pytest.mark.parametrize("case", CASES)
def test_a_page_opens_without_console_messages(case: str, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_bytes(FORMATS["html"].render(CASES[case], START))
    printed, complaints = open_page(page, "--dump-dom")
    assert complaints == []
    tree = html5lib.parse(printed, namespaceHTMLElements=False)
    assert list(tree.iter("script")) == []
    rows = [each for each in tree.iter("th") if each.get("class") == "rank"]
    assert len(rows) == (len(CASES[case].steps or ()) and len(CASES[case].steps or ()) + 1)


def test_a_page_of_many_sequences_opens_without_console_messages(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_bytes(write_all(FORMATS["html"].new_document(START), CASES.values()))
    printed, complaints = open_page(page, "--dump-dom")
    assert complaints == []
    assert printed.count("<article") == len(CASES)


@pytest.mark.parametrize(("scheme", "colours"), [("light", LIGHT), ("dark", DARK)])
@pytest.mark.parametrize("name", ["html", "svg"])
def test_a_document_follows_the_preferred_colour_scheme(
    name: str, scheme: str, colours: Mapping[str, str], tmp_path: Path
) -> None:
    page, picture = tmp_path / f"page{FORMATS[name].suffix}", tmp_path / "picture.png"
    page.write_bytes(FORMATS[name].render(CASES["hostile"], START))
    preferred = f"--blink-settings=preferredColorScheme={SCHEMES[scheme]}"
    _, complaints = open_page(page, preferred, f"--screenshot={picture}")
    assert complaints == []
    assert first_pixel(picture) == colours["paper"]
