"""Tests of pages and pictures in a real browser: ``python -m pytest -m chromium``.

They need Chromium, which `tests.__main__` looks for, and fail without it.
"""

from __future__ import annotations

import subprocess
import zlib
from typing import TYPE_CHECKING

import html5lib
import pytest
from seq_tui.export.palette import DARK, LIGHT

from seq_tui.export.formats import FORMATS
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

MOST_SECONDS = 60

SCHEMES = {"dark": "0", "light": "1"}
"""What Chromium is told to prefer (``blink::mojom::PreferredColorScheme``)."""


def opened(page: Path, *flags: str) -> tuple[str, list[str]]:
    """What a browser with nothing in it prints of a page, and what it says on its console."""
    folder = page.with_name("user-data")
    run = subprocess.run(
        ["chromium", *FLAGS, f"--user-data-dir={folder}", *flags, page.as_uri()],
        capture_output=True,
        text=True,
        check=True,
        timeout=MOST_SECONDS,
    )
    return run.stdout, [line for line in run.stderr.splitlines() if "CONSOLE" in line]


def corner(picture: Path) -> str:
    """The colour of the first pixel of a PNG of 8-bit channels, such as ``#14181f``.

    Whatever the filter of the first row is, its first pixel stands there as it is.
    """
    data, place, packed = picture.read_bytes(), 8, b""
    while place < len(data):
        size = int.from_bytes(data[place : place + 4], "big")
        if data[place + 4 : place + 8] == b"IDAT":
            packed += data[place + 8 : place + 8 + size]
        place += size + 12
    return f"#{zlib.decompress(packed)[1:4].hex()}"


def test_a_page_that_its_policy_stops_is_heard_of(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    document = FORMATS["html"].render(CASES["ordinary"], START)
    page.write_bytes(document.replace(b"<main>", b"<main><script>document.title = ''</script>"))
    printed, (complaint,) = opened(page, "--dump-dom")
    assert "violates the following Content Security Policy" in complaint
    assert "<title>Trial · long</title>" in printed


@pytest.mark.parametrize("case", CASES)
def test_a_page_opens_without_a_word_on_the_console(case: str, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_bytes(FORMATS["html"].render(CASES[case], START))
    printed, complaints = opened(page, "--dump-dom")
    assert complaints == []
    tree = html5lib.parse(printed, namespaceHTMLElements=False)
    assert list(tree.iter("script")) == []
    rows = [each for each in tree.iter("th") if each.get("class") == "rank"]
    assert len(rows) == (len(CASES[case].steps or ()) and len(CASES[case].steps or ()) + 1)


def test_many_sequences_open_without_a_word_too(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_bytes(write_all(FORMATS["html"].new_document(START), CASES.values()))
    printed, complaints = opened(page, "--dump-dom")
    assert complaints == []
    assert printed.count("<article") == len(CASES)


@pytest.mark.parametrize(("scheme", "colours"), [("light", LIGHT), ("dark", DARK)])
@pytest.mark.parametrize("name", ["html", "svg"])
def test_a_document_is_light_or_dark_as_its_reader_is(
    name: str, scheme: str, colours: Mapping[str, str], tmp_path: Path
) -> None:
    page, picture = tmp_path / f"page{FORMATS[name].suffix}", tmp_path / "picture.png"
    page.write_bytes(FORMATS[name].render(CASES["hostile"], START))
    preferred = f"--blink-settings=preferredColorScheme={SCHEMES[scheme]}"
    _, complaints = opened(page, preferred, f"--screenshot={picture}")
    assert complaints == []
    assert corner(picture) == colours["paper"]
