"""summarise, draft, demo: the copilot at work on one ticket."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, redirect_stdout
from dataclasses import dataclass

from copilot.app import transient
from copilot.commandline.output import as_json, draft_lines, note, say, summary_lines
from copilot.commandline.profile import first_sync, key_of, opened
from copilot.commandline.sending import asked_yes
from copilot.errors import BadInput
from copilot.pipeline import Road
from copilot.records import Draft, OutboxState, QueueView, Severity, Summary, TicketKey


@contextmanager
def _road_and_key(chosen: argparse.Namespace) -> Iterator[tuple[Road, TicketKey]]:
    if chosen.ticket:
        with transient.file_road(chosen.ticket, chosen.knowledge) as (road, key):
            road.engine.start()
            yield road, key
        return
    if not chosen.number:
        raise BadInput("Name a ticket by its number, or give a file with --ticket.")
    if chosen.knowledge:
        raise BadInput("--knowledge goes with --ticket; a profile has its own knowledge.")
    with opened(chosen) as road:
        road.engine.start()
        first_sync(road)
        yield road, key_of(road, chosen.number)


def summarise(chosen: argparse.Namespace) -> None:
    """Print a structured summary."""
    with _road_and_key(chosen) as (road, key):
        summary = road.summarise(key)
    if chosen.json:
        as_json(summary)
    else:
        summary_lines(summary)


def draft(chosen: argparse.Namespace) -> None:
    """Print a reply draft; it is kept, to be approved later."""
    with _road_and_key(chosen) as (road, key):
        made = road.draft(key, on_step=note)
    if chosen.json:
        as_json(made)
    else:
        draft_lines(made)


def demo(chosen: argparse.Namespace) -> int:
    """Walk one ticket of the demo desk from the queue to the confirmed reply; nothing is kept."""
    with transient.demo_road() as road:
        road.engine.start()
        # With --json the story goes to standard error, so that standard output is JSON alone.
        with redirect_stdout(sys.stderr) if chosen.json else nullcontext():
            walked = _walk(road, key_of(road, chosen.number))
    if walked is None:
        return 0
    if chosen.json:
        as_json(walked)
    return 0 if walked.outbox is OutboxState.CONFIRMED and not walked.audit_broken else 1


@dataclass(frozen=True, slots=True)
class Walked:
    """What a walk down the road left."""

    summary: Summary
    draft: Draft
    outbox: OutboxState
    audit_rows: int
    audit_broken: int


def _walk(road: Road, key: TicketKey) -> Walked | None:
    """None when the person at the keyboard did not approve."""
    report = road.sync()
    waiting = road.counts()[QueueView.ALL]
    note(
        f"1. The demo desk has {len(report.changed)} tickets, {waiting} of them open or pending. "
        "What follows takes half a minute to two, most of it the model file at work."
    )
    ticket = road.open(key).ticket
    note(f"2. #{key.id} “{ticket.subject}” from {ticket.requester.name}. Summary:")
    summary = road.summarise(key)
    summary_lines(summary)
    note("3. A draft, with what each sentence rests on:")
    draft = road.draft(key, on_step=lambda step: note(f"   {step}"))
    draft_lines(draft)
    for finding in draft.findings:
        if finding.severity is Severity.ACCEPT:
            draft = road.accept(draft, finding)
    outgoing = road.outgoing(draft, new_status=None)
    note("4. This is what would be sent to the demo desk:")
    say(road.shown(outgoing))
    if not sys.stdin.isatty():
        note(
            "   Nobody is at the keyboard: the demo says yes for you, to its own embedded helpdesk."
        )
    elif not asked_yes():
        say("Nothing was sent.")
        return None
    road.approve(draft, outgoing)
    note("5. Approved, signed and put into the outbox; the outbox sends it and reads it back.")
    state = road.deliver()[-1].state
    walked = Walked(summary, draft, state, len(road.audit.rows()), len(road.audit.broken()))
    note(f"6. Outbox: {state}. Audit: {walked.audit_rows} rows, {walked.audit_broken} broken.")
    return walked
