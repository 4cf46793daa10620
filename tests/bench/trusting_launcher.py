"""Starts the program with a bundle of certificates in place of certifi's own.

``python trusting_launcher.py BUNDLE`` stands for ``seq-tui`` on a machine where a public authority
has signed the server's certificate. The bundle is certifi's with one certificate more, and the
program finds and loads it as it does certifi's. What differs from a user's start: certifi is
imported before the program instead of by it.
"""

from __future__ import annotations

import sys

import certifi

if __name__ == "__main__":
    bundle = sys.argv.pop()
    certifi.where = lambda: bundle
    from seq_tui.cli.entry import main

    sys.exit(main())
