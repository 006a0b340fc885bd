"""fetch() with a real way out that reaches this computer alone, and what it noted."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from copilot.helpdesk.allowed import Allowed
from copilot.helpdesk.downloads import downloading
from copilot.model_files import fetch as fetching
from copilot.model_files.catalogue import Entry
from copilot.model_files.outside import Outside, named_index
from copilot.records import LedgerRow


def fetch(
    entry: Entry,
    folder: Path,
    *,
    ledger: list[LedgerRow] | None = None,
    index: str = "",
    **options: Any,
) -> Path:
    rows = [] if ledger is None else ledger
    with downloading(["127.0.0.1"], ledger=rows.append, allowed=Allowed()) as client:
        outside = Outside(client, rows.append, named_index(index))
        return fetching.fetch(entry, folder, outside=outside, **options)
