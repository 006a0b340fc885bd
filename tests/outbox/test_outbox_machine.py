"""Everything that may befall an outbox, in any order: never unapproved, altered, twice or lost.

SUPPORT_COPILOT_OUTBOX_RUNS says how many sequences are run; `make chaos-quick` runs 2,000.
"""

import os
from collections import Counter

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

from copilot.audit.agreement import disagreements
from copilot.audit.chain import record
from copilot.audit.chain import verify as verify_chain
from copilot.drafts.approval import verify
from copilot.errors import (
    HelpdeskError,
    HelpdeskUnreachable,
    NotApproved,
    PolicyBroken,
    SignInRefused,
    StoreError,
    TicketGone,
    TicketMovedOn,
    TooLate,
)
from copilot.outbox import states
from copilot.outbox.gate import require_files
from copilot.policy import rules
from copilot.policy.policy import digest
from copilot.records import FieldChange, OutboxState
from tests.audit.test_chain import ListedRows
from tests.fakes.files import BOTH, BYTES
from tests.fakes.writer import SLOW, Crash
from tests.outbox import two_people as two
from tests.outbox.test_outbox import PUBLIC, Room, approved
from tests.policy import policies as shop

RUNS = int(os.environ.get("SUPPORT_COPILOT_OUTBOX_RUNS", "120"))
TICKETS = ("17", "18")
FAULTS = {
    "ok": lambda: "ok",
    "500 after storing": lambda: "500",
    "answer lost": lambda: "lost answer",
    "cut": lambda: "cut before",
    "slow": lambda: "slow",
    "duplicate delivery": lambda: "duplicate",
    "crash before": lambda: "crash before",
    "crash after": lambda: "crash after",
    "409": lambda: TicketMovedOn("It is being changed (409)."),
    "429": lambda: HelpdeskUnreachable("Busy (429).", retry_after=120),
    "503": lambda: HelpdeskUnreachable("Closed (503)."),
    "403": lambda: HelpdeskError("No (403)."),
    "401": lambda: SignInRefused("Token (401)."),
    "410": lambda: TicketGone("Deleted (410)."),
}
DONE = (OutboxState.WAITING, OutboxState.SENDING, OutboxState.UNKNOWN, OutboxState.CONFIRMED)


class MachineRoom(Room):
    """A room whose audit rows are a real chain, and whose disk may fail or process may die."""

    def __init__(self):
        self.chain = ListedRows()
        super().__init__()
        self.keep_files()
        self.rows.kept_too = [self.chain.rows]
        self.rows.before_write = self._write
        self.writer.on_send = self._may_be_sent
        self.failure = None  # (writes until then, what is raised)

    def keep_files(self, data=BYTES):
        """The bytes behind the files of every draft; others than were attached, if `data` is."""
        self.rows.kept = {file.sha256: one for file, one in zip(BOTH, data, strict=True)}

    def _record(self, event, subject, payload):
        self.rows.before_write("audit")
        record(self.chain, event, actor="Mia", subject=subject, payload=payload, now=self.now)

    def _may_be_sent(self, sent):
        """What reaches the helpdesk is under the policy in force, signed by all, in its hours."""
        item = self.rows.get(sent.id)
        self._durable(sent)
        require_files(sent, self.rows.files(sent.id))
        self.policy.require(sent, item.second)
        assert self.policy.held(sent, self.now) == ""

    def _write(self, name):
        if self.failure is None:
            return
        left, error = self.failure
        self.failure = (left - 1, error) if left else None
        if not left:
            raise error

    def survives(self, work):
        """Whether `work` came to its end; a process that died is started again."""
        try:
            work()
        except Crash:
            self.writer.pass_time(SLOW)  # a start takes longer than a helpdesk needs to store
            self.start()
            return False
        except StoreError:
            return False
        return True

    def broken(self):
        outbox = self.outbox
        found = verify_chain(self.chain.all(), self.chain.head())
        return found + disagreements(self.chain.all(), outbox.told(), outbox.faults())


