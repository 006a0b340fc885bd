"""A writer over a list of delivered things, which fails as its script says."""

from datetime import UTC, datetime

from copilot.errors import DeliveryUnknown, HelpdeskUnreachable
from copilot.records import Receipt


class Crash(BaseException):
    """The process dies here."""


class ScriptedWriter:
    """`script`: what befalls the next sends: "ok", "lost answer", "cut before", "crash before",
    "crash after", or an exception to raise before anything is stored."""

    def __init__(self, on_send=lambda approved: None):
        self.stored, self.script, self.sends = [], [], 0
        self.unreachable = False
        self.on_send = on_send

    def send(self, approved):
        self.on_send(approved)
        self.sends += 1
        what = self.script.pop(0) if self.script else "ok"
        if self.unreachable:
            raise HelpdeskUnreachable("The helpdesk does not answer.")
        if there := self.find(approved):
            return there
        if isinstance(what, Exception):
            raise what
        if what == "crash before":
            raise Crash
        if what != "cut before":
            self.stored.append(approved)
        if what == "crash after":
            raise Crash
        if what in ("lost answer", "cut before"):
            raise DeliveryUnknown("The connection broke.")
        return self._receipt(approved)

    def find(self, approved):
        if self.unreachable:
            raise HelpdeskUnreachable("The helpdesk does not answer.")
        return self._receipt(approved) if approved in self.stored else None

    def _receipt(self, approved):
        return Receipt(approved.id, f"m-{approved.id}", datetime(2026, 3, 4, tzinfo=UTC))
