"""What Request Tracker or the wire may do wrong, and what is told and done then."""

from __future__ import annotations

from collections.abc import Callable

import httpx
import pytest

from copilot.errors import (
    CopilotError,
    DeliveryUnknown,
    HelpdeskError,
    HelpdeskUnreachable,
    SignInRefused,
    TicketMovedOn,
)
from copilot.helpdesk.request_tracker.reader import RequestTrackerReader
from copilot.helpdesk.request_tracker.writer import RequestTrackerWriter
from copilot.helpdesk.sockets import open_client
from copilot.records import LedgerRow, Status, TicketKey
from tests.fakes.helpdesk import FakeRequestTracker, approved_for

KEY = TicketKey("rt", "7")


class Desk:
    def __init__(self) -> None:
        self.server = FakeRequestTracker()
        self.rows: list[LedgerRow] = []
        self.waits: list[float] = []
        self.client = open_client(
            "http://127.0.0.1:9",
            headers={},
            ledger=self.rows.append,
            inner=httpx.MockTransport(self.server),
            wait=self.waits.append,
        )
        self.reader = RequestTrackerReader(self.client, token=self.server.TOKEN)
        self.writer = RequestTrackerWriter(self.client, token=self.server.TOKEN)

    def posts(self) -> int:
        return sum(request.method == "POST" for request in self.server.requests)


@pytest.fixture
def desk() -> Desk:
    return Desk()


def _raise(error: type[httpx.TransportError]) -> Callable[[httpx.Request], httpx.Response]:
    def answer(request: httpx.Request) -> httpx.Response:
        raise error("x", request=request)

    return answer


@pytest.mark.parametrize(
    ("token", "words"),
    [("", "is not kept here yet"), (" \n", "is not kept here yet"), ("abc", "no token of Request")],
)
def test_a_token_that_is_none_is_told_from_one_that_is_missing(
    desk: Desk, token: str, words: str
) -> None:
    with pytest.raises(SignInRefused, match=words):
        RequestTrackerReader(desk.client, token=token).account()
    assert desk.server.requests == []


def test_the_fake_is_read_like_the_real_one(desk: Desk) -> None:
    page = desk.reader.changes("")
    assert [ticket.messages[0].text for ticket in page.tickets] == ["Where is it?"]
    assert desk.reader.changes(page.cursor).tickets == ()


def test_empty_pages_are_not_the_end_of_a_history(desk: Desk) -> None:
    desk.server.empty_pages = 3
    assert desk.reader.ticket(KEY).version.message_count == 1


@pytest.mark.parametrize("code", [301, 302, 401])
def test_a_sign_in_page_is_a_refused_token(desk: Desk, code: int) -> None:
    desk.server.nasty["GET ticket/7"] = lambda _: httpx.Response(code, headers={"Location": "/"})
    with pytest.raises(SignInRefused):
        desk.reader.ticket(KEY)


def test_text_that_is_not_utf_8_is_read(desk: Desk) -> None:
    def latin(request: httpx.Request) -> httpx.Response:
        answer = desk.server._answer(request, "ticket/7")
        body = answer.content.replace(b"Parcel", b"Paket f\xfcr")
        return httpx.Response(200, content=body, headers=answer.headers)

    desk.server.nasty["GET ticket/7"] = latin
    assert desk.reader.ticket(KEY).subject == "Paket f�r"


@pytest.mark.parametrize("body", [b"", b"<html>", b"[]", b'{"id": {}}', b"[" * 100_000])
def test_nonsense_is_a_helpdesk_error(desk: Desk, body: bytes) -> None:
    desk.server.nasty["GET ticket/7"] = lambda _: httpx.Response(200, content=body)
    with pytest.raises(HelpdeskError, match="makes no sense"):
        desk.reader.ticket(KEY)


@pytest.mark.parametrize("fault", ["then cut", "then 500"])
def test_stored_but_not_answered_is_found_and_not_sent_again(desk: Desk, fault: str) -> None:
    approved = approved_for(desk.reader.ticket(KEY), "On its way")
    desk.server.nasty["POST ticket/7/correspond"] = fault
    with pytest.raises(DeliveryUnknown):
        desk.writer.send(approved)
    found = desk.writer.find(approved)
    assert found is not None
    assert desk.writer.send(approved).message_id == found.message_id
    assert desk.posts() == 1


