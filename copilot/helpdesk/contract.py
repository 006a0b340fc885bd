"""What every connector offers: a Reader, which changes nothing, and a Writer, which sends once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from copilot.records import (
    ApprovedDraft,
    FileLimits,
    Macro,
    Person,
    Receipt,
    SyncPage,
    Ticket,
    TicketKey,
)


class Reader(Protocol):
    """Reads a helpdesk. May raise HelpdeskUnreachable, SignInRefused or HelpdeskError."""

    def account(self) -> Person:
        """Who the helpdesk takes us for; the name is the one that stands in Ticket.assignee."""
        ...

    def changes(self, cursor: str) -> SyncPage:
        """Tickets that changed since `cursor`, oldest change first; "" asks from the start.

        From the start means every ticket that is not solved, and those that were solved lately,
        from which knowledge is made. A ticket may come again; one that changed is never left out.
        """
        ...

    def ticket(self, key: TicketKey) -> Ticket:
        """One ticket as it is now; raises TicketGone."""
        ...

    def macros(self) -> tuple[Macro, ...]:
        """The answers that the team keeps ready there; none where there is no such thing."""
        ...

    def attachment(self, key: TicketKey, attachment_id: str) -> bytes:
        """The bytes of a file; raises TicketGone, or HelpdeskError when there is none."""
        ...


class Writer(Protocol):
    """The only way to change anything in a helpdesk."""

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields that a field change may name: "status", "assignee", "queue", "tag"."""
        ...

    @property
    def links(self) -> bool:
        """Whether it makes new tickets that are linked to one."""
        ...

    @property
    def limits(self) -> FileLimits:
        """What may be attached; sendable.NO_FILES where nothing can."""
        ...

    def send(self, approved: ApprovedDraft, files: Sequence[bytes] = ()) -> Receipt:
        """Post what was approved, once, and read it back.

        `files`: the bytes of approved.outgoing.attachments, in that order, already compared with
        their hashes. A receipt says in its note which of them the helpdesk does not show so.
        Looks for the mark `approved.id` first and returns its receipt when it is already there.
        Nothing was sent: TicketMovedOn, TicketGone, HelpdeskUnreachable, SignInRefused or
        HelpdeskError. It may have been sent: DeliveryUnknown, and then find() is to be asked.
        """
        ...

    def find(self, approved: ApprovedDraft) -> Receipt | None:
        """The receipt when the helpdesk holds it already; None when it does not. Sends nothing."""
        ...
