"""A whole ticket: its record's identities, its texts, its spans."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from copilot.records import (
    KnownIdentity,
    Message,
    Person,
    RestoreMap,
    Role,
    Status,
    Ticket,
    TicketKey,
    TicketVersion,
    Visibility,
)
from copilot.redaction.analyzer import Redactor
from copilot.redaction.placeholders import restore
from copilot.redaction.ticket import known_identities, redact_text, redact_ticket

NOW = datetime(2026, 3, 1, tzinfo=UTC)


def message(number: int, author: Role, name: str, text: str) -> Message:
    return Message(str(number), author, name, Visibility.PUBLIC, NOW, text)


TICKET = Ticket(
    key=TicketKey("demo", "7"),
    subject="Bestellung A-88213 von Dana Weiß",
    status=Status.OPEN,
    requester=Person("Dana Weiß", "dana@example.de"),
    messages=(
        message(1, Role.CUSTOMER, "Dana Weiß", "Guten Tag, meine Kaffeemaschine ist kaputt. Dana"),
        message(2, Role.AGENT, "Priya Nair", "Hello Dana, is it about A-88213? Priya"),
    ),
    version=TicketVersion("", "2", "2", 2, Status.OPEN, "Priya Nair", "dana@example.de"),
    created=NOW,
    updated=NOW,
    assignee="Priya Nair",
    fields=(("OrderNo", "A-88213"), ("Colour", "red"), ("Telefon", "")),
)


def test_the_record_names_people_mail_and_telling_fields() -> None:
    assert known_identities(TICKET) == (
        KnownIdentity("CUSTOMER", "Dana Weiß"),
        KnownIdentity("EMAIL", "dana@example.de"),
        KnownIdentity("AGENT", "Priya Nair"),
        KnownIdentity("ORDER", "A-88213"),
    )


def test_the_number_of_a_repair_is_known_as_an_order_is() -> None:
    repaired = replace(TICKET, fields=(("Repair", "R-5520"), ("Reparaturnummer", "R-7")))
    assert known_identities(repaired)[3:] == (
        KnownIdentity("ORDER", "R-5520"),
        KnownIdentity("ORDER", "R-7"),
    )


def test_fields_tell_their_type_by_their_names() -> None:
    fields = (
        ("Kennzeichen", "B-MW 1234"),
        ("Tax ID", "36574261809"),
        ("IP address", "203.0.113.7"),
    )
    named = known_identities(replace(TICKET, fields=(*fields, ("Zip code of trip", "x"))))
    assert [identity.type for identity in named[-3:]] == ["PLATE", "DOCUMENT", "IP"]


def test_a_ticket_is_redacted_whole(redactor: Redactor) -> None:
    redacted, restore_map, spans = redact_ticket(TICKET, RestoreMap(), redactor.redact)
    assert redacted.subject == "Bestellung [[ORDER_1]] von [[CUSTOMER_1]]"
    assert redacted.requester_name == "[[CUSTOMER_1]]"
    assert [m.author_name for m in redacted.messages] == ["[[CUSTOMER_1]]", "[[AGENT_1]]"]
    assert redacted.messages[1].text == (
        "Hello [[CUSTOMER_1_FIRST]], is it about [[ORDER_1]]? [[AGENT_1_FIRST]]"
    )
    assert redacted.language == "de"
    for before, after in zip(TICKET.messages, redacted.messages, strict=True):
        assert restore(after.text, restore_map) == before.text
        hidden = [before.text[s.start : s.end] for s in spans[before.id]]
        assert [dict(restore_map.originals)[s.placeholder] for s in spans[before.id]] == hidden


def test_redacting_again_changes_nothing(redactor: Redactor) -> None:
    first = redact_ticket(TICKET, RestoreMap(), redactor.redact)
    assert redact_ticket(TICKET, first[1], redactor.redact) == first


def test_a_single_text_goes_on_with_the_ticket(redactor: Redactor) -> None:
    _, restore_map, _ = redact_ticket(TICKET, RestoreMap(), redactor.redact)
    one, after = redact_text("A-88213?", restore_map, redactor.redact, language="en")
    assert one.text == "[[ORDER_1]]?"
    assert after == restore_map
