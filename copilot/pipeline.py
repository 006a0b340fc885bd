"""The road from a ticket to the receipt, in road order: what the window and the terminal ask for.

Every method blocks and may be called from any worker thread; the window calls them through
ui/jobs.py. `stop` is looked at per token and per row and raises Cancelled.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from threading import Event
from uuid import uuid4

from copilot.assistance.injection import planted_instructions
from copilot.assistance.reply import Reply, write_reply
from copilot.assistance.rewrite import rewrite
from copilot.assistance.summary import summarise
from copilot.audit.chain import Broken, Payload, verify
from copilot.checks.check import OtherCustomers, check
from copilot.drafts import making
from copilot.drafts.approval import approve
from copilot.drafts.outgoing import outgoing, show
from copilot.drafts.signing import Sign
from copilot.engine import Engine, Priority
from copilot.errors import Cancelled, HelpdeskUnreachable, TicketGone
from copilot.helpdesk.contract import Reader
from copilot.knowledge.library import Library
from copilot.outbox.outbox import Outbox
from copilot.records import (
    Account,
    Answer,
    AuditRow,
    Draft,
    EngineStatus,
    Finding,
    FoundPassage,
    LedgerRow,
    OpenedTicket,
    OutboxItem,
    Outgoing,
    Prompt,
    QueueRow,
    QueueView,
    RedactedText,
    RedactedTicket,
    ReplyKind,
    RestoreMap,
    Status,
    Summary,
    SyncReport,
    Ticket,
    TicketKey,
    Trace,
)
from copilot.redaction.placeholders import restore
from copilot.redaction.ticket import redact_ticket
from copilot.settings import Settings
from copilot.store.audit import AuditRows
from copilot.store.drafts import Drafts
from copilot.store.ledger import Ledger
from copilot.store.passages import Passages
from copilot.store.prepared import Prepared
from copilot.store.tickets import Tickets
from copilot.store.traces import Traces

OnText = Callable[[str], None]  # pieces of an answer as they come, names restored
OnStep = Callable[[str], None]  # "Finding what the customer asks", for people
Note = Callable[[str, str, Payload], None]  # event, subject, payload: a row of the audit chain


@dataclass(frozen=True, slots=True)
class Shelves:
    """What the store keeps, by kind."""

    tickets: Tickets
    prepared: Prepared
    drafts: Drafts
    traces: Traces
    ledger: Ledger
    passages: Passages
    audit: AuditRows


class Road:
    """One profile's road, made of the real parts by app.py."""

    def __init__(
        self,
        *,
        account: Account,
        settings: Settings,
        shelves: Shelves,
        engine: Engine,
        reader: Reader,
        library: Library,
        outbox: Outbox,
        sign: Sign,
        note: Note,
        close_store: Callable[[], None],
    ) -> None:
        self._account = account
        self._settings = settings
        self._shelves = shelves
        self._engine = engine
        self._reader = reader
        self._library = library
        self._outbox = outbox
        self._sign = sign
        self._note = note
        self._close_store = close_store

    # --- helpdesk -> ticket

    def account(self) -> Account:
        """Who works here, and where."""
        return self._account

    def engine_status(self) -> EngineStatus:
        """For the status line; never waits."""
        return self._engine.status()

    def warm_up(self) -> None:
        """Let the engine process start and load its files; does not wait for it."""
        self._engine.start()

    def sync(self, *, stop: Event | None = None) -> SyncReport:
        """Read what changed in the helpdesk. Unreachable is a report, not an error."""
        tickets, connector = self._shelves.tickets, self._account.connector
        changed: list[TicketKey] = []
        gone: list[TicketKey] = []
        more = True
        while more:
            if stop is not None and stop.is_set():
                raise Cancelled("The look at the helpdesk was stopped; what was read is kept.")
            try:
                page = self._reader.changes(tickets.cursor(connector))
            except HelpdeskUnreachable as error:
                return SyncReport(False, tuple(changed), tuple(gone), str(error))
            changed += tickets.save(page.tickets)
            gone += page.gone
            tickets.remove(page.gone)
            tickets.set_cursor(connector, page.cursor)
            more = page.more
        if changed or gone:
            self._library.sources_changed()
        return SyncReport(True, tuple(changed), tuple(gone))

    def queue(self, view: QueueView, search: str = "") -> tuple[QueueRow, ...]:
        """The rows of a view, newest first; `search`: words in subject, requester or text."""
        return self._shelves.tickets.rows(view, self._account.agent, search)

    def counts(self) -> dict[QueueView, int]:
        """How many tickets each view has."""
        return self._shelves.tickets.counts(self._account.agent)

    def open(self, key: TicketKey) -> OpenedTicket:
        """All that is known of a ticket, at once; what is not prepared yet is None."""
        ticket = self._ticket(key)
        prepared = self._shelves.prepared.redacted(key)
        summary = self._shelves.prepared.summary(key)
        return OpenedTicket(
            ticket=ticket,
            spans=prepared.spans if prepared else {},
            since=self._shelves.tickets.since(key),
            summary=summary,
            draft=self.saved_draft(key, ReplyKind.PUBLIC_REPLY),
            language=prepared.ticket.language if prepared else "",
        )

    def looked(self, key: TicketKey) -> None:
        """The agent has seen the ticket as it is now."""
        ticket = self._ticket(key)
        self._shelves.tickets.mark_looked(ticket, datetime.now(UTC))
        self._note("seen", _subject(key), {"messages": ticket.version.message_count})

    def attachment(self, key: TicketKey, attachment_id: str) -> bytes:
        """The bytes of a file of a ticket, read from the helpdesk."""
        return self._reader.attachment(key, attachment_id)

    # --- ticket -> redacted ticket -> passages -> prompt -> answer

    def prepare(
        self, key: TicketKey, *, on_step: OnStep, stop: Event | None = None
    ) -> OpenedTicket:
        """Summary and draft ahead of time, where they are missing or the ticket moved on."""
        ahead = Priority.PREPARED_AHEAD
        if self._shelves.prepared.summary(key) is None:
            on_step("Summarising")
            self.summarise(key, stop=stop, priority=ahead)
        if self._wants_draft(key):
            self.draft(key, on_step=on_step, stop=stop, priority=ahead)
        return self.open(key)

    def summarise(
        self,
        key: TicketKey,
        *,
        on_text: OnText | None = None,
        stop: Event | None = None,
        priority: Priority = Priority.OPEN_TICKET,
    ) -> Summary:
        """A structured summary, names restored; kept until the ticket changes."""
        ticket = self._ticket(key)
        redacted, names = self._redacted(ticket, priority)
        model = _Model(self._engine, self._shelves.traces, key, priority, stop)
        found = summarise(redacted, generate=model.answer)
        summary = _with_names(found, names)
        self._shelves.prepared.save_summary(key, summary, version=ticket.version)
        self._note("summarised", _subject(key), {"runs": model.runs})
        return summary

    def draft(
        self,
        key: TicketKey,
        *,
        kind: ReplyKind = ReplyKind.PUBLIC_REPLY,
        on_step: OnStep | None = None,
        on_text: OnText | None = None,
        stop: Event | None = None,
        priority: Priority = Priority.OPEN_TICKET,
    ) -> Draft:
        """A draft in short steps, each sentence with its evidence, checked and saved."""
        step = on_step or _silently
        ticket = self._ticket(key)
        step("Taking personal data out")
        redacted, names = self._redacted(ticket, priority)
        step("Looking through the knowledge")
        self._library.ready(stop=stop)
        model = _Model(self._engine, self._shelves.traces, key, priority, stop)
        reply = write_reply(
            redacted,
            kind=kind,
            library=self._library,
            generate=model.answer,
            on_step=step,
            on_text=on_text and (lambda piece: on_text(restore(piece, names))),
        )
        step("Checking")
        draft = making.make(reply, ticket, kind=kind, restore=lambda text: restore(text, names))
        draft = replace(draft, findings=self._check(draft))
        self._shelves.drafts.save(draft)
        self._note("generated", _subject(key), {"draft": draft.id, "runs": model.runs})
        return draft

    # --- draft -> findings -> approval

    def saved_draft(self, key: TicketKey, kind: ReplyKind) -> Draft | None:
        """The draft that waits on a ticket."""
        return self._shelves.drafts.latest(key, kind)

    def shown(self, what: Outgoing) -> str:
        """Everything that approving would bind, as plain text."""
        return show(what)

    # --- approval -> outbox -> helpdesk

    def take_back(self, approved_id: str) -> OutboxItem:
        """Stop what was approved while it waits; the draft is there again."""
        return self._outbox.take_back(approved_id)

    def deliver(self, *, stop: Event | None = None) -> tuple[OutboxItem, ...]:
        """Look for what is uncertain, then send what is due."""
        return self._outbox.deliver(stop=stop)

    def outbox(self) -> tuple[OutboxItem, ...]:
        """Everything that was approved."""
        return self._outbox.all()

    # --- what can be looked up

    def ledger(self) -> tuple[LedgerRow, ...]:
        """Every exchange with a host."""
        return self._shelves.ledger.all()

    def audit_rows(self) -> tuple[AuditRow, ...]:
        """The audit chain, oldest first."""
        return self._shelves.audit.all()

    def audit_broken(self) -> tuple[Broken, ...]:
        """Every place at which the audit chain does not hold."""
        return verify(self._shelves.audit.all(), self._shelves.audit.head())

    def close(self) -> None:
        """Stop the engine process and close the store."""
        self._engine.close()
        self._close_store()


def _subject(key: TicketKey) -> str:
    return f"{key.connector}/{key.id}"


def _silently(step: str) -> None:
    """Progress nobody asked for."""
