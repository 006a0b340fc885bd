"""A colleague replies at a random moment around the send: who is warned, and what slips through."""

from __future__ import annotations

import random
import time
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from threading import Event, Thread

from copilot.outbox import states
from copilot.pipeline import Road
from copilot.records import OutboxItem, OutboxState
from tests.chaos.chaos import SPEED, Say
from tests.chaos.counting import public_replies
from tests.chaos.program import ROUND, approve, connect, hurried, open_road, patience
from tests.chaos.proxy import Passed, Plan, Proxy
from tests.peers.request_tracker import Agent, RequestTracker

CALIBRATING = 3  # sends without a colleague, to learn how long one takes


@dataclass
class Raced:
    """What a race came to. Every line in `wrong` is a broken promise."""

    sends: int = 0
    held_back: int = 0  # the colleague was first, and the agent was told instead of sending
    first: int = 0  # ours was stored before the colleague's
    slipped_in: int = 0  # the colleague's came into the window that REST2 leaves open
    told_afterwards: int = 0  # of those, told with the confirmation
    window: list[float] = field(default_factory=list)  # seconds from gate asked to post answered
    own_part: list[float] = field(default_factory=list)  # seconds from gate answered to post sent
    wrong: list[str] = field(default_factory=list)

    def lines(self) -> list[str]:
        return [
            f"{self.sends} sends: {self.held_back} held back, {self.first} stored first, "
            f"{self.slipped_in} slipped into the window ({self.told_afterwards} told afterwards), "
            f"{len(self.wrong)} wrong",
            f"window, gate asked to post answered: {_spread(self.window)}",
            f"of it the program's own part: {_spread(self.own_part)}",
            *self.wrong,
        ]


@dataclass
class Colleague:
    """Writes past the program, at its moment."""

    agent: Agent
    number: str
    moment: float  # seconds from now
    ended: float = 0.0  # time.monotonic() when Request Tracker had taken it

    def reply(self) -> None:
        Event().wait(self.moment)
        body = {"Content": "Ich habe schon angerufen. Bert", "ContentType": "text/plain"}
        path = f"ticket/{self.number}/correspond"
        while self.agent.client.post(path, json=body).status_code != 201:
            Event().wait(ROUND)
        self.ended = time.monotonic()


def race(rt: RequestTracker, folder: Path, *, times: int, seed: int, say: Say = str) -> Raced:
    folder.mkdir(exist_ok=True)
    dice = random.Random(seed)  # noqa: S311 - moments, not secrets
    raced, span = Raced(), 0.0
    plan = Plan(seed, calm=True)
    with (
        Proxy(int(rt.url.rpartition(":")[2]), plan, patience=patience(1)) as proxy,
        hurried(SPEED, time.time()),
    ):
        connect(folder, proxy.url, rt.agent.token)
        count = CALIBRATING + times
        tickets = [rt.create_ticket(f"Race {n}", "Wo bleibt mein Paket?") for n in range(count)]
        with closing(open_road(folder)) as road:
            road.sync()
            for number in tickets[:CALIBRATING]:
                _, passed = _sent(road, proxy, number)
                span = max(span, _post(passed).answered - passed[0].came)
            for number in tickets[CALIBRATING:]:
                colleague = Colleague(rt.agent2, number, dice.uniform(0.0, span * 1.1))
                writing = Thread(target=colleague.reply)
                writing.start()
                item, passed = _sent(road, proxy, number)
                writing.join()
                _judge(rt, item, passed, colleague, raced)
                say(raced.lines()[0])
    return raced


def _sent(road: Road, proxy: Proxy, number: str) -> tuple[OutboxItem, list[Passed]]:
    """The item at its end, and every exchange on the way."""
    first = len(proxy.passed)
    name = approve(road, number, f"Guten Tag, Ihr Paket zu {number} kommt morgen. Anna").approved.id
    while True:
        road.deliver()
        item = next(one for one in road.outbox() if one.approved.id == name)
        if states.needs_decision(item):
            road.decide(name, send_again=True)
        elif not states.is_open(item):
            return item, proxy.passed[first:]
        Event().wait(ROUND)


def _judge(
    rt: RequestTracker, item: OutboxItem, passed: list[Passed], colleague: Colleague, raced: Raced
) -> None:
    raced.sends += 1
    held = public_replies(rt, colleague.number)
    mine = [place for place, one in enumerate(held) if one.mark == item.approved.id]
    theirs = next(place for place, one in enumerate(held) if not one.mark)
    if item.state is OutboxState.CONFLICT and not mine:
        raced.held_back += 1
        return
    if item.state is not OutboxState.CONFIRMED or len(mine) != 1:
        raced.wrong.append(f"{colleague.number}: {item.state.value}, {len(mine)} times there")
        return
    post = _post(passed)
    gate = [one for one in passed if one.method == "PUT" and one.came < post.came][-1]
    raced.window.append(post.answered - gate.came)
    raced.own_part.append(post.came - gate.answered)
    if mine[0] < theirs:
        raced.first += 1
    elif colleague.ended < gate.came:
        raced.wrong.append(f"{colleague.number}: a reply from before the gate was passed over")
    else:
        raced.slipped_in += 1
        raced.told_afterwards += "already replied" in item.reason


def _post(passed: list[Passed]) -> Passed:
    return next(one for one in passed if one.method == "POST")


def _spread(seconds: list[float]) -> str:
    if not seconds:
        return "nothing measured"
    return f"median {median(seconds) * 1000:.0f} ms, at most {max(seconds) * 1000:.0f} ms"
