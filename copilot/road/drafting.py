"""The drafts of tickets: checked, kept, noted, and told what happened to their tickets since."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from uuid import uuid4

from copilot.assistance.injection import without_planted_passage
from copilot.audit.noting import Note, subject
from copilot.drafts import making
from copilot.drafts.authors import sentences_of
from copilot.helpdesk.versions import changes_since
from copilot.records import (
    Change,
    Draft,
    DraftSentence,
    Finding,
    FoundPassage,
    Person,
    ReplyKind,
    Role,
    Ticket,
    TicketKey,
    Visibility,
)
from copilot.road.attaching import Attaching
from copilot.road.checking import Checker
from copilot.road.moved_on import checking_changes, is_answered, with_changes
from copilot.road.strangers import Strangers
from copilot.road.tracking import Tracking
from copilot.store.drafts import Drafts
from copilot.store.tickets import Tickets


@dataclass(frozen=True, slots=True)
class Drafting:
    """What a draft goes through before a person approves it."""

    tickets: Tickets
    drafts: Drafts
    checker: Checker
    strangers: Strangers
    tracking: Tracking
    attaching: Attaching
    agent: Person
    note: Note
    _rewritten: dict[str, tuple[str, ...]] = field(default_factory=dict)  # by draft, until taken

    def make(
        self,
        text: str,
        sentences: tuple[DraftSentence, ...],
        *,
        ticket: Ticket,
        kind: ReplyKind,
        sources: tuple[FoundPassage, ...] = (),
        missing: tuple[str, ...] = (),
        restore: Callable[[str], str] = str,
        note: str = "",
        id: str = "",
        began: float | None = None,
        ahead: bool = False,
    ) -> Draft:
        """A new draft of what was composed, kept; `restore` gives the names back.

        `began`: when it was begun, on the steady clock; `ahead`: nobody asked for it yet.
        """
        self.strangers.look_for(restore(text))
        draft = making.make(
            text,
            sentences,
            ticket=ticket,
            kind=kind,
            sources=sources,
            missing=missing,
            restore=restore,
            check=self.checker.of(ticket, kind, sources),
            now=datetime.now(UTC),
            new_id=lambda: id or new_id(),
            note=note,
        )
        self.drafts.save(draft)
        self.tracking.made(draft, 0.0 if began is None else time.monotonic() - began)
        event = "prepared ahead" if ahead else "generated"
        self.note(event, subject(ticket.key), {"draft": draft.id})
        return draft

    def blank(self, ticket: Ticket, kind: ReplyKind) -> Draft:
        """An empty one, for a person to write; not kept yet."""
        check = self.checker.of(ticket, kind, ())
        return making.blank(ticket, kind, check=check, now=datetime.now(UTC), new_id=new_id)

    def with_text(self, draft: Draft, text: str, ticket: Ticket) -> Draft:
        """With a person's text, checked anew, with what happened to the ticket meanwhile."""
        if draft.kind is ReplyKind.FIELD_CHANGE:
            return draft  # it has no text
        self.strangers.look_for(text)
        public = draft.kind is ReplyKind.PUBLIC_REPLY
        kind = draft.kind if public else ReplyKind.INTERNAL_NOTE
        check = self.attaching.checking(draft, self.checker.of(ticket, kind, draft.sources))
        changes = self._changes(draft, ticket)
        return making.edit(
            draft,
            text,
            checking_changes(draft, check, changes),
            quotable=tuple(map(without_planted_passage, draft.sources)),
            rewritten=self._rewritten.get(draft.id, ()),
        )

    def note_rewriting(self, draft: Draft, text: str) -> None:
        """What the model wrote for it is the model's, should a person take it."""
        new = sentences_of(text, besides=draft.text)
        self._rewritten[draft.id] = (*self._rewritten.get(draft.id, ()), *new)

    def note_findings(self, draft: Draft, before: tuple[Finding, ...] = ()) -> None:
        """A row when the checks see something else than before; without what they saw."""
        checks = sorted(finding.check for finding in draft.findings)
        if checks != sorted(finding.check for finding in before):
            self.note("found", subject(draft.ticket), {"draft": draft.id, "checks": checks})

    def saved(self, key: TicketKey, kind: ReplyKind) -> Draft | None:
        """The one that waits, with what happened to the ticket since it was begun."""
        draft, ticket = self.drafts.latest(key, kind), self.tickets.get(key)
        if draft is None or ticket is None:
            return draft
        return with_changes(draft, self._changes(draft, ticket))

    def is_wanted(self, ticket: Ticket) -> bool:
        """The customer wrote last, and no draft waits that saw the ticket as it is."""
        public = [m for m in ticket.messages if m.visibility is Visibility.PUBLIC]
        if not public or public[-1].author is not Role.CUSTOMER:
            return False
        draft = self.saved(ticket.key, ReplyKind.PUBLIC_REPLY)
        return draft is None or (draft.seen_version != ticket.version and not draft.edited)

    def as_seen(self, draft: Draft, ticket: Ticket) -> Draft:
        """Bound to the ticket as the agent saw it last, which may be later than it was written."""
        since = self.tickets.since(ticket.key)
        seen_all = since.looked is not None and not (since.new_messages or since.changed_fields)
        return replace(draft, seen_version=ticket.version) if seen_all else draft

    def retire_answered(self, keys: Sequence[TicketKey]) -> None:
        """What was prepared for a customer whom a colleague answered meanwhile is not offered.

        A text that a person worked on stays, and asks for their word.
        """
        for key in keys:
            draft = self.drafts.latest(key, ReplyKind.PUBLIC_REPLY)
            if draft is None or draft.edited or self.attaching.of(draft.id):
                continue
            if is_answered(self._changes(draft, self.tickets.known(key))):
                self.drafts.retire(key, ReplyKind.PUBLIC_REPLY)
                self.note("draft retired", subject(key), {"draft": draft.id})

    def _changes(self, draft: Draft, ticket: Ticket) -> tuple[Change, ...]:
        return changes_since(draft.seen_version, ticket, self.agent)


def new_id() -> str:
    """Of a draft or an approval."""
    return uuid4().hex
