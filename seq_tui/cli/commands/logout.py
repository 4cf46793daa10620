"""``seq-tui logout``: deletes the access token that ``login`` stored."""

from __future__ import annotations

import os

import click

from seq_tui.cli import output
from seq_tui.cli.account_options import AccountChoice, account_of_logout
from seq_tui.cli.credentials import DEFAULT_PROFILE, KEYRING, Profile, configured_profile
from seq_tui.cli.example_command import ExampleCommand, examples
from seq_tui.domain.failure import Cause, Failure, SourceError
from seq_tui.settings.logins import delete_login, load_login
from seq_tui.settings.quick import read_settings


@examples(
    {
        "seq-tui logout": "delete the stored token",
        "seq-tui logout --profile sales-eu": "the same for another account",
    }
)
@click.command("logout", cls=ExampleCommand)
@account_of_logout
@click.pass_obj
def logout(choice: AccountChoice) -> None:
    """Delete the access token that login stored. Sell accepts it until it is revoked there."""
    settings = read_settings(os.environ)
    name = choice.profile or settings.profile_name or DEFAULT_PROFILE
    configured = configured_profile(settings, name)
    places = []
    if _is_in_keyring(name) or (configured is not None and configured.token_keyring):
        from seq_tui.settings.token_keyring import delete_token

        if delete_token(name):
            places.append(KEYRING)
    if (path := delete_login(name)) and not places:
        places.append(str(path))
    if not places:
        source = Profile(name, configured, None).token_source
        advice = f"Its token comes from {source}, which logout does not change." if source else ""
        raise SourceError(Failure(Cause.USAGE, f"No token is stored for profile {name}", advice))
    output.narrate(f"The token of profile {name} was deleted from {' and '.join(places)}")


def _is_in_keyring(name: str) -> bool:
    """Whether a login stored the token there; what cannot be read is deleted all the same."""
    try:
        login = load_login(name)
    except SourceError:
        return False
    return login is not None and login.token is None
