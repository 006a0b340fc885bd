"""A road without a helpdesk, a store or an engine: canned tickets, faults on request."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from threading import Event, Lock

from copilot.audit.chain import Broken
from copilot.errors import Cancelled, NotApproved, TicketGone
from copilot.pipeline import OnStep, OnText, Road
from copilot.records import (
    Account,
    ApprovedDraft,
    Draft,
    Finding,
    FoundPassage,
    IndexProgress,
    Judgement,
    OpenedTicket,
    OutboxItem,
    OutboxState,
    Outgoing,
    QueueRow,
    QueueView,
    ReplyKind,
    Role,
    Status,
    Summary,
    SyncReport,
    Terms,
    Ticket,
    TicketKey,
    Triage,
    Visibility,
)
from copilot.road.changing import Changing
from tests.fakes import road_knowledge
from tests.fakes import road_tickets as shop
from tests.fakes.road_attaching import FakeAttaching
from tests.fakes.road_knowledge import FakeKnowledge
from tests.fakes.road_parts import FakeEngine, FakeLedger, FakeReader
from tests.fakes.road_policy import FakeAudit, FakePolicy, FakeSecond
from tests.fakes.road_privacy import FakePrivacy
from tests.fakes.road_tracking import FakeTracking, FakeTranscripts


class FakeRoad(Road):
    """`faults["deliver"] = error` makes a method raise; `hold` lets long work wait for `let_go`."""

    def __init__(
        self,
        *,
        tickets: tuple[Ticket, ...] | None = None,
        undo_seconds: float = 10,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        held = tuple(shop.TICKETS.values()) if tickets is None else tickets
        self.tickets = {one.key: one for one in held}
        self.drafts = {
            key: draft for key, draft in shop.first_drafts().items() if key in self.tickets
        }
        self.notes: dict[TicketKey, Draft] = {}
        self.summaries = {shop.FILTER.key: shop.SUMMARY, shop.RECEIPT.key: shop.GERMAN}
        self.summaries |= {
            key: shop.plain_summary(self.tickets[key])
            for key in self.drafts
            if key not in self.summaries
        }
        self.items: dict[str, OutboxItem] = {}
        self.accepted: set[str] = set()
        self.seen_later: tuple[Finding, ...] = ()  # what the next check sees besides
        self.faults: dict[str, Exception] = {}
        self.files: dict[str, bytes] = {}
        self.calls: list[str] = []
        self.online = True
        self.offline_reason = (
            "No answer from support.nordlicht.example. What you approve waits in the outbox."
        )
        self.engine = FakeEngine(self)
        self.reader = FakeReader(self)
        self.ledger = FakeLedger(self)
        self.knowledge = FakeKnowledge(self)
        self.audit = FakeAudit(self)
        self.delivered_state = OutboxState.CONFIRMED
        self.delivered_reason = ""
        self.state = road_knowledge.STATE
        self.progress: tuple[IndexProgress, ...] = ()
        self.gates: dict[str, Event] = {}  # texts whose answer by meaning waits
        self.by_meaning: dict[str, tuple[FoundPassage, ...]] = {}
        self.searched: list[str] = []
        self.texts = dict(shop.SOURCE_TEXTS)
        self.judged: list[tuple[TicketKey, str, Judgement]] = []
        self.approval_terms = Terms(7, int(undo_seconds))
        self.attaching = FakeAttaching(self)
        self.second = FakeSecond(self)
        self.policy = FakePolicy()
        self.broken: tuple[Broken, ...] = ()
        self.hold = False
        self.let_go = Event()
        self.closed = False
        self._undo = undo_seconds
        self.clock = clock
        self._lock = Lock()
        self.changing = Changing(
            Account("Nordlicht Outdoor", "demo", "support.nordlicht.example", shop.AGENT),
            ("status", "assignee", "queue", "tag"),
            True,
            lambda ticket: lambda text, sentences: self.seen_later,
        )
        self.privacy = FakePrivacy(self)
        self.tracking = FakeTracking()
        self.transcripts = FakeTranscripts(self)

    def note_call(self, name: str) -> None:
        with self._lock:
            self.calls.append(name)
        if name in self.faults:
            raise self.faults[name]

    def wait(self, stop: Event | None) -> None:
        while self.hold and not self.let_go.wait(0.01):
            if stop is not None and stop.is_set():
                raise Cancelled
        if stop is not None and stop.is_set():
            raise Cancelled

    def account(self) -> Account:
        self.note_call("account")
        return Account("Nordlicht Outdoor", "demo", "support.nordlicht.example", shop.AGENT)

    def sync(self, *, stop: Event | None = None) -> SyncReport:
        self.note_call("sync")
        return SyncReport(self.online, (), (), "" if self.online else self.offline_reason)

    def queue(self, view: QueueView, search: str = "") -> tuple[QueueRow, ...]:
        self.note_call("queue")
        rows = (self._row(one) for one in self.tickets.values() if self._in_view(one, view))
        return tuple(
            row
            for row in rows
            if search.lower() in f"{row.subject} {row.requester} {row.key.id}".lower()
        )

    def counts(self) -> dict[QueueView, int]:
        return {
            view: sum(self._in_view(one, view) for one in self.tickets.values())
            for view in QueueView
        }

    def open(self, key: TicketKey) -> OpenedTicket:
        self.note_call("open")
        if key not in self.tickets:
            raise TicketGone(f"There is no ticket {key.id} here: it was not read yet.")
        held = shop.opened(self.tickets[key], self.drafts.get(key), self.summaries.get(key))
        return self.privacy.corrected(held)

    def looked(self, ticket: Ticket) -> None:
        self.note_call("looked")

    def prepare(
        self, key: TicketKey, *, on_step: OnStep, stop: Event | None = None
    ) -> OpenedTicket:
        self.note_call("prepare")
        self.summarise(key, stop=stop)
        if self.tickets[key].messages[-1].author is Role.CUSTOMER:
            self.draft(key, on_step=on_step, stop=stop)
        return self.open(key)

    def summarise(
        self, key: TicketKey, *, on_text: OnText | None = None, stop: Event | None = None
    ) -> Summary:
        self.note_call("summarise")
        self.wait(stop)
        return self.summaries.setdefault(key, shop.plain_summary(self.tickets[key]))

    def triage(self, key: TicketKey) -> Triage:
        self.note_call("triage")
        return shop.TRIAGE if key == shop.FILTER.key else shop.plain_triage()

    def draft(
        self,
        key: TicketKey,
        *,
        kind: ReplyKind = ReplyKind.PUBLIC_REPLY,
        on_step: OnStep | None = None,
        on_text: OnText | None = None,
        stop: Event | None = None,
    ) -> Draft:
        self.note_call("draft")
        text = "Hello,\nthank you for writing. I will look into it today.\nKind regards, Anna"
        for step in ("Reading what the customer asks", "Finding sources", "Writing"):
            if on_step is not None:
                on_step(step)
        for at in range(0, len(text), 7):
            if on_text is not None:
                on_text(text[at : at + 7])
            if at == 14:
                self.wait(stop)
        made = shop.draft_of(self.tickets[key], text, kind=kind)
        self._keep(made)
        return made

    def saved_draft(self, key: TicketKey, kind: ReplyKind) -> Draft | None:
        return (self.drafts if kind is ReplyKind.PUBLIC_REPLY else self.notes).get(key)

    def blank(self, key: TicketKey, kind: ReplyKind) -> Draft:
        self.note_call("blank")
        made = shop.draft_of(self.tickets[key], "", kind=kind)
        self._keep(made)
        return made

    def edit(self, draft: Draft, text: str) -> Draft:
        self.note_call("edit")
        made = shop.draft_of(
            self.tickets[draft.ticket],
            text,
            kind=draft.kind,
            identity=draft.id,
            edited=True,
            accepted=frozenset(self.accepted),
        )
        more = (*self.seen_later, *self.attaching.findings(draft.id))
        made = replace(made, findings=(*made.findings, *more))
        self._keep(made)
        return made

    def accept(self, draft: Draft, *findings: Finding) -> Draft:
        self.note_call("accept")
        self.accepted |= {draft.text[one.start : one.end] for one in findings}
        made = shop.draft_of(
            self.tickets[draft.ticket],
            draft.text,
            kind=draft.kind,
            identity=draft.id,
            edited=draft.edited,
            accepted=frozenset(self.accepted),
        )
        self._keep(made)
        return made

    def tools(self, kind: ReplyKind) -> tuple[str, ...]:
        return ("For children",) if kind is ReplyKind.PUBLIC_REPLY else ()

    def rewrite(
        self,
        draft: Draft,
        how: str,
        *,
        part: tuple[int, int] | None = None,
        on_text: OnText | None = None,
        stop: Event | None = None,
    ) -> str:
        self.note_call(f"rewrite {how}")
        self.wait(stop)
        if part is not None:
            return f"{draft.text[: part[0]]}A part.{draft.text[part[1] :]}"
        text = draft.text.replace(
            "I am sorry that you waited two days for an answer; I have",
            "Sorry for the two days; I have",
        )
        for at in range(0, len(text), 11):
            if on_text is not None:
                on_text(text[at : at + 11])
        return text

    def outgoing(self, draft: Draft, *, new_status: Status | None) -> Outgoing:
        self.note_call("outgoing")
        of = self.tickets[draft.ticket]
        public = draft.kind is ReplyKind.PUBLIC_REPLY
        return Outgoing(
            "demo",
            shop.AGENT.email,
            of.key.id,
            draft.kind,
            Visibility.PUBLIC if public else Visibility.INTERNAL,
            (of.requester.email,) if public else (),
            (),
            f"Re: {of.subject}",
            draft.text,
            new_status,
            self.attaching.of(draft.id),
            draft.seen_version,
            draft.id,
            tuple(one.text for one in draft.findings if one.accepted),
        )

    def terms(self, what: Outgoing) -> Terms:
        self.note_call("terms")
        return self.approval_terms

    def ask_second(self, draft: Draft, what: Outgoing) -> bytes:
        self.note_call("ask_second")
        return b"a request"

    def history(self, draft: Draft) -> tuple[tuple[datetime, str], ...]:
        self.note_call("history")
        now = self.clock()
        return (
            (now - timedelta(minutes=9), "Hello Dana,\nI look into it.\nKind regards, Anna"),
            (now - timedelta(minutes=2), draft.text),
        )

    def approve(self, draft: Draft, outgoing: Outgoing) -> OutboxItem:
        self.note_call("approve")
        if not draft.kind.is_message and any(not one.accepted for one in draft.findings):
            raise NotApproved(f"This cannot be approved yet. {draft.findings[0].text}")
        digest = hashlib.sha256(outgoing.body.encode()).hexdigest()
        approved = ApprovedDraft(
            f"approved-{len(self.items) + 1}",
            outgoing,
            digest,
            "00",
            shop.AGENT.name,
            self.clock(),
        )
        item = OutboxItem(
            approved, OutboxState.WAITING, self.clock() + timedelta(seconds=self._undo)
        )
        self.items[approved.id] = item
        if not draft.kind.is_message:
            return item
        self.drafts.pop(draft.ticket, None)
        self.notes.pop(draft.ticket, None)
        return item

    def take_back(self, approved_id: str) -> OutboxItem:
        self.note_call("take_back")
        item = replace(self.items[approved_id], state=OutboxState.TAKEN_BACK)
        self.items[approved_id] = item
        out = item.approved.outgoing
        if not out.kind.is_message:
            return item
        key = TicketKey(out.connector, out.ticket_id)
        self._keep(
            shop.draft_of(
                self.tickets[key],
                out.body,
                kind=out.kind,
                identity=out.draft_id,
                accepted=frozenset(self.accepted),
            )
        )
        return item

    def decide(self, approved_id: str, *, send_again: bool) -> OutboxItem:
        self.note_call("decide")
        state = OutboxState.WAITING if send_again else OutboxState.TAKEN_BACK
        self.items[approved_id] = replace(self.items[approved_id], state=state)
        return self.items[approved_id]

    def deliver(self, *, stop: Event | None = None) -> tuple[OutboxItem, ...]:
        self.note_call("deliver")
        if not self.online:
            return ()
        due = [
            one
            for one in self.items.values()
            if one.state is OutboxState.WAITING and one.not_before <= self.clock()
        ]
        for one in due:
            self.items[one.approved.id] = replace(
                one, state=self.delivered_state, reason=self.delivered_reason, tries=1
            )
        return tuple(self.items[one.approved.id] for one in due)

    def outbox(self) -> tuple[OutboxItem, ...]:
        self.note_call("outbox")
        return tuple(self.items.values())

    def judge_source(self, key: TicketKey, found: FoundPassage, judgement: Judgement) -> None:
        self.note_call("judge_source")
        self.judged.append((key, found.passage.source_id, judgement))

    def close(self) -> None:
        self.note_call("close")
        self.closed = True

    def _keep(self, draft: Draft) -> None:
        (self.drafts if draft.kind is ReplyKind.PUBLIC_REPLY else self.notes)[draft.ticket] = draft

    @staticmethod
    def _in_view(one: Ticket, view: QueueView) -> bool:
        mine = one.assignee == shop.AGENT.name
        match view:
            case QueueView.MINE:
                return mine and one.status is Status.OPEN
            case QueueView.UNASSIGNED:
                return not one.assignee
            case QueueView.WAITING:
                return one.status is Status.PENDING
            case QueueView.ALL:
                return one.status is not Status.SOLVED

    def _row(self, one: Ticket) -> QueueRow:
        urgency, mood, _, changed, language = shop.LABELS.get(
            int(one.key.id), ("", "", False, False, "en")
        )
        last = [entry.text for entry in one.messages if entry.author.value == "customer"][-1]
        return QueueRow(
            one.key,
            one.subject,
            one.requester.name,
            " ".join(last.split()),
            one.updated,
            one.status,
            one.assignee,
            urgency,
            mood,
            one.key in self.drafts,
            changed,
            language,
        )
