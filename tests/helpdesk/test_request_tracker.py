"""Request Tracker as it really answers: threads, sync, sending once, holding back."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from copilot.drafts.attached import outgoing_file
from copilot.errors import HelpdeskError, SignInRefused, TicketGone, TicketMovedOn
from copilot.helpdesk.request_tracker.reader import RequestTrackerReader, authorization
from copilot.helpdesk.request_tracker.writer import RequestTrackerWriter
from copilot.helpdesk.sockets import open_client
from copilot.records import (
    LedgerRow,
    Person,
    ReplyKind,
    Role,
    Status,
    Ticket,
    TicketKey,
    Visibility,
)
from tests.fakes.files import named
from tests.fakes.helpdesk import TEXTS, approved_for
from tests.peers.fixtures import request_tracker as request_tracker
from tests.peers.request_tracker import Agent, RequestTracker

pytestmark = pytest.mark.peer
CUSTOMER = "kunde1@lab.example"


class Desk:
    """Reader and writer of one agent, over real sockets."""

    def __init__(self, agent: Agent) -> None:
        self.rows: list[LedgerRow] = []
        self.client = open_client(
            agent.url, headers=authorization(agent.token), ledger=self.rows.append
        )
        self.reader = RequestTrackerReader(self.client, token=agent.token)
        self.writer = RequestTrackerWriter(self.client, token=agent.token)

    def ticket(self, number: str) -> Ticket:
        return self.reader.ticket(TicketKey("rt", number))

    def sync(self, cursor: str) -> tuple[dict[str, Ticket], set[str], str]:
        tickets: dict[str, Ticket] = {}
        gone: set[str] = set()
        more = True
        while more:
            page = self.reader.changes(cursor)
            tickets |= {ticket.key.id: ticket for ticket in page.tickets}
            gone |= {key.id for key in page.gone}
            cursor, more = page.cursor, page.more
        return tickets, gone, cursor


@pytest.fixture(scope="module")
def rt(request_tracker: RequestTracker) -> RequestTracker:
    return request_tracker


@pytest.fixture
def desk_of() -> Iterator[Callable[[Agent], Desk]]:
    desks: list[Desk] = []

    def make(agent: Agent) -> Desk:
        desks.append(Desk(agent))
        return desks[-1]

    yield make
    for desk in desks:
        desk.client.close()


@pytest.fixture
def desk(rt: RequestTracker, desk_of: Callable[[Agent], Desk]) -> Desk:
    return desk_of(rt.agent)


@pytest.mark.parametrize("who", ["root", "agent", "agent2"])
def test_knows_whose_token_it_is(
    rt: RequestTracker, desk_of: Callable[[Agent], Desk], who: str
) -> None:
    names = {"root": "Enoch Root", "agent": "Anna Agent", "agent2": "Bert Basis"}
    person: Agent = getattr(rt, who)
    assert desk_of(person).reader.account() == Person(names[who], person.email)


def test_reads_a_thread_with_its_people_and_fields(rt: RequestTracker, desk: Desk) -> None:
    number = rt.create_ticket("Größe passt nicht", "Hallo,\n\n> alt\nneu\n")
    rt.root.set(
        number,
        Owner="agent1",
        Cc=["boss@lab.example"],
        CustomFields={"Tags": ["shoes"], "OrderNo": "A-1"},
    )
    rt.agent.reply(number, "Wir schauen nach.")
    rt.agent.note(number, "Lager fragen")
    rt.customer.reply(number, "Danke!")
    ticket = desk.ticket(number)
    thread = [(m.author, m.author_name, m.visibility, m.text) for m in ticket.messages]
    assert thread == [
        (Role.CUSTOMER, "Karla Kundin", Visibility.PUBLIC, "Hallo,\n\n> alt\nneu\n"),
        (Role.AGENT, "Anna Agent", Visibility.PUBLIC, "Wir schauen nach."),
        (Role.AGENT, "Anna Agent", Visibility.INTERNAL, "Lager fragen"),
        (Role.CUSTOMER, "Karla Kundin", Visibility.PUBLIC, "Danke!"),
    ]
    assert (ticket.subject, ticket.status, ticket.queue) == (
        "Größe passt nicht",
        Status.OPEN,
        "Support",
    )
    assert ticket.requester == Person("Karla Kundin", CUSTOMER)
    assert (ticket.assignee, ticket.tags) == ("Anna Agent", ("shoes",))
    assert dict(ticket.fields) == {"OrderNo": "A-1", "Cc": "boss@lab.example"}
    assert ticket.version.message_count == 4
    assert ticket.created.utcoffset() is not None


def test_internal_notes_stay_hidden_from_who_may_not_see_them(
    rt: RequestTracker, desk_of: Callable[[Agent], Desk]
) -> None:
    number = rt.create_ticket("Notes", "Hello")
    rt.agent.note(number, "secret")
    rt.agent.reply(number, "public")
    texts = [message.text for message in desk_of(rt.agent2).ticket(number).messages]
    assert texts == ["Hello", "public"]


def test_attachments_come_with_their_names_and_bytes(rt: RequestTracker, desk: Desk) -> None:
    number = rt.create_ticket("Files", "See below")
    content = bytes(range(256)) * 40
    rt.agent.attach(number, "Ihre Rechnung", "Rechnung März.bin", content)
    message = desk.ticket(number).messages[-1]
    assert message.text == "Ihre Rechnung"
    (file,) = message.attachments
    assert (file.name, file.media_type, file.size) == (
        "Rechnung März.bin",
        "application/octet-stream",
        len(content),
    )
    key = TicketKey("rt", number)
    assert desk.reader.attachment(key, file.id) == content
    with pytest.raises(HelpdeskError, match="no file"):
        desk.reader.attachment(key, "1")


def test_a_message_that_is_only_html_becomes_text(rt: RequestTracker, desk: Desk) -> None:
    number = rt.create_ticket(
        "Html", "<p>Hello <b>there</b></p><p>Bye</p>", ContentType="text/html"
    )
    assert desk.ticket(number).messages[0].text == "Hello there\n\nBye"


def test_a_ticket_opened_in_the_requesters_name_holds_the_requesters_words(
    rt: RequestTracker, desk: Desk
) -> None:
    number = rt.root.create("From the web form", "My tent is torn", Requestor=CUSTOMER)
    first = desk.ticket(number).messages[0]
    assert (first.author, first.author_name) == (Role.CUSTOMER, "Karla Kundin")


@pytest.mark.parametrize("zone", ["", "America/New_York", "Pacific/Auckland"])
def test_sync_brings_what_changed_in_any_zone(rt: RequestTracker, desk: Desk, zone: str) -> None:
    rt.root.client.put("user/agent1", json={"Timezone": zone})
    quiet = rt.create_ticket("Quiet", "unchanged")
    solved = rt.create_ticket("Solved", "done")
    rt.agent.set(solved, Status="resolved")
    tickets, _, cursor = desk.sync("")
    assert tickets[quiet].messages[0].text == "unchanged"
    assert tickets[solved].status is Status.SOLVED
    while desk.sync(cursor)[0]:  # until the second of the last change is over
        cursor = desk.sync(cursor)[2]
    rt.customer.reply(quiet, "more")
    tickets, gone, cursor = desk.sync(cursor)
    assert set(tickets) == {quiet}
    assert tickets[quiet].messages[-1].text == "more"
    assert not gone
    rt.root.client.put("user/agent1", json={"Timezone": ""})


def test_sync_in_several_pages_leaves_nothing_out(
    rt: RequestTracker, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("copilot.helpdesk.request_tracker.reader.TICKETS_A_PAGE", 2)
    monkeypatch.setattr("copilot.helpdesk.request_tracker.listing.PER_PAGE", 2)
    numbers = {rt.create_ticket(f"Many {n}", "x") for n in range(5)}
    assert numbers <= set(desk.sync("")[0])


def test_deleted_and_merged_tickets_are_gone(rt: RequestTracker, desk: Desk) -> None:
    deleted, merged, target = (rt.create_ticket(name, "x") for name in ("d", "m", "t"))
    _, _, cursor = desk.sync("")
    rt.root.set(deleted, Status="deleted")
    rt.root.set(merged, MergeInto=int(target))
    tickets, gone, _ = desk.sync(cursor)
    assert {deleted, merged} <= gone
    assert target in tickets
    for number, word in ((deleted, "deleted"), (merged, f"merged into ticket {target}")):
        with pytest.raises(TicketGone, match=word):
            desk.ticket(number)
    with pytest.raises(TicketGone):
        desk.ticket("999999")


@pytest.mark.parametrize("kind", TEXTS)
def test_sends_once_as_approved_and_reads_it_back(
    rt: RequestTracker, desk: Desk, kind: ReplyKind
) -> None:
    number = rt.create_ticket("Send", "Where is my parcel?")
    text = f"Grüße 😀,\n\n  eingerückt\t{kind.value} {number}\n\nAnna\n"
    approved = approved_for(desk.ticket(number), text, kind=kind, new_status=Status.PENDING)
    assert desk.writer.find(approved) is None
    receipt = desk.writer.send(approved)
    ticket = desk.ticket(number)
    assert (ticket.messages[-1].id, ticket.messages[-1].text) == (receipt.message_id, text)
    assert ticket.status is Status.PENDING
    assert receipt.note == ""
    mailed = 1 if kind is ReplyKind.PUBLIC_REPLY else 0
    assert len(rt.mails(CUSTOMER, f"{kind.value} {number}")) == mailed
    assert desk.writer.send(approved).message_id == receipt.message_id
    found = desk.writer.find(approved)
    assert found is not None
    assert found.message_id == receipt.message_id
    assert desk.ticket(number).version.message_count == 2
    assert len(rt.mails(CUSTOMER, f"{kind.value} {number}")) == mailed


def test_who_may_only_read_and_reply_can_send(
    rt: RequestTracker, desk_of: Callable[[Agent], Desk]
) -> None:
    desk = desk_of(rt.agent2)
    number = rt.create_ticket("Basic", "Hello?")
    receipt = desk.writer.send(approved_for(desk.ticket(number), "Hello!"))
    assert desk.ticket(number).messages[-1].id == receipt.message_id
    note = approved_for(desk.ticket(number), "note", kind=ReplyKind.INTERNAL_NOTE)
    with pytest.raises(HelpdeskError, match="refused the internal note"):
        desk.writer.send(note)


def test_an_agent_whose_language_breaks_the_answers_can_send(
    rt: RequestTracker, desk: Desk
) -> None:
    rt.root.client.put("user/agent1", json={"Lang": "de"})
    number = rt.create_ticket("Deutsch", "Hallo")
    approved = approved_for(desk.ticket(number), "Guten Tag")
    assert desk.writer.send(approved).message_id == desk.ticket(number).messages[-1].id
    rt.root.client.put("user/agent1", json={"Lang": ""})


def test_a_status_that_is_refused_is_told(
    rt: RequestTracker, desk_of: Callable[[Agent], Desk]
) -> None:
    desk = desk_of(rt.agent2)
    number = rt.create_ticket("Status", "Hello?")
    approved = approved_for(desk.ticket(number), "Solved!", new_status=Status.SOLVED)
    receipt = desk.writer.send(approved)
    assert desk.ticket(number).status is not Status.SOLVED
    assert "still open instead of solved" in receipt.note


MOVES: dict[str, tuple[Callable[[RequestTracker, str], object], str]] = {
    "another agent replied": (
        lambda rt, n: rt.agent2.reply(n, "I did"),
        "Bert Basis already replied",
    ),
    "customer wrote": (lambda rt, n: rt.customer.reply(n, "PS"), "Karla Kundin wrote again"),
    "closed": (lambda rt, n: rt.root.set(n, Status="resolved"), "set to solved"),
    "requester": (lambda rt, n: rt.root.set(n, Requestor="x@lab.example"), "requester is now"),
    "copy added": (lambda rt, n: rt.root.set(n, Cc=["x@lab.example"]), "would mail this reply to"),
}


@pytest.mark.parametrize("name", list(MOVES))
def test_a_ticket_that_moved_on_holds_the_reply_back(
    rt: RequestTracker, desk: Desk, name: str
) -> None:
    move, sentence = MOVES[name]
    number = rt.create_ticket(f"Moved: {name}", "Hello?")
    approved = approved_for(desk.ticket(number), f"Too late for {number}")
    move(rt, number)
    before = desk.ticket(number).version.message_count
    with pytest.raises(TicketMovedOn, match=sentence):
        desk.writer.send(approved)
    assert desk.ticket(number).version.message_count == before
    assert not rt.mails(CUSTOMER, f"Too late for {number}")


@pytest.mark.parametrize(
    "move",
    [
        lambda rt, n: rt.agent.note(n, "note"),
        lambda rt, n: rt.root.set(n, Owner="agent2"),
        lambda rt, n: rt.root.set(n, CustomFields={"Tags": ["a"]}, Priority=7),
    ],
    ids=["note", "assignee", "tags"],
)
def test_what_only_informs_does_not_hold_back(
    rt: RequestTracker, desk: Desk, move: Callable[[RequestTracker, str], object]
) -> None:
    number = rt.create_ticket("Informs", "Hello?")
    approved = approved_for(desk.ticket(number), "Hi")
    move(rt, number)
    assert desk.writer.send(approved).approved_id == approved.id


def test_deleted_and_merged_hold_back(rt: RequestTracker, desk: Desk) -> None:
    deleted, merged, target = (rt.create_ticket(name, "x") for name in ("d", "m", "t"))
    approved = [approved_for(desk.ticket(number), "Hi") for number in (deleted, merged)]
    rt.root.set(deleted, Status="deleted")
    rt.root.set(merged, MergeInto=int(target))
    for one in approved:
        with pytest.raises(TicketGone):
            desk.writer.send(one)


def test_finds_what_was_sent_without_a_mark_by_author_and_text(
    rt: RequestTracker, desk: Desk
) -> None:
    number = rt.create_ticket("Unknown", "Hello?")
    approved = approved_for(desk.ticket(number), "Was it sent?")
    rt.agent2.reply(number, "Was it sent?")
    assert desk.writer.find(approved) is None  # by somebody else
    rt.agent.reply(number, "Was it sent?", TxnCustomFields={"ClientKey": "another one"})
    assert desk.writer.find(approved) is None  # another approval
    rt.agent.note(number, "Was it sent?")
    assert desk.writer.find(approved) is None  # another kind
    sent = rt.agent.reply(number, "Was it sent?")
    found = desk.writer.find(approved)
    assert found is not None
    assert found.message_id == sent


def test_without_a_mark_the_files_tell_which_reply_it_is(rt: RequestTracker, desk: Desk) -> None:
    number = rt.create_ticket("Unknown", "Hello?")
    plan = named("plan.bin", bytes(range(256)), "application/octet-stream")
    approved = approved_for(desk.ticket(number), "Here it is.", files=(plan,))
    rt.agent.reply(number, "Here it is.")
    rt.agent.attach(number, "Here it is.", "other.bin", bytes(range(256)))
    assert desk.writer.find(approved) is None
    rt.agent.attach(number, "Here it is.", plan.name, bytes(range(256)))
    found = desk.writer.find(approved)
    assert found is not None
    assert (found.message_id, found.note) == (desk.ticket(number).messages[-1].id, "")


TEXTS_OF_FILES = {
    "utf-8 with both line ends": "Grüße\r\nzwei\ndrei 😀\n".encode(),
    "not utf-8": "Grüße\r\n".encode("latin-1"),
    "a page": "<p>Grüße</p>\r\n".encode(),
    "a page not in utf-8": "<p>Grüße</p>\r\n".encode("latin-1"),
    "with a zero": b"a\0b",
    "with a mark in front": "\ufeffa;b\r\n".encode(),
    "spaces around": b"  \n a \n\n",
}


def test_files_of_text_keep_their_very_bytes(rt: RequestTracker, desk: Desk) -> None:
    """Request Tracker writes text that is no UTF-8 anew, so it goes as bytes."""
    number = rt.create_ticket("Texts", "Hello?")
    files = tuple(
        outgoing_file(f"{name}.{'html' if 'page' in name else 'txt'}", data)
        for name, data in TEXTS_OF_FILES.items()
    )
    approved = approved_for(desk.ticket(number), "All of them.", files=files)
    receipt = desk.writer.send(approved, tuple(TEXTS_OF_FILES.values()))
    assert receipt.note == ""


def test_a_wrong_token_is_refused_in_words(
    rt: RequestTracker, desk_of: Callable[[Agent], Desk]
) -> None:
    _, user, secret = rt.token.split("-")
    wrong = Agent(rt.url, "agent1", "", f"1-{user}-{secret[::-1]}")
    desk = desk_of(wrong)
    wrong.client.close()
    for ask in (desk.reader.account, lambda: desk.reader.changes("")):
        with pytest.raises(SignInRefused, match="does not accept the token"):
            ask()


def test_the_ledger_names_host_and_reason_and_no_words(rt: RequestTracker, desk: Desk) -> None:
    number = rt.create_ticket("Ledger", "Hello?")
    desk.writer.send(approved_for(desk.ticket(number), "Top secret words"))
    assert {row.host for row in desk.rows} == {"127.0.0.1"}
    sending = [row for row in desk.rows if row.reason == "Sending the public reply"]
    assert len(sending) == 1
    assert sending[0].bytes_out > len("Top secret words")
    assert "secret" not in str(desk.rows)


def test_articles_are_macros_for_those_who_may_see_them(
    rt: RequestTracker, desk_of: Callable[[Agent], Desk]
) -> None:
    content = "Look at the tracking page.\nÜber Nacht ändert es sich."
    for name, text, disabled in (
        ("Where is my parcel?", content, 0),
        ("Nothing in it", "", 0),
        ("No more used", "Old words.", 1),
    ):
        body = {"Name": name, "Class": "General", "CustomFields": {"Content": text}}
        made = rt.root.client.post("article", json=body)
        assert made.status_code == 201, made.text
        if disabled:
            rt.root.client.delete(f"article/{made.json()['id']}")
    (macro,) = desk_of(rt.agent).reader.macros()
    assert (macro.title, macro.text) == ("Where is my parcel?", content)
    assert macro.changed is not None
    assert desk_of(rt.agent2).reader.macros() == ()
