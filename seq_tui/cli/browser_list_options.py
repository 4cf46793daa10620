"""The options ``--columns`` and ``--sort`` of the browser, before or after the command."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import click

from seq_tui.domain.query import ACCOUNT_ORDER, SORT_KEYS
from seq_tui.settings import values
from seq_tui.settings.quick import VARIABLES

if TYPE_CHECKING:
    from collections.abc import Callable

Command = TypeVar("Command", bound="Callable[..., object]")

COLUMNS, SORT = "--columns", "--sort"

_COLUMNS_KEY, _SORT_KEY = "seq_tui.columns", "seq_tui.sort"
"""The keys of the choices in `click.Context.meta`, which all contexts of a run share."""


def browser_list_options(command: Command) -> Command:
    """Add both options; `chosen_columns` and `chosen_sort` return what they chose."""
    columns = click.option(
        COLUMNS,
        "browser_columns",
        metavar="NAMES",
        expose_value=False,
        callback=_store_columns,
        shell_complete=_complete_columns,
        help="The columns of the browser's list beside the name, separated by commas:"
        f" {', '.join(values.COLUMNS)}.  [env: {VARIABLES['columns']}]",
    )
    sort = click.option(
        SORT,
        "browser_sort",
        metavar="ORDER",
        expose_value=False,
        callback=_store_sort,
        shell_complete=_complete_sort,
        help=f"The order of the browser's list: {', '.join(SORT_KEYS)}, or {ACCOUNT_ORDER} as the"
        " account has it; -updated or updated:desc sorts the last first.  "
        f"[env: {VARIABLES['sort']}; default: the order that was chosen last]",
    )
    return columns(sort(command))


def chosen_columns() -> tuple[str, object] | None:
    """The option and the columns, if it is given."""
    names = click.get_current_context().meta.get(_COLUMNS_KEY)
    return None if names is None else (COLUMNS, names)


def chosen_sort() -> tuple[str, str] | None:
    """The option and the order, as `seq_tui.domain.sort_text` writes it, if it is given."""
    order = click.get_current_context().meta.get(_SORT_KEY)
    return None if order is None else (SORT, order)


def _store_columns(context: click.Context, parameter: click.Parameter, value: str | None) -> None:
    if value is not None:
        names = [name.strip().casefold() for name in value.split(",") if name.strip()]
        context.meta[_COLUMNS_KEY] = _parsed(context, parameter, values.parse_columns, names)


def _store_sort(context: click.Context, parameter: click.Parameter, value: str | None) -> None:
    if value is not None:
        context.meta[_SORT_KEY] = _parsed(context, parameter, values.parse_sort, value)


def _parsed(
    context: click.Context,
    parameter: click.Parameter,
    parse: Callable[[object], object],
    value: object,
) -> object:
    """The value of an option, read as a setting is."""
    try:
        return parse(value)
    except values.UnknownNameError as error:
        from seq_tui.cli.suggestion import closest_name

        near = closest_name(error.name, error.known)
        advice = f"did you mean {near}?" if near else f"it can be {values.spoken(error.known)}."
        raise click.BadParameter(f"{error}; {advice}", context, parameter) from None
    except ValueError as error:
        raise click.BadParameter(f"{error}.", context, parameter) from None


def _complete_columns(
    _context: click.Context, _parameter: click.Parameter, incomplete: str
) -> list[str]:
    """The lists of columns that begin with `incomplete`, each with one column more."""
    head, comma, start = incomplete.rpartition(",")
    chosen = head.split(",")
    names = [name for name in values.COLUMNS if name not in chosen and name.startswith(start)]
    return [f"{head}{comma}{name}" for name in names]


def _complete_sort(
    _context: click.Context, _parameter: click.Parameter, incomplete: str
) -> list[str]:
    """The orders that begin with `incomplete`."""
    orders = [ACCOUNT_ORDER, *(f"{sign}{key}" for key in SORT_KEYS for sign in ("", "-"))]
    return [order for order in orders if order.startswith(incomplete)]
