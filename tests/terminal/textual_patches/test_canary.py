"""Each private name of Textual that the patches use is there, and is what it was in 8.2.8."""

from __future__ import annotations

import inspect
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

from textual import __version__

from tests.terminal.textual_patches.private_names import (
    PATCHES,
    instance_attributes,
    is_private,
    uses_in,
)

if TYPE_CHECKING:
    from collections.abc import Callable

PRIVATE_NAMES = {
    "textual._ansi_sequences.ANSI_SEQUENCES_KEYS": "dict",
    "textual._compositor.ChopsUpdate": "class (chops, spans, chop_ends)",
    "textual._compositor.Compositor": "class ()",
    "textual._keyboard_protocol.FUNCTIONAL_KEYS": "dict",
    "textual._keyboard_protocol.MODIFIER_FUNCTIONAL_KEYS": "set",
    "textual._styles_cache.StylesCache": "class ()",
    "textual.drivers._writer_thread.WriterThread": "class (file)",
    "textual._compositor.Compositor._dirty_regions": "attribute",
    "textual._compositor.Compositor._regions_to_spans": "(cls, regions)",
    "textual.app.App._batch_count": "attribute",
    "textual.app.App._check_bindings": "async (self, key, priority=False)",
    "textual.app.App._context": "(self)",
    "textual.app.App._fatal_error": "(self)",
    "textual.app.App._handle_exception": "(self, error)",
    "textual.app.App._notifications": "attribute",
    "textual.app.App._refresh_notifications": "(self)",
    "textual.css.stylesheet.Stylesheet._process_component_classes": "(self, node)",
    "textual.dom.DOMNode._bindings": "attribute",
    "textual.dom.DOMNode._component_styles": "attribute",
    "textual.dom.DOMNode._get_component_classes": "cached (cls)",
    "textual.dom.DOMNode._merge_bindings": "(cls)",
    "textual.driver.Driver._app": "attribute",
    "textual.drivers.linux_driver.LinuxDriver._file": "attribute",
    "textual.drivers.linux_driver.LinuxDriver._get_terminal_size": "(self)",
    "textual.drivers.linux_driver.LinuxDriver._key_thread": "attribute",
    "textual.drivers.linux_driver.LinuxDriver._mouse_pixels": "attribute",
    "textual.drivers.linux_driver.LinuxDriver._writer_thread": "attribute",
    "textual.keys._character_to_key": "(character)",
    "textual.message_pump.MessagePump._mounted_event": "cached property",
    "textual.screen.Screen._binding_chain": "property",
    "textual.screen.Screen._compositor": "attribute",
    "textual.screen.Screen._compositor_refresh": "(self)",
    "textual.screen.Screen._dirty_widgets": "attribute",
    "textual.screen.Screen._get_breakpoint_classes": "(self, dimension, breakpoints)",
    "textual.screen.Screen._refresh_layout": "(self, size=None, scroll=False)",
    "textual.screen.Screen._screen_resized": "(self, size)",
    "textual.screen.Screen._update_auto_focus": "(self)",
    "textual.widget.Widget._layout_required": "attribute",
    "textual.widget.Widget._repaint_required": "attribute",
    "textual.widget.Widget._scroll_update": "(self, virtual_size)",
    "textual.widgets.Input._on_key": "async (self, event)",
    "textual.widgets.Input._on_paste": "(self, event)",
}
"""Where each private name is, and what it is."""

OF_PRIVATE_CLASSES = {
    "textual._compositor.ChopsUpdate.render_segments": "(self, console)",
    "textual._compositor.Compositor.render_partial_update": "(self)",
    "textual._compositor.Compositor.size": "attribute",
    "textual._compositor.Compositor.update_widgets": "(self, widgets)",
    "textual._compositor.Compositor.visible_widgets": "property",
    "textual._styles_cache.StylesCache.get_inner_outer": (
        "cached (cls, base_background, background)"
    ),
    "textual.drivers._writer_thread.WriterThread.run": "(self)",
}
"""The same of public members of private classes."""


def test_each_private_name_is_what_it_was() -> None:
    changed = [
        f"{path}: was {expected}, is {found}"
        for path, expected in (PRIVATE_NAMES | OF_PRIVATE_CLASSES).items()
        if (found := describe(path)) != expected
    ]
    report = "\n".join([f"Textual {__version__} differs from 8.2.8:", *changed])
    assert not changed, report


def test_the_table_names_what_the_patches_use_and_nothing_else() -> None:
    used = {use.name for path in PATCHES.rglob("*.py") for use in uses_in(path)}
    assert {short(path) for path in PRIVATE_NAMES} == used


def short(path: str) -> str:
    """A private attribute by its own name, and anything else by its path."""
    name = path.rpartition(".")[2]
    return name if is_private(name) else path


def describe(path: str) -> str:
    """What Textual has at a path: a class or a function with its parameters, or an attribute."""
    owner_path, _, name = path.rpartition(".")
    owner = find(owner_path)
    value = inspect.getattr_static(owner, name, None)
    if value is None and isinstance(owner, ModuleType):
        value = getattr(owner, name, None)
    if isinstance(value, type):
        return f"class {parameters(value)}"
    if isinstance(value, property):
        return "property"
    if type(value).__name__ == "cached_property":  # Textual has its own before Python 3.12
        return "cached property"
    if isinstance(value, classmethod | staticmethod):
        value = value.__func__
    if isinstance(value, dict | set):
        return type(value).__name__
    if callable(value):
        is_cached = "cached " if hasattr(value, "cache_clear") else ""
        is_async = "async " if inspect.iscoroutinefunction(value) else ""
        return f"{is_cached}{is_async}{parameters(value)}"
    if isinstance(owner, type):
        known = (instance_attributes(each) for each in owner.__mro__ if each is not object)
        return "attribute" if any(name in names for names in known) else "missing"
    return "missing"


def find(path: str) -> object:
    """The module or class at a path; `None` if there is none."""
    module, _, name = path.rpartition(".")
    try:
        return import_module(path)
    except ImportError:
        return getattr(find(module), name, None) if module else None


def parameters(value: Callable[..., object]) -> str:
    """The parameters with their defaults, without annotations."""
    signature = inspect.signature(value)
    empty = inspect.Parameter.empty
    plain = [each.replace(annotation=empty) for each in signature.parameters.values()]
    return str(signature.replace(parameters=plain, return_annotation=inspect.Signature.empty))


def test_a_name_that_is_gone_or_of_another_kind_is_described() -> None:
    assert describe("textual.app.App._no_such_name") == "missing"
    assert describe("textual._no_such_module.Thing") == "missing"
    assert describe("textual.widget.Widget._size") == "attribute"
    assert describe("textual.widget.Widget.is_disabled") == "property"
