"""A whole ticket on the window's side: what its record names, its texts through the redactor."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Protocol

from copilot.records import (
    KnownIdentity,
    PersonalSpan,
    RedactedBatch,
    RedactedMessage,
    RedactedTicket,
    Redaction,
    RestoreMap,
    Role,
    Ticket,
)

_SAMPLE = 600  # characters of the customer's words, enough to tell the language

# Words in the names of a helpdesk's own fields -> the type of what is in them.
_FIELD_TYPES = (
    ("EMAIL", "mail"),
    ("PHONE", "phone|tel|mobile|mobil|fax|móvil"),
    ("IBAN", "iban"),
    ("CARD", "card|karte|tarjeta|carte"),
    ("ADDRESS", "address|adresse|anschrift|dirección|street|straße"),
    ("ORDER", "order|invoice|tracking|shipment|bestell|auftrag|rechnung|pedido|factura|commande"),
    ("ACCOUNT", "account|customer|client|member|contract|kunden|konto|vertrag|cuenta|compte|user"),
    ("DOCUMENT", "passport|ausweis|pasaporte|passeport|ssn|dni"),
)


class Redact(Protocol):
    """The engine's redaction."""

    def __call__(
        self,
        texts: Sequence[str],
        *,
        known: Sequence[KnownIdentity],
        restore: RestoreMap,
        language: str | None,
    ) -> RedactedBatch: ...


def known_identities(ticket: Ticket) -> tuple[KnownIdentity, ...]:
    """What the ticket's record names, the requester first: people, e-mails, telling fields."""
    found = [*_person("CUSTOMER", ticket.requester.name, ticket.requester.email)]
    for message in ticket.messages:
        kind = "CUSTOMER" if message.author is Role.CUSTOMER else "AGENT"
        found += _person(kind, message.author_name, message.author_email)
    found += _person("AGENT", ticket.assignee, "")
    found += _person("CUSTOMER", "", ticket.version.requester_email)
    for name, value in ticket.fields:
        kind = _field_type(name)
        if kind and value.strip():
            found.append(KnownIdentity(kind, value.strip()))
    return tuple(dict.fromkeys(found))


def redact_ticket(
    ticket: Ticket,
    restore: RestoreMap,
    redact: Redact,
    *,
    corrected: Sequence[KnownIdentity] = (),
) -> tuple[RedactedTicket, RestoreMap, dict[str, tuple[PersonalSpan, ...]]]:
    """The ticket without personal data, its restore map, and what was hidden by message id.

    `corrected`: what people said about redaction here. Spans are places in Message.text. The
    language is that of the customer's messages. Passes on what `redact` raises.
    """
    known = (*known_identities(ticket), *corrected)
    language = redact(
        [_customers_words(ticket)], known=known, restore=restore, language=None
    ).language
    names = [ticket.requester.name, *(message.author_name for message in ticket.messages)]
    texts = [ticket.subject, *names, *(message.text for message in ticket.messages)]
    batch = redact(texts, known=known, restore=restore, language=language)
    subject, requester, *rest = batch.redactions
    count = len(ticket.messages)
    authors, bodies = rest[:count], rest[count:]
    messages = tuple(
        RedactedMessage(
            id=message.id,
            author=message.author,
            author_name=author.text,
            visibility=message.visibility,
            created=message.created,
            text=body.text,
        )
        for message, author, body in zip(ticket.messages, authors, bodies, strict=True)
    )
    redacted = RedactedTicket(
        key=ticket.key,
        subject=subject.text,
        status=ticket.status,
        requester_name=requester.text,
        messages=messages,
        language=language,
    )
    spans = {m.id: body.spans for m, body in zip(ticket.messages, bodies, strict=True)}
    return redacted, batch.restore, spans


def redact_text(
    text: str,
    restore: RestoreMap,
    redact: Redact,
    *,
    known: Sequence[KnownIdentity] = (),
    language: str | None = None,
) -> tuple[Redaction, RestoreMap]:
    """One more text of a ticket (a draft, a search), or a text of its own with an empty map."""
    batch = redact([text], known=known, restore=restore, language=language)
    return batch.redactions[0], batch.restore


def _customers_words(ticket: Ticket) -> str:
    words = [m.text for m in ticket.messages if m.author is Role.CUSTOMER]
    return "\n".join(words or [ticket.subject])[:_SAMPLE]


def _person(kind: str, name: str, email: str) -> list[KnownIdentity]:
    found = []
    name = name.strip()
    if "@" in name:
        found.append(KnownIdentity("EMAIL", name))
    elif name:
        found.append(KnownIdentity(kind, name))
    if email.strip():
        found.append(KnownIdentity("EMAIL", email.strip()))
    return found


def _field_type(name: str) -> str:
    for kind, words in _FIELD_TYPES:
        if re.search(words, name, re.IGNORECASE):
            return kind
    return ""
