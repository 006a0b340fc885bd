"""Approvals, cuts, crashes and clock jumps in any order: never unapproved, twice or lost."""

from collections import Counter

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from copilot.drafts.approval import verify
from copilot.errors import HelpdeskError, HelpdeskUnreachable, TicketMovedOn, TooLate
from copilot.outbox import states
from copilot.records import OutboxState
from tests.fakes.writer import Crash
from tests.outbox.test_outbox import PUBLIC, Room, approved

FAULTS = (
    "ok",
    "lost answer",
    "cut before",
    "crash before",
    "crash after",
    TicketMovedOn("Moved."),
    HelpdeskError("No."),
    HelpdeskUnreachable("Off."),
)


class OutboxMachine(RuleBasedStateMachine):
    def __init__(self):
        super().__init__()
        self.room = Room()
        self.put_ones = {}
        self.taken = set()

    @rule(number=st.sampled_from(["17", "18"]))
    def put(self, number):
        done = approved(f"a{len(self.put_ones)}", number)
        self.put_ones[done.id] = done
        self.room.outbox.put(done)

    @precondition(lambda self: self.put_ones)
    @rule(data=st.data())
    def take_back(self, data):
        name = data.draw(st.sampled_from(sorted(self.put_ones)))
        waits = self.room.state(name) is OutboxState.WAITING
        try:
            self.room.outbox.take_back(name)
        except TooLate:
            assert not waits
        else:
            assert waits
            self.taken.add(name)

    @rule(fault=st.sampled_from(FAULTS))
    def next_send_meets(self, fault):
        self.room.writer.script.append(fault)

    @rule(off=st.booleans())
    def network(self, off):
        self.room.writer.unreachable = off

    @rule(seconds=st.sampled_from([-7200, -1, 0, 5, 11, 700, 86400]))
    def clock_jumps_and_deliver(self, seconds):
        try:
            self.room.later(seconds)
        except Crash:
            self.room.start()

    @rule(again=st.booleans())
    def decide(self, again):
        for item in self.room.rows.all():
            if states.needs_decision(item):
                self.room.outbox.decide(item.approved.id, send_again=again)
                if not again:
                    self.taken.add(item.approved.id)

    @invariant()
    def never_sent_unapproved_or_other_bytes(self):
        for each in self.room.writer.stored:
            verify(each, PUBLIC)
            assert each == self.put_ones[each.id]

    @invariant()
    def never_sent_twice_or_after_it_was_taken_back(self):
        counts = Counter(each.id for each in self.room.writer.stored)
        assert all(count == 1 for count in counts.values())
        assert not self.taken & counts.keys()

    @invariant()
    def never_lost(self):
        assert set(self.room.rows.items) == set(self.put_ones)
        stored = {each.id for each in self.room.writer.stored}
        for item in self.room.rows.all():
            if item.state is OutboxState.CONFIRMED:
                assert item.approved.id in stored
            elif item.approved.id in stored:
                assert item.state in (OutboxState.SENDING, OutboxState.UNKNOWN)

    def teardown(self):
        """With the network back and a person answering, everything comes to an end."""
        self.room.writer.script.clear()
        self.room.writer.unreachable = False
        for _ in range(3 * len(self.put_ones) + 3):
            self.clock_jumps_and_deliver(86400)
            self.decide(again=True)
        assert not any(states.is_open(each) for each in self.room.rows.all())
        self.never_sent_twice_or_after_it_was_taken_back()
        self.never_lost()


OutboxMachine.TestCase.settings = settings(max_examples=120, stateful_step_count=25, deadline=None)
TestOutbox = OutboxMachine.TestCase
