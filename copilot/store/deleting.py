"""Deletes one person: their tickets with all that was made of them, and their name elsewhere."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

from copilot.records import (
    ApprovedDraft,
    Draft,
    OutboxItem,
    PersonKept,
    RestoreMap,
    Role,
    SourceDocument,
    SourceKind,
    Ticket,
    TicketKey,
)
from copilot.store.connection import Connection
from copilot.store.corrections import Corrections
from copilot.store.encoding import from_json, to_json
from copilot.store.forgotten import forget
from copilot.store.letting_go import LettingGo, source_of
from copilot.store.mentions import GONE, Mentions
from copilot.store.outbox import OutboxRows
from copilot.store.people import People
from copilot.store.prepared import Prepared
from copilot.store.store import Store
from copilot.store.tickets import Tickets, seen
from copilot.store.written_forms import written_forms


@dataclass(frozen=True, slots=True)
class Traced:
    """Where one person is in the store."""

    own: tuple[Ticket, ...]
    others: tuple[Ticket, ...]  # in which they wrote, or are named
    mentions: Mentions
    approved: tuple[OutboxItem, ...]  # to them, about them, or of their tickets; not erased yet


class Deleting:
    """trace() reads; delete() writes, and joins the transaction that is open."""

    def __init__(self, store: Store, letting_go: LettingGo) -> None:
        self._store = store
        self._letting_go = letting_go
        self._people = People(store)
        self._prepared = Prepared(store)
        self._outbox = OutboxRows(store)
        self._rules = Corrections(store)

    def trace(self, person: PersonKept) -> Traced:
        """Looks through all tickets and approvals as they are now."""
        tickets = self._people.tickets()
        own = tuple(one for one in tickets if one.key in person.tickets or is_of(person, one))
        keys = {one.key for one in own}
        strangers = tuple(one for one in tickets if one.key not in keys)
        maps = [self._prepared.restore_map(key) for key in keys]
        mentions = Mentions(written_forms(person, own, maps, strangers))
        others = tuple(one for one in strangers if mentions.of(one) or any(_wrote(person, one)))
        approved = tuple(
            item
            for item in self._outbox.all()
            if item.erased is None and (_ticket_of(item.approved) in keys or _names(mentions, item))
        )
        return Traced(own, others, mentions, approved)

    def delete(self, person: PersonKept, traced: Traced) -> tuple[Counter[str], tuple[str, ...]]:
        """What was deleted, and what stays in the knowledge with their name, by id."""

        def work(db: Connection) -> tuple[Counter[str], tuple[str, ...]]:
            for ticket in traced.own:
                forget(db, ticket)
            keys = [ticket.key for ticket in traced.own]
            counts = self._letting_go.tickets(keys)
            counts += self._cleaned_drafts(db, traced.mentions, {source_of(key) for key in keys})
            for ticket in traced.others:
                counts += self._without(db, person, ticket, traced.mentions)
            counts["corrections"] = self._corrections(traced.mentions)
            named = _sources_that_name(db, traced.mentions)
            solved = [id for id, kind in named if kind is SourceKind.SOLVED_TICKET]
            solved += [source_of(ticket.key) for ticket in traced.others]
            counts += self._letting_go.sources(dict.fromkeys(solved))
            stays = tuple(id for id, kind in named if kind is not SourceKind.SOLVED_TICKET)
            return counts, stays

        return self._store.write(work)

    def _corrections(self, mentions: Mentions) -> int:
        theirs = [one for one in self._rules.all() if mentions.within(one.text)]
        for one in theirs:
            self._rules.remove(one.id)
        return len(theirs)

    def _without(
        self, db: Connection, person: PersonKept, ticket: Ticket, mentions: Mentions
    ) -> Counter[str]:
        """A ticket of somebody else, without this person; what was prepared of it is made anew."""
        about = (ticket.key.connector, ticket.key.id)
        clean = _cleaned(person, ticket, mentions)
        Tickets(self._store).save([clean])
        sql = "UPDATE looks SET seen = ? WHERE connector = ? AND id = ?"
        db.execute(sql, (to_json(seen(clean)), *about))
        for table in ("redacted", "summaries"):
            db.execute(f"DELETE FROM {table} WHERE connector = ? AND id = ?", about)  # noqa: S608
        kept = self._prepared.restore_map(ticket.key).originals
        left = tuple(pair for pair in kept if not mentions.within(pair[1]))
        if len(left) < len(kept):
            self._prepared.save_restore_map(ticket.key, RestoreMap(left))
        sql = "DELETE FROM misses WHERE connector = ? AND ticket = ?"
        questions = db.execute(sql, about).rowcount
        return Counter({"mentions in tickets of others": 1, "questions": questions})

    def _cleaned_drafts(
        self, db: Connection, mentions: Mentions, sources: set[str]
    ) -> Counter[str]:
        """Drafts of others: gone where they name the person, without the sources that are gone."""
        gone = []
        for id, record in db.execute("SELECT id, record FROM drafts").fetchall():
            sql = "SELECT text FROM draft_texts WHERE draft = ?"
            texts = [text for (text,) in db.execute(sql, (id,))]
            draft = from_json(record, Draft)
            sql = "SELECT name FROM draft_files WHERE draft = ?"
            names = [name for (name,) in db.execute(sql, (id,))]
            if any(map(mentions.within, (*texts, draft.text, *names, *_quotes(draft)))):
                gone.append((id,))
            elif any(source in record for source in sources):
                left = to_json(_without_sources(draft, sources))
                db.execute("UPDATE drafts SET record = ? WHERE id = ?", (left, id))
        db.executemany("DELETE FROM drafts WHERE id = ?", gone)
        return Counter(drafts=len(gone))


def is_of(person: PersonKept, ticket: Ticket) -> bool:
    """Whether this person is the requester of a ticket."""
    return _is(person, ticket.requester.name, ticket.requester.email)


def _is(person: PersonKept, name: str, email: str) -> bool:
    if email:
        return email.casefold() in map(str.casefold, person.emails)
    return bool(name) and not person.emails and name.casefold() == person.name.casefold()


def _wrote(person: PersonKept, ticket: Ticket) -> list[bool]:
    """For each message, whether it is this person's."""
    return [
        one.author is Role.CUSTOMER and _is(person, one.author_name, one.author_email)
        for one in ticket.messages
    ]


