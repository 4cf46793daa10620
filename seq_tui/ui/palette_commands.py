"""The entries of the command palette, made from the bindings."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual.command import DiscoveryHit, Hit, Provider

if TYPE_CHECKING:
    from textual.binding import ActiveBinding
    from textual.command import Hits


class BindingCommands(Provider):
    """Every binding that works on the screen below, by its description."""

    async def discover(self) -> Hits:
        """Yield all bindings."""
        for active in self._bindings():
            yield DiscoveryHit(
                active.binding.description,
                partial(self._run, active),
                help=active.binding.tooltip,
            )

    async def search(self, query: str) -> Hits:
        """Yield the bindings whose description or tooltip matches."""
        matcher = self.matcher(query)
        for active in self._bindings():
            text = f"{active.binding.description} · {active.binding.tooltip}"
            if (score := matcher.match(text)) > 0:
                yield Hit(score, matcher.highlight(text), partial(self._run, active))

    def _bindings(self) -> list[ActiveBinding]:
        """The enabled bindings, one for each description."""
        return list(
            {
                active.binding.description: active
                for active in self.screen.active_bindings.values()
                if active.binding.id and active.enabled
            }.values()
        )

    async def _run(self, active: ActiveBinding) -> None:
        await self.app.run_action(active.binding.action, active.node)
