"""Approved drafts on their way out: written down before sending, looked for before repeating."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from threading import Event, Lock

from copilot.errors import Bug, HelpdeskError, NotApproved, TooLate
from copilot.outbox import states
from copilot.outbox.seams import Drafts, Record, Repository, Verify, Writer
from copilot.records import ApprovedDraft, OutboxItem, OutboxState, Receipt, TicketKey


class Outbox:
    """One profile's outbox; every method may be called from any thread.

    What happens to an item is written in one transaction with its row of the audit chain. A store
    that fails raises StoreError out of any method and leaves the item where it was; what had gone
    out is looked up by the next deliver(), and never sent blindly.
    """

    def __init__(
        self,
        repository: Repository,
        writers: Mapping[str, Writer],
        *,
        drafts: Drafts,
        verify: Verify,
        clock: Callable[[], datetime],
        record: Record,
    ) -> None:
        """`writers` by connector; `verify` raises NotApproved; `clock` gives aware times."""
        self._rows = repository
        self._writers = dict(writers)
        self._drafts = drafts
        self._verify = verify
        self._clock = clock
        self._record = record
        self._delivering = Lock()
        self._changing = Lock()  # short: never held while a writer works

    def put(self, approved: ApprovedDraft, undo_seconds: float = 10) -> OutboxItem:
        """Keep it until its undo time is over. Putting the same approval again changes nothing.

        Approval, item, audit row and the retired draft are written together or not at all. Raises
        NotApproved when it is not what was signed, or when its id is already used.
        """
        self._verify(approved)
        with self._changing:
            if there := self._rows.get(approved.id):
                return _same(there, approved)
            not_before = self._clock() + timedelta(seconds=undo_seconds)
            item = OutboxItem(approved, OutboxState.WAITING, not_before)
            return self._rows.together(lambda: self._entered(item))

    def take_back(self, approved_id: str) -> OutboxItem:
        """Stop an item that waits. Raises TooLate when it is already on its way, or was."""
        with self._changing:
            item = self._get(approved_id)
            if item.state is not OutboxState.WAITING:
                raise TooLate(f"It cannot be taken back any more: it is {_in_words(item)}.")
            item = replace(item, state=OutboxState.TAKEN_BACK, reason=states.TAKEN_BACK)
            return self._kept("taken back", item)

    def decide(self, approved_id: str, *, send_again: bool) -> OutboxItem:
        """A person's word on an item that the helpdesk does not show; else TooLate."""
        with self._changing:
            item = self._get(approved_id)
            if not states.needs_decision(item):
                raise TooLate(f"There is nothing to decide about it: it is {_in_words(item)}.")
            if not send_again:
                item = replace(item, state=OutboxState.TAKEN_BACK, reason=states.LEFT)
                return self._kept("left", item)
            now = self._clock()
            item = replace(item, state=OutboxState.WAITING, not_before=now, reason=states.AGAIN)
            return self._kept("sent again", item)

    def deliver(self, *, stop: Event | None = None) -> tuple[OutboxItem, ...]:
        """One round: look for what is uncertain, then send what is due, one after the other.

        Blocks while another thread delivers. Gives the items it touched, as they are afterwards.
        """
        with self._delivering:
            self._recover()
            touched: dict[str, OutboxItem] = {}
            for step, waiting in (
                (self._look_up, self._uncertain()),
                (self._send, self._rows.due(self._clock())),
            ):
                for item in waiting:
                    if stop is not None and stop.is_set():
                        break
                    if after := step(item.approved.id):
                        touched[item.approved.id] = after
            return tuple(touched.values())

    def all(self) -> tuple[OutboxItem, ...]:
        return self._rows.all()

    # Only a delivery makes an item SENDING, and only one runs at a time: what is found in that
    # state when a delivery begins was left there by a crash.
    def _recover(self) -> None:
        for item in self._rows.in_state(OutboxState.SENDING):
            self._kept("interrupted", states.unknown(item, states.BROKE_OFF, self._clock()))

    def _uncertain(self) -> tuple[OutboxItem, ...]:
        now = self._clock()
        found = self._rows.in_state(OutboxState.UNKNOWN)
        return tuple(each for each in found if each.not_before <= now)

    def _look_up(self, approved_id: str) -> OutboxItem | None:
        item = self._get(approved_id)
        writer = self._writers.get(item.approved.outgoing.connector)
        if writer is None:
            return None
        reason = states.NOT_FOUND
        receipt = None
        try:
            receipt = writer.find(item.approved)
        except HelpdeskError as error:
            # What was once surely not found stays the person's to decide.
            reason = item.reason if states.needs_decision(item) else str(error)
        with self._changing:
            item = self._get(approved_id)
            if item.state is not OutboxState.UNKNOWN:
                return None
            if receipt is not None:
                return self._confirmed(item, receipt)
            tries, now = item.tries + 1, self._clock()
            looked = replace(item, tries=tries)
            return self._kept(
                "looked for", states.unknown(looked, reason, now + states.pause(tries))
            )

    def _send(self, approved_id: str) -> OutboxItem | None:
        with self._changing:
            item = self._get(approved_id)
            now = self._clock()
            if item.state is not OutboxState.WAITING or item.not_before > now:
                return None
            if self._is_behind_another(item):
                return None
            writer = self._writers.get(item.approved.outgoing.connector)
            if writer is None:
                return self._without_writer(item, now)
            try:
                self._verify(item.approved)
            except NotApproved as error:
                return self._ended(states.after_error(item, error, now))
            item = replace(item, state=OutboxState.SENDING, reason="", tries=item.tries + 1)
            self._kept("sending", item)
        return self._sent(item, writer)

    def _sent(self, item: OutboxItem, writer: Writer) -> OutboxItem:
        try:
            receipt = writer.send(item.approved)
        except (HelpdeskError, NotApproved) as error:
            return self._ended(states.after_error(item, error, self._clock()))
        return self._confirmed(item, receipt)

    def _ended(self, item: OutboxItem) -> OutboxItem:
        return self._kept(item.state.value, item)

    def _without_writer(self, item: OutboxItem, now: datetime) -> OutboxItem:
        name = item.approved.outgoing.connector
        reason = f"The helpdesk “{name}” is not set up here. Set it up, or take this back."
        return self._ended(states.later(replace(item, tries=item.tries + 1), reason, now))

    def _is_behind_another(self, item: OutboxItem) -> bool:
        out = item.approved.outgoing
        for other in self._rows.all():
            if other.approved.id == item.approved.id:
                return False
            same = (other.approved.outgoing.connector, other.approved.outgoing.ticket_id)
            if states.is_open(other) and same == (out.connector, out.ticket_id):
                return True
        raise Bug(f"{item.approved.id} is not in the outbox")

    def _get(self, approved_id: str) -> OutboxItem:
        item = self._rows.get(approved_id)
        if item is None:
            raise TooLate("This is not in the outbox.")
        return item

    # --- what is written, always with its audit row and in one transaction

    def _entered(self, item: OutboxItem) -> OutboxItem:
        self._rows.save_approval(item.approved)
        self._rows.enqueue(item)
        out = item.approved.outgoing
        self._drafts.retire(TicketKey(out.connector, out.ticket_id), out.kind)
        return self._noted("approved", item)

    def _kept(self, event: str, item: OutboxItem) -> OutboxItem:
        def both() -> OutboxItem:
            self._rows.update(item)
            if item.state in states.HANDED_BACK:
                self._drafts.bring_back(item.approved.outgoing.draft_id)
            return self._noted(event, item)

        return self._rows.together(both)

    def _confirmed(self, item: OutboxItem, receipt: Receipt) -> OutboxItem:
        if receipt.approved_id != item.approved.id:
            raise Bug("A writer gave the receipt of another item.")
        item = replace(item, state=OutboxState.CONFIRMED, reason="")

        def both() -> OutboxItem:
            self._rows.confirm(item, receipt)
            return self._noted("confirmed", item, message=receipt.message_id)

        return self._rows.together(both)

    def _noted(self, event: str, item: OutboxItem, **more: str) -> OutboxItem:
        out = item.approved.outgoing
        payload: dict[str, str | int] = {
            "approval": item.approved.id,
            "digest": item.approved.digest,
            "tries": item.tries,
            **more,
        }
        self._record(event, f"{out.connector}/{out.ticket_id}", payload)
        return item


def _same(there: OutboxItem, approved: ApprovedDraft) -> OutboxItem:
    if there.approved != approved:
        raise NotApproved("This approval was already used for something else; nothing was sent.")
    return there


def _in_words(item: OutboxItem) -> str:
    return f"{item.state.value} ({item.reason})" if item.reason else item.state.value
