"""What the helpdesk holds in the end, held against what was approved."""

from __future__ import annotations

import base64
import json
from collections import Counter
from dataclasses import dataclass, field
from hashlib import sha256

from copilot.outbox import states
from copilot.pipeline import Road
from copilot.records import OutboxItem, OutboxState
from tests.chaos.proxy import Passed
from tests.peers.request_tracker import RequestTracker

AGENT = "agent1"  # in whose name the program sends


@dataclass(frozen=True, slots=True)
class Stored:
    """One public reply as Request Tracker keeps it."""

    number: str  # of the transaction
    author: str
    mark: str
    text: str
    files: tuple[tuple[str, str], ...] = ()  # name and sha256 of the bytes that it gives


@dataclass
class Counts:
    """What a run came to. Every name in `wrong` is a broken promise."""

    replies: int = 0
    approvals: int = 0
    programs: int = 0  # processes that were started
    killed: int = 0
    faults: Counter[str] = field(default_factory=Counter)
    faults_on_posts: Counter[str] = field(default_factory=Counter)
    states: Counter[str] = field(default_factory=Counter)
    unknown: int = 0  # items that were of unknown fate at some time
    settled_by_looking: int = 0
    asked: int = 0  # times that a person was asked
    sent_again: int = 0
    left: int = 0
    with_files: int = 0  # items that carried a file and are confirmed
    stored: Counter[int] = field(default_factory=Counter)  # replies by how often they are there
    mailed: Counter[int] = field(default_factory=Counter)  # replies by how often they were mailed
    wrong: list[str] = field(default_factory=list)

    def lines(self) -> list[str]:
        posts = self.faults_on_posts.total() - self.faults_on_posts["passed"]
        return [
            f"{self.replies} replies, {self.approvals} approvals, {self.programs} processes, "
            f"{self.killed} of them killed",
            f"{self.faults.total() - self.faults['passed']} faults in {self.faults.total()} "
            f"exchanges, {posts} of them on {self.faults_on_posts.total()} posts",
            f"on posts: {_named(self.faults_on_posts)}",
            f"in the end: {_named(self.states)}",
            f"of unknown fate at some time: {self.unknown}; settled by looking: "
            f"{self.settled_by_looking}; a person was asked {self.asked} times, sent again "
            f"{self.sent_again}, left {self.left}",
            f"in the helpdesk: {_times(self.stored)}; mailed to the customer: "
            f"{_times(self.mailed)}",
            f"confirmed with a file, byte for byte: {self.with_files}",
            f"broken promises: {len(self.wrong)}",
            *self.wrong,
        ]


def _named(counter: Counter[str]) -> str:
    return ", ".join(f"{name} {times}" for name, times in counter.most_common() if times)


def _times(counter: Counter[int]) -> str:
    return ", ".join(f"{many} replies {times} times" for times, many in sorted(counter.items()))


def merged(parts: list[Counts]) -> Counts:
    whole = Counts()
    for part in parts:
        for name, value in vars(part).items():
            setattr(whole, name, getattr(whole, name) + value)
    return whole


def public_replies(rt: RequestTracker, number: str) -> list[Stored]:
    """Every public reply on a ticket, oldest first, whoever wrote it."""
    ask = rt.root.client.get
    fields = {"fields": "Type,Creator,CustomFields", "per_page": 100}
    history = ask(f"ticket/{number}/history", params=fields).json()["items"]
    fields = {"fields": "TransactionId,ContentType,Content,Filename", "per_page": 100}
    parts = ask(f"ticket/{number}/attachments", params=fields).json()["items"]
    texts = {
        str(part["TransactionId"]): part["Content"]
        for part in parts
        if part["ContentType"] == "text/plain" and not part["Filename"]
    }
    files: dict[str, list[tuple[str, str]]] = {}
    for part in parts:
        if part["Filename"]:
            content = ask(f"attachment/{part['id']}").json()["Content"]
            digest = sha256(base64.b64decode(content)).hexdigest()
            files.setdefault(str(part["TransactionId"]), []).append((part["Filename"], digest))
    return [
        Stored(
            str(row["id"]),
            row["Creator"]["id"],
            _mark(row),
            texts.get(str(row["id"]), ""),
            tuple(files.get(str(row["id"]), ())),
        )
        for row in history
        if row["Type"] == "Correspond"
    ]


