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

    def account(self) -> Account: ...
    def engine_status(self) -> EngineStatus: ...
    def sync(self, *, stop: Event | None = None) -> SyncReport: ...
    def queue(self, view: QueueView, search: str = "") -> tuple[QueueRow, ...]: ...
    def counts(self) -> dict[QueueView, int]: ...
    def open(self, key: TicketKey) -> OpenedTicket: ...
    def looked(self, key: TicketKey) -> None: ...
    def prepare(
        self, key: TicketKey, *, on_step: OnStep, stop: Event | None = None
    ) -> OpenedTicket: ...
    def summarise(
        self, key: TicketKey, *, on_text: OnText | None = None, stop: Event | None = None
    ) -> Summary: ...
    def draft(
        self,
        key: TicketKey,
        *,
        kind: ReplyKind = ReplyKind.PUBLIC_REPLY,
        on_step: OnStep | None = None,
        on_text: OnText | None = None,
        stop: Event | None = None,
    ) -> Draft: ...
    def blank(self, key: TicketKey, kind: ReplyKind) -> Draft: ...
    def edit(self, draft: Draft, text: str) -> Draft: ...
    def accept(self, draft: Draft, finding: Finding) -> Draft: ...
    def rewrite(
        self, draft: Draft, how: str, *, on_text: OnText | None = None, stop: Event | None = None
    ) -> str: ...
    def outgoing(self, draft: Draft, *, new_status: Status | None) -> Outgoing: ...
    def approve(self, draft: Draft, outgoing: Outgoing) -> OutboxItem: ...
    def take_back(self, approved_id: str) -> OutboxItem: ...
    def deliver(self, *, stop: Event | None = None) -> tuple[OutboxItem, ...]: ...
    def outbox(self) -> tuple[OutboxItem, ...]: ...
    def search(self, text: str) -> tuple[FoundPassage, ...]: ...
    def source_text(self, source_id: str) -> str: ...
    def ledger(self) -> tuple[LedgerRow, ...]: ...
    def close(self) -> None: ...
