"""Corrections as the redactor is told of them, beside what a ticket's own record names."""

from __future__ import annotations

from collections.abc import Iterable

from copilot.records import Correction, KnownIdentity, Ticket
from copilot.redaction.found import PLAIN
from copilot.redaction.placeholders import normal


def identities(corrections: Iterable[Correction]) -> tuple[KnownIdentity, ...]:
    """Each correction as a known identity: of its type where it hides, else PLAIN."""
    return tuple(KnownIdentity(one.type if one.hide else PLAIN, one.text) for one in corrections)


def in_ticket(corrections: Iterable[Correction], ticket: Ticket) -> tuple[Correction, ...]:
    """Those whose text occurs in a ticket's subject or messages, in any case and spacing."""
    texts = [ticket.subject, *(message.text for message in ticket.messages)]
    whole = normal("\n".join(texts))
    return tuple(one for one in corrections if normal(one.text) in whole)
