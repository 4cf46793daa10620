"""Starts the program with a bundle of certificates in place of certifi's own.

``python trusting_launcher.py BUNDLE`` stands for ``seq-tui`` with a server whose certificate a
public authority has signed. The program loads the bundle exactly as it loads certifi's. Unlike at a
user's start, certifi is imported before the program and not by it.
"""

from __future__ import annotations

import sys

import certifi

if __name__ == "__main__":
    bundle = sys.argv.pop()
    certifi.where = lambda: bundle
    from seq_tui.cli.entry import main

    sys.exit(main())
