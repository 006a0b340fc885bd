"""The road from a ticket to the receipt, in road order: what the window and the terminal ask for.

Every method blocks and may be called from any worker thread; the window calls them through
ui/jobs.py. `stop` is looked at per token and per row and raises Cancelled.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event
from uuid import uuid4

from copilot.attaching import Attaching
from copilot.audit.agreement import disagreements
from copilot.audit.chain import Broken, Payload, verify
from copilot.audit.contents import opened
from copilot.audit.export import Export, Sealer, broken_export, exported
from copilot.changing import Changing
from copilot.checking import Checker
from copilot.customers import CustomerIndex
from copilot.drafts import making
from copilot.drafts.approval import approve
from copilot.drafts.outgoing import outgoing, show
from copilot.engine import Priority
from copilot.errors import (
    Cancelled,
    HelpdeskUnreachable,
    NotApproved,
    TicketGone,
    UserFacing,
)
from copilot.helpdesk.contract import Reader
from copilot.helpdesk.versions import changes_since, recipients
from copilot.knowing import Knowing
from copilot.knowledge.indexing import OnProgress
from copilot.knowledge.not_found import NOT_FOUND_BELOW
from copilot.moved_on import checking_changes, is_answered, with_changes
from copilot.openings import note_opening
from copilot.outbox.outbox import Outbox
from copilot.privacy import Privacy
from copilot.records import (
    Account,
    ApprovedDraft,
    AuditRow,
    Change,
    Draft,
    EngineStatus,
    Finding,
    FollowUp,
    FoundPassage,
    Gap,
    IndexReport,
    Judgement,
    KnowledgeState,
    LedgerRow,
    OpenedTicket,
    OutboxItem,
    OutboxState,
    Outgoing,
    Prompt,
    QueueRow,
    QueueView,
    RedactedText,
    RedactedTicket,
    ReplyKind,
    RestoreMap,
    Role,
    Scope,
    SourceKind,
    Status,
    Summary,
    SummaryLine,
    SyncReport,
    Terms,
    Ticket,
    TicketKey,
    Trace,
    Triage,
    Visibility,
)
from copilot.redaction.placeholders import restore
from copilot.second_person import SecondPerson
from copilot.settings import Settings
from copilot.since import told_since
from copilot.store.audit import AuditRows
from copilot.store.drafts import Drafts
from copilot.store.ledger import Ledger
from copilot.store.passages import Passages
from copilot.store.profile import Profile
from copilot.store.tickets import Tickets
from copilot.strangers import Strangers
from copilot.team_policy import TeamPolicy
from copilot.tracking import Tracking
from copilot.transcribing import Transcripts
from copilot.triaging import Triaging, categories_of
from copilot.walk import Means, Walk

OnText = Callable[[str], None]  # pieces of an answer as they come, names restored
OnStep = Callable[[str], None]  # "Reading the ticket", for people
Note = Callable[[str, str, Payload], None]  # event, subject, payload: a row of the audit chain


@dataclass(frozen=True, slots=True)
class Shelves:
    """What the store keeps, by kind."""

    tickets: Tickets
    drafts: Drafts
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
        means: Means,
        knowing: Knowing,
        privacy: Privacy,
        reader: Reader,
        outbox: Outbox,
        attaching: Attaching,
        fields: tuple[str, ...],
        links: bool,
        policy: TeamPolicy,
        sealer: Sealer,
        note: Note,
        close_store: Callable[[], None],
    ) -> None:
        self._account = account
        self._settings = settings
        self._shelves = shelves
        self._means = means
        self._knowing = knowing
        self.privacy = privacy
        self.tracking = Tracking(means.traces, shelves.drafts, shelves.passages)
        self.transcripts = Transcripts(means, account, self._signature, self._made_of_transcript)
        self._reader = reader
        self._outbox = outbox
        self._sealer = sealer
        self.policy = policy
        self.attaching = attaching
        self.second = SecondPerson(
            account.agent, sealer, policy, outbox, shelves.drafts, attaching, note
        )
        self._note = note
        self._strangers = Strangers(means.engine, means.corrections)
        self._checker = Checker(
            shelves.tickets,
            means.prepared,
            account.agent,
            settings.signature,
            CustomerIndex(shelves.tickets),
            self._strangers,
            means.library.look_up,
            policy,
        )
        self._triaging = Triaging(
            shelves.tickets,
            means.prepared,
            means.engine,
            categories_of(settings, demo=account.connector == "demo"),
        )
        self._close_store = close_store
        self.changing = Changing(
            account,
            fields,
            links,
            lambda ticket: self._checker.of(ticket, ReplyKind.INTERNAL_NOTE, ()),
        )

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
            fresh = tickets.save(self.privacy.wanted(page.tickets, datetime.now(UTC)))
            self._retire_answered(fresh)
            changed += fresh
            gone += page.gone
            self._forget(page.gone)
            tickets.set_cursor(connector, page.cursor)
            more = page.more
        if changed or gone:
            self._means.library.keeper.sources_changed()
        try:
            self._knowing.fetch_macros(self._reader)
        except HelpdeskUnreachable as error:
            return SyncReport(False, tuple(changed), tuple(gone), str(error))
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
        redaction = self._means.prepared.redacted(key)
        summary = self._means.prepared.summary(key)
        draft = self.saved_draft(key, ReplyKind.PUBLIC_REPLY)
        since = self._shelves.tickets.since(key)
        return OpenedTicket(
            ticket=ticket,
            spans=redaction.spans if redaction else {},
            since=told_since(since, ticket, draft, datetime.now(UTC).date()),
            summary=summary and _with_names(summary, self._means.prepared.restore_map(key)),
            draft=draft,
            language=redaction.ticket.language if redaction else "",
        )

    def looked(self, ticket: Ticket) -> None:
        """The agent has seen the ticket as it stands in `ticket`."""
        self._shelves.tickets.mark_looked(ticket, datetime.now(UTC))
        self._note("seen", _subject(ticket.key), {"messages": ticket.version.message_count})

    def solved(self, limit: int) -> tuple[RedactedTicket, ...]:
        """Solved tickets as the model may see them, newest first."""
        found = self._shelves.tickets.solved()[:limit]
        return tuple(self._walk(one.key, Priority.OPEN_TICKET, None).redacted() for one in found)

    def attachment(self, key: TicketKey, attachment_id: str) -> bytes:
        """The bytes of a file of a ticket, read from the helpdesk."""
        return self._reader.attachment(key, attachment_id)

    # --- ticket -> redacted ticket -> passages -> prompt -> answer -> findings -> draft

    def prepare(
        self, key: TicketKey, *, on_step: OnStep, stop: Event | None = None
    ) -> OpenedTicket:
        """Summary and draft ahead of time, where they are missing or the ticket moved on."""
        on_step("Reading the ticket")
        walk = self._walk(key, Priority.PREPARED_AHEAD, stop)
        walk.summary()
        if self._wants_draft(walk.ticket):
            self._draft(walk, ReplyKind.PUBLIC_REPLY, on_step, None)
        return self.open(key)

    def summarise(self, key: TicketKey, *, stop: Event | None = None) -> Summary:
        """A structured summary, names restored; kept until the ticket changes."""
        walk = self._walk(key, Priority.OPEN_TICKET, stop)
        summary = walk.summary()
        self._note("summarised", _subject(key), {})
        return _with_names(summary, walk.names())

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
        return f"{draft.text[:start]}{again}{draft.text[end:]}"

    def tools(self, kind: ReplyKind) -> tuple[str, ...]:
        """The names of the team's own ways to rewrite a reply or a note."""
        here = "reply" if kind is ReplyKind.PUBLIC_REPLY else "note"
        return tuple(
            tool.name for tool in self._settings.tools if tool.where in (here, "everywhere")
        )

    def triage(self, key: TicketKey) -> Triage:
        """Category, urgency, escalation, queue, tags, duplicates: suggestions with reasons."""
        return self._triaging.of(self._ticket(key))

    def saved_draft(self, key: TicketKey, kind: ReplyKind) -> Draft | None:
        """The draft that waits on a ticket, with what happened to the ticket since it was begun."""
        draft = self._shelves.drafts.latest(key, kind)
        ticket = self._shelves.tickets.get(key)
        if draft is None or ticket is None:
            return draft
        return with_changes(draft, self._changes(draft, ticket))

    def history(self, draft: Draft) -> tuple[tuple[datetime, str], ...]:
        """Every text that the draft had and when it was saved, oldest first."""
        return self._shelves.drafts.history(draft.id)

    def blank(self, key: TicketKey, kind: ReplyKind) -> Draft:
        """An empty draft, for a person to write."""
        ticket = self._ticket(key)
        check = self._checker.of(ticket, kind, ())
        return making.blank(ticket, kind, check=check, now=datetime.now(UTC), new_id=_new_id)

    def edit(self, draft: Draft, text: str) -> Draft:
        """The draft with a person's text, checked anew and saved."""
        ticket = self._ticket(draft.ticket)
        self._strangers.look_for(text)
        edited = making.edit(draft, text, self._check(draft, ticket))
        self._shelves.drafts.save(edited)
        if not draft.edited:
            self._note("edited", _subject(draft.ticket), {"draft": draft.id})
        self._note_found(edited, before=draft.findings)
        return edited

    def accept(self, draft: Draft, finding: Finding) -> Draft:
        """A person takes responsibility for one finding. Raises BadInput where nobody may."""
        accepted = making.accept(draft, finding)
        self._shelves.drafts.save(accepted)
        self._note("accepted", _subject(draft.ticket), {"draft": draft.id, "check": finding.check})
        return accepted

    # --- draft -> approval -> outbox -> helpdesk

    def outgoing(self, draft: Draft, *, new_status: Status | None) -> Outgoing:
        """All that would leave if the draft were approved."""
        ticket = self._ticket(draft.ticket)
        return outgoing(
            self._as_seen(draft, ticket),
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

    def take_answer(self, data: bytes) -> OutboxItem:
        """What two people signed goes into the outbox. Raises NotApproved and BadInput."""
        return self.second.take(data, self._settings.undo_seconds)

    @contextmanager
    def _noting_refusal(self, draft: Draft) -> Iterator[None]:
        try:
            yield
        except NotApproved as error:
            payload = {"draft": draft.id, "why": type(error).__name__}
            self._note("refused", _subject(draft.ticket), payload)
            raise

    def _approver(self) -> str:
        return self._account.agent.email or self._account.agent.name

    def _approve(self, draft: Draft, what: Outgoing) -> ApprovedDraft:
        ticket = self._ticket(draft.ticket)
        self._strangers.look_for(draft.text)
        fresh = making.edit(draft, draft.text, self._check(draft, ticket))
        return approve(
            self._as_seen(draft, ticket),
            what,
            findings=fresh.findings,
            approver=self._approver(),
            sign=self._sealer.sign,
            now=datetime.now(UTC),
            new_id=_new_id,
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
                self._read_again(item)
        return items

    def outbox(self) -> tuple[OutboxItem, ...]:
        """Everything that was approved."""
        return self._outbox.all()

    # --- what can be looked up

    def warm_up(self) -> None:
        """Let the engine process start and load its files; does not wait for it."""
        self._means.engine.start()

    def engine_status(self) -> EngineStatus:
        """For the status line; never waits."""
        return self._means.engine.status()

    def search(self, text: str) -> tuple[FoundPassage, ...]:
        """The best passages for words that the agent typed, by words and by meaning."""
        return self._knowing.search(text)

    def look_up(self, text: str) -> tuple[FoundPassage, ...]:
        """Passages with these words, the last one perhaps unfinished; at once, needs no engine."""
        return self._means.library.look_up(text)

    def source_text(self, source_id: str) -> str:
        """The whole text of an article or solved ticket; "" when it is gone."""
        return self._shelves.passages.source_text(source_id) or ""

    # --- the knowledge

    def knowledge(self) -> KnowledgeState:
        """Sources, problems, gaps and feedback; reads the store alone."""
        return self._knowing.state()

    def update_knowledge(
        self, *, on_progress: OnProgress | None = None, stop: Event | None = None
    ) -> IndexReport:
        """Read what is new or changed in all sources. Raises Cancelled."""
        return self._knowing.update(on_progress, stop)

    def add_folder(
        self, path: Path, *, kind: SourceKind, scope: Scope = Scope.PUBLIC, team: str = ""
    ) -> None:
        """Read this folder from now on; update_knowledge() does it. Raises BadInput."""
        self._knowing.add(path, kind, scope, team)

    def remove_folder(self, name: str) -> None:
        """Let go of a folder and of all that was read of it. Raises BadInput."""
        self._knowing.remove(name)

    def judge_source(self, key: TicketKey, found: FoundPassage, judgement: Judgement) -> None:
        """Remember for similar questions what the agent did with a source."""
        walk = self._walk(key, Priority.OPEN_TICKET, None)
        self._means.library.judge(walk.redacted(), [found], judgement)

    def reset_feedback(self, source_id: str | None = None) -> None:
        """Forget what agents did with a source, or with all."""
        self._knowing.reset(source_id)

    def dismiss_gap(self, gap: Gap) -> None:
        """Take a gap off the list."""
        self._knowing.dismiss(gap)

    # --- the records of what was done

    def ledger(self) -> tuple[LedgerRow, ...]:
        """Every exchange with a host."""
        return self._shelves.ledger.all()

    def traces(self, key: TicketKey) -> tuple[Trace, ...]:
        """Every step that was taken for a ticket."""
        return self._means.traces.all(key)

    def audit_rows(self) -> tuple[AuditRow, ...]:
        """The audit chain, oldest first."""
        return tuple(map(opened, self._shelves.audit.all()))

    def audit_broken(self) -> tuple[Broken, ...]:
        """Every place at which the audit chain does not hold, or the outbox says otherwise."""
        return self._shelves.audit.undisturbed(self._broken)

    def _broken(self) -> tuple[Broken, ...]:
        rows, outbox = self._shelves.audit.all(), self._outbox
        faults = outbox.faults()
        told = {} if faults else outbox.told()
        return (*verify(rows, self._shelves.audit.head()), *disagreements(rows, told, faults))

    def audit_export(self) -> Export:
        """The whole chain as a file that others can check, with a signed checkpoint."""
        rows = self._shelves.audit.undisturbed(self._shelves.audit.all)
        return exported(rows, self._sealer, datetime.now(UTC))

    def audit_export_broken(self, data: bytes) -> tuple[Broken, ...]:
        """Every place at which an export of this profile is not as it was written."""
        return broken_export(data, self._sealer)

    def tried(self) -> tuple[tuple[str, bool, str], ...]:
        """Each part once, for real: (name, does it work, what it said)."""
        engine = self._means.engine
        short = Prompt("doctor", "1", "Answer with one word.", RedactedText("Say yes."), 4)
        parts: tuple[tuple[str, Callable[[], object]], ...] = (
            ("redaction", lambda: engine.redact(["Hello"], known=(), restore=RestoreMap())),
            ("search", lambda: engine.embed(["Hello"])),
            ("model file", lambda: engine.generate(short)),
            ("helpdesk", self._reader.account),
        )
        return tuple((name, *_tried(work)) for name, work in parts)

    def close(self) -> None:
        """Stop the engine process and close the store."""
        self._means.engine.close()
        self._close_store()

    # --- the steps in between

    def _ticket(self, key: TicketKey) -> Ticket:
        ticket = self._shelves.tickets.get(key)
        if ticket is None:
            raise TicketGone(
                f"There is no ticket {key.id} here: it was not read yet, or is gone from the "
                "helpdesk. Look at the helpdesk again."
            )
        return ticket

    def _retire_answered(self, keys: Sequence[TicketKey]) -> None:
        """What was prepared for a customer whom a colleague answered meanwhile is not offered.

        A text that a person worked on stays, and asks for their word.
        """
        for key in keys:
            draft = self._shelves.drafts.latest(key, ReplyKind.PUBLIC_REPLY)
            if draft is None or draft.edited or self.attaching.of(draft.id):
                continue
            if is_answered(self._changes(draft, self._ticket(key))):
                self._shelves.drafts.retire(key, ReplyKind.PUBLIC_REPLY)
                self._note("draft retired", _subject(key), {"draft": draft.id})

    def _changes(self, draft: Draft, ticket: Ticket) -> tuple[Change, ...]:
        return changes_since(draft.seen_version, ticket, self._account.agent)

    def _check(self, draft: Draft, ticket: Ticket) -> making.Check:
        """The checks of a draft's next text, with what happened to the ticket meanwhile."""
        public = draft.kind is ReplyKind.PUBLIC_REPLY
        kind = draft.kind if public else ReplyKind.INTERNAL_NOTE
        check = self._checker.of(ticket, kind, draft.sources)
        check = self.attaching.checking(draft, check)
        return checking_changes(draft, check, self._changes(draft, ticket))

    def _walk(self, key: TicketKey, priority: Priority, stop: Event | None) -> Walk:
        return Walk(self._means, self._ticket(key), priority, stop)

    def _draft(self, walk: Walk, kind: ReplyKind, on_step: OnStep, on_text: OnText | None) -> Draft:
        begun = time.monotonic()
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
        self._strangers.look_for(restore(composed.text, names))
        sources = tuple(sorted(walk.sources.values(), key=lambda found: -found.score))
        draft = making.make(
            composed.text,
            composed.sentences,
            ticket=walk.ticket,
            kind=kind,
            sources=sources,
            missing=composed.missing,
            restore=lambda text: restore(text, names),
            check=self._checker.of(walk.ticket, kind, sources),
            now=datetime.now(UTC),
            new_id=lambda: walk.runs.run,
            note=walk.runs.note(),
        )
        self._shelves.drafts.save(draft)
        self.tracking.made(draft, time.monotonic() - begun)
        self._note("generated", _subject(walk.ticket.key), {"draft": draft.id})
        self._note_found(draft)
        return draft

    def _made_of_transcript(self, key: TicketKey, followed: FollowUp) -> tuple[Draft, Draft]:
        """A follow-up as the ticket's reply and note, checked and saved."""
        ticket = self._ticket(key)
        made = []
        for kind, text, sentences in (
            (ReplyKind.PUBLIC_REPLY, followed.email, followed.email_sentences),
            (ReplyKind.INTERNAL_NOTE, followed.memo, followed.memo_sentences),
        ):
            self._strangers.look_for(text)
            draft = making.make(
                text,
                sentences,
                ticket=ticket,
                kind=kind,
                sources=(),
                missing=(),
                restore=str,
                check=self._checker.of(ticket, kind, ()),
                now=datetime.now(UTC),
                new_id=_new_id,
                note=followed.note,
            )
            self._shelves.drafts.save(draft)
            self.tracking.made(draft, 0.0)
            self._note("generated", _subject(key), {"draft": draft.id})
            made.append(draft)
        return made[0], made[1]

    def _note_found(self, draft: Draft, before: tuple[Finding, ...] = ()) -> None:
        """A row when the checks see something else than before; without what they saw."""
        checks = sorted(finding.check for finding in draft.findings)
        if checks != sorted(finding.check for finding in before):
            self._note("found", _subject(draft.ticket), {"draft": draft.id, "checks": checks})

    def _forget(self, keys: Sequence[TicketKey]) -> None:
        known = [key for key in keys if self._shelves.tickets.get(key) is not None]
        self._shelves.tickets.remove(keys)
        for key in known:
            self._note("deleted", _subject(key), {})

    def _wants_draft(self, ticket: Ticket) -> bool:
        """The customer wrote last, and no draft waits that saw the ticket as it is."""
        public = [m for m in ticket.messages if m.visibility is Visibility.PUBLIC]
        if not public or public[-1].author is not Role.CUSTOMER:
            return False
        draft = self.saved_draft(ticket.key, ReplyKind.PUBLIC_REPLY)
        return draft is None or (draft.seen_version != ticket.version and not draft.edited)

    def _as_seen(self, draft: Draft, ticket: Ticket) -> Draft:
        """Bound to the ticket as the agent saw it last, which may be later than it was written."""
        since = self._shelves.tickets.since(ticket.key)
        seen_all = since.looked is not None and not (since.new_messages or since.changed_fields)
        return replace(draft, seen_version=ticket.version) if seen_all else draft

    def _learn(self, item: OutboxItem) -> None:
        draft = self._shelves.drafts.get(item.approved.outgoing.draft_id)
        if draft is not None:
            self._knowing.judge(draft)

    def _read_again(self, item: OutboxItem) -> None:
        key = TicketKey(item.approved.outgoing.connector, item.approved.outgoing.ticket_id)
        try:
            self._shelves.tickets.save([self._reader.ticket(key)])
        except TicketGone:
            self._forget([key])
        except HelpdeskUnreachable:
            return  # the next sync brings it

    def _signature(self) -> str:
        agent = self._account.agent
        return self._settings.signature or agent.name.split(" ")[0] or "[your name]"


def surely_found(found: Sequence[FoundPassage]) -> bool:
    """Whether something relevant was found, or only what comes closest."""
    return bool(found) and max(one.score for one in found) >= NOT_FOUND_BELOW


def _with_names(summary: Summary, names: RestoreMap) -> Summary:
    def line(one: SummaryLine) -> SummaryLine:
        return replace(one, text=restore(one.text, names))

    return replace(
        summary,
        wants=line(summary.wants),
        happened=tuple(map(line, summary.happened)),
        open=tuple(map(line, summary.open)),
        next_step=line(summary.next_step),
        promised=tuple(map(line, summary.promised)),
        urgency_words=restore(summary.urgency_words, names),
        mood_words=restore(summary.mood_words, names),
        facts=tuple(replace(fact, text=restore(fact.text, names)) for fact in summary.facts),
    )


def _tried(work: Callable[[], object]) -> tuple[bool, str]:
    try:
        work()
    except UserFacing as error:
        return False, str(error)
    return True, "works"


def _subject(key: TicketKey) -> str:
    return f"{key.connector}/{key.id}"


def _new_id() -> str:
    return uuid4().hex


def _silently(step: str) -> None:
    """Progress nobody asked for."""
