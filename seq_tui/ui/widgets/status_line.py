"""The line at the top: whose rows these are, how many, and how fresh."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from textual.containers import Horizontal
from textual.widgets import Static

from seq_tui.text import clean

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from seq_tui.report.glyphs import Glyphs
    from seq_tui.store.source import Origin


class StatusLine(Horizontal):
    """Brand and account at the left; position and state at the right."""

    DEFAULT_CSS = """
    StatusLine {
        height: 1;
        background: $panel;
        & > Static { width: auto; height: 1; text-wrap: nowrap; padding: 0 1; }
        & > #brand { text-style: bold; color: $primary; }
        & > #account { width: 1fr; text-overflow: ellipsis; }
        & > #position { color: $foreground 80%; }
        & > #state { text-style: bold; color: $success; }
        &.-demo > #state { color: $warning; }
        &.-loading > #state { color: $foreground 60%; }
        &.-offline > #state { color: $warning; }
        &.-failed > #state { color: $error; }
    }
    """

    def __init__(self, origin: Origin, glyphs: Glyphs, *, id: str | None = None) -> None:
        super().__init__(id=id, classes=f"-{origin.kind.value}")
        self._origin = origin
        self._glyphs = glyphs
        self._position = Static(markup=False, id="position")
        self._usual = origin.kind.value
        if origin.as_of:
            self._usual += f" {glyphs.dot} {clean(origin.as_of, limit=60)}"
        self._state = Static(self._usual, markup=False, id="state")
        self._shown = ("", self._usual)

    def compose(self) -> ComposeResult:
        """Four texts."""
        yield Static("seq-tui", markup=False, id="brand")
        account = clean(self._origin.name, limit=80)
        if self._origin.advice:
            account += f"  {self._glyphs.dot}  {clean(self._origin.advice, limit=200)}"
        yield Static(account, markup=False, id="account")
        yield self._position
        yield self._state

    def say(self, position: str, state: str, pause: float = 0, age: str = "") -> None:
        """Show where the cursor is, and what goes on; no state means the account's usual one.

        Args:
            position: such as ``12 of 300+``.
            state: ``loading``, ``offline``, ``failed``, or nothing.
            pause: seconds until the service may be asked again, while something is loading.
            age: ``as of 24 Nov 18:05`` where rows in view are from an earlier reading.
        """
        doing = state or self._usual
        if state == "loading" and pause:
            doing = f"rate limited, going on in {ceil(pause)} s"
        if age:
            doing += f" {self._glyphs.dot} {age}"
        shown = (position, doing)
        for widget, before, now in zip(
            (self._position, self._state), self._shown, shown, strict=True
        ):
            if before != now:
                # Laying the line out anew would paint all of it.
                widget.update(now, layout=len(before) != len(now))
        self._shown = shown
        for name in ("loading", "offline", "failed"):
            self.set_class(state == name, f"-{name}")
