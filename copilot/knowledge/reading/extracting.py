"""Stub."""

from __future__ import annotations

from copilot.knowledge.reading.listing import Unreadable
from copilot.records import Extracted


def extract(name: str, data: bytes) -> Extracted:
    try:
        return Extracted(name, data.decode())
    except UnicodeDecodeError:
        raise Unreadable("It is no text.") from None
