"""The variables of the environment that say which account to read."""

ACCESS = "SELL_ACCESS_TOKEN"
"""Holds the token of an account."""

ADDRESS = "SELL_API_URL"
"""Holds the address of the API, where it is not the vendor's."""
