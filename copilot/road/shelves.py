"""What the store of a profile keeps."""

from __future__ import annotations

from dataclasses import dataclass

from copilot.store.audit import AuditRows
from copilot.store.drafts import Drafts
from copilot.store.ledger import Ledger
from copilot.store.passages import Passages
from copilot.store.tickets import Tickets


@dataclass(frozen=True, slots=True)
class Shelves:
    """What the store keeps, by kind."""

    tickets: Tickets
    drafts: Drafts
    ledger: Ledger
    passages: Passages
    audit: AuditRows
