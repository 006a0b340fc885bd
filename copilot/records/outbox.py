"""What was approved, on its way out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from copilot.records.approval import ApprovedDraft, SecondSignature


class OutboxState(StrEnum):
    """Where an approved draft is on its way out."""

    WAITING = "waiting"  # undo time, or offline
    SENDING = "sending"
    CONFIRMED = "confirmed"  # read back from the helpdesk
    CONFLICT = "conflict"  # the ticket moved on; nothing was sent
    REJECTED = "rejected"  # the helpdesk refused; nothing was sent
    UNKNOWN = "unknown"  # the connection broke; a person or a later look decides
    TAKEN_BACK = "taken back"
    EXPIRED = "expired"  # the approval was too old; nothing was sent


@dataclass(frozen=True, slots=True)
class OutboxItem:
    """An approved draft in the outbox."""

    approved: ApprovedDraft
    state: OutboxState
    not_before: datetime  # end of the time in which it can be taken back
    tries: int = 0
    reason: str = ""  # for people: why it is in this state
    erased: datetime | None = None  # when its text, recipients and ticket were taken away
    second: SecondSignature | None = None  # where the policy wants two


@dataclass(frozen=True, slots=True)
class Receipt:
    """Proof from the helpdesk that one item arrived: read back, not assumed."""

    approved_id: str
    message_id: str  # in the helpdesk
    confirmed: datetime
    note: str = ""  # for people: what did not work besides, such as a status that stayed
