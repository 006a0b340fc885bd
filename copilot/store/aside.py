"""Ledger rows of times when the store is not open: a file beside it, taken over later."""

from __future__ import annotations

import os
from contextlib import suppress

from copilot.paths import Places
from copilot.records import LedgerRow
from copilot.store.encoding import from_json, to_json


class LedgerAside:
    """Hosts, bytes, times and reasons, one row a line; readable by its owner alone."""

    def __init__(self, at: Places) -> None:
        self._file = at.data / "ledger.jsonl"

    def add(self, row: LedgerRow) -> None:
        """Appended in one write: several programs may do so at once."""
        line = to_json(row).encode() + b"\n"
        place = os.open(self._file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        with os.fdopen(place, "ab", buffering=0) as file:
            file.write(line)

    def take(self) -> tuple[LedgerRow, ...]:
        """All rows, which are gone from the file afterwards; a damaged line is left out."""
        own = self._file.with_suffix(".taken")
        try:
            self._file.replace(own)
        except FileNotFoundError:
            return ()
        rows: list[LedgerRow] = []
        for line in own.read_text(encoding="utf-8", errors="replace").splitlines():
            with suppress(ValueError):
                rows.append(from_json(line, LedgerRow))
        own.unlink()
        return tuple(rows)
