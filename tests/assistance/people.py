"""Tickets as they come from the helpdesk, for rules that read the originals."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from copilot.records import (
    Message,
    Person,
    Role,
    Status,
    Ticket,
    TicketKey,
    TicketVersion,
    Visibility,
)

_WHO = {
    "c": (Role.CUSTOMER, "Dana Whitfield", Visibility.PUBLIC),
    "a": (Role.AGENT, "Luis Ortega", Visibility.PUBLIC),
    "n": (Role.AGENT, "Luis Ortega", Visibility.INTERNAL),
}


def desk_ticket(
    *messages: tuple[str, int, str],
    number: str = "1",
    subject: str = "Question",
    status: Status = Status.OPEN,
    email: str = "dana@example.com",
    queue: str = "",
    tags: Iterable[str] = (),
    fields: Iterable[tuple[str, str]] = (),
) -> Ticket:
    """Messages are ("c" customer, "a" agent or "n" note, day of November 2026, text)."""
    made = tuple(
        Message(
            f"m{at}",
            _WHO[who][0],
            _WHO[who][1],
            _WHO[who][2],
            datetime(2026, 11, day, 9, tzinfo=UTC),
            text,
        )
        for at, (who, day, text) in enumerate(messages, start=1)
    )
    public = [one.id for one in made if one.visibility is Visibility.PUBLIC]
    return Ticket(
        TicketKey("demo", number),
        subject,
        status,
        Person("Dana Whitfield", email),
        made,
        TicketVersion("", made[-1].id, public[-1], len(made), status, "", email),
        made[0].created,
        made[-1].created,
        queue=queue,
        tags=tuple(tags),
        fields=tuple(fields),
    )
