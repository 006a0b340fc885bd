"""The road from a ticket to the receipt, in road order: what the window and the terminal ask for.

Every method blocks and may be called from any worker thread; the window calls them through
ui/jobs.py. `stop` is looked at per token and per row and raises Cancelled.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from threading import Event

from copilot.audit.export import Sealer
from copilot.audit.noting import Note, subject
from copilot.drafts import making
from copilot.drafts.approval import approve
from copilot.drafts.outgoing import outgoing, show
from copilot.engine import Priority
from copilot.errors import HelpdeskUnreachable, NotApproved
from copilot.helpdesk.contract import Reader
from copilot.helpdesk.versions import recipients
from copilot.outbox.outbox import Outbox
from copilot.privacy.privacy import Privacy
from copilot.records import (
    Account,
    ApprovedDraft,
    Draft,
    Finding,
    FoundPassage,
    Judgement,
    OpenedTicket,
    OutboxItem,
    OutboxState,
    Outgoing,
    QueueRow,
    QueueView,
    RedactedText,
    RedactedTicket,
    ReplyKind,
    RestoreMap,
    Status,
    Summary,
    SyncReport,
    Terms,
    Ticket,
    TicketKey,
    Triage,
)
from copilot.redaction.placeholders import restore
from copilot.road.attaching import Attaching
from copilot.road.auditing import Auditing
from copilot.road.changing import Changing
from copilot.road.checking import Checker
from copilot.road.customers import CustomerIndex
from copilot.road.drafting import Drafting, new_id
from copilot.road.knowing import Knowing
from copilot.road.looked import looked_by_answering
from copilot.road.openings import note_opening
from copilot.road.second_person import SecondPerson
from copilot.road.shelves import Shelves
from copilot.road.since import told_since
from copilot.road.strangers import Strangers
from copilot.road.summaries import as_it_stands, with_names
from copilot.road.syncing import Syncing
from copilot.road.team_policy import TeamPolicy
from copilot.road.tracking import Tracking
from copilot.road.transcribing import Transcripts
from copilot.road.triaging import Triaging, categories_of
from copilot.road.walk import Means, Walk
from copilot.settings import Settings
from copilot.store.asked import Asked
from copilot.store.profile import Profile

OnText = Callable[[str], None]  # pieces of an answer as they come, names restored
OnStep = Callable[[str], None]  # "Reading the ticket", for people


class Road:
    """One profile's road, made of the real parts by copilot/app/."""

    def __init__(
        self,
        *,
        account: Account,
        settings: Settings,
        shelves: Shelves,
        means: Means,
        knowing: Knowing,
        privacy: Privacy,
        reader: Reader,
        outbox: Outbox,
        attaching: Attaching,
        asked: Asked,
        fields: tuple[str, ...],
        links: bool,
        policy: TeamPolicy,
        sealer: Sealer,
        note: Note,
        close_store: Callable[[], None],
    ) -> None:
        self.reader = reader
        self.engine = means.engine
        self.knowledge = knowing
        self.privacy = privacy
        self.policy = policy
        self.ledger = shelves.ledger
        self.audit = Auditing(shelves.audit, outbox, sealer)
        self.tracking = Tracking(means.traces, shelves.drafts, shelves.passages)
        self.attaching = attaching
        self.second = SecondPerson(
            account.agent,
            sealer,
            policy,
            outbox,
            shelves.drafts,
            attaching,
            asked,
            note,
            settings.undo_seconds,
        )
        strangers = Strangers(means.engine, means.corrections)
        checker = Checker(
            shelves.tickets,
            means.prepared,
            account.agent,
            settings.signature,
            CustomerIndex(shelves.tickets),
            strangers,
            means.library.look_up,
            policy,
        )
        self.changing = Changing(
            account, fields, links, lambda ticket: checker.of(ticket, ReplyKind.INTERNAL_NOTE, ())
        )
        self._drafting = Drafting(
            shelves.tickets,
            shelves.drafts,
            checker,
            strangers,
            self.tracking,
            attaching,
            account.agent,
            note,
        )
        self.transcripts = Transcripts(means, account, self._signature, self._drafting)
        self._syncing = Syncing(
            reader, account.connector, shelves.tickets, privacy.wanted, self._drafting, note
        )
        self._triaging = Triaging(
            shelves.tickets,
            means.prepared,
            means.engine,
            categories_of(settings, demo=account.connector == "demo"),
        )
        self._account = account
        self._settings = settings
        self._tickets = shelves.tickets
        self._drafts = shelves.drafts
        self._means = means
        self._outbox = outbox
        self._sealer = sealer
        self._note = note
        self._close_store = close_store

    def opened(self, profile: Profile, unlocked_by: str) -> None:
        """Notes who opened the profile, how, and which settings changed since the last time."""
        key = self._sealer.public_key
        note_opening(self._note, profile, self._settings, unlocked_by=unlocked_by, public_key=key)

    # --- helpdesk -> ticket

    def account(self) -> Account:
        """Who works here, and where."""
        return self._account

    def sync(self, *, stop: Event | None = None) -> SyncReport:
        """Read what changed in the helpdesk. Unreachable is a report, not an error."""
        report = self._syncing.read(stop)
        if not report.online:
            return report
        if report.changed or report.gone:
            self._means.library.keeper.sources_changed()
        try:
            self.knowledge.fetch_macros(self.reader)
        except HelpdeskUnreachable as error:
            return replace(report, online=False, reason=str(error))
        return report

    def queue(self, view: QueueView, search: str = "") -> tuple[QueueRow, ...]:
        """The rows of a view, newest first; `search`: words in subject, requester or text."""
        return self._tickets.rows(view, self._account.agent, search)

    def counts(self) -> dict[QueueView, int]:
        """How many tickets each view has."""
        return self._tickets.counts(self._account.agent)

    def open(self, key: TicketKey) -> OpenedTicket:
        """All that is known of a ticket, at once; what is not prepared yet is None."""
        ticket = self._tickets.known(key)
        redaction = self._means.prepared.redacted(key)
        summary = self._means.prepared.summary(key)
        draft = self.saved_draft(key, ReplyKind.PUBLIC_REPLY)
        since = self._tickets.since(key)
        return OpenedTicket(
            ticket=ticket,
            spans=redaction.spans if redaction else {},
            since=told_since(since, ticket, draft, datetime.now(UTC).date()),
            summary=summary and self._told(summary, ticket, self._means.prepared.restore_map(key)),
            draft=draft,
            language=redaction.ticket.language if redaction else "",
        )

    def looked(self, ticket: Ticket) -> None:
        """The agent has seen the ticket as it stands in `ticket`."""
        self._tickets.mark_looked(ticket, datetime.now(UTC))
        self._note("seen", subject(ticket.key), {"messages": ticket.version.message_count})

    def solved(self, limit: int) -> tuple[RedactedTicket, ...]:
        """Solved tickets as the model may see them, newest first."""
        found = self._tickets.solved()[:limit]
        return tuple(self._walk(one.key, Priority.OPEN_TICKET, None).redacted() for one in found)

    # --- ticket -> redacted ticket -> passages -> prompt -> answer -> findings -> draft

    def prepare(
        self, key: TicketKey, *, on_step: OnStep, stop: Event | None = None
    ) -> OpenedTicket:
        """Summary and draft ahead of time, where they are missing or the ticket moved on."""
        on_step("Reading the ticket")
        walk = self._walk(key, Priority.PREPARED_AHEAD, stop)
        walk.summary()
        if self._drafting.is_wanted(walk.ticket):
            self._draft(walk, ReplyKind.PUBLIC_REPLY, on_step, None)
        return self.open(key)

    def summarise(self, key: TicketKey, *, stop: Event | None = None) -> Summary:
        """A structured summary, names restored; kept until the ticket changes."""
        walk = self._walk(key, Priority.OPEN_TICKET, stop)
        summary = walk.summary()
        self._note("summarised", subject(key), {})
        return self._told(summary, walk.ticket, walk.names())

    def draft(
        self,
        key: TicketKey,
        *,
        kind: ReplyKind = ReplyKind.PUBLIC_REPLY,
        on_step: OnStep | None = None,
        on_text: OnText | None = None,
        stop: Event | None = None,
    ) -> Draft:
        """A draft in short steps, each sentence with its evidence, checked and saved."""
        walk = self._walk(key, Priority.OPEN_TICKET, stop)
        return self._draft(walk, kind, on_step or _silently, on_text)

    def rewrite(
        self,
        draft: Draft,
        how: str,
        *,
        part: tuple[int, int] | None = None,
        on_text: OnText | None = None,
        stop: Event | None = None,
    ) -> str:
        """The draft's text in another manner or language, or only draft.text[part[0]:part[1]].

        `how` is one of the shipped ways or the name of a tool of the team; edit() takes the text
        over. Raises BadInput.
        """
        start, end = part or (0, len(draft.text))
        again = self._walk(draft.ticket, Priority.OPEN_TICKET, stop).rewritten(
            draft.text[start:end],
            how,
            on_text,
            sources=draft.sources,
            tools={tool.name: tool.instruction for tool in self._settings.tools},
        )
        text = f"{draft.text[:start]}{again}{draft.text[end:]}"
        self._drafting.note_rewriting(draft, text)
        return text

    def tools(self, kind: ReplyKind) -> tuple[str, ...]:
        """The names of the team's own ways to rewrite a reply or a note."""
        here = "reply" if kind is ReplyKind.PUBLIC_REPLY else "note"
        return tuple(
            tool.name for tool in self._settings.tools if tool.where in (here, "everywhere")
        )

    def triage(self, key: TicketKey) -> Triage:
        """Category, urgency, escalation, queue, tags, duplicates: suggestions with reasons."""
        return self._triaging.of(self._tickets.known(key))

    def saved_draft(self, key: TicketKey, kind: ReplyKind) -> Draft | None:
        """The draft that waits on a ticket, with what happened to the ticket since it was begun."""
        return self._drafting.saved(key, kind)

    def history(self, draft: Draft) -> tuple[tuple[datetime, str], ...]:
        """Every text that the draft had and when it was saved, oldest first."""
        return self._drafts.history(draft.id)

    def blank(self, key: TicketKey, kind: ReplyKind) -> Draft:
        """An empty draft, for a person to write."""
        return self._drafting.blank(self._tickets.known(key), kind)

    def edit(self, draft: Draft, text: str) -> Draft:
        """The draft with a person's text, checked anew and saved."""
        edited = self._drafting.with_text(draft, text, self._tickets.known(draft.ticket))
        self._drafts.save(edited)
        if not draft.edited:
            self._note("edited", subject(draft.ticket), {"draft": draft.id})
        self._drafting.note_findings(edited, before=draft.findings)
        return edited

    def accept(self, draft: Draft, *findings: Finding) -> Draft:
        """A person takes responsibility for findings. Raises BadInput where nobody may."""
        accepted = draft
        for finding in findings:
            accepted = making.accept(accepted, finding)
        self._drafts.save(accepted)
        for finding in findings:
            payload = {"draft": draft.id, "check": finding.check}
            self._note("accepted", subject(draft.ticket), payload)
        return accepted

    # --- draft -> approval -> outbox -> helpdesk

    def outgoing(self, draft: Draft, *, new_status: Status | None) -> Outgoing:
        """All that would leave if the draft were approved."""
        ticket = self._tickets.known(draft.ticket)
        return outgoing(
            self._drafting.as_seen(draft, ticket),
            ticket,
            account=self._account,
            recipients=recipients(ticket),
            new_status=new_status,
            files=self.attaching.of(draft.id),
        )

    def terms(self, what: Outgoing) -> Terms:
        """Under what an approval of it would stand: expiry, undo time, the team's policy."""
        return self.policy.terms(
            what,
            self._approver(),
            datetime.now(UTC),
            days=self._settings.approval_days,
            undo_seconds=self._settings.undo_seconds,
        )

    def shown(self, what: Outgoing) -> str:
        """Everything that approving would bind, as plain text."""
        return show(what)

    def approve(self, draft: Draft, what: Outgoing) -> OutboxItem:
        """A person's word on exactly `what`. Raises NotApproved when it is not the draft's.

        SecondNeeded where the team's policy wants two people: ask_second() then.
        """
        with self._noting_refusal(draft):
            return self._outbox.put(self._approve(draft, what), self._settings.undo_seconds)

    def ask_second(self, draft: Draft, what: Outgoing) -> bytes:
        """A person's word on exactly `what`, in a file for a second person. Raises NotApproved."""
        with self._noting_refusal(draft):
            return self.second.ask(self._approve(draft, what))

    @contextmanager
    def _noting_refusal(self, draft: Draft) -> Iterator[None]:
        try:
            yield
        except NotApproved as error:
            payload = {"draft": draft.id, "why": type(error).__name__}
            self._note("refused", subject(draft.ticket), payload)
            raise

    def _approver(self) -> str:
        return self._account.agent.email or self._account.agent.name

    def _approve(self, draft: Draft, what: Outgoing) -> ApprovedDraft:
        ticket = self._tickets.known(draft.ticket)
        fresh = self._drafting.with_text(draft, draft.text, ticket)
        return approve(
            self._drafting.as_seen(draft, ticket),
            what,
            findings=fresh.findings,
            approver=self._approver(),
            sign=self._sealer.sign,
            now=datetime.now(UTC),
            new_id=new_id,
            valid=timedelta(days=self._settings.approval_days),
            policy=self.policy.bound(what, self._approver()),
            files=self.attaching.of(draft.id),
        )

    def take_back(self, approved_id: str) -> OutboxItem:
        """Stop what was approved while it waits; its draft is there again."""
        return self._outbox.take_back(approved_id)

    def decide(self, approved_id: str, *, send_again: bool) -> OutboxItem:
        """A person's word on an item of which nobody knows whether it arrived."""
        return self._outbox.decide(approved_id, send_again=send_again)

    def deliver(self, *, stop: Event | None = None) -> tuple[OutboxItem, ...]:
        """Look for what is uncertain, send what is due, and read the tickets it touched again."""
        items = self._outbox.deliver(stop=stop)
        for item in items:
            if item.state is OutboxState.CONFIRMED:
                self._learn(item)
                self.tracking.sent(item)
            if item.state in (OutboxState.CONFIRMED, OutboxState.CONFLICT):
                self._syncing.read_again(_ticket_of(item))
            if item.state is OutboxState.CONFIRMED:
                looked_by_answering(self._tickets, _ticket_of(item), self._account.agent)
        return items

    def outbox(self) -> tuple[OutboxItem, ...]:
        """Everything that was approved."""
        return self._outbox.all()

    # --- beside the road

    def judge_source(self, key: TicketKey, found: FoundPassage, judgement: Judgement) -> None:
        """Remember for similar questions what the agent did with a source."""
        walk = self._walk(key, Priority.OPEN_TICKET, None)
        self._means.library.judge(walk.redacted(), [found], judgement)

    def close(self) -> None:
        """Stop the engine process and close the store."""
        self.engine.close()
        self._close_store()

    # --- the steps in between

    def _walk(self, key: TicketKey, priority: Priority, stop: Event | None) -> Walk:
        return Walk(self._means, self._tickets.known(key), priority, stop)

    def _draft(self, walk: Walk, kind: ReplyKind, on_step: OnStep, on_text: OnText | None) -> Draft:
        began = time.monotonic()
        on_step("Reading the ticket")
        walk.summary()
        on_step("Looking through the knowledge")
        self._means.library.keeper.ready(walk.stop)
        on_step("Writing")
        composed = walk.compose(kind, agent=RedactedText(self._signature()), on_text=on_text)
        if kind is ReplyKind.PUBLIC_REPLY:
            self._means.library.missed(walk.ticket.key, walk.missed)
        on_step("Checking")
        names = walk.names_to_send()
        draft = self._drafting.make(
            composed.text,
            composed.sentences,
            ticket=walk.ticket,
            kind=kind,
            sources=tuple(sorted(walk.sources.values(), key=lambda found: -found.score)),
            missing=composed.missing,
            restore=lambda text: restore(text, names),
            note=walk.note(),
            id=walk.runs.run,
            began=began,
            ahead=walk.priority is Priority.PREPARED_AHEAD,
        )
        self._drafting.note_findings(draft)
        return draft

    @staticmethod
    def _told(summary: Summary, ticket: Ticket, names: RestoreMap) -> Summary:
        return as_it_stands(with_names(summary, names), ticket)

    def _learn(self, item: OutboxItem) -> None:
        draft = self._drafts.get(item.approved.outgoing.draft_id)
        if draft is not None:
            self.knowledge.judge(draft)

    def _signature(self) -> str:
        agent = self._account.agent
        return self._settings.signature or agent.name.split(" ")[0] or "[your name]"


def _silently(step: str) -> None:
    """Progress nobody asked for."""


def _ticket_of(item: OutboxItem) -> TicketKey:
    out = item.approved.outgoing
    return TicketKey(out.connector, out.ticket_id)
