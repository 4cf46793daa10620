"""Users of an account, as the API lists them: only their ids and names are read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seq_tui.wire.records import item_id, item_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from seq_tui.domain.json import Json


def read_user_names(body: Json) -> dict[int, str]:
    """The names by id in a list of users; what has no id or no name is left out."""
    items = body.get("items") if isinstance(body, dict) else None
    found: dict[int, str] = {}
    for item in items if isinstance(items, list) else ():
        user_id, name = item_id(item), item_name(item)
        if user_id is not None and name:
            found[user_id] = name
    return found


def encode_users(names: Mapping[int, str], ids: Iterable[int]) -> list[Json]:
    """Those of the users that have a name here, each in its envelope."""
    return [
        {"data": {"id": each, "name": names[each]}, "meta": {"type": "user"}}
        for each in ids
        if each in names
    ]
