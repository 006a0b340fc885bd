"""What is left of an approved thing when its text, recipients and ticket are taken away."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256

from copilot.records import ApprovedDraft, OutboxItem, TicketVersion


def erased(item: OutboxItem, when: datetime) -> OutboxItem:
    """Who approved when, digest, signature and state stay; of what was erased it changes nothing.

    The digest is over texts that are gone: whoever still has them can show that they were it.
    """
    out = item.approved.outgoing
    nothing = replace(
        out,
        ticket_id="",
        to=(),
        cc=(),
        bcc=(),
        subject="",
        body="",
        attachments=(),
        accepted_findings=(),
        changes=(),
        relation=None,
        seen_version=TicketVersion("", "", "", 0, out.seen_version.status, "", ""),
    )
    return replace(item, approved=replace(item.approved, outgoing=nothing), reason="", erased=when)


def told_of_erased(item: OutboxItem) -> dict[str, str]:
    """What the audit chain says more of an erased item: when, and a hash over all that is left."""
    if item.erased is None:
        return {}
    return {"erased": _time(item.erased), "left": sha256(_left(item.approved).encode()).hexdigest()}


def _left(approved: ApprovedDraft) -> str:
    out = approved.outgoing
    parts = (
        out.connector,
        out.account,
        out.kind.value,
        out.visibility.value,
        out.new_status.value if out.new_status else "",
        out.seen_version.status.value,
        out.draft_id,
        approved.approver,
        _time(approved.approved),
        _time(approved.expires) if approved.expires else "",
        approved.policy,
    )
    return "\n".join(map(repr, parts))


def _time(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds")
