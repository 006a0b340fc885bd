"""Has the ticket changed in what matters since the agent saw it? Shared by all connectors."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import takewhile

from copilot.errors import TicketMovedOn
from copilot.records import (
    Change,
    FieldChange,
    Message,
    Outgoing,
    Person,
    ReplyKind,
    Role,
    Status,
    Ticket,
    TicketVersion,
    Visibility,
)

QUOTED = 140  # characters of a message that are quoted where it is only told of
NOBODY = Person("", "")
COPIES = "Cc"  # name in Ticket.fields of everybody else who is mailed a public reply


def version_of(
    messages: Sequence[Message], *, mark: str, status: Status, assignee: str, requester_email: str
) -> TicketVersion:
    """The version of a ticket with these messages, oldest first."""
    public = [message for message in messages if message.visibility is Visibility.PUBLIC]
    return TicketVersion(
        mark=mark,
        last_message_id=messages[-1].id if messages else "",
        last_public_message_id=public[-1].id if public else "",
        message_count=len(messages),
        status=status,
        assignee=assignee,
        requester_email=requester_email,
    )


def version_changed(seen: TicketVersion, now: Ticket, me: Person) -> list[str]:
    """Sentences for people on what changed since `seen` and keeps a reply back; [] when nothing.

    The customer's new messages, public replies of others, a ticket that was closed or deleted, and
    another requester count. Notes, tags, the assignee and one's own messages do not.
    """
    sentences = _sentences(_newer(now.messages, seen), me)
    if now.status is not seen.status and now.status in (Status.SOLVED, Status.DELETED):
        sentences.append(f"The ticket was set to {now.status.value}.")
    if now.requester.email.casefold() != seen.requester_email.casefold():
        sentences.append(f"The requester is now {_called(now.requester)}.")
    return sentences


def changes_since(seen: TicketVersion, now: Ticket, me: Person) -> tuple[Change, ...]:
    """Everything that others did since `seen`, in order: what keeps a reply back, and the rest."""
    newer = (message for message in _newer(now.messages, seen) if not is_by(message, me))
    found = [*map(_message_change, newer)]
    if now.status is not seen.status:
        closed = now.status in (Status.SOLVED, Status.DELETED)
        said = f"The ticket was set to {now.status.value}."
        found.append(Change("status", said, now.status.value, closed))
    if now.requester.email.casefold() != seen.requester_email.casefold():
        names = f"{seen.requester_email} {seen.requester_email.partition('@')[0]}"
        said = f"The requester is now {_called(now.requester)}."
        found.append(Change("requester", said, f"{names} {now.requester.name}", True))
    if now.assignee != seen.assignee:
        said = f"It is now assigned to {now.assignee or 'nobody'}."
        found.append(Change("assignee", said, "", False))
    return tuple(found)


def slipped_in(seen: TicketVersion, now: Ticket, me: Person, *, before: str) -> list[str]:
    """Sentences on what others wrote after `seen` and before the message `before`."""
    newer = _newer(now.messages, seen)
    return _sentences(takewhile(lambda message: message.id != before, newer), me)


def require_unmoved(seen: TicketVersion, now: Ticket, me: Person) -> None:
    """Raise TicketMovedOn with a sentence of what changed, when something that matters did."""
    if changed := version_changed(seen, now, me):
        what = " ".join(changed)
        raise TicketMovedOn(f"{what} Nothing was sent; read the ticket again and approve again.")


def require_unchanged(changes: Sequence[FieldChange], now: Ticket) -> None:
    """Raise TicketMovedOn where a field has another value than the agent saw."""
    for change in changes:
        found = _value(change, now)
        if found != change.before:
            raise TicketMovedOn(
                f"The {change.field} is {found or 'nobody'} by now, not "
                f"{change.before or 'nobody'}. Nothing was changed; look at the ticket again."
                if change.field != "tag"
                else f"The tag {change.after or change.before} was changed meanwhile. Nothing was "
                "changed; look at the ticket again."
            )


def not_changed(changes: Sequence[FieldChange], now: Ticket) -> tuple[FieldChange, ...]:
    """Those of the changes that the ticket does not show."""
    return tuple(change for change in changes if _value(change, now) != change.after)


def _value(change: FieldChange, now: Ticket) -> str:
    match change.field:
        case "status":
            return now.status.value
        case "assignee":
            return now.assignee
        case "queue":
            return now.queue
        case _:
            named = change.before or change.after
            return named if named in now.tags else ""


def recipients(ticket: Ticket) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Whom the helpdesk mails a public reply on this ticket: (to, cc), addresses."""
    copies = dict(ticket.fields).get(COPIES, "")
    to = (ticket.requester.email,) if ticket.requester.email else ()
    return to, tuple(part.strip() for part in copies.split(",") if part.strip())


def require_recipients(outgoing: Outgoing, now: Ticket) -> None:
    """Raise TicketMovedOn when a public reply would be mailed to others than were approved."""
    if outgoing.kind is not ReplyKind.PUBLIC_REPLY:
        return
    to, cc = recipients(now)
    approved = {address.casefold() for address in (*outgoing.to, *outgoing.cc)}
    actual = {address.casefold() for address in (*to, *cc)}
    if actual != approved:
        raise TicketMovedOn(
            f"The helpdesk would mail this reply to {', '.join(sorted(actual)) or 'nobody'}, which "
            "is not what was approved. Nothing was sent; look at the recipients and approve again."
        )


def is_by(message: Message, me: Person) -> bool:
    """Whether `me` wrote it as an agent; an address decides where both have one."""
    if message.author is not Role.AGENT:
        return False
    if message.author_email and me.email:
        return message.author_email.casefold() == me.email.casefold()
    return message.author_name == me.name


def _newer(messages: Sequence[Message], seen: TicketVersion) -> Sequence[Message]:
    for place, message in enumerate(messages):
        if message.id == seen.last_message_id:
            return messages[place + 1 :]
    return messages[seen.message_count :]  # the last one seen was taken away: count instead


def _sentences(messages: Iterable[Message], me: Person) -> list[str]:
    found = (_sentence_on(message, me) for message in messages)
    return list(dict.fromkeys(filter(None, found)))


def _sentence_on(message: Message, me: Person) -> str:
    if message.author is Role.CUSTOMER:
        return f"{message.author_name or 'The customer'} wrote again."
    if message.visibility is Visibility.PUBLIC and not is_by(message, me):
        return f"{message.author_name or 'Another agent'} already replied."
    return ""


def _message_change(message: Message) -> Change:
    own = "\n".join(line for line in message.text.split("\n") if not line.startswith(">"))
    words = " ".join(own.split())
    quote = words if len(words) <= QUOTED else f"{words[:QUOTED].rstrip()}…"
    said = _sentence_on(message, NOBODY)
    if not said:
        said = f"{message.author_name or 'A colleague'} left a note."
    public = message.author is Role.CUSTOMER or message.visibility is Visibility.PUBLIC
    field = "reply" if public and message.author is Role.AGENT else "message"
    return Change(field, f"{said} “{quote}”", own, holds=public)


def _called(person: Person) -> str:
    return person.name or person.email or "nobody"
