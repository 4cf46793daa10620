"""The ids of what keys do, which only the screen knows."""

from __future__ import annotations

from importlib import import_module
from pkgutil import walk_packages
from typing import TYPE_CHECKING

from textual.binding import Binding
from textual.dom import DOMNode

import seq_tui.ui

if TYPE_CHECKING:
    from collections.abc import Iterator


def key_ids() -> tuple[str, ...]:
    """The ids of what keys do, on the browser and in its dialogs."""
    return tuple(dict.fromkeys(name for name, _ in key_descriptions()))


def key_descriptions() -> Iterator[tuple[str, str]]:
    """Each id, with a sentence about it, as often as a class of the screen has it."""
    for module in walk_packages(seq_tui.ui.__path__, f"{seq_tui.ui.__name__}."):
        import_module(module.name)
    for widget in _subclasses(DOMNode):
        if widget.__module__.startswith(seq_tui.ui.__name__):
            for binding in widget.__dict__.get("BINDINGS", ()):
                if isinstance(binding, Binding) and binding.id:
                    yield binding.id, binding.tooltip


def _subclasses(parent: type[DOMNode]) -> Iterator[type[DOMNode]]:
    for child in parent.__subclasses__():
        yield child
        yield from _subclasses(child)
