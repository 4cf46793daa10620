"""Only `textual_patches` uses private names of Textual."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import pytest
from textual.screen import Screen

from tests.terminal.textual_patches.private_names import (
    PACKAGE,
    PATCHES,
    attributes_in,
    imports_in,
    inherited_by_any,
    members_in,
    our_classes,
    uses_in,
)

if TYPE_CHECKING:
    from textual.events import Idle


def test_only_the_patches_use_private_names_of_textual() -> None:
    found = [
        f"{path.relative_to(PACKAGE)}:{use.line}: {use.name}"
        for path in PACKAGE.rglob("*.py")
        if PATCHES not in path.parents
        for use in uses_in(path)
    ]
    assert found == []


@pytest.mark.parametrize(
    "code",
    [
        "import textual._compositor",
        "import textual._compositor as compositor",
        "from textual._compositor import Compositor",
        "from textual.drivers._writer_thread import WriterThread",
        "from textual.scrollbar import _ScrollBar",
    ],
)
def test_a_private_import_is_found(code: str) -> None:
    assert len(list(imports_in(ast.parse(code)))) == 1


@pytest.mark.parametrize(
    "code",
    [
        "app._driver",
        "self.app._driver.write('')",
        "self.screen._compositor = None",
        "app.screen._dirty_widgets.clear()",
        "getattr(app, '_driver')",
        "setattr(widget, '_repaint_required', False)",
        "map(attrgetter('_driver'), apps)",
    ],
)
def test_a_private_attribute_of_another_object_is_found(code: str) -> None:
    assert len(list(attributes_in(ast.parse(code)))) == 1


@pytest.mark.parametrize("code", ["import os\nos._exit(0)", "self._driver", "row._our_own_name"])
def test_a_private_attribute_of_another_library_or_of_ours_is_not(code: str) -> None:
    assert list(attributes_in(ast.parse(code))) == []


class Trespasser(Screen[None]):
    _layout_required = True

    def __init__(self) -> None:
        super().__init__()
        self._dirty_widgets = set()
        self._our_own_name = 1

    async def _on_idle(self, event: Idle) -> None:
        await super()._on_idle(event)


def test_a_private_name_that_is_inherited_is_found() -> None:
    names = inherited_by_any(Trespasser)
    found = {use.name for use in members_in(Trespasser)} & names
    assert found == {"_layout_required", "_dirty_widgets", "_on_idle"}
    assert "_our_own_name" not in names


def test_nested_classes_and_mixins_are_looked_at() -> None:
    classes = {kind.__qualname__: kind for kind in our_classes()}
    assert "VirtualList.WindowChanged" in classes
    assert "_dirty_widgets" in inherited_by_any(classes["PaneScreen"])
    assert "_scroll_update" in inherited_by_any(classes["CachedLines"])
