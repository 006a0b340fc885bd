"""Outbox rows in memory, with the rules of the real table: entered once, and done is done."""

from copilot.errors import Bug
from copilot.records import OutboxState

MOVES = {
    OutboxState.WAITING: "sending, taken back, rejected, expired",
    OutboxState.SENDING: "waiting, confirmed, conflict, rejected, expired, unknown",
    OutboxState.UNKNOWN: "confirmed, waiting, taken back",
}


class MemoryRows:
    """`before_write`: called before each write, with its name; may raise. `kept_too`: lists and
    dictionaries that a transaction puts back as well when it is undone."""

    def __init__(self):
        self.approvals, self.items, self.receipts = {}, {}, {}
        self.kept = {}  # bytes of files by their hash
        self.drafts = {}  # by ticket and kind, or by id: what befell them last
        self.before_write = lambda name: None
        self.kept_too = []

    def together(self, work):
        kept = [self.approvals, self.items, self.receipts, self.drafts, *self.kept_too]
        before = [each.copy() for each in kept]
        try:
            return work()
        except BaseException:
            for now, then in zip(kept, before, strict=True):
                now.clear()
                (now.update if isinstance(now, dict) else now.extend)(then)
            raise

    def retire(self, key, kind):
        self.before_write("retire")
        self.drafts[key, kind] = "retired"

    def bring_back(self, draft_id):
        self.before_write("bring back")
        self.drafts[draft_id] = "back"

    def save_approval(self, approved):
        self.before_write("approval")
        if approved.id in self.approvals:
            raise Bug("an approval is written once")
        if any(file.sha256 not in self.kept for file in approved.outgoing.attachments):
            raise Bug("a file of an approval is kept")
        self.approvals[approved.id] = approved

    def files(self, approved_id):
        named = self.approvals[approved_id].outgoing.attachments
        return tuple(self.kept[file.sha256] for file in named)

    def save_second(self, second):
        self.before_write("second")

    def enqueue(self, item):
        self.before_write("item")
        if item.approved.id in self.items or item.approved.id not in self.approvals:
            raise Bug("an approval enters the outbox once")
        self.items[item.approved.id] = item

    def update(self, item):
        self.before_write("state")
        old = self.items[item.approved.id]
        if item.state is not old.state and item.state not in MOVES.get(old.state, "").split(", "):
            raise Bug("an outbox item does not move so")
        self.items[item.approved.id] = item

    def confirm(self, item, receipt):
        self.update(item)
        self.before_write("receipt")
        self.receipts[item.approved.id] = receipt

    def erase(self, item):
        self.before_write("erase")
        old = self.items[item.approved.id]
        if old.erased is not None or old.state in MOVES:
            raise Bug("what is done may be erased once")
        self.approvals[item.approved.id] = item.approved
        self.items[item.approved.id] = item

    def receipt(self, approved_id):
        return self.receipts.get(approved_id)

    def of_draft(self, draft_id):
        return tuple(i for i in self.all() if i.approved.outgoing.draft_id == draft_id)

    def of_ticket(self, key):
        def is_of(out):
            return (out.connector, out.ticket_id) == (key.connector, key.id)

        return tuple(i for i in self.all() if is_of(i.approved.outgoing))

    def faults(self):
        return ()

    def get(self, approved_id):
        return self.items.get(approved_id)

    def all(self):
        return tuple(self.items.values())

    def in_state(self, state):
        return tuple(i for i in self.all() if i.state is state)
