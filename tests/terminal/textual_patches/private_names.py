"""Finds the private names that Textual defines, and those of them that our code uses."""

from __future__ import annotations

import ast
import inspect
import textwrap
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from typing import TYPE_CHECKING, NamedTuple

import textual

import seq_tui

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

PACKAGE = Path(seq_tui.__path__[0])
PATCHES = PACKAGE / "terminal" / "textual_patches"

BY_NAME = {"getattr", "setattr", "hasattr", "delattr", "attrgetter"}
"""Functions that reach an attribute by a string."""


class Use(NamedTuple):
    """One use of a private name of Textual."""

    line: int
    name: str
    """Of an attribute or a method, its own name; of a module and what is in it, the full path."""


def is_private(name: str) -> bool:
    return name.startswith("_") and not name.startswith("__")


def uses_in(path: Path) -> list[Use]:
    """The private names of Textual that a file of ours uses, in any form."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    uses = {*imports_in(tree), *attributes_in(tree)}
    for kind in classes_by_file().get(str(path), ()):
        names = inherited_by_any(kind)
        uses |= {use for use in members_in(kind) if use.name in names}
    return sorted(uses)


def imports_in(tree: ast.AST) -> Iterator[Use]:
    """Private modules of Textual, and names that come from one or are private themselves."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            paths = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            paths = [f"{node.module}.{alias.name}" for alias in node.names]
        else:
            continue
        for path in paths:
            parts = path.split(".")
            if parts[0] == "textual" and any(map(is_private, parts)):
                yield Use(node.lineno, path)


def attributes_in(tree: ast.AST) -> Iterator[Use]:
    """Private attributes of other objects than our own, also those reached by a string."""
    modules = {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.Import)
        for alias in node.names
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            if is_own(node.value) or ast.unparse(node.value) in modules - {"textual"}:
                continue
            name = node.attr
        elif (
            isinstance(node, ast.Call)
            and ast.unparse(node.func).rpartition(".")[2] in BY_NAME
            and isinstance(constant := node.args[-1 if len(node.args) == 1 else 1], ast.Constant)
        ):
            name = str(constant.value)
        else:
            continue
        if is_private(name) and name in defined_by_textual():
            yield Use(node.lineno, name)


def is_own(node: ast.expr) -> bool:
    return ast.unparse(node) in ("self", "cls", "super()")


def members_in(kind: type) -> Iterator[Use]:
    """Private names that a class defines, or uses of itself."""
    lines, first = inspect.getsourcelines(kind)
    (body,) = ast.parse(textwrap.dedent("".join(lines))).body
    for node in ast.walk(body):
        if isinstance(node, ast.Attribute) and is_own(node.value):
            name = node.attr
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            name = node.name
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            name = node.id
        else:
            continue
        if is_private(name):
            yield Use(first + node.lineno - 1, name)


@cache
def our_classes() -> frozenset[type]:
    """Every class of the package, nested ones too."""
    names = [
        module.name
        for module in walk_packages(seq_tui.__path__, "seq_tui.")
        if not module.name.endswith("__main__")
    ]
    return frozenset(kind for name in names for kind in classes_in(import_module(name), name))


@cache
def classes_by_file() -> dict[str, list[type]]:
    """The same by the paths of their files, each of which would take long to find for each file."""
    found: dict[str, list[type]] = {}
    for kind in our_classes():
        found.setdefault(inspect.getsourcefile(kind) or "", []).append(kind)
    return found


def classes_in(owner: ModuleType | type, module: str) -> Iterator[type]:
    for value in list(vars(owner).values()):
        is_ours = isinstance(value, type) and value.__module__ == module and value is not owner
        # A generic class with its arguments, as pydantic makes one, has no source of its own.
        if is_ours and "[" not in value.__qualname__:
            yield value
            if value.__qualname__.startswith(getattr(owner, "__qualname__", "")):
                yield from classes_in(value, module)


def inherited_by_any(kind: type) -> set[str]:
    """Textual's private names in `kind` and, as it may be a mixin, in its subclasses."""
    return {
        name
        for other in {kind, *our_classes()}
        if kind in other.__mro__
        for base in other.__mro__
        if base.__module__.partition(".")[0] == "textual"
        for name in private_names_of(base)
    }


@cache
def private_names_of(kind: type) -> frozenset[str]:
    """What a class defines in its body or assigns to its instances."""
    return frozenset(filter(is_private, {*vars(kind), *instance_attributes(kind)}))


@cache
def instance_attributes(kind: type) -> frozenset[str]:
    tree = ast.parse(textwrap.dedent(inspect.getsource(kind)))
    return frozenset(
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and isinstance(node.ctx, ast.Store)
        and ast.unparse(node.value) == "self"
    )


@cache
def defined_by_textual() -> frozenset[str]:
    """Every private name that is defined or assigned anywhere in Textual's source."""
    names: set[str] = set()
    for path in Path(textual.__path__[0]).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                names.add(node.name)
            elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
                names.add(node.attr)
            elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                names.add(node.id)
    return frozenset(filter(is_private, names))
