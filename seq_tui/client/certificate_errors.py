"""Why a certificate is not trusted, in plain words, and what the user can do about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seq_tui.client.errors import UnreachableError
from seq_tui.client.tls_files import CERTIFICATE_FILE, certificate_variable
from seq_tui.wire.errors import one_line

if TYPE_CHECKING:
    import ssl

_CLOCK = frozenset({9, 10})
"""Codes of OpenSSL for a certificate that is not valid yet, or no longer."""

_ISSUER = frozenset({2, 18, 19, 20, 21, 27})
"""Codes for an issuer that is unknown, or not among the trusted ones."""

_NAME = frozenset({62, 64})
"""Codes for a certificate of another host."""

_REQUIRED = {
    80: "no path length where it is not a CA",
    81: "the key usage keyCertSign beside its path length",
    82: "no key usage keyCertSign where it is not a CA",
    83: "the name of its issuer",
    84: "a name (subject)",
    85: "an Authority Key Identifier",
    86: "a Subject Key Identifier",
    87: "a Subject Alternative Name that is not empty",
    88: "a critical Subject Alternative Name, as it has no subject",
    89: "critical Basic Constraints",
    90: "an Authority Key Identifier that is not critical",
    91: "a Subject Key Identifier that is not critical",
    92: "a Key Usage",
    93: "version 3",
    94: "a named curve",
}
"""What the strict rules of X.509 require, by the code of OpenSSL for its lack."""


def certificate_error(error: ssl.SSLCertVerificationError, host: str) -> UnreachableError:
    """The error to raise when the certificate of `host`, or of one that issued it, is refused."""
    reason = one_line(error.verify_message)
    # Only an error of OpenSSL itself has a code.
    code: int = getattr(error, "verify_code", 0)
    if required := _REQUIRED.get(code):
        return UnreachableError(
            f"The certificate of {host} breaks a rule that Python 3.13 and later enforce: {reason}",
            f"Ask its issuer for certificates, above all a CA, with {required}.",
        )
    return UnreachableError(f"The certificate of {host} is not trusted: {reason}", _advice(code))


def _advice(code: int) -> str:
    if code in _CLOCK:
        return "Check the clock of this machine; if it is right, the host needs a new certificate."
    if code in _NAME:
        return "Check the address."
    if code not in _ISSUER:
        return "Ask its issuer for another one."
    if variable := certificate_variable():
        return f"Check that {variable} has the certificate of its issuer."
    return f"{CERTIFICATE_FILE} can name the certificates of your organisation."
