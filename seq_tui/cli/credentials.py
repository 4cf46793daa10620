"""Which account is read and with which token: by the options, the environment and the profiles."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from seq_tui.cli.env import ACCESS, ADDRESS, api_address
from seq_tui.client.hosts import DEFAULT_BASE
from seq_tui.domain.failure import Cause, Failure, SourceError
from seq_tui.settings.logins import load_login, login_path, profile_names

if TYPE_CHECKING:
    from collections.abc import Mapping

    from seq_tui.settings.logins import Login
    from seq_tui.settings.quick import QuickProfile, QuickSettings

DEFAULT_PROFILE = "default"
"""The profile that ``login`` creates, and that is used, where none is named."""

ADVICE = (
    f"Type seq-tui login, or set {ACCESS}, to read your own account (seq-tui --help says how);"
    " or use --demo or --archive FILE."
)

KEYRING = "the keyring"

PORTS = {"http": 80, "https": 443}


class Profile(NamedTuple):
    """An account by its name: what the settings and a login say of it."""

    name: str
    settings: QuickProfile | None
    """What the user's file says."""

    login: Login | None

    @property
    def address(self) -> str:
        """The address of its API, the only one that its token may be sent to."""
        configured = self.settings.api_url if self.settings is not None else None
        return configured or (self.login.api_url if self.login is not None else DEFAULT_BASE)

    @property
    def token_source(self) -> str:
        """Where its token comes from, in plain words; empty if it has none."""
        if (settings := self.settings) is not None:
            if settings.token_command:
                return f"token_command of profile {self.name}"
            if settings.token_keyring:
                return KEYRING
            if settings.token:
                return f"token of profile {self.name}"
        if self.login is None:
            return ""
        return KEYRING if self.login.token is None else str(login_path(self.name))

    @property
    def identity(self) -> str:
        """What distinguishes its account from others at the same address; may be secret.

        The token of a command may be a new one each time, so the command stands for it.
        """
        if (settings := self.settings) is not None and (settings.token_command or settings.token):
            source = str(settings.token_command or settings.token)
        elif self.login is not None:
            source = self.login.account
        else:
            source = self.read_token()
        return f"profile\0{self.name}\0{source}"

    def read_token(self, *, may_prompt: bool = True) -> str:
        """The text of its token.

        Args:
            may_prompt: whether a command may ask something on the terminal.

        Raises:
            SourceError: it cannot be read.
        """
        settings = self.settings
        if settings is not None and settings.token_command:
            from seq_tui.cli.token_wait import report_wait
            from seq_tui.settings.token_command import run_token_command

            environ = {name: value for name, value in os.environ.items() if name != ACCESS}
            on_wait = report_wait if may_prompt else None
            return run_token_command(settings.token_command, environ, self.name, on_wait=on_wait)
        if settings is not None and settings.token:
            return settings.token
        if self.login is not None and self.login.token is not None:
            return self.login.token

        from seq_tui.settings.token_keyring import load_token

        if (token := load_token(self.name)) is None:
            message = f"The keyring has no token for profile {self.name}"
            raise SourceError(Failure(Cause.USAGE, message, _login_advice(self.name)))
        return token


class Credentials(NamedTuple):
    """An address, and the token that may be sent there."""

    address: str
    """The address of the API."""

    source: str
    """Where the token comes from, in plain words."""

    profile: Profile | None = None
    """The profile that was chosen, if any."""

    environment_token: str = ""
    """The token of the environment, which goes before that of the profile."""

    def __repr__(self) -> str:
        """Where the token comes from, without the token."""
        return f"Credentials({self.address!r}, {self.source!r}, {self.profile!r})"

    @property
    def name(self) -> str:
        """The name of the profile; empty if there is none."""
        return self.profile.name if self.profile is not None else ""

    @property
    def identity(self) -> str:
        """What distinguishes the account from others at the same address; may be secret."""
        if self.environment_token or self.profile is None:
            # Without the white space and the scheme that are not sent.
            from seq_tui.client.token import parse_token

            return parse_token(self.environment_token)
        return self.profile.identity

    @property
    def is_immediate(self) -> bool:
        """Whether the token can be read without waiting for another program."""
        profile = self.profile
        if self.environment_token or profile is None:
            return True
        is_in_file = profile.settings is not None and bool(profile.settings.token)
        is_stored = profile.login is not None and profile.login.token is not None
        return is_in_file or (is_stored and profile.token_source == str(login_path(profile.name)))

    def read_token(self, *, may_prompt: bool = True) -> str:
        """The text of the token, as for `Profile.read_token`."""
        if self.environment_token or self.profile is None:
            return self.environment_token
        return self.profile.read_token(may_prompt=may_prompt)


