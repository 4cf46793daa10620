"""The version, which takes long to find out from what is installed."""

VERSION = "0.1.0"
