"""An outbox over a real encrypted store, with its drafts and its audit chain."""

import os
from dataclasses import replace
from datetime import timedelta

from copilot.audit.agreement import disagreements
from copilot.audit.chain import record
from copilot.audit.chain import verify as verify_chain
from copilot.drafts.approval import verify, verify_seal
from copilot.outbox.outbox import Outbox
from copilot.records import TicketKey
from copilot.store.audit import AuditRows
from copilot.store.connection import cipher_key, connect
from copilot.store.drafts import Drafts
from copilot.store.files import Files
from copilot.store.outbox import OutboxRows
from copilot.store.store import Store
from copilot.store.tickets import Tickets
from tests.fakes import desk
from tests.fakes.policy import PolicyDesk
from tests.fakes.writer import ScriptedWriter
from tests.outbox.test_outbox import PUBLIC

KEY = TicketKey("demo", "17")


class RealRoom:
    """`path` and `key` open the same store again; closed by close()."""

    def __init__(self, path, key=None):
        self.path, self.key = path, key or os.urandom(32)
        self.now, self.seconds = desk.NOW, 0.0
        self.writer = ScriptedWriter()
        self.policy = PolicyDesk(PUBLIC.hex())
        self.store = Store.open(path, self.key, create=True)
        self.rows, self.audit = OutboxRows(self.store), AuditRows(self.store)
        self.drafts, self.files = Drafts(self.store), Files(self.store)
        Tickets(self.store).save([desk.ticket()])
        self.outbox = Outbox(
            self.rows,
            {"demo": self.writer},
            drafts=self.drafts,
            verify=lambda each: verify(each, PUBLIC),
            verify_seal=lambda each: verify_seal(each, PUBLIC),
            rules=self.policy,
            clock=lambda: self.now,
            steady=lambda: self.seconds,
            record=self._record,
        )

    def _record(self, event, subject, payload):
        record(
            self.audit,
            event,
            actor="Mia",
            subject=subject,
            payload=payload,
            apart="/" in subject,
            now=self.now,
        )

    def seen(self):
        """One row of the chain that has nothing to do with the outbox."""
        self._record("seen", "demo/17", {})

    def draft(self, name="a1", files=(), data=()):
        """Save the draft of the approval with this id, so that it waits on the ticket."""
        draft = replace(desk.draft(), id=f"d-{name}")
        self.drafts.save(draft)
        for file, each in zip(files, data, strict=True):
            self.files.add(draft.id, file, each)
        return draft

    def later(self, seconds=3600):
        self.now += timedelta(seconds=seconds)
        self.seconds += seconds
        return self.outbox.deliver()

    def broken(self):
        """What Road.audit.broken() finds."""
        rows, faults = self.audit.all(), self.outbox.faults()
        told = {} if faults else self.outbox.told()
        return (*verify_chain(rows, self.audit.head()), *disagreements(rows, told, faults))

    def direct(self):
        """A connection of its own to the file, for going around the program."""
        return connect(self.path, cipher_key(self.key))

    def written(self):
        """Every row of what an approval touches, as it is in the file."""
        tables = ("approvals", "outbox", "receipts", "drafts", "audit", "audit_head")
        tables += ("draft_files", "approved_files", "kept_files")
        db = self.direct()
        try:
            return {name: db.execute(f"SELECT * FROM {name}").fetchall() for name in tables}  # noqa: S608
        finally:
            db.close()

    def close(self):
        self.store.close()
