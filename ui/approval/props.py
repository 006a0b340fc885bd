"""What the approval bar says, as a pure function of the draft and the outgoing thing."""

from __future__ import annotations

from dataclasses import dataclass

from copilot.records import Draft, Finding, Outgoing, ReplyKind, Severity, Status
from ui.shared.masking import masked


@dataclass(frozen=True, slots=True)
class ApprovalProps:
    """The bar: what goes where, and why it cannot go yet."""

    what: str  # "Public reply"
    where: str  # "to dana@example.com · no attachments"
    reason: str  # "" when it can be approved
    blocked: bool  # the reason is a finding that must be repaired


def recipients(outgoing: Outgoing) -> str:
    """Who will read it."""
    if outgoing.kind is ReplyKind.INTERNAL_NOTE:
        return "colleagues only"
    copies = f", copy to {', '.join(outgoing.cc)}" if outgoing.cc else ""
    return f"to {', '.join(outgoing.to) or 'nobody'}{copies}"


def attachments(outgoing: Outgoing) -> str:
    """Their names, or that there are none."""
    return ", ".join(name for name, _ in outgoing.attachments) or "no attachments"


def status_words(before: Status, after: Status | None) -> str:
    """What happens to the ticket's status."""
    return (
        f"{before.value} → {after.value}"
        if after and after is not before
        else f"stays {before.value}"
    )


def _count(findings: list[Finding], words: tuple[str, str]) -> str:
    return f"{len(findings)} {words[0] if len(findings) == 1 else words[1]}"


def reason(draft: Draft | None, *, unchecked: bool, writing: bool) -> tuple[str, bool]:
    """Why it cannot be approved now ("": it can), and whether something must be repaired."""
    if writing:
        return "The draft is being written.", False
    if draft is None or not draft.text.strip():
        return "There is no text yet.", False
    if unchecked:
        return "Checking your last change …", False
    block = [one for one in draft.findings if one.severity is Severity.BLOCK]
    if block:
        return f"{_count(block, ('problem', 'problems'))} to repair: {block[0].text}", True
    ask = [one for one in draft.findings if one.severity is Severity.ACCEPT and not one.accepted]
    if not ask:
        return "", False
    if all(one.check == "no source" for one in ask):
        what = _count(ask, ("sentence has no source", "sentences have no source"))
        return f"{what}: accept, strike or rewrite {'it' if len(ask) == 1 else 'them'}", False
    return f"{_count(ask, ('finding waits', 'findings wait'))} for your word: {ask[0].text}", False


def approval_props(
    draft: Draft | None,
    outgoing: Outgoing | None,
    *,
    unchecked: bool,
    writing: bool,
    hidden: tuple[str, ...] | None,
) -> ApprovalProps:
    """The bar; an outgoing thing of another text does not count.

    `hidden` are the words that are blotted out, None when everything is shown.
    """
    why, blocked = reason(draft, unchecked=unchecked, writing=writing)
    if hidden is not None:
        why = masked(why, hidden)
    if draft is None:
        return ApprovalProps("", "", why, blocked)
    what = "Public reply" if draft.kind is ReplyKind.PUBLIC_REPLY else "Internal note"
    if outgoing is None:
        return ApprovalProps(what, "", why or "Working out what will go where …", blocked)
    where = f"{recipients(outgoing)} · {attachments(outgoing)}"
    return ApprovalProps(what, where if hidden is None else masked(where, hidden), why, blocked)
