"""What the outbox is handed: rows that survive a crash, writers, and a place in the audit chain."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Protocol, TypeVar

from copilot.records import (
    ApprovedDraft,
    OutboxItem,
    OutboxState,
    Receipt,
    ReplyKind,
    SecondSignature,
    TicketKey,
)

T = TypeVar("T")

Verify = Callable[[ApprovedDraft], None]  # raises NotApproved
Record = Callable[[str, str, Mapping[str, str | int]], object]  # event, subject, payload


class Rules(Protocol):
    """What the team's policy says, asked anew each time. Raises NotApproved."""

    def require(self, approved: ApprovedDraft, second: SecondSignature | None) -> None:
        """That it may be sent, with this second signature or none.

        Raises PolicyBroken where that cannot be said now: it waits then.
        """
        ...

    def require_sealed(self, approved: ApprovedDraft, second: SecondSignature | None) -> None:
        """That it has the signatures that it says it needs, whatever the policy is now."""
        ...

    def held(self, approved: ApprovedDraft, now: datetime) -> str:
        """Why it does not go out right now; "" when it may."""
        ...


class Repository(Protocol):
    """Approvals and items on disk. Each call is durable when it returns."""

    def together(self, work: Callable[[], T]) -> T:
        """All that `work` writes, here and through the other seams, is kept, or nothing of it."""
        ...

    def save_approval(self, approved: ApprovedDraft) -> None:
        """With its files, whose bytes are kept with its draft."""
        ...

    def save_second(self, second: SecondSignature) -> None: ...
    def enqueue(self, item: OutboxItem) -> None: ...
    def update(self, item: OutboxItem) -> None: ...
    def confirm(self, item: OutboxItem, receipt: Receipt) -> None:
        """update() and the receipt in one transaction."""
        ...

    def erase(self, item: OutboxItem) -> None:
        """What is left of it in the place of what was there; only when it is done, and once."""
        ...

    def receipt(self, approved_id: str) -> Receipt | None: ...
    def files(self, approved_id: str) -> tuple[bytes, ...]:
        """The bytes of what is attached, in the order in which the approval names it."""
        ...

    def get(self, approved_id: str) -> OutboxItem | None: ...
    def all(self) -> tuple[OutboxItem, ...]:
        """In the order in which they entered."""
        ...

    def in_state(self, state: OutboxState) -> tuple[OutboxItem, ...]:
        """In the order in which they entered."""
        ...

    def of_draft(self, draft_id: str) -> tuple[OutboxItem, ...]:
        """Everything approved of one draft, in the order in which it entered."""
        ...

    def of_ticket(self, key: TicketKey) -> tuple[OutboxItem, ...]:
        """Everything approved for one ticket, in the order in which it entered."""
        ...

    def faults(self) -> tuple[tuple[str, str], ...]:
        """(id of the approval, what is wrong) for each row that the program did not write so."""
        ...


class Drafts(Protocol):
    """Where the text of what was approved waits, or is back."""

    def retire(self, key: TicketKey, kind: ReplyKind) -> None: ...
    def bring_back(self, draft_id: str) -> None: ...


class Writer(Protocol):
    """The way into one helpdesk."""

    def send(self, approved: ApprovedDraft, files: Sequence[bytes] = ()) -> Receipt:
        """Post once, with the bytes of what is attached in its order, and read back.

        Looks for the mark first and returns its receipt if it is there.

        DeliveryUnknown: it may have arrived. Any other HelpdeskError: nothing was sent.
        """
        ...

    def find(self, approved: ApprovedDraft) -> Receipt | None:
        """The receipt when the helpdesk holds it; None when it surely does not. Sends nothing."""
        ...