NOT_STORED: dict[str, tuple[Callable[[httpx.Request], httpx.Response], type[CopilotError]]] = {
    "no connection": (_raise(httpx.ConnectError), HelpdeskUnreachable),
    "cut while sending": (_raise(httpx.WriteError), DeliveryUnknown),
    "no answer in time": (_raise(httpx.ReadTimeout), DeliveryUnknown),
    "refused": (lambda _: httpx.Response(400), HelpdeskError),
    "forbidden": (lambda _: httpx.Response(403), HelpdeskError),
    "busy": (lambda _: httpx.Response(429), HelpdeskUnreachable),
    "gateway": (lambda _: httpx.Response(502), DeliveryUnknown),
    "signed out": (lambda _: httpx.Response(302), SignInRefused),
}


@pytest.mark.parametrize("name", list(NOT_STORED))
def test_a_post_is_never_repeated_by_itself(desk: Desk, name: str) -> None:
    answer, error = NOT_STORED[name]
    approved = approved_for(desk.reader.ticket(KEY), "On its way")
    desk.server.nasty["POST ticket/7/correspond"] = answer
    with pytest.raises(error) as caught:
        desk.writer.send(approved)
    assert type(caught.value) is error
    assert desk.posts() == 1
    assert desk.writer.find(approved) is None
    assert "On its way" not in str(caught.value)


def test_a_cut_while_reading_back_is_unknown(desk: Desk) -> None:
    approved = approved_for(desk.reader.ticket(KEY), "On its way")

    def store_and_hide(request: httpx.Request) -> httpx.Response:
        desk.server.nasty["GET ticket/7"] = _raise(httpx.ReadError)
        return desk.server._answer(request, "ticket/7/correspond")

    desk.server.nasty["POST ticket/7/correspond"] = store_and_hide
    with pytest.raises(DeliveryUnknown, match="could not be read back"):
        desk.writer.send(approved)
    assert desk.writer.find(approved) is not None


WHILE_READING_BACK: dict[str, Callable[[httpx.Request], httpx.Response]] = {
    "500": lambda _: httpx.Response(500),
    "nonsense": lambda _: httpx.Response(200, content=b"<html>"),
    "not there": lambda _: httpx.Response(404),
    "no such method": lambda _: httpx.Response(405),
}


@pytest.mark.parametrize("name", list(WHILE_READING_BACK))
def test_whatever_goes_wrong_while_reading_back_it_is_not_called_unsent(
    desk: Desk, name: str
) -> None:
    approved = approved_for(desk.reader.ticket(KEY), "On its way")

    def store_and_hide(request: httpx.Request) -> httpx.Response:
        desk.server.nasty["GET ticket/7"] = WHILE_READING_BACK[name]
        return desk.server._answer(request, "ticket/7/correspond")

    desk.server.nasty["POST ticket/7/correspond"] = store_and_hide
    with pytest.raises(DeliveryUnknown, match="could not be read back"):
        desk.writer.send(approved)
    assert desk.writer.find(approved) is not None


@pytest.mark.parametrize("code", [400, 403, 404, 409, 412, 413])
def test_a_refusal_of_what_was_stored_is_seen_through(desk: Desk, code: int) -> None:
    approved = approved_for(desk.reader.ticket(KEY), "On its way")

    def store_and_refuse(request: httpx.Request) -> httpx.Response:
        desk.server._answer(request, "ticket/7/correspond")
        return httpx.Response(code)

    desk.server.nasty["POST ticket/7/correspond"] = store_and_refuse
    assert desk.writer.send(approved).message_id == desk.server.messages[-1]["id"]
    assert desk.posts() == 1


def test_a_refusal_after_which_nobody_can_look_is_unknown(desk: Desk) -> None:
    approved = approved_for(desk.reader.ticket(KEY), "On its way")

    def store_refuse_and_hide(request: httpx.Request) -> httpx.Response:
        desk.server.nasty["GET ticket/7"] = _raise(httpx.ReadError)
        desk.server._answer(request, "ticket/7/correspond")
        return httpx.Response(400)

    desk.server.nasty["POST ticket/7/correspond"] = store_refuse_and_hide
    with pytest.raises(DeliveryUnknown, match="seems to have refused"):
        desk.writer.send(approved)


def test_a_refusal_on_a_ticket_that_is_gone_stays_a_refusal(desk: Desk) -> None:
    approved = approved_for(desk.reader.ticket(KEY), "On its way")

    def refuse_and_delete(request: httpx.Request) -> httpx.Response:
        desk.server.status = "deleted"
        return httpx.Response(400)

    desk.server.nasty["POST ticket/7/correspond"] = refuse_and_delete
    with pytest.raises(HelpdeskError, match=r"refused the public reply \(400\)"):
        desk.writer.send(approved)


