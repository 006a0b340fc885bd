"""The program without a window, as a process that may be killed: approves and delivers.

`python -m tests.chaos.program JOB` where JOB is a file of JSON; tells each step in a line of JSON.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime, tzinfo
from functools import partial
from pathlib import Path
from threading import Event
from types import SimpleNamespace
from unittest.mock import patch

import httpx

from copilot.app import helpdesk as app_helpdesk
from copilot.app import profile
from copilot.app import road as app_road
from copilot.errors import HelpdeskError, NotApproved
from copilot.helpdesk import sockets
from copilot.helpdesk.request_tracker.reader import RequestTrackerReader
from copilot.outbox import states
from copilot.paths import Places
from copilot.pipeline import Road
from copilot.records import OutboxItem, OutboxState, ReplyKind, SyncPage, TicketKey
from copilot.settings import Settings
from tests.chaos.files import file_of
from tests.fakes.engine import ScriptedEngine
from tests.policy import policies as shop

BLOCKED = '[blocked]\nwords = ["guarantee*"]'
PASSPHRASE = "seven storms in one night"
ROUND = 0.02  # seconds between two looks at the outbox
ON_ITS_WAY = (OutboxState.WAITING, OutboxState.SENDING, OutboxState.UNKNOWN, OutboxState.CONFIRMED)


@dataclass(frozen=True, slots=True)
class Job:
    """What one profile has to do; `replies`: the text by the number of its ticket."""

    folder: str
    speed: float  # how much faster than in life every wait of the program runs
    began: float  # time.time() at which both clocks agree
    replies: dict[str, str]


def places_in(folder: Path) -> Places:
    found = Places(folder / "data", folder / "data", folder / "models", folder / "logs")
    for each in (found.data, found.models, found.logs):
        each.mkdir(parents=True, exist_ok=True)
    return found


def connect(folder: Path, url: str, token: str) -> None:
    """Makes the profile, as a person does it, under a policy that its team signed."""
    at = places_in(folder)
    policy = shop.write(folder / "team.toml", shop.text(1, BLOCKED))
    chosen = Settings(
        helpdesk="rt",
        helpdesk_url=url,
        team="Lab",
        undo_seconds=0,
        policy_file=str(policy),
        policy_key=shop.LEAD_PUBLIC.hex(),
    )
    profile.connect(at, chosen, token, passphrase=PASSPHRASE)


class Wanted(RequestTrackerReader):
    """Reads only the tickets that the job is about; a whole sync would read those of all others."""

    numbers: tuple[str, ...] = ()

    def changes(self, cursor: str) -> SyncPage:
        keys = (TicketKey("rt", number) for number in Wanted.numbers)
        return SyncPage(tuple(map(self.ticket, keys)), (), "read", more=False)


def open_road(folder: Path) -> Road:
    return profile.open_road(places_in(folder), passphrase=PASSPHRASE, engine=ScriptedEngine())


@contextmanager
def hurried(speed: float, began: float) -> Iterator[None]:
    """All waits and time-outs shorter by one factor: how they stand to each other is as in life."""

    class Clock(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:
            return datetime.fromtimestamp(began + (time.time() - began) * speed, tz)

    def wait(seconds: float) -> None:
        Event().wait(seconds / speed)

    life = sockets.TIMEOUT
    timeout = httpx.Timeout(patience(speed), connect=(life.connect or 0.0) / speed)
    with (
        patch.object(app_road, "datetime", Clock),
        patch.object(app_road, "time", SimpleNamespace(monotonic=lambda: time.monotonic() * speed)),
        patch.object(app_helpdesk, "open_client", partial(sockets.open_client, wait=wait)),
        patch.object(sockets, "TIMEOUT", timeout),
    ):
        yield


def patience(speed: float) -> float:
    """Seconds for which a connector waits for an answer."""
    return (sockets.TIMEOUT.read or 0.0) / speed


def approve(road: Road, number: str, text: str) -> OutboxItem:
    """An agent looks at the ticket, writes, takes what is asked, and approves."""
    key = TicketKey("rt", number)
    ticket = road.open(key).ticket
    road.looked(ticket)
    draft = road.edit(road.blank(key, ReplyKind.PUBLIC_REPLY), text)
    file = file_of(number)
    if file is not None and not road.attaching.of(draft.id):
        road.attaching.add_bytes(draft, *file)
    for finding in draft.findings:
        if finding.severity.value == "accept":
            draft = road.accept(draft, finding)
    return road.approve(draft, road.outgoing(draft, new_status=None))


def run(road: Road, job: Job) -> None:
    """Until each reply has arrived, or a person let go of it."""
    while left := _unfinished(road, job):
        try:
            if unapproved := [number for number in left if not _is_under_way(road, job, number)]:
                Wanted.numbers = tuple(unapproved)
                road.sync()
            for number in unapproved:
                item = approve(road, number, job.replies[number])
                _tell("approved", item)
            for item in road.deliver():
                _tell(item.state.value, item)
        except (HelpdeskError, NotApproved) as error:
            sys.stderr.write(f"{error}\n")
        for item in road.outbox():
            if states.needs_decision(item):
                _tell("asked", item)
                road.decide(item.approved.id, send_again=json.loads(sys.stdin.readline()))
        Event().wait(ROUND)


def _unfinished(road: Road, job: Job) -> list[str]:
    done = {
        item.approved.outgoing.ticket_id
        for item in road.outbox()
        if item.state is OutboxState.CONFIRMED or item.reason == states.LEFT
    }
    return [number for number in job.replies if number not in done]


def _is_under_way(road: Road, job: Job, number: str) -> bool:
    return any(
        item.state in ON_ITS_WAY and item.approved.outgoing.ticket_id == number
        for item in road.outbox()
    )


def _tell(event: str, item: OutboxItem) -> None:
    out = item.approved.outgoing
    line = {"event": event, "id": item.approved.id, "ticket": out.ticket_id, "text": out.body}
    sys.stdout.write(json.dumps({**line, "reason": item.reason}) + "\n")
    sys.stdout.flush()


def main(job_file: str) -> None:
    job = Job(**json.loads(Path(job_file).read_text()))
    reading = patch.object(app_helpdesk, "RequestTrackerReader", Wanted)
    with reading, hurried(job.speed, job.began), closing(open_road(Path(job.folder))) as road:
        run(road, job)


def write_job(job: Job, path: Path) -> None:
    path.write_text(json.dumps(asdict(job)))


if __name__ == "__main__":
    main(sys.argv[1])
