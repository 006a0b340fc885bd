"""What the window asks of a road about privacy."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from copilot.records import Correction, DataKind, Deletion, PersonKept, PrivacyState, TicketKey

if TYPE_CHECKING:
    from copilot.pipeline import Road


class Privacy(Protocol):
    """Every method blocks and may be called from any worker thread."""

    def state(self) -> PrivacyState: ...

    def keep_for(self, kind: DataKind, days: int) -> None: ...

    def clear_out(self, now: datetime) -> Deletion: ...

    def people(self, text: str) -> tuple[PersonKept, ...]: ...

    def delete_person(self, person: PersonKept) -> Deletion: ...

    def correct(self, text: str, *, hide: bool, type: str = "PERSON") -> Correction: ...

    def take_back(self, correction: Correction) -> None: ...

    def shared(self, key: TicketKey, text: str) -> str: ...

    def change_key(self) -> None: ...

    def set_passphrase(self, passphrase: str | None) -> None: ...


def privacy_of(road: Road) -> Privacy:
    """The road's own."""
    return road.privacy
