"""Sends through a proxy that breaks things, by a program that is killed; counts what arrived."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from itertools import islice
from pathlib import Path

from copilot.paths import shipped
from tests.chaos.counting import AGENT, Counts, count, merged, public_replies
from tests.chaos.program import Job, connect, hurried, open_road, patience, write_job
from tests.chaos.proxy import Plan, Proxy
from tests.peers.request_tracker import RequestTracker

SPEED = 20.0  # a connector then waits 1.5 seconds for an answer instead of 30
BATCH = 20  # replies that are under way together
Say = Callable[[str], object]


class Run:
    """One profile behind one proxy."""

    def __init__(self, rt: RequestTracker, folder: Path, seed: int) -> None:
        self.rt, self.folder = rt, folder
        self.plan = Plan(seed)
        self.proxy = Proxy(int(rt.url.rpartition(":")[2]), self.plan, patience=patience(SPEED))
        self.began = time.time()
        self.replies: dict[str, str] = {}
        self.told: set[str] = set()
        self.programs = self.killed = self.asked = 0

    def send(self, replies: dict[str, str]) -> None:
        """Start the program until it comes to its own end."""
        self.replies |= replies
        job = self.folder / "job.json"
        write_job(Job(str(self.folder), SPEED, self.began, replies), job)
        while not self._ran_to_its_end(job):
            self.killed += 1

    def _ran_to_its_end(self, job: Path) -> bool:
        self.programs += 1
        log = self.folder / "program.log"
        with (
            log.open("a") as errors,
            subprocess.Popen(
                [sys.executable, "-m", "tests.chaos.program", str(job)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                text=True,
                cwd=shipped(),
            ) as program,
        ):
            self.proxy.kill = program.kill
            for line in program.stdout:
                if answer := self._heard(line):
                    program.stdin.write(answer)
                    program.stdin.flush()
        if program.returncode not in (0, -9):
            raise RuntimeError(log.read_text()[-3000:])
        return program.returncode == 0

    def _heard(self, line: str) -> str:
        """What a person answers, who looks at the ticket in the browser."""
        if not line.endswith("\n"):
            return ""  # killed while it spoke
        said = json.loads(line)
        if said["event"] == "approved":
            self.told.add(said["id"])
        if said["event"] != "asked":
            return ""
        self.asked += 1
        there = any(
            one.author == AGENT and one.text == said["text"]
            for one in public_replies(self.rt, said["ticket"])
        )
        return json.dumps(not there) + "\n"

    def counts(self) -> Counts:
        """Once the proxy has ended: nothing is under way any more."""
        with hurried(SPEED, self.began), closing(open_road(self.folder)) as road:
            found = count(self.rt, road, self.replies, self.proxy.passed, self.told)
        found.programs, found.killed, found.asked = self.programs, self.killed, self.asked
        return found


def send_through_chaos(
    rt: RequestTracker, folder: Path, *, sends: int, seed: int, profiles: int = 1, say: Say = str
) -> Counts:
    """`sends` replies by so many profiles at a time, each with its own proxy and its own plan."""
    shares = [range(first, sends + 1, profiles) for first in range(1, profiles + 1)]
    with ThreadPoolExecutor(profiles) as threads:
        running = [
            threads.submit(_profile, rt, folder / str(number), list(share), seed + number, say)
            for number, share in enumerate(shares)
        ]
        runs = [each.result() for each in running]
    return merged([run.counts() for run in runs])


def _profile(rt: RequestTracker, folder: Path, share: list[int], seed: int, say: Say) -> Run:
    folder.mkdir()
    run = Run(rt, folder, seed)
    with run.proxy:
        run.plan.calm = True
        connect(folder, run.proxy.url, rt.agent.token)
        run.plan.calm = False
        for batch in _batches(share):
            run.send({_ticket(rt, number): _text(number) for number in batch})
            say(f"{len(run.replies)} of {len(share)}, {run.killed} times killed")
        run.plan.calm = True
    return run


def _batches(numbers: list[int]) -> Iterator[list[int]]:
    left = iter(numbers)
    while batch := list(islice(left, BATCH)):
        yield batch


def _ticket(rt: RequestTracker, number: int) -> str:
    return rt.create_ticket(f"Parcel {number}", f"Wo bleibt mein Paket {number}?")


def _text(number: int) -> str:
    return f"Guten Tag,\n\nIhr Paket Nr. {number:04} ist in Köln – morgen bei Ihnen.\n\nAnna"
