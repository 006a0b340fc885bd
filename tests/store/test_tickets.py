"""Tickets, the queue and the last look."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from copilot.records import Person, QueueView, SinceLastLook, Status, TicketKey
from copilot.store.drafts import Drafts
from copilot.store.prepared import Prepared
from copilot.store.store import Store
from copilot.store.tickets import Tickets
from tests.store.records_for_tests import AGENT, DANA, START, answered, draft, ticket
from tests.store.test_prepared import REDACTED, SPANS, SUMMARY


@pytest.fixture
def tickets(store: Store) -> Tickets:
    return Tickets(store)


def ids(rows) -> list[str]:
    return [row.key.id for row in rows]


def test_a_ticket_comes_back_as_it_was(tickets: Tickets):
    one = ticket()
    assert tickets.save([one]) == (one.key,)
    assert tickets.get(one.key) == one
    assert tickets.get(TicketKey("zammad", "17")) is None


def test_saving_tells_what_changed(tickets: Tickets):
    one, two = ticket("1"), ticket("2")
    tickets.save([one, two])
    assert tickets.save([one, two]) == ()
    assert tickets.save([one, replace(two, subject="Other")]) == (two.key,)
    assert tickets.get(two.key).subject == "Other"


def test_saving_again_keeps_what_belongs_to_the_ticket(tickets: Tickets, store: Store):
    one = ticket()
    tickets.save([one])
    Drafts(store).save(draft(one))
    tickets.save([answered(one, "Are you there?")])
    assert Drafts(store).get("d1") == draft(one)


def test_removing_takes_everything_along(tickets: Tickets, store: Store):
    one = ticket()
    tickets.save([one, ticket("18")])
    Drafts(store).save(draft(one))
    Prepared(store).save_redacted(REDACTED, SPANS, version=one.version)
    tickets.mark_looked(one, START)
    tickets.remove([one.key, TicketKey("rt", "unknown")])
    assert tickets.get(one.key) is None
    assert Drafts(store).get("d1") is None
    for sql in ("SELECT * FROM redacted", "SELECT * FROM looks", "SELECT * FROM draft_texts"):
        assert store.read(lambda db, sql=sql: db.execute(sql).fetchall()) == [], sql
    assert tickets.get(TicketKey("rt", "18")) is not None


QUEUE = (
    ticket("mine", assignee="Mira Lindqvist", hours=1),
    ticket("by-mail", assignee="MIRA@nordlicht.example", hours=2, status=Status.PENDING),
    ticket("other", assignee="Jonas", hours=3, status=Status.PENDING),
    ticket("free", hours=4),
    ticket("done", assignee="Mira Lindqvist", hours=5, status=Status.SOLVED),
    ticket("gone", hours=6, status=Status.DELETED),
)
VIEWS = {
    QueueView.MINE: ["by-mail", "mine"],
    QueueView.UNASSIGNED: ["free"],
    QueueView.WAITING: ["other", "by-mail"],
    QueueView.ALL: ["free", "other", "by-mail", "mine"],
}


@pytest.mark.parametrize("view", QueueView)
def test_views_show_the_newest_first(tickets: Tickets, view: QueueView):
    tickets.save(QUEUE)
    assert ids(tickets.rows(view, AGENT)) == VIEWS[view]


def test_counts_are_those_of_the_views(tickets: Tickets):
    tickets.save(QUEUE)
    assert tickets.counts(AGENT) == {view: len(shown) for view, shown in VIEWS.items()}


def test_an_agent_without_an_address_does_not_own_what_nobody_has(tickets: Tickets):
    tickets.save(QUEUE)
    assert ids(tickets.rows(QueueView.MINE, Person("Jonas"))) == ["other"]


SEARCHES = {
    "": ["1", "2"],
    "aquapure": ["1"],
    "AQUAPURE leaks": ["1"],
    "leaks aquapure missing": [],
    "VENTILKÜKEN": ["1"],
    "dana@example.org": ["1", "2"],
    "a-88213": ["1", "2"],
    "100%": ["2"],
    "_": [],
}


@pytest.mark.parametrize(("words", "found"), SEARCHES.items())
def test_search(tickets: Tickets, words: str, found: list[str]):
    tickets.save([ticket("1", hours=2), ticket("2", texts=("It is 100% broken",), hours=1)])
    assert ids(tickets.rows(QueueView.ALL, AGENT, words)) == found


def test_a_row_shows_what_is_known(tickets: Tickets, store: Store):
    one = ticket(texts=("First", "The  last\nwords"))
    tickets.save([one])
    (bare,) = tickets.rows(QueueView.ALL, AGENT)
    assert (bare.subject, bare.requester, bare.preview) == (
        "Leaking filter",
        "Dana Whitfield",
        "The last words",
    )
    assert (bare.updated, bare.status, bare.assignee) == (START, Status.OPEN, "")
    assert (bare.urgency, bare.mood, bare.language) == ("", "", "")
    assert not bare.draft_ready
    assert not bare.changed
    Drafts(store).save(draft(one))
    Prepared(store).save_summary(one.key, SUMMARY, version=one.version)
    Prepared(store).save_redacted(REDACTED, SPANS, version=one.version)
    (full,) = tickets.rows(QueueView.ALL, AGENT)
    assert (full.urgency, full.mood, full.language) == ("high", "annoyed", "de")
    assert full.draft_ready


def test_a_row_forgets_what_was_made_for_an_older_version(tickets: Tickets, store: Store):
    one = ticket()
    tickets.save([one])
    Drafts(store).save(draft(one))
    Prepared(store).save_summary(one.key, SUMMARY, version=one.version)
    tickets.mark_looked(one, START)
    tickets.save([answered(one, "Hello?")])
    (row,) = tickets.rows(QueueView.ALL, AGENT)
    assert (row.urgency, row.draft_ready, row.changed) == ("", False, True)


def test_since_the_last_look(tickets: Tickets):
    one = ticket()
    tickets.save([one])
    assert tickets.since(one.key) == SinceLastLook(None)
    looked = START + timedelta(days=1)
    tickets.mark_looked(one, looked)
    assert tickets.since(one.key) == SinceLastLook(looked)
    moved = replace(
        answered(one, "And the seal?"),
        status=Status.PENDING,
        assignee="Jonas",
        subject="Leaking filter and seal",
        requester=replace(DANA, email="dana@work.example"),
    )
    tickets.save([moved])
    assert tickets.since(one.key) == SinceLastLook(
        looked,
        ("m2",),
        (
            ("subject", "Leaking filter", "Leaking filter and seal"),
            ("status", "open", "pending"),
            ("assignee", "", "Jonas"),
            (
                "requester",
                "Dana Whitfield <dana@example.org>",
                "Dana Whitfield <dana@work.example>",
            ),
        ),
    )
    tickets.mark_looked(moved, looked + timedelta(hours=1))
    assert tickets.since(one.key) == SinceLastLook(looked + timedelta(hours=1))


def test_what_came_in_while_the_agent_read_is_still_new(tickets: Tickets):
    before = ticket()
    tickets.save([answered(before, "One more thing")])
    tickets.mark_looked(before, START)
    assert tickets.since(before.key).new_messages == ("m2",)


def test_looking_at_a_ticket_that_is_gone_is_nothing(tickets: Tickets):
    tickets.mark_looked(ticket(), START)
    assert tickets.since(ticket().key) == SinceLastLook(None)


JONAS = Person("Jonas Weber", "jonas@example.org")


def test_solved(tickets: Tickets):
    done = ticket("3", status=Status.SOLVED, requester=JONAS)
    tickets.save([ticket("1"), done])
    assert tickets.solved() == (done,)


def test_the_other_tickets_of_a_requester_are_those_of_the_same_address(tickets: Tickets):
    older, newer = ticket("1"), ticket("2", requester=Person("D.", "DANA@example.org"), hours=5)
    namesake = ticket("3", requester=Person("Dana Whitfield", "dw@example.net"))
    nameless = ticket("4", requester=Person("Dana Whitfield", ""))
    tickets.save([older, newer, namesake, nameless])
    gone = TicketKey("rt", "gone")
    assert tickets.of_requester("dana@example.org", besides=older.key) == (newer,)
    assert tickets.of_requester("Dana@example.org", besides=gone) == (newer, older)
    assert tickets.of_requester("", besides=gone) == ()


def test_marks_change_with_the_ticket(tickets: Tickets):
    tickets.save([ticket("1"), ticket("2")])
    before = tickets.marks()
    tickets.save([ticket("2", hours=5)])
    after = tickets.marks()
    assert list(before) == list(after) == [TicketKey("rt", "1"), TicketKey("rt", "2")]
    assert [before[key] == after[key] for key in after] == [True, False]


def test_tickets_that_hold_a_word(tickets: Tickets):
    tickets.save([ticket("1", texts=("Is Big Blue there?",)), ticket("2", texts=("No.",))])
    assert tickets.holding("BLUE") == (TicketKey("rt", "1"),)
    assert tickets.holding("whitfield") == (TicketKey("rt", "1"), TicketKey("rt", "2"))
    assert tickets.holding("%") == ()


def test_cursors(tickets: Tickets):
    assert tickets.cursor("rt") == ""
    tickets.set_cursor("rt", "page 1")
    tickets.set_cursor("rt", "page 2")
    assert (tickets.cursor("rt"), tickets.cursor("zammad")) == ("page 2", "")
