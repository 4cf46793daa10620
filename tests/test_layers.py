"""The import rules of the packages, and the size limits of files and functions."""

from __future__ import annotations

import ast
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
PACKAGE = sorted((ROOT / "seq_tui").rglob("*.py"))
EVERYTHING = [*PACKAGE, *sorted((ROOT / "tests").rglob("*.py"))]

ALLOWED = {
    "sanitize": set[str](),
    "domain": set[str](),
    "version": set[str](),
    "wire": {"domain", "jiter"},
    "client": {"domain", "version", "wire", "httpx"},
    "archive": {"domain", "version", "wire"},
    "server": {"domain", "sanitize", "wire", "starlette", "uvicorn"},
    "store": {"domain"},
    "settings": {"domain", "keyring", "platformdirs", "pydantic"},
    "presentation": {"domain", "sanitize", "rich"},
    "export": {
        "domain",
        "sanitize",
        "presentation",
        "markdown_it",
        "nh3",
        "pyarrow",
        "pydantic",
        "rich",
    },
    "terminal": {"sanitize", "textual", "rich"},
    "system": set[str](),
    "ui": {
        *("domain", "sanitize", "store", "presentation", "export", "terminal", "system"),
        *("textual", "rich"),
    },
}
"""What each package may import besides itself and the standard library; ``cli`` may import all, and
only ``__main__`` imports it."""

NETWORK = {
    *("asyncio.open_connection", "asyncio.start_server"),
    *("asyncio.open_unix_connection", "asyncio.start_unix_server", "asyncio.streams"),
    *("h11", "http", "httpcore", "socket", "socketserver", "ssl", "urllib.request"),
}
"""Modules that open connections or parse HTTP; only ``client`` and ``server`` may use them."""

MAX_FILE_LINES = 400
MAX_FUNCTION_LINES = 40


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def relative(path: Path) -> str:
    return str(path.relative_to(ROOT))


def imported(path: Path) -> Iterator[str]:
    """The full name of each import, without a leading ``seq_tui.``."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name.removeprefix("seq_tui.") for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                yield f"{'.' * node.level}{node.module}.{alias.name}".removeprefix("seq_tui.")


def is_allowed(name: str, part: str) -> bool:
    if part in ("cli", "__main__") or name.partition(".")[0] in sys.stdlib_module_names:
        return True
    return any(f"{name}.".startswith(f"{allowed}.") for allowed in ALLOWED[part] | {part})


def test_each_package_imports_only_what_it_may() -> None:
    parts = {
        path: path.relative_to(ROOT / "seq_tui").parts[0].removesuffix(".py") for path in PACKAGE
    }
    wrong = [
        f"{relative(path)} imports {name}"
        for path, part in parts.items()
        for name in imported(path)
        if not is_allowed(name, part)
    ]
    assert wrong == []


def used(path: Path) -> Iterator[str]:
    """The full name of each import, and each attribute used of a plain name, such as a module."""
    yield from imported(path)
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            yield f"{node.value.id}.{node.attr}"


def test_only_the_client_and_the_server_use_the_network() -> None:
    wrong = [
        f"{relative(path)} uses {name}"
        for path in PACKAGE
        if path.relative_to(ROOT / "seq_tui").parts[0] not in ("client", "server")
        for name in used(path)
        if any(f"{name}.".startswith(f"{forbidden}.") for forbidden in NETWORK)
    ]
    assert wrong == []


def test_lists_loaders_and_sources_work_for_any_record() -> None:
    domain = ROOT / "seq_tui" / "domain"
    generic = [domain / "page.py", domain / "source.py", *(ROOT / "seq_tui" / "store").glob("*.py")]
    wrong = [
        f"{relative(path)} imports {name}"
        for path in generic
        for name in imported(path)
        if f"{name}.".startswith("domain.sequence.")
    ]
    assert wrong == []


def test_every_import_is_absolute() -> None:
    wrong = [
        relative(path) for path in EVERYTHING if any(n.startswith(".") for n in imported(path))
    ]
    assert wrong == []


def test_an_init_file_only_reexports_names() -> None:
    wrong = [
        f"{relative(path)}:{node.lineno}"
        for path in PACKAGE
        if path.name == "__init__.py"
        for node in tree(path).body[1:]
        if not isinstance(node, ast.ImportFrom) and "__all__" not in ast.unparse(node)
    ]
    assert wrong == []


def test_every_module_has_a_docstring() -> None:
    assert [relative(path) for path in EVERYTHING if not ast.get_docstring(tree(path))] == []


def test_no_file_and_no_function_is_too_long() -> None:
    files = [
        relative(path)
        for path in EVERYTHING
        if len(path.read_text(encoding="utf-8").splitlines()) > MAX_FILE_LINES
    ]
    functions = [
        f"{relative(path)}: {node.name}"
        for path in EVERYTHING
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or 0) - node.lineno >= MAX_FUNCTION_LINES
    ]
    assert files + functions == []


@pytest.mark.parametrize(
    "arguments", [["--version"], ["--help"], ["list", "--help"], ["schema", "--help"]]
)
def test_the_command_line_starts_without_the_libraries_of_its_commands(
    arguments: list[str],
) -> None:
    script = (
        "import sys\n"
        "from seq_tui.cli.main import main\n"
        f"code = main({arguments})\n"
        "heavy = {'textual', 'httpx', 'starlette', 'uvicorn', 'rich', 'pydantic'}\n"
        "print(sorted(heavy & set(sys.modules)), code, file=sys.stderr)\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert run.stderr == "[] 0\n"


@pytest.mark.parametrize(
    ("run", "is_imported"),
    [
        ("main(['list', '--demo', '--format', 'json'])", False),
        ("main(['show', '21132', '--demo', '--format', 'json', '--start', 'now'])", False),
        ("import seq_tui.cli.commands.browse, seq_tui.ui.app, seq_tui.ui.screens.browser", False),
        ("main(['schema'])", True),
    ],
)
def test_only_the_command_that_prints_the_schema_imports_pydantic(
    run: str, is_imported: bool
) -> None:
    script = (
        "import sys\n"
        "from seq_tui.cli.main import main\n"
        f"{run}\n"
        "print('pydantic' in sys.modules, file=sys.stderr)\n"
    )
    process = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert process.stderr == f"{is_imported}\n"