@pytest.mark.parametrize("name", ["cut while sending", "no answer in time", "gateway"])
def test_a_cut_at_the_gate_is_no_unknown_delivery(desk: Desk, name: str) -> None:
    approved = approved_for(desk.reader.ticket(KEY), "On its way")
    desk.server.nasty["PUT ticket/7"] = NOT_STORED[name][0]
    with pytest.raises(HelpdeskUnreachable, match="before anything was sent"):
        desk.writer.send(approved)
    assert desk.posts() == 0


@pytest.mark.parametrize(
    ("who", "told"), [("kunde1", "kunde1 wrote again."), ("agent2", "agent2 already replied.")]
)
def test_what_slips_in_between_gate_and_post_is_told(desk: Desk, who: str, told: str) -> None:
    approved = approved_for(desk.reader.ticket(KEY), "On its way")

    def slip_in(request: httpx.Request) -> httpx.Response:
        desk.server._add("Correspond", who, "PS")
        return desk.server._answer(request, "ticket/7/correspond")

    desk.server.nasty["POST ticket/7/correspond"] = slip_in
    receipt = desk.writer.send(approved)
    assert told in receipt.note
    assert desk.writer.find(approved).note == receipt.note
    desk.server._add("Correspond", "agent2", "Anything else?")
    assert desk.writer.find(approved).note == receipt.note


def test_one_that_stands_there_twice_is_told(desk: Desk) -> None:
    approved = approved_for(desk.reader.ticket(KEY), "On its way")

    def twice(request: httpx.Request) -> httpx.Response:
        desk.server._answer(request, "ticket/7/correspond")
        return desk.server._answer(request, "ticket/7/correspond")

    desk.server.nasty["POST ticket/7/correspond"] = twice
    assert "2 times" in desk.writer.send(approved).note
    assert desk.posts() == 1


def test_a_text_that_was_changed_underway_is_told(desk: Desk) -> None:
    approved = approved_for(desk.reader.ticket(KEY), "On its way")

    def mangle(request: httpx.Request) -> httpx.Response:
        answer = desk.server._answer(request, "ticket/7/correspond")
        desk.server.messages[-1]["text"] = "On its w?y"
        return answer

    desk.server.nasty["POST ticket/7/correspond"] = mangle
    with pytest.raises(DeliveryUnknown, match="reads differently"):
        desk.writer.send(approved)


def test_a_reply_that_slips_in_before_the_gate_holds_back(desk: Desk) -> None:
    approved = approved_for(desk.reader.ticket(KEY), "On its way")

    def slip_in(request: httpx.Request) -> httpx.Response:
        desk.server._add("Correspond", "kunde1", "PS")
        return desk.server._answer(request, "ticket/7")

    desk.server.nasty["PUT ticket/7"] = slip_in
    with pytest.raises(TicketMovedOn, match="wrote again"):
        desk.writer.send(approved)
    assert desk.posts() == 0


def test_an_empty_text_or_a_deletion_is_never_sent(desk: Desk) -> None:
    ticket = desk.reader.ticket(KEY)
    for approved in (
        approved_for(ticket, " \n"),
        approved_for(ticket, "x", new_status=Status.DELETED),
    ):
        with pytest.raises(HelpdeskError):
            desk.writer.send(approved)
    assert desk.posts() == 0


def test_reads_are_repeated_as_long_as_the_server_asks(desk: Desk) -> None:
    busy = httpx.Response(503, headers={"Retry-After": "3"})
    desk.server.nasty["GET ticket/7"] = lambda _: busy
    assert desk.reader.ticket(KEY).subject == "Parcel"
    assert desk.waits == [3.0]
    desk.server.nasty["GET ticket/7"] = lambda _: httpx.Response(
        429, headers={"Retry-After": "900"}
    )
    with pytest.raises(HelpdeskError, match="429"):
        desk.reader.ticket(KEY)
    assert desk.waits == [3.0]


SAYS_WHEN: dict[str, tuple[int, str, type[CopilotError]]] = {
    "too many reads": (429, "GET ticket/7", HelpdeskUnreachable),
    "too many posts": (429, "POST ticket/7/correspond", HelpdeskUnreachable),
    "closed for a while": (503, "GET ticket/7", HelpdeskUnreachable),
    "closed after the post": (503, "POST ticket/7/correspond", DeliveryUnknown),
}


@pytest.mark.parametrize("name", SAYS_WHEN)
def test_how_long_it_wants_to_be_left_alone_is_handed_over(desk: Desk, name: str) -> None:
    code, place, error = SAYS_WHEN[name]
    approved = approved_for(desk.reader.ticket(KEY), "On its way")
    desk.server.nasty[place] = lambda _: httpx.Response(code, headers={"Retry-After": "900"})
    with pytest.raises(error, match=str(code)) as caught:
        desk.writer.send(approved)
    assert caught.value.retry_after == 900
