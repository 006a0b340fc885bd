"""approve, outbox, send, audit: the only way out, and its record."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from copilot.commandline.output import (
    as_json,
    draft_lines,
    finding_line,
    note,
    say,
    table,
    terms_lines,
    when,
)
from copilot.commandline.profile import first_sync, key_of, opened
from copilot.errors import BadInput
from copilot.pipeline import Road
from copilot.records import (
    Asked,
    Draft,
    Finding,
    OutboxItem,
    OutboxState,
    Outgoing,
    ReplyKind,
    Severity,
    Status,
)


def asked_yes(question: str = "Send exactly this?") -> bool:
    """A typed yes; anything else is a no."""
    sys.stderr.write(f"{question} Type yes: ")
    sys.stderr.flush()
    return sys.stdin.readline().strip().lower() == "yes"


def approve(chosen: argparse.Namespace) -> int:
    """Show all that would be sent, ask, and put it into the outbox; status 1 when it was not."""
    with opened(chosen) as road:
        first_sync(road)
        draft = _with_files(road, chosen, _draft_to_approve(road, chosen))
        open_findings = [f for f in draft.findings if f.severity is Severity.ACCEPT]
        if chosen.accept_findings:
            for finding in open_findings:
                draft = road.accept(draft, finding)
        outgoing = road.outgoing(draft, new_status=Status(chosen.status) if chosen.status else None)
        say(road.shown(outgoing))
        for finding in draft.findings:
            note(finding_line(draft, finding))
        if any(_is_open(finding) for finding in draft.findings):
            note(
                "This cannot be approved yet; nothing was sent. What is marked ! can be taken with "
                "--accept-findings, what is marked ✗ wants another text. The draft is kept."
            )
            return 1
        terms = road.terms(outgoing)
        for line in terms_lines(terms):
            note(line)
        if terms.refused:
            return 1
        if terms.second and chosen.request is None:
            note("Nothing was sent. Save a request for the second person with --request FILE.")
            return 1
        if not asked_yes():
            note("Only “yes” approves: nothing was approved; the draft is kept.")
            return 1
        if terms.second:
            return _request(road, chosen, draft, outgoing)
        item = road.approve(draft, outgoing)
    say(
        f"Approved as {item.approved.id}. It can be taken back until {_clock(item)} with "
        f"`support-copilot outbox --take-back {item.approved.id}`; then `support-copilot send` "
        "delivers it."
    )
    return 0


def _request(road: Road, chosen: argparse.Namespace, draft: Draft, outgoing: Outgoing) -> int:
    from copilot.commandline.policy import write_request

    write_request(chosen.request, road.ask_second(draft, outgoing))
    say(
        f"Signed. Give {chosen.request} to a colleague who may sign; it holds the reply in plain. "
        "`support-copilot take-answer FILE` takes the answer in."
    )
    return 0


def _with_files(road: Road, chosen: argparse.Namespace, draft: Draft) -> Draft:
    """The draft with the files that were named, checked anew where there are others now."""
    for name in chosen.take_off:
        if name not in [file.name for file in road.attaching.of(draft.id)]:
            raise BadInput(f"The draft has no file called {name}.")
        road.attaching.remove(draft, name)
    for path in chosen.attach:
        road.attaching.add(draft, path)
    changed = chosen.take_off or chosen.attach
    return road.edit(draft, draft.text) if changed else draft


def _is_open(finding: Finding) -> bool:
    return finding.severity is Severity.BLOCK or (
        finding.severity is Severity.ACCEPT and not finding.accepted
    )


def _clock(item: OutboxItem) -> str:
    return item.not_before.astimezone().strftime("%H:%M:%S")


def _draft_to_approve(road: Road, chosen: argparse.Namespace) -> Draft:
    key = key_of(road, chosen.ticket)
    kind = ReplyKind.INTERNAL_NOTE if chosen.note else ReplyKind.PUBLIC_REPLY
    draft = road.saved_draft(key, kind)
    if chosen.text:
        try:
            text = chosen.text.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise BadInput(f"{chosen.text} cannot be read as UTF-8 text: {error}.") from error
        return road.edit(draft or road.blank(key, kind), text)
    if draft is None:
        raise BadInput(
            f"Ticket {key.id} has no draft. Make one with `support-copilot draft {key.id}`, "
            "or give your own text with --text FILE."
        )
    draft_lines(draft)
    return draft


def outbox(chosen: argparse.Namespace) -> None:
    """Every approved item; or take one back, or settle one that nobody knows about."""
    with opened(chosen) as road:
        if chosen.take_back:
            road.take_back(chosen.take_back)
        if chosen.decide:
            road.decide(chosen.decide[0], send_again=chosen.decide[1] == "again")
        items, asked = road.outbox(), road.second.waiting()
    _print_items(items, chosen)
    if not chosen.json:
        for one in asked:
            note(_asked_line(one))


def _asked_line(asked: Asked) -> str:
    approved = asked.approved
    until = f", holds until {when(approved.expires)}" if approved.expires else ""
    changed = "" if asked.stands else " The draft was changed since: ask again."
    return (
        f"#{approved.outgoing.ticket_id} waits for a second signature: {approved.approver} asked "
        f"{when(approved.approved)}{until}. {' '.join(asked.reasons)}{changed}"
    )


def send(chosen: argparse.Namespace) -> None:
    """Deliver what is due now; waits for nothing."""
    with opened(chosen) as road:
        items = road.deliver()
        waiting = [item for item in road.outbox() if item.state is OutboxState.WAITING]
    _print_items(items, chosen)
    for item in waiting:
        note(
            f"#{item.approved.outgoing.ticket_id} waits until {_clock(item)}. {item.reason}".strip()
        )


def _print_items(items: tuple[OutboxItem, ...], chosen: argparse.Namespace) -> None:
    if chosen.json:
        as_json(items)
    elif items:
        table(
            (i.approved.id, f"#{i.approved.outgoing.ticket_id}", i.state.value, i.reason)
            if i.erased is None
            else (i.approved.id, "", i.state.value, f"deleted here {when(i.erased)}")
            for i in items
        )
    else:
        say("Nothing there.")


def audit(chosen: argparse.Namespace) -> int:
    """Print the chain, export it, or verify it or an export; status 1 when it does not hold."""
    match chosen.action, chosen.file:
        case "export", None:
            raise BadInput("Name the file that the audit chain is to be written to.")
        case "show", Path():
            raise BadInput("`audit show` takes no file; `audit verify FILE` checks an export.")
        case "show", _:
            return _show_audit(chosen)
        case "export", file:
            return _export_audit(file, chosen)
        case _:
            return _verify_audit(chosen)


def _show_audit(chosen: argparse.Namespace) -> int:
    with opened(chosen) as road:
        rows = road.audit.rows()
    if chosen.json:
        as_json(rows)
    else:
        table((str(r.number), when(r.created), r.actor, r.event, r.subject) for r in rows)
    return 0


def _verify_audit(chosen: argparse.Namespace) -> int:
    with opened(chosen) as road:
        if chosen.file is not None:
            data = _read(chosen.file)
            broken, count = road.audit.broken_export(data), max(data.count(b"\n") - 2, 0)
        else:
            broken, count = road.audit.broken(), len(road.audit.rows())
    if chosen.json:
        as_json({"rows": count, "broken": broken})
    elif broken:
        for fault in broken:
            say(f"Row {fault.number}: {fault.why}" if fault.number else fault.why)
    else:
        say(f"{count} rows, all whole and in order.")
    return 1 if broken else 0


def _export_audit(file: Path, chosen: argparse.Namespace) -> int:
    with opened(chosen) as road:
        export = road.audit.export()
    _write_new(file, export.data)
    number, head = export.head
    if chosen.json:
        as_json({"rows": number, "head": head, "public_key": export.public_key})
    else:
        say(f"{number} rows written to {file}. Write down outside this computer:")
        say(f"  head  {number} {head}")
        say(f"  key   {export.public_key}")
    return 0


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise BadInput(f"{file} cannot be read: {error.strerror}.") from error


def _write_new(file: Path, data: bytes) -> None:
    """For its owner alone: the chain says who worked when."""
    try:
        handle = os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError as error:
        raise BadInput(f"{file} is there already; name a new file.") from error
    except OSError as error:
        raise BadInput(f"{file} cannot be written: {error.strerror}.") from error
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(data)
    except OSError as error:
        file.unlink()  # a part of an export is none
        raise BadInput(f"{file} could not be written: {error.strerror}.") from error
