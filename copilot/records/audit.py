"""The rows of what was done, and of every exchange with a host."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class AuditContent:
    """What an audit row is about, kept apart from the chain."""

    salt: str  # 64 random hex digits
    subject: str
    payload: str  # JSON text


@dataclass(frozen=True, slots=True)
class AuditRow:
    """One link of the audit chain."""

    number: int
    created: datetime
    actor: str
    event: str  # "seen", "generated", "edited", "approved", "sent", ...
    subject: str  # what it is about, such as "demo/4217"
    payload: str  # JSON text
    previous: str  # sha256 of the row before; 64 zeros for the first
    sha256: str = field(default="")
    content: AuditContent | None = None  # None: it stands in the row itself, or is gone


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One conversation of this program with a host."""

    created: datetime
    host: str
    reason: str
    bytes_out: int
    bytes_in: int
    milliseconds: int

    @property
    def refused(self) -> bool:
        """The host was not contacted: the program or one of its libraries only wanted to."""
        return self.reason.startswith("refused: ")