class OutboxMachine(RuleBasedStateMachine):
    def __init__(self):
        super().__init__()
        self.room = MachineRoom()
        self.put_ones = {}
        self.taken = set()
        self.again = Counter()  # by approval: how often a person said to send it again
        self.names = self.policies = 0

    def _approve(self, number, *, people=1, **more):
        self.names += 1
        seen = self.room.writer.marks.get(number, "7")
        made = approved(
            f"a{self.names}",
            number,
            now=self.room.now,
            seen=seen,
            policy=self._bound(people),
            approver=shop.MIA,
            **more,
        )
        second = two.by_lena(made) if rules.needs_two(made.policy) else None
        if self.room.survives(lambda: self.room.outbox.put(made, second=second)):
            self.put_ones[made.id] = made

    def _bound(self, people):
        """What an approval names of the policy in force; of a broken one, what was there before."""
        text = self.room.policy.text
        if text in ("", "broken"):
            return rules.NONE
        version = f"{self.policies} {digest(text.encode())}"
        return f"{version} {rules.TWO if people > 1 else rules.ALONE}"

    def _any(self, data):
        return self.put_ones[data.draw(st.sampled_from(sorted(self.put_ones)))]

    @initialize(what=st.sampled_from(["none", "team", "hours"]))
    def begin(self, what):
        """With a policy more often than without one."""
        self.the_policy_becomes(what)

    @rule(number=st.sampled_from(TICKETS), files=st.sampled_from([(), (), BOTH, BOTH[:1]]))
    def approve(self, number, files=()):
        if files and self.room.policy.text:  # which wants two people for files
            return
        try:
            self._approve(number, files=files)
        except PolicyBroken:
            assert self.room.policy.text == "broken"

    @rule(number=st.sampled_from(TICKETS), after=st.sampled_from(["solved", "pending"]))
    def approve_a_change_alone(self, number, after):
        try:
            self._approve(number, changes=(FieldChange("status", "open", after),))
        except PolicyBroken:
            assert self.room.policy.text == "broken"

    @rule(number=st.sampled_from(TICKETS), files=st.sampled_from([(), BOTH, BOTH[1:]]))
    def two_people_approve(self, number, files=()):
        try:
            self._approve(number, people=2, text=two.LEGAL, files=files)
        except PolicyBroken:
            assert self.room.policy.text == "broken"

    @rule(what=st.sampled_from(["other bytes", "half of them", "right"]))
    def files_on_disk_become(self, what):
        self.room.keep_files(
            {
                "other bytes": (b"x" * len(BYTES[0]), BYTES[1]),
                "half of them": (BYTES[0], BYTES[1][:9]),
                "right": BYTES,
            }[what]
        )

    @rule(
        number=st.sampled_from(TICKETS),
        why=st.sampled_from([{"text": two.LEGAL}, {"files": BOTH}]),
    )
    def one_approves_what_needs_two(self, number, why):
        if self.room.policy.text in ("", "broken"):
            return
        self.names += 1
        for people in (1, 2):
            made = approved(
                f"a{self.names}",
                number,
                now=self.room.now,
                policy=self._bound(people),
                approver=shop.MIA,
                **why,
            )
            with pytest.raises(NotApproved):
                self.room.outbox.put(made)

    @rule(what=st.sampled_from(["none", "team", "team", "hours", "broken"]))
    def the_policy_becomes(self, what):
        self.policies += 1
        self.room.policy.text = {
            "none": "",
            "broken": "broken",
            "team": shop.text(self.policies),
            "hours": shop.text(self.policies, shop.PEOPLE, shop.RULES, shop.HOURS),
        }[what]

    @rule(
        number=st.sampled_from(TICKETS),
        fault=st.sampled_from(sorted(FAULTS)),
        together=st.booleans(),
        files=st.sampled_from([(), BOTH]),
    )
    def approve_and_send(self, number, fault, together, files):
        """The usual way, so that what may follow on it is met often."""
        (self.two_people_approve if together else self.approve)(number, files)
        self.room.writer.script = [FAULTS[fault]()]
        self.time_passes_and_deliver(11)

    @precondition(lambda self: self.put_ones)
    @rule(data=st.data())
    def approve_the_same_again(self, data):
        made = self._any(data)
        self.room.survives(lambda: self.room.outbox.put(made))

    @precondition(lambda self: self.put_ones)
    @rule(data=st.data())
    def take_back(self, data):
        name = self._any(data).id
        waits = self.room.state(name) is OutboxState.WAITING
        try:
            done = self.room.survives(lambda: self.room.outbox.take_back(name))
        except TooLate:
            assert not waits
        else:
            assert waits
            self.taken |= {name} if done else set()

    @precondition(lambda self: self.put_ones)
    @rule(data=st.data(), text=st.text("äb c", min_size=1).filter(str.strip))
    def edit(self, data, text):
        """Another text of the same draft: a new approval, once the one before is done with."""
        before = self._any(data)
        out = before.outgoing
        used = any(
            item.state in DONE and item.approved.outgoing.draft_id == out.draft_id
            for item in self.room.rows.all()
        )
        try:
            self._approve(out.ticket_id, text=f"{text}.", draft_id=out.draft_id)
        except NotApproved:
            assert used or self.room.policy.text == "broken"
        else:
            assert not used or f"a{self.names}" not in self.put_ones

    @rule(fault=st.sampled_from(sorted(FAULTS)))
    def next_post_meets(self, fault):
        self.room.writer.script.append(FAULTS[fault]())

    @rule(writes=st.integers(0, 6), dies=st.booleans())
    def a_coming_write_fails(self, writes, dies):
        self.room.failure = (writes, Crash() if dies else StoreError("The disk is full."))

    @rule(off=st.booleans())
    def network(self, off):
        self.room.writer.unreachable = off

    @rule(number=st.sampled_from(TICKETS))
    def somebody_else_replies(self, number):
        marks = self.room.writer.marks
        marks[number] = str(int(marks.get(number, "7")) + 1)

    @rule(seconds=st.sampled_from([-400 * 86400, -7200, -1, 1, 7200, 86400, 8 * 86400]))
    def clock_jumps(self, seconds):
        self.room.jump(seconds)

    @rule(seconds=st.sampled_from([0, 5, 11, 61, 700, 86400]))
    def time_passes_and_deliver(self, seconds):
        self.room.writer.pass_time(seconds)
        self.room.survives(lambda: self.room.later(seconds))

    @rule()
    def restart(self):
        self.room.writer.pass_time(SLOW)
        self.room.start()

    @rule(again=st.booleans())
    def decide(self, again):
        self.time_passes_and_deliver(0)
        for item in self.room.rows.all():
            if states.needs_decision(item):
                name = item.approved.id
                if self.room.survives(
                    lambda name=name: self.room.outbox.decide(name, send_again=again)
                ):
                    self.again[name] += again
                    self.taken |= set() if again else {name}
        self.time_passes_and_deliver(0)

    @invariant()
    def never_sent_unapproved_or_other_bytes(self):
        for each in self.room.writer.stored:
            assert each == self.put_ones[each.id]
            require_files(each, self.room.writer.files[each.id])

    @invariant()
    def never_sent_twice_or_after_it_was_taken_back(self):
        writer = self.room.writer
        counts = Counter(each.id for each in writer.stored)
        assert all(count == 1 for count in counts.values())
        assert not self.taken & counts.keys()
        assert all(count <= 1 + self.again[name] for name, count in writer.posts.items())
        drafts = Counter(each.outgoing.draft_id for each in writer.stored)
        assert all(count == 1 for count in drafts.values())

    @invariant()
    def never_over_the_head_of_another_reply(self):
        """What went out on a ticket went out in the order in which it was approved."""
        places = {name: place for place, name in enumerate(self.put_ones)}
        for number in TICKETS:
            order = [
                places[e.id] for e in self.room.writer.stored if e.outgoing.ticket_id == number
            ]
            assert order == sorted(order)

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
        """With everything mended and a person answering, each item comes to an end."""
        self.room.writer.script.clear()
        self.room.writer.unreachable = False
        self.room.failure = None
        if self.room.policy.text == "broken":
            self.room.policy.text = ""
        for _ in range(16 * len(self.put_ones) + 16):
            self.time_passes_and_deliver(7 * 3600)  # comes to every hour of a day and of a week
            self.decide(again=True)
        assert not any(states.is_open(each) for each in self.room.rows.all())
        self.never_sent_twice_or_after_it_was_taken_back()
        self.never_lost()
        for each in self.room.writer.stored:
            verify(each, PUBLIC)
        assert self.room.broken() == ()


OutboxMachine.TestCase.settings = settings(
    max_examples=RUNS,
    stateful_step_count=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
TestOutbox = OutboxMachine.TestCase
