"""Reading the file that maps merge tags."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from seq_tui.cli.merge_tag_file import read_merge_tags
from seq_tui.domain.failure import Cause, SourceError

if TYPE_CHECKING:
    from pathlib import Path


def written(folder: Path, text: str) -> Path:
    path = folder / "tags.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_file_maps_tags_however_they_are_spaced(tmp_path: Path) -> None:
    text = '# of Sell\n"{{ first_name }}" = "{{contact.first_name}}"\n"[Company]" = "%c%"\n'
    found = read_merge_tags(written(tmp_path, text))
    assert found == {"{{first_name}}": "{{contact.first_name}}", "[Company]": "%c%"}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('"{{a}}" = "b"\nfirst_name = "c"\n', "2: first_name: is no merge tag"),
        ('"{{a}}" = 5\n', "1: {{a}}: needs a text in quotes"),
        ('\n"{{a}}" = ""\n"[Bb]" = "x\\ny"\n', "3: [Bb]: needs one line"),
        ('"{{a}}" = "b', "is not TOML"),
        ('"{{a}}" = "b"\n"{{ a }}" = "c"\n', "2: {{ a }}: is there twice"),
    ],
)
def test_a_mistake_is_named_with_file_line_and_key(tmp_path: Path, text: str, message: str) -> None:
    path = written(tmp_path, text)
    with pytest.raises(SourceError) as caught:
        read_merge_tags(path)
    assert caught.value.failure.cause is Cause.USAGE
    assert caught.value.failure.message.startswith(str(path))
    assert message in caught.value.failure.message


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="There is no file"):
        read_merge_tags(tmp_path / "none.toml")
