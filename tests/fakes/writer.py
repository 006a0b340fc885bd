"""A helpdesk over a list of delivered things, which does what its script says, and its writer."""

from collections import Counter
from datetime import UTC, datetime

from copilot.errors import DeliveryUnknown, HelpdeskUnreachable, TicketGone, TicketMovedOn
from copilot.records import Receipt

SLOW = 30.0  # seconds until the helpdesk has stored what it took in "slow"


class Crash(BaseException):
    """The process dies here."""


class ScriptedWriter:
    """`script`: what befalls the next posts, one after the other:

    "ok"; "lost answer" and "500": stored, and nobody hears of it; "cut before": never stored, and
    nobody knows; "slow": as that, but stored after SLOW seconds, see pass_time(); "duplicate": the
    network hands it over twice, and the helpdesk takes a mark once in one request; "crash before"
    and "crash after"; or an exception to raise before anything is stored. `marks`: version mark of
    a ticket, by number; a post on a ticket that was seen under another one is refused.
    """

    def __init__(self, on_send=lambda approved: None):
        self.stored, self.script, self.sends = [], [], 0
        self.posts = Counter()  # by approval: how often its text went out to the helpdesk
        self.marks = {}
        self.slow = []  # (seconds left, approved)
        self.files = {}  # by approval: the bytes that were handed over with it
        self.unreachable = self.gone = False
        self.note = ""  # on every receipt
        self.on_send = on_send

    def send(self, approved, files=()):
        self.on_send(approved)
        self.files[approved.id] = tuple(files)
        self.sends += 1
        what = self.script.pop(0) if self.script else "ok"
        self._reach()
        if there := self.find(approved):
            return there
        if isinstance(what, Exception):
            raise what
        out = approved.outgoing
        if self.marks.get(out.ticket_id, out.seen_version.mark) != out.seen_version.mark:
            raise TicketMovedOn("Another agent already replied. Nothing was sent.")
        return self._posted(approved, what)

    def find(self, approved):
        self._reach()
        return self._receipt(approved) if approved in self.stored else None

    def pass_time(self, seconds):
        """What was slow arrives when its time is over."""
        self.slow = [(left - seconds, approved) for left, approved in self.slow]
        self.stored += [approved for left, approved in self.slow if left <= 0]
        self.slow = [each for each in self.slow if each[0] > 0]

    def _posted(self, approved, what):
        if what == "crash before":
            raise Crash
        self.posts[approved.id] += 1
        if what == "slow":
            self.slow.append((SLOW, approved))
        elif what != "cut before":
            self.stored.append(approved)
        if what == "crash after":
            raise Crash
        if what in ("lost answer", "500", "slow", "cut before"):
            raise DeliveryUnknown("The connection broke.")
        return self._receipt(approved)

    def _reach(self):
        if self.unreachable:
            raise HelpdeskUnreachable("The helpdesk does not answer.")
        if self.gone:
            raise TicketGone("The ticket was deleted.")

    def _receipt(self, approved):
        return Receipt(approved.id, f"m-{approved.id}", datetime(2026, 3, 4, tzinfo=UTC), self.note)