def _mark(row: dict[str, object]) -> str:
    fields = row.get("CustomFields") or []
    values = [one["values"] for one in fields if one["name"] == "ClientKey"]
    return str(values[0][0]) if values and values[0] else ""


def count(
    rt: RequestTracker, road: Road, replies: dict[str, str], passed: list[Passed], told: set[str]
) -> Counts:
    """`told`: the ids of all that the program ever called approved, before it was killed or not."""
    items = road.outbox()
    counts = Counts(replies=len(replies), approvals=len(items))
    counts.states.update(item.state.value for item in items)
    counts.with_files = sum(
        item.state is OutboxState.CONFIRMED and bool(item.approved.outgoing.attachments)
        for item in items
    )
    for one in passed:
        counts.faults[one.fault] += 1
        counts.faults_on_posts[one.fault] += one.method == "POST"
    _count_events(road, counts)
    counts.wrong += [
        f"{name}: approved, and lost" for name in told - {i.approved.id for i in items}
    ]
    counts.wrong += [f"audit row {broken.number}: {broken.why}" for broken in road.audit.broken()]
    _count_posts(passed, counts)
    held = {number: public_replies(rt, number) for number in replies}
    for item in items:
        counts.wrong += _wrong_about(item, held[item.approved.outgoing.ticket_id])
    mails = rt.mails(rt.customer.email)
    for number, text in replies.items():
        _count_reply(number, text, held[number], mails, counts)
    return counts


def _count_events(road: Road, counts: Counts) -> None:
    unknown, again = set(), set()
    for row in road.audit.rows():
        payload = json.loads(row.payload)
        name = payload.get("approval")
        if name and payload["state"] == OutboxState.UNKNOWN.value:
            unknown.add(name)
        if row.event == "sent again":
            again.add(name)
        counts.sent_again += row.event == "sent again"
        counts.left += row.event == "left"
        if row.event == "confirmed":
            counts.settled_by_looking += name in unknown - again
    counts.unknown = len(unknown)


def _count_posts(passed: list[Passed], counts: Counts) -> None:
    handed: Counter[str] = Counter()
    for one in passed:
        if one.mark:
            handed[one.mark] += one.handed_over
    counts.wrong += [f"{mark}: posted {times} times" for mark, times in handed.items() if times > 1]


def _wrong_about(item: OutboxItem, held: list[Stored]) -> list[str]:
    name, state = item.approved.id, item.state
    there = [one for one in held if one.mark == name]
    found = []
    if any(one.text != item.approved.outgoing.body for one in there):
        found.append(f"{name}: other words than were approved")
    named = tuple((file.name, file.sha256) for file in item.approved.outgoing.attachments)
    if any(one.files != named for one in there):
        found.append(f"{name}: other files than were approved")
    if len(there) > 1:
        found.append(f"{name}: {len(there)} times in the helpdesk")
    if state is OutboxState.CONFIRMED and not there:
        found.append(f"{name}: confirmed, and not in the helpdesk")
    if state in states.HANDED_BACK and item.reason != states.LEFT and there:
        found.append(f"{name}: {state.value} (“{item.reason}”), and it is in the helpdesk")
    if states.is_open(item):
        found.append(f"{name}: still {state.value}")
    return found


def _count_reply(
    number: str, text: str, held: list[Stored], mails: list[str], counts: Counts
) -> None:
    mine = [one for one in held if one.author == AGENT]
    counts.stored[len(mine)] += 1
    mailed = sum(text in mail for mail in mails)
    counts.mailed[mailed] += 1
    if len(mine) != 1 or mailed != 1:
        counts.wrong.append(f"ticket {number}: {len(mine)} replies, {mailed} mails")
