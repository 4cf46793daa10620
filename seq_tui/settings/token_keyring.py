"""The keyring of the system as a place for tokens; the extra ``keyring`` has the library."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seq_tui.domain.failure import Cause, Failure, SourceError

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

SERVICE = "seq-tui"
"""The service of each entry; its user is the name of the profile."""

MISSING = "Tokens in the keyring need the package keyring"

INSTALL = "Install it: pip install 'seq-tui[keyring]'"


def load_token(profile: str) -> str | None:
    """The token of a profile; `None` if the keyring has none.

    Raises:
        SourceError: the package is missing, or the keyring cannot be read.
    """
    try:
        # Slow to import, and needed only for tokens in a keyring.
        import keyring
        from keyring.errors import KeyringError
    except ImportError:
        raise SourceError(Failure(Cause.USAGE, MISSING, INSTALL)) from None
    try:
        return keyring.get_password(SERVICE, profile)
    except KeyringError as error:
        raise _unreadable(error) from None


def store_token(profile: str, token: str) -> str:
    """Store the token of a profile; the name of the keyring, or empty if none can store it."""
    try:
        import keyring
        from keyring.errors import KeyringError
    except ImportError:
        return ""
    try:
        keyring.set_password(SERVICE, profile, token)
        # Some keyrings accept everything and keep nothing.
        is_stored = keyring.get_password(SERVICE, profile) == token
    except KeyringError:
        return ""
    return _name(keyring.get_keyring()) if is_stored else ""


def delete_token(profile: str) -> bool:
    """Delete the token of a profile; whether there was one.

    Raises:
        SourceError: the package is missing, or the keyring cannot be changed.
    """
    try:
        import keyring
        from keyring.errors import KeyringError, PasswordDeleteError
    except ImportError:
        raise SourceError(Failure(Cause.USAGE, MISSING, INSTALL)) from None
    try:
        keyring.delete_password(SERVICE, profile)
    except PasswordDeleteError:
        return False
    except KeyringError as error:
        raise _unreadable(error) from None
    return True


def _name(backend: KeyringBackend) -> str:
    return backend.name


def _unreadable(error: Exception) -> SourceError:
    from keyring.errors import NoKeyringError

    if isinstance(error, NoKeyringError):
        return SourceError(Failure(Cause.USAGE, "This system has no keyring", "Use token_command."))
    message = f"The keyring cannot be used ({type(error).__name__})"
    advice = "Unlock it, or use token_command."
    return SourceError(Failure(Cause.USAGE, message, advice))