def find_credentials(
    settings: QuickSettings,
    environ: Mapping[str, str],
    *,
    profile: str | None = None,
    api_url: str | None = None,
) -> Credentials | None:
    """The account that is chosen; `None` if none is. No token is read but that of the environment.

    Args:
        settings: the profiles.
        environ: the environment.
        profile: the profile that the command line names.
        api_url: the address that the command line names.

    Raises:
        SourceError: there is no such profile, it has no token, or the address is not its own.
    """
    environment_token = environ.get(ACCESS, "")
    has_token = bool(environment_token.strip())
    # A profile of the command line goes before an address of the environment.
    address = api_url or ("" if profile else api_address(environ))
    chosen = _chosen_profile(settings, profile)
    if has_token and profile is None and chosen is not None and chosen.token_source:
        # An account of its own: the profile that is used by default has another token.
        chosen = None
    if has_token:
        base = address or (chosen.address if chosen is not None else DEFAULT_BASE)
        return Credentials(base, ACCESS, chosen, environment_token)
    if chosen is None:
        if address:
            raise SourceError(Failure(Cause.USAGE, "An address is set, but no token", ADVICE))
        return None
    if not chosen.token_source:
        message = f"Profile {chosen.name} has no token"
        raise SourceError(Failure(Cause.USAGE, message, _login_advice(chosen.name)))
    _refuse_other_address(chosen, address, "--api-url" if api_url else ADDRESS)
    return Credentials(chosen.address, chosen.token_source, chosen)


def account_advice(settings: QuickSettings) -> str:
    """What to do if no account is chosen: choose a profile, or if there is none, make one."""
    if not (names := profile_names(settings)):
        return ADVICE
    known = ", ".join(names)
    return f'Add --profile NAME, or profile = "NAME" to the settings; the profiles are {known}.'


def find_profile(settings: QuickSettings, name: str) -> Profile | None:
    """The profile of that name; `None` if neither the settings nor a login know it.

    Raises:
        SourceError: what is said of it cannot be used.
    """
    configured, login = configured_profile(settings, name), load_login(name)
    return None if configured is None and login is None else Profile(name, configured, login)


def configured_profile(settings: QuickSettings, name: str) -> QuickProfile | None:
    """What the settings say of a profile; `None` if they do not know it.

    Raises:
        SourceError: it has a mistake.
    """
    profile = settings.profile(name)
    if profile is None and name in settings.profile_names():
        message, advice = f"Profile {name} has a mistake", "seq-tui config check says which."
        raise SourceError(Failure(Cause.USAGE, message, advice))
    return profile


def is_same_address(one: str, other: str) -> bool:
    """Whether two addresses are those of one API."""
    return _normalised(one) == _normalised(other)


def _chosen_profile(settings: QuickSettings, name: str | None) -> Profile | None:
    chosen = name or settings.profile_name
    profile = find_profile(settings, chosen or DEFAULT_PROFILE)
    if profile is None and chosen:
        raise _unknown_profile(settings, chosen)
    return profile


def _unknown_profile(settings: QuickSettings, name: str) -> SourceError:
    from seq_tui.cli.suggestion import closest_name

    names = profile_names(settings)
    known = f"there are {', '.join(names)}" if names else "there is none yet"
    meant = closest_name(name, names)
    hint = f"Did you mean {meant}?" if meant else f"{_login_advice(name)}"
    return SourceError(Failure(Cause.USAGE, f"There is no profile {name}: {known}", hint))


def _refuse_other_address(profile: Profile, address: str, setting: str) -> None:
    """Refuse to send the token of a profile anywhere else than to its own address."""
    settings, login = profile.settings, profile.login
    is_configured = settings is not None and bool(settings.token_command or settings.token)
    if login and not is_configured and not is_same_address(login.api_url, profile.address):
        message = f"The token of profile {profile.name} was stored for {login.api_url}"
        raise SourceError(Failure(Cause.USAGE, message, _login_advice(profile.name)))
    if address and not is_same_address(address, profile.address):
        message = f"The token of profile {profile.name} is sent to {profile.address} only"
        advice = f"For the address of {setting}, set {ACCESS} or use another profile."
        raise SourceError(Failure(Cause.USAGE, message, advice))


def _login_advice(name: str) -> str:
    option = "" if name == DEFAULT_PROFILE else f" --profile {name}"
    return f"To store one, type seq-tui login{option}."


def _normalised(address: str) -> tuple[str, str, int | None, str] | str:
    try:
        parts = urlsplit(address.strip())
        port = parts.port or PORTS.get(parts.scheme)
    except ValueError:
        return address
    path = parts.path.rstrip("/").removesuffix("/v2")
    return parts.scheme, parts.hostname or "", port, path
