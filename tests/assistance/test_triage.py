"""Suggestions for a ticket: category, urgency, queue, tags, duplicates."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from copilot.assistance.categories import Category, category_of
from copilot.assistance.duplicates import Filed
from copilot.assistance.likeness import Likeness, terms
from copilot.assistance.triage import Desk, triage_of
from copilot.records import EscalationKind, Status, Ticket, Triage
from tests.assistance.people import desk_ticket

TEAM = (
    Category("Shipping", ("deliver*", "parcel*")),
    Category("Rückgabe"),
    Category("Zelte", ("zelt*", "tent*")),
)


def desk_of(*tickets: Ticket) -> Desk:
    filed = {one.key: Filed.of(one) for one in tickets}
    return Desk(filed, Likeness({key: one.terms for key, one in filed.items()}))


def triaged(ticket: Ticket, *others: Ticket, same: Sequence[Ticket] = ()) -> Triage:
    return triage_of(ticket, desk_of(ticket, *others), others=same, categories=TEAM)


def solved(number: str, text: str, queue: str, *tags: str) -> Ticket:
    return desk_ticket(
        ("c", 1, text), number=number, status=Status.SOLVED, queue=queue, tags=tags, email=number
    )


HELD = (
    solved(
        "10", "The buckle of my backpack snapped, is it under warranty?", "Warranty", "warranty"
    ),
    solved("11", "The backpack strap tore, warranty please", "Warranty", "warranty"),
    solved("12", "How do I wash the sleeping bag?", "Products"),
    solved("13", "My password mail does not arrive", "Account", "account"),
)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("My parcel is late", "Shipping"),
        ("Can I return the boots? Kann ich sie zurückgeben?", "Rückgabe"),
        ("Puedo hacer una devolución?", "Rückgabe"),
        ("Wie groß ist das Zelt?", "Zelte"),
    ],
)
def test_the_category_comes_from_the_teams_own_list(text: str, name: str) -> None:
    found = category_of(TEAM, subject="", text=text)
    assert found is not None
    assert found.value == name
    assert found.reason.startswith("words: ")


def test_meaning_decides_only_where_no_word_does() -> None:
    def meaning(texts: Sequence[str]) -> list[float]:
        assert texts[0] == "Shipping, deliver, parcel"
        return [0.1, 0.2, 0.5]

    found = category_of(TEAM, subject="Dome", text="Does it stand in a storm?", meaning=meaning)
    assert found is not None
    assert (found.value, found.reason) == ("Zelte", "close in meaning")
    assert category_of(TEAM, subject="Hm", text="What?", meaning=lambda _: [0.1, 0.1, 0.1]) is None
    assert category_of((), subject="Hm", text="What?", meaning=lambda _: []) is None


def test_queue_and_tags_come_from_solved_tickets_like_it() -> None:
    mine = desk_ticket(("c", 2, "The strap of my backpack tore. Is that warranty?"))
    found = triaged(mine, *HELD)
    assert found.queue is not None
    assert found.queue.value == "Warranty"
    assert "#11" in found.queue.reason
    assert "strap" in found.queue.reason
    assert [one.value for one in found.tags] == ["warranty"]
    strange = triaged(desk_ticket(("c", 2, "Bonsoir")), *HELD)
    assert (strange.queue, strange.tags, strange.duplicates) == (None, (), ())


def test_a_tag_that_the_ticket_has_is_not_suggested() -> None:
    mine = desk_ticket(("c", 2, "The backpack strap tore, warranty?"), tags=["warranty"])
    assert triaged(mine, *HELD).tags == ()


def test_what_is_escalated_is_urgent_and_goes_to_its_queue() -> None:
    mine = desk_ticket(("c", 2, "The backpack strap tore. I will sue you."))
    legal = solved("14", "Claim", "Legal and press", "legal")
    found = triaged(mine, *HELD, legal)
    assert [one.kind for one in found.escalations] == [EscalationKind.LEGAL]
    assert (found.urgency.value, found.urgency.reason) == ("high", "legal threat: I will sue you.")
    assert found.queue is not None
    assert found.queue.value == "Legal and press"
    assert found.tags[0].value == "legal"


@pytest.mark.parametrize(
    ("text", "urgency", "reason"),
    [
        ("I need it before the 20th.", "high", "“before the 20th”"),
        ("Ich brauche das dringend.", "high", "“dringend”"),
        ("Ship it today or refund me.", "high", "“today”"),
        ("No rush, but can I change the colour?", "low", "“No rush”"),
        ("It came today, thank you.", "normal", "no words that press"),
        ("It is not urgent. Which size?", "low", "“not urgent”"),
        ("Gekauft vor 14 Monaten.", "normal", "no words that press"),
    ],
)
def test_urgency_names_its_words(text: str, urgency: str, reason: str) -> None:
    found = triaged(desk_ticket(("c", 2, text))).urgency
    assert (found.value, found.reason) == (urgency, reason)


def test_duplicates_are_open_and_share_an_order_or_a_requester() -> None:
    mine = desk_ticket(("c", 2, "Order A-88213, the filter has not arrived"), number="1")
    same_order = desk_ticket(
        ("c", 3, "Anything"), number="2", email="x@example.com", fields=[("OrderNo", "A-88213")]
    )
    same_person = desk_ticket(("c", 3, "The filter has still not arrived"), number="3")
    elsewhere = desk_ticket(("c", 3, "How do I wash it?"), number="4")
    done = desk_ticket(("c", 3, "Order A-88213"), number="5", status=Status.SOLVED)
    found = triaged(mine, same_order, same_person, elsewhere, done, *HELD).duplicates
    assert {(one.key.id, one.reason) for one in found} == {
        ("2", "same order A-88213"),
        ("3", "same requester, similar words"),
    }


def test_topics_join_what_languages_part() -> None:
    near = Likeness(
        {
            "refund": terms("", "Bitte erstatten Sie mir das Geld"),
            "size": terms("", "Welche Größe passt?"),
            "parcel": terms("", "Wo ist mein Paket?"),
        }
    )
    (best, _), *_ = near.nearest(terms("", "I want a refund"))
    assert best == "refund"


def test_what_else_the_requester_wrote_about_is_told() -> None:
    mine = desk_ticket(("c", 2, "Order A-88213 has not arrived"))
    same = desk_ticket(("c", 3, "Order A-88213?"), number="2")
    earlier = desk_ticket(("c", 1, "How do I wash it?"), number="3", status=Status.SOLVED)
    found = triaged(mine, same, earlier, same=[same, earlier])
    assert [one.key.id for one in found.duplicates] == ["2"]
    assert [(one.key.id, one.reason) for one in found.others] == [("3", "solved, 1 Nov 2026")]
