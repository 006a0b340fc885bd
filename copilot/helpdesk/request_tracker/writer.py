"""Sends to Request Tracker: gate, post once, read back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import httpx

from copilot.errors import (
    DeliveryUnknown,
    HelpdeskError,
    HelpdeskUnreachable,
    SignInRefused,
    TicketGone,
    TicketMovedOn,
)
from copilot.helpdesk.request_tracker.changing import FIELDS, change
from copilot.helpdesk.request_tracker.changing import found as changed
from copilot.helpdesk.request_tracker.linking import found as linked
from copilot.helpdesk.request_tracker.linking import link
from copilot.helpdesk.request_tracker.reader import user_number
from copilot.helpdesk.request_tracker.rest import Answer, File, Rest
from copilot.helpdesk.request_tracker.shapes import (
    MARK_FIELD,
    RAW_STATUSES,
    Part,
    Transaction,
    User,
)
from copilot.helpdesk.request_tracker.tickets import CONNECTOR, Look, Tickets, content_bytes
from copilot.helpdesk.sendable import (
    files_note,
    require_account,
    require_sendable,
    same_files,
    same_text,
)
from copilot.helpdesk.versions import require_recipients, require_unmoved, slipped_in
from copilot.records import (
    ApprovedDraft,
    Attachment,
    FileLimits,
    Message,
    Person,
    Receipt,
    ReplyKind,
    Status,
)

TRIES_AT_GATE = 3
_ROOMS = {
    ReplyKind.PUBLIC_REPLY: ("correspond", "Correspond"),
    ReplyKind.INTERNAL_NOTE: ("comment", "Comment"),
}


class RequestTrackerWriter:
    """A Writer over a client from sockets.open_client, made as for the reader."""

    # Request Tracker drops what is over its MaxAttachmentSize, 10 MB in base64 as it is shipped.
    fields, links = FIELDS, True
    limits = FileLimits(count=20, each=7_500_000, together=18_000_000)

    def __init__(self, client: httpx.Client, *, token: str) -> None:
        self._rest = Rest(client)
        self._tickets = Tickets(self._rest)
        self._token = token

    def send(self, approved: ApprovedDraft, files: Sequence[bytes] = ()) -> Receipt:
        require_sendable(
            approved,
            files,
            connector=CONNECTOR,
            limits=self.limits,
            fields=self.fields,
            links=self.links,
        )
        _raw_status(approved.outgoing.new_status or Status.OPEN)  # refused before anything is asked
        me = self._me()
        require_account(approved, self._tickets.person(me.Name), login=me.Name)
        match approved.outgoing.kind:
            case ReplyKind.FIELD_CHANGE:
                return _receipt(approved, *change(self._rest, self._tickets, approved, me))
            case ReplyKind.LINKED_TICKET:
                return _receipt(approved, *_made(link(self._rest, self._tickets, approved, me)))
            case _:
                return self._send_text(approved, files, me)

    def _send_text(self, approved: ApprovedDraft, files: Sequence[bytes], me: User) -> Receipt:
        look = self._look(approved)
        if already := self._found(approved, look, me):
            return already
        self._through_gate(approved, look, me)
        try:
            answer = self._post(approved, files)
        except (DeliveryUnknown, HelpdeskUnreachable, SignInRefused):
            raise
        except HelpdeskError as refusal:
            return self._stored_all_the_same(approved, refusal)
        try:
            return self._read_back(approved, answer, me)
        except DeliveryUnknown:
            raise
        except HelpdeskError as error:
            raise DeliveryUnknown(
                "Request Tracker took the text, but it could not be read back yet.",
                retry_after=error.retry_after,
            ) from error

    def find(self, approved: ApprovedDraft) -> Receipt | None:
        look, me = self._look(approved), self._me()
        match approved.outgoing.kind:
            case ReplyKind.FIELD_CHANGE:
                there = changed(approved, look, me)
                return _receipt(approved, *there) if there else None
            case ReplyKind.LINKED_TICKET:
                number = linked(self._rest, self._tickets, approved, me)
                return _receipt(approved, *_made(number)) if number else None
            case _:
                return self._found(approved, look, me)

    def _stored_all_the_same(self, approved: ApprovedDraft, refusal: HelpdeskError) -> Receipt:
        """The receipt, or else the refusal: what stands in between may have answered instead."""
        try:
            found = self.find(approved)
        except TicketGone:
            raise refusal from None
        except HelpdeskError as error:
            raise DeliveryUnknown(
                "Request Tracker seems to have refused the text, but the ticket could not be read.",
                retry_after=error.retry_after,
            ) from error
        if found is None:
            raise refusal
        return found

    def _me(self) -> User:
        return self._tickets.user(user_number(self._token))

    def _look(self, approved: ApprovedDraft) -> Look:
        return self._tickets.look(approved.outgoing.ticket_id, reason="Checking before sending")

    def _through_gate(self, approved: ApprovedDraft, look: Look, me: User) -> None:
        """Raises TicketMovedOn when the ticket changed in what matters.

        A post takes no condition at all (any If-Match on it is refused). A PUT that changes nothing
        takes one, so it is put right before the post, and the window is one exchange wide.
        """
        out = approved.outgoing
        for _ in range(TRIES_AT_GATE):
            require_unmoved(out.seen_version, look.ticket, self._tickets.person(me.Name))
            require_recipients(out, look.ticket)
            if self._is_unchanged(look):
                return
            look = self._look(approved)
        raise TicketMovedOn(
            "Somebody is working on this ticket right now. Nothing was sent; try again in a moment."
        )

    def _is_unchanged(self, look: Look) -> bool:
        try:
            gate = self._rest.put(
                f"ticket/{look.ticket.key.id}",
                {"Status": look.raw_status},
                reason="Checking before sending",
                if_match=look.ticket.version.mark,
            )
        except DeliveryUnknown as error:  # of a change that changes nothing
            raise HelpdeskUnreachable(
                "The connection to Request Tracker broke before anything was sent.",
                retry_after=error.retry_after,
            ) from error
        return gate.status != 412  # refused otherwise: may not modify, may still reply

    def _post(self, approved: ApprovedDraft, files: Sequence[bytes]) -> Answer:
        out = approved.outgoing
        body: dict[str, Any] = {
            "Content": out.body,
            "ContentType": "text/plain",
            "TxnCustomFields": {MARK_FIELD: approved.id},  # without such a field it is passed over
        }
        if out.new_status is not None:
            body["Status"] = _raw_status(out.new_status)
        room, _ = _ROOMS[out.kind]
        named = zip(out.attachments, files, strict=True)
        along: list[File] = [(file.name, data, file.media_type) for file, data in named]
        answer = self._rest.post(
            f"ticket/{out.ticket_id}/{room}",
            body,
            reason=f"Sending the {out.kind.value}",
            files=along,
        )
        if not answer.ok:
            raise HelpdeskError(
                f"Request Tracker refused the {out.kind.value} ({answer.status}); you may lack the "
                "right to write in this queue. Nothing was sent."
            )
        return answer

    def _read_back(self, approved: ApprovedDraft, answer: Answer, me: User) -> Receipt:
        out = approved.outgoing
        look = self._tickets.look(out.ticket_id, reason="Reading back what was sent")
        number = answer.location.rpartition("/")[2]
        message = _message(look, number) if number else None
        if message is None:
            found = self._found(approved, look, me)
            message = _message(look, found.message_id) if found else None
        if message is None:
            raise DeliveryUnknown("Request Tracker took the text but does not show it yet.")
        if not same_text(out.body, message.text):
            raise DeliveryUnknown(
                "Request Tracker has the text, but it reads differently there from what was "
                "approved. Look at the ticket in the browser."
            )
        notes = (self._note(approved, look, message, me), self._note_on_status(approved, look))
        return _receipt(approved, message.id, note=" ".join(filter(None, notes)))

    def _found(self, approved: ApprovedDraft, look: Look, me: User) -> Receipt | None:
        message = _find(approved, look, me)
        if message is None:
            return None
        return _receipt(approved, message.id, note=self._note(approved, look, message, me))

    def _note(self, approved: ApprovedDraft, look: Look, message: Message, me: User) -> str:
        files = files_note(approved, message, self._bytes)
        return " ".join(filter(None, (_note(approved, look, message.id, me), files)))

    def _bytes(self, file: Attachment) -> bytes:
        answer = self._rest.get(f"attachment/{file.id}", reason="Reading back what was sent")
        return content_bytes(answer.read(Part)) if answer.ok else b""

    def _note_on_status(self, approved: ApprovedDraft, look: Look) -> str:
        """Its answer to a status it does not take is a success, so the status is compared."""
        wanted = approved.outgoing.new_status
        if wanted is None or look.ticket.status is wanted:
            return ""
        return (
            f"The {approved.outgoing.kind.value} arrived, but the ticket is still "
            f"{look.ticket.status.value} instead of {wanted.value}: set it in Request Tracker."
        )


def _find(approved: ApprovedDraft, look: Look, me: User) -> Message | None:
    """By its mark; without one, by author, kind, text and files among what came after the look."""
    _, kind = _ROOMS[approved.outgoing.kind]
    there = [(entry, _message(look, str(entry.id))) for entry in look.history if entry.Type == kind]
    for entry, message in there:
        if message is not None and entry.mark == approved.id:
            return message
    for entry, message in there:
        if message is None or not _could_be(approved, entry, me):
            continue
        if same_text(approved.outgoing.body, message.text) and same_files(approved, message):
            return message
    return None


def _note(approved: ApprovedDraft, look: Look, number: str, me: User) -> str:
    """What people should know of how it arrived; "" for as it should.

    Request Tracker takes no condition on a post, so that somebody else may write between the gate
    and the post; and it does not know a request that the network delivers twice.
    """
    person = Person(me.RealName or me.Name, me.EmailAddress or "")
    notes = []
    if came := slipped_in(approved.outgoing.seen_version, look.ticket, person, before=number):
        notes.append(f"While this was being sent: {' '.join(came)} Look at the ticket.")
    times = sum(entry.mark == approved.id for entry in look.history)
    if times > 1:
        notes.append(f"It stands in the ticket {times} times, though it was sent once.")
    return " ".join(notes)


def _could_be(approved: ApprovedDraft, entry: Transaction, me: User) -> bool:
    seen = approved.outgoing.seen_version.last_message_id
    newer = not seen.isdigit() or entry.id > int(seen)
    return newer and not entry.mark and str(entry.Creator.id) == me.Name


def _message(look: Look, number: str) -> Message | None:
    return next((message for message in look.ticket.messages if message.id == number), None)


def _made(number: str) -> tuple[str, str]:
    return number, f"It is ticket #{number}."


def _raw_status(status: Status) -> str:
    if status not in RAW_STATUSES:
        raise HelpdeskError(f"Tickets cannot be set to {status.value} here. Nothing was sent.")
    return RAW_STATUSES[status]


def _receipt(approved: ApprovedDraft, message_id: str, note: str = "") -> Receipt:
    return Receipt(approved.id, message_id, datetime.now(UTC), note)