def _cleaned(person: PersonKept, ticket: Ticket, mentions: Mentions) -> Ticket:
    out = mentions.taken_out
    messages = (
        replace(
            one,
            text=GONE if theirs else out(one.text),
            author_name=GONE if theirs else out(one.author_name),
            author_email="" if theirs else out(one.author_email),
            attachments=tuple(replace(file, name=out(file.name)) for file in one.attachments),
        )
        for one, theirs in zip(ticket.messages, _wrote(person, ticket), strict=True)
    )
    return replace(
        ticket,
        subject=out(ticket.subject),
        messages=tuple(messages),
        tags=tuple(map(out, ticket.tags)),
        fields=tuple((name, out(value)) for name, value in ticket.fields),
    )


def _ticket_of(approved: ApprovedDraft) -> TicketKey:
    return TicketKey(approved.outgoing.connector, approved.outgoing.ticket_id)


def _names(mentions: Mentions, item: OutboxItem) -> bool:
    out = item.approved.outgoing
    changed = (value for each in out.changes for value in (each.before, each.after))
    texts = (out.subject, out.body, *out.to, *out.cc, *out.bcc, item.reason, *changed)
    return any(map(mentions.within, (*texts, *(file.name for file in out.attachments))))


def _without_sources(draft: Draft, gone: set[str]) -> Draft:
    left = tuple(found for found in draft.sources if found.passage.source_id not in gone)
    cited = {f"passage:{found.passage.id}" for found in draft.sources if found not in left}
    sentences = tuple(
        replace(one, evidence=tuple(e for e in one.evidence if e.source not in cited))
        for one in draft.sentences
    )
    backed = tuple(one for one in draft.backed if not any(e.source in cited for e in one.evidence))
    return replace(draft, sources=left, sentences=sentences, backed=backed)


def _quotes(draft: Draft) -> list[str]:
    """What a draft copied from its sources, and what it says nowhere but in its record."""
    return [
        *draft.written,
        *(evidence.quote for one in draft.sentences for evidence in one.evidence),
        *(evidence.quote for one in draft.backed for evidence in one.evidence),
        *(found.passage.text for found in draft.sources),
        *(finding.text for finding in draft.findings),
    ]


def _sources_that_name(db: Connection, mentions: Mentions) -> list[tuple[str, SourceKind]]:
    rows = db.execute("SELECT record FROM sources ORDER BY id").fetchall()
    documents = (from_json(record, SourceDocument) for (record,) in rows)
    return [
        (one.id, one.kind)
        for one in documents
        if mentions.within(one.text) or mentions.within(one.title)
    ]
