"""How what happens to an item is written: with its audit row, all of it or nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeVar

from copilot.errors import Bug
from copilot.outbox import states
from copilot.outbox.seams import Drafts, Record, Repository
from copilot.records import OutboxItem, OutboxState, Receipt, TicketKey

T = TypeVar("T")


class Book:
    """Every method is one transaction, and gives the item back as it was written."""

    def __init__(self, rows: Repository, drafts: Drafts, record: Record) -> None:
        self._rows = rows
        self._drafts = drafts
        self._record = record

    def enter(self, item: OutboxItem) -> OutboxItem:
        """The approval, its item, the draft that is retired, and the row "approved"."""

        def all_of_it() -> OutboxItem:
            self._rows.save_approval(item.approved)
            if item.second is not None:
                self._rows.save_second(item.second)
            self._rows.enqueue(item)
            self._drafts.retire(ticket_of(item), item.approved.outgoing.kind)
            return self._noted("approved", item)

        return self._rows.together(all_of_it)

    def keep(self, event: str, item: OutboxItem) -> OutboxItem:
        """The item as it is now; where nothing went out, its draft is back."""

        def all_of_it() -> OutboxItem:
            self._rows.update(item)
            if item.state in states.HANDED_BACK:
                self._drafts.bring_back(item.approved.outgoing.draft_id)
            return self._noted(event, item)

        return self._rows.together(all_of_it)

    def confirm(self, item: OutboxItem, receipt: Receipt) -> OutboxItem:
        """The end of it, and the proof; what people should know besides is the reason."""
        if receipt.approved_id != item.approved.id:
            raise Bug("A writer gave the receipt of another item.")
        done = replace(item, state=OutboxState.CONFIRMED, reason=receipt.note)

        def all_of_it() -> OutboxItem:
            self._rows.confirm(done, receipt)
            return self._noted("confirmed", done, **states.proved(receipt))

        return self._rows.together(all_of_it)

    def erase(self, items: Sequence[OutboxItem], besides: Callable[[], T]) -> T:
        """What is left of done items, and what `besides` writes."""

        def all_of_it() -> T:
            for item in items:
                self._rows.erase(item)
                self._record("erased", "outbox", states.told(item))
            return besides()

        return self._rows.together(all_of_it)

    def _noted(self, event: str, item: OutboxItem, **more: str) -> OutboxItem:
        key = ticket_of(item)
        self._record(event, f"{key.connector}/{key.id}", {**states.told(item), **more})
        return item


def ticket_of(item: OutboxItem) -> TicketKey:
    return TicketKey(item.approved.outgoing.connector, item.approved.outgoing.ticket_id)
