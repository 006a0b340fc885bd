"""How records, times and keys are written into columns."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TypeVar

import msgspec

T = TypeVar("T")


def to_json(record: object) -> str:
    """JSON text in the order of the record's fields: equal records have equal text."""
    return msgspec.json.encode(record).decode()


def from_json(text: str, shape: type[T]) -> T:
    return msgspec.json.decode(text, type=shape)


def to_time(moment: datetime) -> str:
    """ISO 8601 in UTC with microseconds, so that text order is time order; `moment` is aware."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def from_time(text: str) -> datetime:
    return datetime.fromisoformat(text)


def now() -> datetime:
    return datetime.now(UTC)
