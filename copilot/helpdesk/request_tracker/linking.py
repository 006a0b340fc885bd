"""Makes a ticket of Request Tracker that is linked to another one: look, post once, read back."""

from __future__ import annotations

import msgspec

from copilot.errors import DeliveryUnknown, HelpdeskError, TicketGone
from copilot.helpdesk.request_tracker.rest import Rest
from copilot.helpdesk.request_tracker.shapes import Link, User
from copilot.helpdesk.request_tracker.tickets import Tickets
from copilot.helpdesk.sendable import same_text
from copilot.records import ApprovedDraft, Relation

# What the new ticket says of the old one, and how the old one's page then names the new one.
_LINKS = {
    Relation.REFERS_TO: ("RefersTo", "referred-to-by"),
    Relation.NEEDED_BY: ("DependedOnBy", "depends-on"),
}


class Linked(msgspec.Struct):
    """The links of GET /ticket/N"""

    links: list[Link] = msgspec.field(name="_hyperlinks", default_factory=list)


def link(rest: Rest, tickets: Tickets, approved: ApprovedDraft, me: User) -> str:
    """The number of the new ticket. Raises as a Writer's send()."""
    out = approved.outgoing
    old = tickets.look(out.ticket_id, reason="Checking before sending").ticket
    if there := found(rest, tickets, approved, me):
        return there
    name, _ = _relation(approved)
    body = {
        "Queue": old.queue,
        "Subject": out.subject,
        "Requestor": me.EmailAddress or me.Name,
        "Content": out.body,
        "ContentType": "text/plain",
        name: out.ticket_id,
    }
    answer = rest.post("ticket", body, reason="Making a linked ticket")
    if not answer.ok:
        if there := found(rest, tickets, approved, me):
            return there
        raise HelpdeskError(
            f"Request Tracker refused to make a ticket ({answer.status}); you may lack the right "
            "in this queue. Nothing was sent."
        )
    if there := found(rest, tickets, approved, me):
        return there
    raise DeliveryUnknown("Request Tracker took the new ticket but does not show it yet.")


def found(rest: Rest, tickets: Tickets, approved: ApprovedDraft, me: User) -> str | None:
    """The number of the ticket that was made of this approval, None when there is none.

    A new ticket takes no mark. It is the one that is linked so, was made by us after the agent
    looked, and has the approved subject and text.
    """
    out = approved.outgoing
    _, ref = _relation(approved)
    answer = rest.get(f"ticket/{out.ticket_id}", reason="Reading back what was sent")
    if not answer.ok:
        raise TicketGone(f"Ticket {out.ticket_id} is not there any more, or may not be seen.")
    links = (one for one in answer.read(Linked).links if one.ref == ref)
    numbers = {one.url.rpartition("/")[2] for one in links}
    for number in sorted(filter(str.isdigit, numbers), key=int, reverse=True):
        if _is_it(number, tickets, approved, me):
            return number
    return None


def _is_it(number: str, tickets: Tickets, approved: ApprovedDraft, me: User) -> bool:
    out = approved.outgoing
    try:
        look = tickets.look(number, reason="Reading back what was sent")
    except TicketGone:
        return False
    seen = out.seen_version.mark
    first = look.history[0] if look.history else None
    return (
        first is not None
        and str(first.Creator.id) == me.Name
        and (not seen.isdigit() or first.id > int(seen))
        and look.ticket.subject == out.subject
        and bool(look.ticket.messages)
        and same_text(out.body, look.ticket.messages[0].text)
    )


def _relation(approved: ApprovedDraft) -> tuple[str, str]:
    relation = approved.outgoing.relation
    if relation is None:
        raise HelpdeskError("This approval does not say how the tickets are linked.")
    return _LINKS[relation]
