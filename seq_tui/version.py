"""The version, hard-coded because reading package metadata is slow."""

VERSION = "0.1.0"
