"""summarise, draft, demo: the copilot at work on one ticket."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from copilot import app
from copilot.commandline.output import as_json, draft_lines, note, say, summary_lines
from copilot.commandline.profile import first_sync, key_of, opened
from copilot.commandline.sending import asked_yes
from copilot.errors import BadInput
from copilot.pipeline import Road
from copilot.records import OutboxState, Severity, TicketKey


@contextmanager
def _road_and_key(chosen: argparse.Namespace) -> Iterator[tuple[Road, TicketKey]]:
    if chosen.ticket:
        with app.file_road(chosen.ticket, chosen.knowledge) as (road, key):
            yield road, key
        return
    if not chosen.number:
        raise BadInput("Name a ticket by its number, or give a file with --ticket.")
    if chosen.knowledge:
        raise BadInput("--knowledge goes with --ticket; a profile has its own knowledge.")
    with opened(chosen) as road:
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
    with app.demo_road() as road:
        key = key_of(road, chosen.number)
        report = road.sync()
        note(f"1. The demo desk has {len(report.changed)} tickets.")
        ticket = road.open(key).ticket
        note(f"2. #{key.id} “{ticket.subject}” from {ticket.requester.name}. Summary:")
        summary = road.summarise(key)
        summary_lines(summary)
        note("3. A draft, with what each sentence rests on:")
        made = road.draft(key, on_step=lambda step: note(f"   {step}"))
        draft_lines(made)
        for finding in made.findings:
            if finding.severity is Severity.ACCEPT:
                made = road.accept(made, finding)
        outgoing = road.outgoing(made, new_status=None)
        note("4. This is what would be sent to the demo desk:")
        say(road.shown(outgoing))
        if sys.stdin.isatty() and not asked_yes():
            say("Nothing was sent.")
            return 0
        road.approve(made, outgoing)
        note("5. Approved, signed and put into the outbox; the outbox sends it and reads it back.")
        items = road.deliver()
        state = items[-1].state if items else OutboxState.WAITING
        broken = road.audit_broken()
        rows = len(road.audit_rows())
        note(f"6. Outbox: {state}. Audit: {rows} rows, {len(broken)} broken.")
        if chosen.json:
            as_json({"summary": summary, "draft": made, "outbox": items, "audit_rows": rows})
    return 0 if state is OutboxState.CONFIRMED and not broken else 1
