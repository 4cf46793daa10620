"""Folders that ``seq-tui export --for`` writes, each written once for all tests."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING
from unittest.mock import patch

from seq_tui.cli import accounts
from seq_tui.cli.accounts import Account
from seq_tui.cli.credentials import Credentials
from seq_tui.cli.env import ACCESS
from seq_tui.cli.main import main
from seq_tui.domain.source import SourceInfo, SourceKind
from tests.export.moving.random_sequences import SourceWithTexts, random_sequence

if TYPE_CHECKING:
    from seq_tui.cli.account_options import AccountChoice
    from seq_tui.domain.json import Json
    from seq_tui.domain.query import Query
