"""The styles of a widget's parts are those of Textual, looked up only where they can differ."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual.css.stylesheet import Stylesheet

from seq_tui.server.demo.account import DemoAccount
from seq_tui.ui.widgets.virtual_list import VirtualList
from tests.ui.browsing import browse

if TYPE_CHECKING:
    from textual.dom import DOMNode

    from tests.ui.browsing import Browsing

pytestmark = pytest.mark.anyio


@pytest.fixture
def looked_up(monkeypatch: pytest.MonkeyPatch) -> list[DOMNode]:
    """The widgets whose parts Textual looked up, in order."""
    nodes: list[DOMNode] = []
    process = Stylesheet._process_component_classes

    def recorded(sheet: Stylesheet, node: DOMNode) -> None:
        if node._get_component_classes():
            nodes.append(node)
        process(sheet, node)

    monkeypatch.setattr(Stylesheet, "_process_component_classes", recorded)
    return nodes


def part_rules(node: DOMNode) -> dict[str, dict[str, object]]:
    return {part: dict(styles.get_rules()) for part, styles in node._component_styles.items()}


def outdated(browsing: Browsing) -> list[str]:
    """Widgets whose parts have other styles than Textual would give them now."""
    wrong = []
    for node in browsing.app.screen.walk_children(with_self=True):
        before = part_rules(node)
        Stylesheet._process_component_classes(browsing.app.stylesheet, node)
        if part_rules(node) != before:
            wrong.append(str(node))
    return wrong


async def test_parts_have_the_styles_that_textual_would_look_up() -> None:
    async with browse(DemoAccount(), size=(120, 36)) as browsing:
        assert outdated(browsing) == []
        for key in ("slash", "x", "enter", "enter", "enter", "z", "escape", "t", "escape", "e"):
            await browsing.press(key)
            assert outdated(browsing) == [], key
        for size in ((40, 10), (200, 50), (80, 24)):
            await browsing.resize(size)
            assert outdated(browsing) == [], size
        await browsing.press("escape")
        for theme in ("seq-tui-light", "ansi-dark", "textual-dark"):
            browsing.app.theme = theme
            await browsing.settle()
            assert outdated(browsing) == [], theme
        browsing.list.disabled = True
        assert outdated(browsing) == []


async def test_moving_the_focus_looks_up_the_parts_of_both_lists_only(
    looked_up: list[DOMNode],
) -> None:
    async with browse(DemoAccount(), size=(120, 36)) as browsing:
        await browsing.press("enter")
        await browsing.press("escape")
        looked_up.clear()
        await browsing.press("enter")
        lists = [browsing.list, browsing.steps]
        assert sorted(map(str, looked_up)) == sorted(map(str, lists))
        assert all(isinstance(node, VirtualList) for node in looked_up)


async def test_a_cursor_step_looks_up_nothing(looked_up: list[DOMNode]) -> None:
    async with browse(DemoAccount(), size=(120, 36)) as browsing:
        looked_up.clear()
        await browsing.press("down")
        assert looked_up == []
