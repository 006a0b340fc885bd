"""Outbox rows in memory, with the rules of the real table: entered once, and done is done."""

from copilot.errors import Bug
from copilot.records import OutboxState

FINAL = (OutboxState.CONFIRMED, OutboxState.TAKEN_BACK)


class MemoryRows:
    def __init__(self):
        self.approvals, self.items, self.receipts = {}, {}, {}

    def save_approval(self, approved):
        if approved.id in self.approvals:
            raise Bug("an approval is written once")
        self.approvals[approved.id] = approved

    def enqueue(self, item):
        if item.approved.id in self.items or item.approved.id not in self.approvals:
            raise Bug("an approval enters the outbox once")
        self.items[item.approved.id] = item

    def update(self, item):
        old = self.items[item.approved.id]
        if old.state in FINAL and item.state is not old.state:
            raise Bug("what was sent or taken back is done")
        self.items[item.approved.id] = item

    def confirm(self, item, receipt):
        self.update(item)
        self.receipts[item.approved.id] = receipt

    def get(self, approved_id):
        return self.items.get(approved_id)

    def all(self):
        return tuple(self.items.values())

    def due(self, now):
        return tuple(i for i in self.in_state(OutboxState.WAITING) if i.not_before <= now)

    def in_state(self, state):
        return tuple(i for i in self.all() if i.state is state)
