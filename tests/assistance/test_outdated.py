"""Sentences of a draft that later messages or fields made wrong."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from copilot.assistance.outdated import outdated_in
from copilot.records import Draft, DraftSentence, ReplyKind, SentenceKind, Ticket
from tests.assistance.people import desk_ticket

PARTS = (
    ("Hello Dana,", SentenceKind.GREETING),
    ("Your order A-88213 is lost in the warehouse.", SentenceKind.STATEMENT),
    ("The cartridge of the AquaPure 300 lasts 6 months.", SentenceKind.STATEMENT),
    ("We refund 249 EUR within 5 working days.", SentenceKind.STATEMENT),
    ("Kind regards, Anna", SentenceKind.CLOSING),
)
FIRST = ("c", 2, "Order A-88213 (AquaPure 300, 249 EUR) did not come. Refund me.")


def draft_on(ticket: Ticket) -> Draft:
    text, sentences = "", []
    for part, kind in PARTS:
        sentences.append(DraftSentence(len(text), len(text) + len(part), kind))
        text += part + "\n"
    return Draft(
        "d",
        ticket.key,
        ReplyKind.PUBLIC_REPLY,
        text,
        tuple(sentences),
        (),
        (),
        desk_ticket(FIRST).version,
        datetime(2026, 11, 2, tzinfo=UTC),
    )


def wrong(*later: str, changed: tuple[tuple[str, str, str], ...] = ()) -> list[str]:
    ticket = desk_ticket(FIRST, *(("c", 3, text) for text in later))
    return [one.sentence for one in outdated_in(draft_on(ticket), ticket, changed)]


ORDER, CARTRIDGE, REFUND = (PARTS[at][0] for at in (1, 2, 3))


@pytest.mark.parametrize(
    ("later", "sentences"),
    [
        ("Sorry, I meant order A-88214.", [ORDER]),
        ("The number was wrong: it is A-88214, not A-88213.", [ORDER]),
        ("Es ist die Bestellung A-88214 statt A-88213.", [ORDER]),
        ("I made a mistake, it is the AquaPure 200.", [CARTRIDGE]),
        ("It was 229 EUR instead of 249 EUR.", [REFUND]),
        ("I no longer need the refund.", [REFUND]),
        ("Never mind the cartridge, I found it.", [CARTRIDGE]),
        ("Es hat sich erledigt.", [ORDER, CARTRIDGE, REFUND]),
        ("Hello? Any news?", []),
        ("My other order A-90001 came today.", []),
    ],
)
def test_what_the_customer_takes_back_makes_sentences_wrong(
    later: str, sentences: list[str]
) -> None:
    assert wrong(later) == sentences


def test_a_changed_field_makes_the_sentences_wrong_that_repeat_it() -> None:
    assert wrong(changed=(("OrderNo", "A-88213", "A-88214"),)) == [ORDER]
    assert wrong(changed=(("requester", "Dana Whitfield <d@x.org>", "Kim Lee <k@x.org>"),)) == [
        PARTS[0][0]
    ]
    assert wrong(changed=(("assignee", "Anna", "Luis"), ("status", "open", "pending"))) == []


def test_the_reason_names_the_message_and_the_value() -> None:
    ticket = desk_ticket(FIRST, ("c", 3, "Sorry, I meant order A-88214."))
    (one,) = outdated_in(draft_on(ticket), ticket, ())
    assert one.reason == "The customer corrected A-88213 to A-88214."
    assert one.message_id == "m2"


def test_what_the_draft_has_seen_makes_nothing_wrong() -> None:
    ticket = desk_ticket(FIRST, ("c", 3, "Sorry, I meant order A-88214."))
    fresh = replace(draft_on(ticket), seen_version=ticket.version)
    assert outdated_in(fresh, ticket, ()) == ()
