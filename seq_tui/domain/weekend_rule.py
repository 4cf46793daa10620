"""What happens to an e-mail that is due on a weekend; quick to import, as every start needs it."""

from __future__ import annotations

from enum import StrEnum


class WeekendRule(StrEnum):
    """What happens to an e-mail, replies included, that is due on a Saturday or a Sunday."""

    HOLD = "hold"
    """It is held until Monday: the vendor says that e-mails are sent from Monday to Friday, but not
    at what hour of Monday a held one is sent."""

    IGNORE = "ignore"
    """It is sent when it is due, for accounts that behave so."""
