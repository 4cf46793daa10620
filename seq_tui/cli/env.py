"""The environment variables that choose the account."""

ACCESS = "SELL_ACCESS_TOKEN"
"""The variable with the access token."""

ADDRESS = "SELL_API_URL"
"""The variable with the address of the API, if it is not Zendesk's."""
