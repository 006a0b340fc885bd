"""Reads Request Tracker: who we are, what changed, one ticket, one file."""

from __future__ import annotations

import re
from datetime import datetime

import httpx

from copilot.errors import HelpdeskError, SignInRefused, TicketGone
from copilot.helpdesk.request_tracker.cursor import Cursor, cursor_of
from copilot.helpdesk.request_tracker.listing import changed_since, gone_since
from copilot.helpdesk.request_tracker.macros import macros_of
from copilot.helpdesk.request_tracker.rest import Rest
from copilot.helpdesk.request_tracker.shapes import Listed, Part, as_utc
from copilot.helpdesk.request_tracker.tickets import CONNECTOR, Tickets, content_bytes
from copilot.records import Macro, Person, SyncPage, Ticket, TicketKey

TICKETS_A_PAGE = 20
_TOKEN = re.compile(r"\d+-(\d+)-[0-9a-fA-F]+")


def authorization(token: str) -> dict[str, str]:
    """The header that carries a token; `Bearer` is refused."""
    return {"Authorization": f"token {token}"}


class RequestTrackerReader:
    """A Reader over a client from sockets.open_client(url, headers=authorization(token), ...).

    `token` names the user it belongs to; there is no other way to ask who we are. `solved_days`:
    how far back solved tickets are fetched when asked from the start.
    """

    connector = CONNECTOR

    def __init__(self, client: httpx.Client, *, token: str, solved_days: int = 90) -> None:
        self._rest = Rest(client)
        self._tickets = Tickets(self._rest)
        self._token = token
        self._solved_days = solved_days
        # What follows the last cursor that was given out, so that a long first sync lists once.
        self._ahead: tuple[str, list[Listed], datetime] | None = None

    def account(self) -> Person:
        return self._tickets.person(user_number(self._token))

    def ticket(self, key: TicketKey) -> Ticket:
        return self._tickets.look(key.id).ticket

    def macros(self) -> tuple[Macro, ...]:
        return macros_of(self._rest)

    def attachment(self, key: TicketKey, attachment_id: str) -> bytes:
        ticket = self.ticket(key)  # also says whether it may be seen, and whose it is
        known = {file.id for message in ticket.messages for file in message.attachments}
        if attachment_id not in known:
            raise HelpdeskError(f"Ticket {key.id} has no file {attachment_id}.")
        answer = self._rest.get(f"attachment/{attachment_id}", reason="Reading a file")
        if not answer.ok:
            raise HelpdeskError(f"Request Tracker does not show file {attachment_id}.")
        return content_bytes(answer.read(Part))

    def changes(self, cursor: str) -> SyncPage:
        place = cursor_of(cursor)
        waiting, gone_ids, asked = self._waiting(cursor, place)
        now, later = waiting[:TICKETS_A_PAGE], waiting[TICKETS_A_PAGE:]
        tickets: list[Ticket] = []
        gone = [TicketKey(CONNECTOR, str(number)) for number in gone_ids]
        for listed in now:
            try:
                tickets.append(
                    self._tickets.look(str(listed.id), reason="Looking for changes").ticket
                )
            except TicketGone:
                gone.append(TicketKey(CONNECTOR, str(listed.id)))
        after = place.after([(listed.id, as_utc(listed.LastUpdated)) for listed in now], asked)
        text = after.text()
        self._ahead = (text, later, asked) if later else None
        return SyncPage(tuple(tickets), tuple(dict.fromkeys(gone)), text, more=bool(later))

    def _waiting(self, cursor: str, place: Cursor) -> tuple[list[Listed], list[int], datetime]:
        """Tickets to be read, tickets that are gone, and when the server was asked."""
        if self._ahead is not None and self._ahead[0] == cursor:
            return self._ahead[1], [], self._ahead[2]
        found, asked = changed_since(self._rest, place.since, solved_days=self._solved_days)
        news = [listed for listed in found if place.is_new(listed.id, as_utc(listed.LastUpdated))]
        news.sort(key=lambda listed: (listed.LastUpdated, listed.id))
        return news, self._gone(place), asked

    def _gone(self, place: Cursor) -> list[int]:
        """Deleted and merged tickets leave the search; their transactions name them."""
        if place.since is None:
            return []
        named = gone_since(self._rest, place.since)
        return [number for number in named if self._is_gone(number)]

    def _is_gone(self, number: int) -> bool:
        try:
            self._tickets.look(str(number), reason="Looking for changes")
        except TicketGone:
            return True
        return False


def user_number(token: str) -> str:
    """The user's number, which stands in the middle of a token such as 1-14-0f3c..."""
    if not token.strip():
        raise SignInRefused(
            "Your token of Request Tracker is not kept here yet. Give it in the window (Ctrl+K, "
            "“Connect Request Tracker”) or with “support-copilot connect rt”."
        )
    found = _TOKEN.fullmatch(token.strip())
    if not found:
        raise SignInRefused(
            "This is no token of Request Tracker: they look like 1-14-0f3c. Make one there under "
            "Logged in as › Settings › Auth Tokens."
        )
    return found.group(1)
