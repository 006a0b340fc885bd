"""Solved tickets and macros as sources."""

from datetime import UTC, datetime

import pytest

from copilot.knowledge.reading.listing import fingerprint
from copilot.knowledge.reading.macros import list_macros
from copilot.knowledge.reading.solved import list_solved
from copilot.records import (
    KnownIdentity,
    Macro,
    Message,
    Person,
    Role,
    Scope,
    SourceKind,
    Status,
    Ticket,
    TicketKey,
    TicketVersion,
    Visibility,
)

THEN = datetime(2026, 3, 1, 8, tzinfo=UTC)
QUESTION = (Role.CUSTOMER, Visibility.PUBLIC, "Where is my parcel?")
ANSWER = (Role.AGENT, Visibility.PUBLIC, "It is with the courier since Monday.")


def ticket(*said, status=Status.SOLVED, subject="Parcel"):
    messages = tuple(
        Message(str(at), role, "N", visibility, THEN, text)
        for at, (role, visibility, text) in enumerate(said)
    )
    version = TicketVersion("", "", "", len(messages), status, "", "")
    return Ticket(
        TicketKey("demo", "7"), subject, status, Person("N"), messages, version, THEN, THEN
    )


def test_a_solved_ticket_is_its_question_and_its_last_public_answer():
    first = (Role.AGENT, Visibility.PUBLIC, "We will look into it at once, promised.")
    note = (Role.AGENT, Visibility.INTERNAL, "The courier lost it, do not tell.")
    listing = list_solved([ticket(QUESTION, first, ANSWER, note)])
    assert (listing.name, listing.kind) == ("Solved tickets", SourceKind.SOLVED_TICKET)
    (one,) = listing.listed
    assert one.id == "ticket:demo:7"
    assert one.stamp.startswith(THEN.isoformat())
    found = one.read()
    assert found.text == f"## Question\n\n{QUESTION[2]}\n\n## Answer\n\n{ANSWER[2]}\n"
    assert (found.title, found.scope, found.changed) == ("Parcel", Scope.INTERNAL, THEN)


@pytest.mark.parametrize(
    "one",
    [
        ticket(QUESTION, ANSWER, status=Status.OPEN),
        ticket(QUESTION),
        ticket(ANSWER),
        ticket(QUESTION, (Role.AGENT, Visibility.PUBLIC, "Done!")),
        ticket(QUESTION, (Role.AGENT, Visibility.INTERNAL, "It is with the courier now.")),
    ],
)
def test_other_tickets_are_not_listed(one):
    assert list_solved([one]).listed == ()


def test_it_is_read_again_when_what_is_known_in_it_changes():
    def listed(*known):
        return list_solved([ticket(QUESTION, ANSWER)], lambda one: known).listed[0]

    plain, named = listed(), listed(KnownIdentity("CUSTOMER", "N"))
    assert plain.stamp == listed().stamp != named.stamp
    assert fingerprint(plain.read()) != fingerprint(named.read())
    assert named.read().known == (KnownIdentity("CUSTOMER", "N"),)


def test_what_nobody_sees_goes_from_tickets_and_macros_too():
    asked = (Role.CUSTOMER, Visibility.PUBLIC, "Where is\u200b it?")
    found = list_solved([ticket(asked, ANSWER, subject="")]).listed[0].read()
    assert found.title == "Solved ticket"
    assert "Where is it?" in found.text
    assert found.hidden == ("zero-width characters (1 place)",)


def test_macros_are_public_and_change_with_their_text():
    dated = Macro("zd:1", "Refund", "It takes 5 days.", "en", THEN)
    undated = Macro("zd:2", "", "It takes\u202e 5 days.")
    listing = list_macros([dated, undated, Macro("zd:3", "Empty", " ")])
    assert [one.id for one in listing.listed] == ["macro:zd:1", "macro:zd:2"]
    first, second = (one.read() for one in listing.listed)
    assert (first.kind, first.scope, first.changed) == (SourceKind.MACRO, Scope.PUBLIC, THEN)
    assert (first.title, first.text, first.language) == ("Refund", "It takes 5 days.\n", "en")
    assert (second.title, second.hidden) == ("Macro", ("direction marks (1 place)",))
    assert listing.listed[0].stamp == THEN.isoformat()
    changed = list_macros([Macro("zd:2", "", "It takes 6 days.")]).listed[0]
    assert changed.stamp != listing.listed[1].stamp
