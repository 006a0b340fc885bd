"""sync, list, show: what is in the helpdesk."""

from __future__ import annotations

import argparse

from copilot.commandline.output import as_json, note, say, table, when
from copilot.commandline.profile import first_sync, key_of, opened
from copilot.records import QueueView, Visibility


def sync(chosen: argparse.Namespace) -> int:
    """Read what changed; exit status 1 when the helpdesk could not be reached."""
    with opened(chosen) as road:
        report = road.sync()
    if chosen.json:
        as_json(report)
    elif report.online:
        say(f"{len(report.changed)} tickets changed, {len(report.gone)} gone.")
    else:
        note(report.reason)
    return 0 if report.online else 1


def list_tickets(chosen: argparse.Namespace) -> None:
    """The rows of one view, newest first."""
    with opened(chosen) as road:
        first_sync(road)
        rows = road.queue(QueueView(chosen.view), chosen.search)
    if chosen.json:
        as_json(rows)
    elif rows:
        table((f"#{r.key.id}", when(r.updated), r.status, r.requester, r.subject) for r in rows)
    else:
        say("No tickets here.")


def show(chosen: argparse.Namespace) -> None:
    """One ticket, oldest message first."""
    with opened(chosen) as road:
        first_sync(road)
        page = road.open(key_of(road, chosen.ticket))
        road.looked(page.ticket)
    if chosen.json:
        as_json(page)
        return
    ticket = page.ticket
    say(f"#{ticket.key.id}  {ticket.subject}")
    say(f"{ticket.status} · {ticket.requester.name} <{ticket.requester.email}>")
    for message in ticket.messages:
        internal = " (internal note)" if message.visibility is Visibility.INTERNAL else ""
        say(f"\n{message.author_name}{internal}, {when(message.created)}")
        say(message.text)
        for attachment in message.attachments:
            say(f"[{attachment.name}, {attachment.size} bytes]")
