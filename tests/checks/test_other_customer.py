"""Where a value may come from, and what is said of what comes from nowhere."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from copilot.checks.checking import check
from copilot.checks.tracing import Customers, Known, Tracing, forms, owner_of
from copilot.checks.value import values
from copilot.records import (
    Finding,
    KnownIdentity,
    Message,
    ReplyKind,
    Role,
    Scope,
    Severity,
    SourceKind,
    Ticket,
    Visibility,
)
from tests.fakes import desk

PHONE = "+49 30 1234567"
TEXT = f"Please call {PHONE} today."


def found(text: str = TEXT, **more) -> list[Finding]:
    ticket = more.pop("ticket", desk.ticket())
    sources = more.pop("sources", ())
    tracing = more.pop("tracing", Tracing(owner="dana@mail.example"))
    every = check(text, (), ticket=ticket, sources=sources, tracing=tracing, **more)
    return [each for each in every if each.check == "other customer"]


def noted(text: str) -> Ticket:
    ticket = desk.ticket()
    note = Message("m2", Role.AGENT, "Mia Berg", Visibility.INTERNAL, desk.NOW, text)
    return replace(ticket, messages=(*ticket.messages, note))


def test_public_knowledge_vouches() -> None:
    assert found(sources=[desk.passage(f"Call us: {PHONE}.")]) == []


def test_internal_knowledge_does_not_vouch_towards_the_customer() -> None:
    sources = [desk.passage(f"Warehouse: {PHONE}.", scope=Scope.INTERNAL)]
    (one,) = found(sources=sources)
    assert one.severity is Severity.BLOCK
    assert "only in “Refunds”, which is internal" in one.text
    assert found(sources=sources, kind=ReplyKind.INTERNAL_NOTE) == []


def test_a_solved_ticket_does_not_vouch_at_all() -> None:
    source = desk.passage(f"I am at {PHONE}.", scope=Scope.INTERNAL)
    solved = replace(source, passage=replace(source.passage, kind=SourceKind.SOLVED_TICKET))
    (one,) = found(sources=[solved])
    assert "solved ticket of a customer" in one.text
    (one,) = found(sources=[solved], kind=ReplyKind.INTERNAL_NOTE)
    assert one.severity is Severity.ACCEPT


def test_a_note_vouches_for_what_is_nobodys_but_not_for_another_customers() -> None:
    assert found(ticket=noted(f"The courier: {PHONE}")) == []
    theirs = Tracing(owner="dana@mail.example", elsewhere=lambda pattern, signs: True)
    (one,) = found(ticket=noted(f"The same as for Omar, {PHONE}"), tracing=theirs)
    assert one.text == f"“{PHONE}” is the phone number of another customer."


def test_what_is_published_elsewhere_vouches() -> None:
    asked: list[str] = []

    def published(pattern: re.Pattern[str], text: str) -> bool:
        asked.append(text)
        return bool(pattern.search("Our hotline: 030/1234567"))

    assert found(tracing=Tracing(published=published)) == []
    assert asked == [PHONE]


def test_one_place_is_told_once() -> None:
    customers = Customers(
        numbers={"a88214": Known("order number", frozenset({"o@x.example"}))},
        emails={"o@x.example": Known("e-mail address", frozenset({"o@x.example"}))},
    )
    tracing = Tracing(owner="dana@mail.example", customers=customers)
    (one,) = found("Your A-88214 is there.", tracing=tracing)
    assert one.text == "“A-88214” is the order number of another customer."


def test_two_people_of_one_name_are_two() -> None:
    assert owner_of("Dana Whitfield", "DANA@x.example ") == "dana@x.example"
    assert owner_of("Dana Weiß", "") == owner_of("DANA WEISS", "")


def test_the_forms_of_a_record() -> None:
    known = [
        KnownIdentity("CUSTOMER", "Omar Haddad"),
        KnownIdentity("EMAIL", "omar.h+shop@x.example"),
        KnownIdentity("ORDER", "A-88214"),
        KnownIdentity("ORDER", "12"),
        KnownIdentity("ADDRESS", "5 Larch Terrace, York"),
    ]
    said = {(where, form) for where, form, _ in forms(known)}
    assert {("names", "omar haddad"), ("names", "haddad omar"), ("initials", "o haddad")} <= said
    assert {("single", "omar"), ("single", "haddad")} <= said
    assert {("emails", "omar.h+shop@x.example"), ("emails", "omar.h@x.example")} <= said
    assert {("numbers", "a88214"), ("numbers", "88214"), ("numbers", "omarhshop")} <= said
    assert ("numbers", "12") not in said


IPS = {
    "an address": ("We saw 203.0.113.77 there.", "ip"),
    "a version": ("Firmware 2.0.113.77 is out.", "version"),
    "no address": ("It says 2.0.113.777 there.", "version"),
}


@pytest.mark.parametrize(("text", "kind"), IPS.values(), ids=IPS.keys())
def test_an_ip_address_is_no_version(text: str, kind: str) -> None:
    assert [each.kind for each in values(text)] == [kind]
