"""Deletes: what is older than its time, and all that is kept of one person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from copilot.audit.contents import DELETED
from copilot.audit.noting import Note
from copilot.engine import Engine
from copilot.errors import EngineFailed, TooLate
from copilot.outbox.outbox import Outbox
from copilot.records import DataKind, Deletion, OutboxState, PersonKept, Status, Ticket
from copilot.settings import Retention
from copilot.store.audit import AuditRows
from copilot.store.deleting import Deleting, Traced
from copilot.store.keeping import Keeping
from copilot.store.store import Store
from copilot.store.tickets import Tickets

# What holds no words of people: the file is not written anew for it.
WITHOUT_TEXT = {"traces", "ledger rows"}
CLOSED = (Status.SOLVED, Status.DELETED)


@dataclass(frozen=True, slots=True)
class LettingGo:
    """What is deleted goes in one transaction with its row of the audit chain, or not at all."""

    store: Store
    keeping: Keeping
    deleting: Deleting
    tickets: Tickets
    outbox: Outbox
    audit: AuditRows
    engine: Engine
    note: Note
    sources_changed: Callable[[], object]

    def older(self, retention: Retention, now: datetime) -> Deletion:
        """What is older than its time goes."""
        before = {
            kind: now - timedelta(days=days)
            for kind in DataKind
            if (days := getattr(retention, kind.value))
        }
        texts = self.keeping.done(before[DataKind.SENT]) if DataKind.SENT in before else ()

        def work() -> Counter[str]:
            counts = Counter({"approved texts": len(texts)})
            for kind, moment in before.items():
                counts += self.keeping.clear(kind, moment)
            self._note("cleared", counts)
            return +counts

        counts = self.outbox.erase(texts, work)
        if counts:
            self.store.settle(anew=bool(set(counts) - WITHOUT_TEXT))
            self.sources_changed()
        return _deletion(counts)

    def wanted(
        self, tickets: Iterable[Ticket], retention: Retention, now: datetime
    ) -> list[Ticket]:
        """Without closed ones that would be deleted at once; what is in the store is updated."""
        before = now - timedelta(days=retention.tickets) if retention.tickets else None

        def is_old(ticket: Ticket) -> bool:
            return before is not None and ticket.status in CLOSED and ticket.updated < before

        return [one for one in tickets if not is_old(one) or self.tickets.get(one.key) is not None]

    def person(self, person: PersonKept) -> Deletion:
        """Everything of one person; what waits in the outbox for them is taken back first.

        Raises TooLate, and then nothing was deleted, while a reply to them is on its way.
        """
        traced = self.deleting.trace(person)
        self._require_arrived(traced)
        waiting = [one for one in traced.approved if one.state is OutboxState.WAITING]
        for item in waiting:
            self.outbox.take_back(item.approved.id)
        texts = [one.approved.id for one in traced.approved]
        subjects = [f"{one.key.connector}/{one.key.id}" for one in traced.own]
        named: tuple[str, ...] = ()
        old = 0  # rows of the audit chain that cannot be emptied

        def work() -> Counter[str]:
            nonlocal named, old
            counts, named = self.deleting.delete(person, traced)
            counts["approvals taken back"] = len(waiting)
            counts["approved texts"] = len(texts)
            rows, old = self.audit.about(subjects)
            counts["contents of audit rows"] = len(rows)
            self._note(DELETED, counts, rows=list(map(str, rows)))
            self.audit.forget(rows)
            return +counts

        counts = self.outbox.erase(texts, work)
        counts["copies of the store"] = self.store.settle(anew=True)
        self.sources_changed()
        with suppress(EngineFailed):  # an engine that is down remembers nothing
            self.engine.forget()
        return _deletion(+counts, *_what_stays(traced, named, old))

    def _require_arrived(self, traced: Traced) -> None:
        for item in traced.approved:
            if item.state in (OutboxState.SENDING, OutboxState.UNKNOWN):
                raise TooLate(
                    "A reply to this person, or about them, is on its way, and nobody knows yet "
                    "whether it arrived. Nothing was deleted. Settle it in the outbox, then delete."
                )

    def _note(self, event: str, counts: Counter[str], **more: list[str]) -> None:
        if +counts:
            self.note(event, "store", {**+counts, **more})


def _deletion(counts: Counter[str], *stayed: str) -> Deletion:
    return Deletion(tuple(sorted(counts.items())), stayed)


def _what_stays(traced: Traced, named: tuple[str, ...], old: int) -> Iterable[str]:
    if traced.own or traced.others:
        yield (
            "The helpdesk itself still has these tickets: delete the person there as well. Until "
            "then a ticket comes back when somebody writes in it, and one of somebody else brings "
            "the name again when it changes."
        )
    if traced.own or traced.approved:
        yield (
            "The audit chain keeps which agent did what and when, and digests of what was "
            "approved; what it was about is gone."
        )
    if old:
        yield (
            f"{old} rows of the audit chain are from an earlier version, which could not let go of "
            "the numbers of tickets; they hold no name and no text."
        )
    if named:
        yield (
            f"The knowledge names this person in: {', '.join(named)}. Change these where they are "
            "kept, and read the knowledge again."
        )
