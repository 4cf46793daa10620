"""All tools that sequences can be written for."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from seq_tui.export.moving.apollo import APOLLO
from seq_tui.export.moving.hubspot import HUBSPOT
from seq_tui.export.moving.outreach import OUTREACH
from seq_tui.export.moving.salesloft import SALESLOFT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from seq_tui.export.moving.built import Target

TARGETS: Mapping[str, Target] = MappingProxyType(
    {each.name: each for each in (APOLLO, SALESLOFT, HUBSPOT, OUTREACH)}
)
"""By name, in the order of `target_names.TARGET_NAMES`."""
