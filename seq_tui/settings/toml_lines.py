"""The line of each key in a TOML file, which Python's parser does not tell."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

Path = tuple[str, ...]
"""The names of the tables around a key, and of the key."""

_PART = re.compile(
    r'"""(?:\\.|[^\\])*?"{3,5}'
    r"|'''.*?'{3,5}"
    r'|"(?:\\.|[^"\\\n])*"'
    r"|'[^'\n]*'"
    r"|\#[^\n]*"
    r"|[\[\]{}=\n]"
    r"|[^\"'\#\[\]{}=\n]+",
    re.DOTALL,
)
"""A string, a comment, a sign of the syntax, or what is between them."""


def key_lines(text: str) -> dict[Path, int]:
    """The lines, from 1, at which the tables and keys of a file are set for the first time.

    Keys inside braces are left out; they are on the line of the key that has the braces.

    Args:
        text: a file that `tomllib.loads` accepts.
    """
    lines: dict[Path, int] = {}
    table: Path = ()
    for line, head in _heads(text):
        if head.startswith("["):
            path = table = _path_of(head)
        else:
            path = (*table, *_path_of(f"{head} = 0"))
        for length in range(1, len(path) + 1):
            lines.setdefault(path[:length], line)
        # A header is the line of its table, whatever was set inside it before.
        lines[path] = min(line, lines[path])
    return lines


def line_of(lines: Mapping[Path, int], path: Path) -> int | None:
    """The line of a key, or that of the nearest table around it."""
    while path and path not in lines:
        path = path[:-1]
    return lines.get(path)


def _heads(text: str) -> Iterator[tuple[int, str]]:
    """The line of each header and each key, and what stands there before the value."""
    line, depth, head, is_value = 1, 0, "", False
    for match in _PART.finditer(text):
        part = match[0]
        if part == "\n" and (not is_value or depth == 0):
            if head.strip() and not is_value:
                yield line, head.strip()
            head, is_value, depth = "", False, 0
        elif is_value:
            depth += (part in ("[", "{")) - (part in ("]", "}"))
        elif part == "=":
            yield line, head.strip()
            is_value = True
        elif not part.startswith("#"):
            head += part
        line += part.count("\n")
    if head.strip() and not is_value:
        yield line, head.strip()


def _path_of(head: str) -> Path:
    """The names in a header or in a key, as Python's parser reads them."""
    path: list[str] = []
    node: object = tomllib.loads(head)
    while isinstance(node, Mapping) and node:
        ((name, node),) = node.items()
        path.append(name)
        if isinstance(node, list):
            # The header of an array of tables.
            break
    return tuple(path)
