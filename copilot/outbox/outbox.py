"""Approved drafts on their way out: written down before sending, looked for before repeating."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from threading import Event, Lock
from typing import TypeVar

from copilot.errors import Bug, HelpdeskError, NotApproved, PolicyBroken, TicketGone, TooLate
from copilot.outbox import states
from copilot.outbox.book import Book, ticket_of
from copilot.outbox.erasing import erased
from copilot.outbox.gate import Gate, expired, is_expired
from copilot.outbox.seams import Drafts, Record, Repository, Rules, Verify, Writer
from copilot.outbox.waits import Waits
from copilot.records import ApprovedDraft, OutboxItem, OutboxState, SecondSignature

Payload = Mapping[str, str | int]
T = TypeVar("T")


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
        verify_seal: Verify,
        rules: Rules,
        clock: Callable[[], datetime],
        steady: Callable[[], float],
        record: Record,
    ) -> None:
        """`writers` by connector; `verify` raises NotApproved.

        `verify_seal` does where the signature is not over the digest, whatever the text says;
        `rules` where the team's policy does not let it pass.
        `clock` gives aware times and may jump; `steady` gives seconds and only runs forward.
        """
        self._rows = repository
        self._gate = Gate(repository, writers, verify=verify, rules=rules, clock=clock)
        self._book = Book(repository, drafts, record)
        self._verify = verify
        self._verify_seal = verify_seal
        self._rules = rules
        self._clock = clock
        self._waits = Waits(clock, steady)
        self._delivering = Lock()
        self._changing = Lock()  # short: never held while a writer works

    def put(
        self,
        approved: ApprovedDraft,
        undo_seconds: float = 10,
        *,
        second: SecondSignature | None = None,
    ) -> OutboxItem:
        """Keep it until its undo time is over. Putting the same approval again changes nothing.

        Approval, item, audit row and the retired draft are written together or not at all. Raises
        NotApproved when it is not what was signed, or when its id or its draft is already used.
        """
        with self._changing:
            if there := self._rows.get(approved.id):
                return _same(there, approved)
            self._gate.check(approved, second)
            self._require_unused(approved)
            not_before = self._clock() + timedelta(seconds=undo_seconds)
            item = OutboxItem(approved, OutboxState.WAITING, not_before, second=second)
            self._waits.count(item, undo_seconds)
            return self._book.enter(item)

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
            touched = {item.approved.id: item for item in self._expire()}
            for step, state in (
                (self._look_up, OutboxState.UNKNOWN),
                (self._send, OutboxState.WAITING),
            ):
                for item in self._rows.in_state(state):
                    if stop is not None and stop.is_set():
                        break
                    if not self._waits.is_due(item):
                        continue
                    if after := step(item.approved.id):
                        touched[item.approved.id] = after
            return tuple(touched.values())

    def erase(self, approved_ids: Iterable[str], besides: Callable[[], T]) -> T:
        """Take text, recipients and ticket away, in one transaction with `besides`.

        What was erased before is passed over. Raises TooLate, and then nothing was changed, where
        one is not done yet. Not to be called from inside a transaction.
        """
        with self._changing:
            found = [self._get(name) for name in approved_ids]
            for item in filter(states.is_open, found):
                raise TooLate(f"Its text is still needed: it is {_in_words(item)}.")
            now = self._clock()
            done = [erased(item, now) for item in found if item.erased is None]
            return self._book.erase(done, besides)

    def all(self) -> tuple[OutboxItem, ...]:
        return self._rows.all()

    def told(self) -> dict[str, Payload]:
        """What the audit chain must say last of each approval, in the order they entered."""
        return {item.approved.id: self._told(item) for item in self._rows.all()}

    def faults(self) -> tuple[tuple[str, str], ...]:
        """(id, what is wrong) for each approval that is not as it was signed and written down."""
        if found := self._rows.faults():
            return found
        return tuple(fault for item in self._rows.all() for fault in self._unsigned(item))

    def _told(self, item: OutboxItem) -> Payload:
        if item.state is not OutboxState.CONFIRMED:
            return states.told(item)
        return {**states.told(item), **states.proved(self._rows.receipt(item.approved.id))}

    # Only a delivery makes an item SENDING, and only one runs at a time: what is found in that
    # state when a delivery begins was left there by a crash.
    def _recover(self) -> None:
        for item in self._rows.in_state(OutboxState.SENDING):
            self._kept("interrupted", states.unknown(item, states.BROKE_OFF, self._clock()))

    def _expire(self) -> list[OutboxItem]:
        with self._changing:
            now = self._clock()
            return [
                self._ended(states.after_error(item, expired(item.approved), now))
                for item in self._rows.in_state(OutboxState.WAITING)
                if is_expired(item.approved, now)
            ]

    def _look_up(self, approved_id: str) -> OutboxItem | None:
        item = self._get(approved_id)
        if not self._gate.has_writer(item.approved.outgoing.connector):
            return None
        receipt = failed = None
        try:
            receipt = self._gate.find(item.approved)
        except TicketGone:
            pass  # nobody can look there any more: a person is asked
        except HelpdeskError as error:
            self._obey(item, failed := error)
        with self._changing:
            item = self._get(approved_id)
            if item.state is not OutboxState.UNKNOWN:
                return None
            if receipt is not None:
                return self._book.confirm(item, receipt)
            now, item = self._clock(), replace(item, tries=item.tries + 1)
            after = states.not_seen(item, failed, now) if failed else states.not_found(item, now)
            return self._kept("looked for", after)

    def _send(self, approved_id: str) -> OutboxItem | None:
        with self._changing:
            item = self._get(approved_id)
            if item.state is not OutboxState.WAITING or self._is_behind_another(item):
                return None
            now = self._clock()
            if not self._gate.has_writer(item.approved.outgoing.connector):
                return self._without_writer(item, now)
            try:
                self._gate.check(item.approved, item.second)
                held = self._rules.held(item.approved, now)
            except PolicyBroken as error:
                return self._held(item, str(error))
            except NotApproved as error:
                return self._ended(states.after_error(item, error, now))
            if held:
                return self._held(item, held)
            item = replace(item, state=OutboxState.SENDING, reason="", tries=item.tries + 1)
            self._kept("sending", item)
        return self._sent(item)

    def _sent(self, item: OutboxItem) -> OutboxItem:
        try:
            receipt = self._gate.send(item.approved.id)
        except (HelpdeskError, NotApproved) as error:
            self._obey(item, error)
            return self._ended(states.after_error(item, error, self._clock()))
        return self._book.confirm(item, receipt)

    def _obey(self, item: OutboxItem, error: HelpdeskError | NotApproved) -> None:
        if asked := states.asked_pause(error):
            self._waits.leave_alone(item.approved.outgoing.connector, asked.total_seconds())

    def _ended(self, item: OutboxItem) -> OutboxItem:
        return self._kept(item.state.value, item)

    def _kept(self, event: str, item: OutboxItem) -> OutboxItem:
        self._waits.see(item)
        return self._book.keep(event, item)

    def _without_writer(self, item: OutboxItem, now: datetime) -> OutboxItem:
        name = item.approved.outgoing.connector
        reason = f"The helpdesk “{name}” is not set up here. Set it up, or take this back."
        return self._ended(states.later(replace(item, tries=item.tries + 1), reason, now))

    def _held(self, item: OutboxItem, why: str) -> OutboxItem | None:
        """It goes on waiting, and says so once; asked again at each delivery, by the wall clock."""
        return None if item.reason == why else self._ended(replace(item, reason=why))

    def _is_behind_another(self, item: OutboxItem) -> bool:
        for other in self._rows.of_ticket(ticket_of(item)):
            if other.approved.id == item.approved.id:
                return False
            if states.is_open(other):
                return True
        raise Bug(f"{item.approved.id} is not in the outbox")

    def _require_unused(self, approved: ApprovedDraft) -> None:
        for item in self._rows.of_draft(approved.outgoing.draft_id):
            if states.is_open(item) or item.state is OutboxState.CONFIRMED:
                raise NotApproved(
                    f"This draft was approved before and is {item.state.value}. It was not put "
                    "into the outbox a second time; write a new one if you want to say more."
                )

    def _unsigned(self, item: OutboxItem) -> list[tuple[str, str]]:
        if item.erased is not None and erased(item, item.erased) != item:
            return [(item.approved.id, "it was erased, and holds more than is left then")]
        verify = self._verify if item.erased is None else self._verify_seal
        try:
            verify(item.approved)
            self._rules.require_sealed(item.approved, item.second)
        except NotApproved as error:
            return [(item.approved.id, str(error))]
        return []

    def _get(self, approved_id: str) -> OutboxItem:
        item = self._rows.get(approved_id)
        if item is None:
            raise TooLate("This is not in the outbox; `support-copilot outbox` lists what is.")
        return item


def _same(there: OutboxItem, approved: ApprovedDraft) -> OutboxItem:
    if there.approved != approved:
        raise NotApproved("This approval was already used for something else; nothing was sent.")
    return there


def _in_words(item: OutboxItem) -> str:
    return f"{item.state.value} ({item.reason})" if item.reason else item.state.value
