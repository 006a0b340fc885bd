"""From a draft to the whole of what would leave: who gets what, as whom, and how it is shown."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from copilot.drafts.canonical import normal
from copilot.errors import NotApproved
from copilot.records import (
    Account,
    Draft,
    FieldChange,
    Finding,
    Outgoing,
    OutgoingFile,
    Relation,
    ReplyKind,
    Severity,
    Status,
    Ticket,
    Visibility,
)

Recipients = tuple[tuple[str, ...], tuple[str, ...]]  # to and cc, as the helpdesk would mail them


def outgoing(
    draft: Draft,
    ticket: Ticket,
    *,
    account: Account,
    recipients: Recipients,
    new_status: Status | None,
    files: tuple[OutgoingFile, ...] = (),
) -> Outgoing:
    """What approving this draft would send: to `recipients` for a reply, to nobody for a note.

    Raises NotApproved when the ticket is not the draft's.
    """
    if ticket.key != draft.ticket:
        raise NotApproved("This draft belongs to another ticket; nothing was sent.")
    public = draft.kind is ReplyKind.PUBLIC_REPLY
    to, cc = recipients if public else ((), ())
    return Outgoing(
        connector=ticket.key.connector,
        account=account.agent.email or account.agent.name,
        ticket_id=ticket.key.id,
        kind=draft.kind,
        visibility=Visibility.PUBLIC if public else Visibility.INTERNAL,
        to=to,
        cc=cc,
        subject=ticket.subject,
        body=draft.text,
        new_status=new_status,
        attachments=files,
        seen_version=draft.seen_version,
        draft_id=draft.id,
        accepted_findings=accepted_words(draft.findings, draft.text),
    )


def field_change(
    draft: Draft, ticket: Ticket, *, account: Account, changes: tuple[FieldChange, ...]
) -> Outgoing:
    """What approving these changes alone would do. Raises NotApproved as outgoing() does."""
    bare = outgoing(draft, ticket, account=account, recipients=((), ()), new_status=None)
    return replace(bare, changes=changes)


def linked_ticket(
    draft: Draft, ticket: Ticket, *, account: Account, subject: str, relation: Relation
) -> Outgoing:
    """The new ticket that approving would make, for colleagues. Raises as outgoing() does."""
    bare = outgoing(draft, ticket, account=account, recipients=((), ()), new_status=None)
    return replace(bare, subject=subject, relation=relation)


def accepted_words(findings: Sequence[Finding], text: str) -> tuple[str, ...]:
    """The findings a person accepted, as the approval binds and shows them.

    The rule in a first line; the words of `text` that it was found in, if any, in a second one.
    """
    return tuple(
        normal(f"{each.check}: {each.text}{_place(each, text)}")
        for each in findings
        if each.severity is Severity.ACCEPT and each.accepted
    )


def _place(finding: Finding, text: str) -> str:
    words = " ".join(text[finding.start : finding.end].split())
    return f"\n“{words}”" if words else ""


def show(what: Outgoing) -> str:
    """Every bound field as plain text; what a terminal would obey or hide is spelled out."""
    version = what.seen_version
    lines = [
        f"{what.kind.capitalize()} ({what.visibility})",
        f"Helpdesk:    {what.connector}, as {what.account}",
        f"Ticket:      {what.ticket_id}",
        f"To:          {', '.join(what.to) or 'nobody'}",
        f"Cc:          {', '.join(what.cc) or 'nobody'}",
        f"Bcc:         {', '.join(what.bcc) or 'nobody'}",
        f"Subject:     {what.subject}",
        *_changed(what),
        *_attachments(what),
        f"You saw:     {version.message_count} messages, the last {version.last_message_id}, "
        f"the last public one {version.last_public_message_id}, {version.status}, assigned to "
        f"{version.assignee or 'nobody'}, from {version.requester_email}"
        + (f", version {version.mark}" if version.mark else ""),
        f"Draft:       {what.draft_id}",
        *(f"Accepted:    {' '.join(each.splitlines())}" for each in what.accepted_findings),
    ]
    head = "\n".join(visible(line).replace("\n", "⟨U+000A⟩") for line in lines)
    return f"{head}\n{'-' * 72}\n{visible(what.body)}\n{'-' * 72}\n"


def visible(text: str) -> str:
    """Control, direction and zero-width characters written as ⟨U+202E⟩; newlines stay."""
    return "".join(_spelled(each) if _is_hidden(each) else each for each in text)


def _is_hidden(character: str) -> bool:
    return character != "\n" and unicodedata.category(character) in ("Cc", "Cf", "Zl", "Zp", "Cs")


def _spelled(character: str) -> str:
    return f"⟨U+{ord(character):04X}⟩"


def _changed(what: Outgoing) -> list[str]:
    match what.kind:
        case ReplyKind.FIELD_CHANGE:
            return [f"Change:      {change.words}" for change in what.changes]
        case ReplyKind.LINKED_TICKET:
            return [f"Link:        the new ticket {what.relation}"]
        case _:
            return [f"New status:  {what.new_status or 'unchanged'}"]


def _attachments(what: Outgoing) -> list[str]:
    return [
        f"Attached:    {file.name} ({file.media_type}, {file.size} bytes, sha256 {file.sha256})"
        for file in what.attachments
    ] or ["Attached:    nothing"]
