"""What the approval bar says, as a pure function of the draft and the outgoing thing."""

from __future__ import annotations

from dataclasses import dataclass, replace

from copilot.records import (
    Draft,
    Finding,
    Outgoing,
    OutgoingFile,
    ReplyKind,
    Severity,
    Status,
    Terms,
)
from ui.shared.amounts import size_text
from ui.shared.masking import masked


@dataclass(frozen=True, slots=True)
class ApprovalProps:
    """The bar: what goes where, and why it cannot go yet."""

    what: str  # "Public reply"
    where: str  # "to dana@example.com · no attachments"
    reason: str  # "" when it can be approved
    blocked: bool  # the reason is a finding that must be repaired
    terms: str = ""  # "holds 7 days · 10 s to take back · policy 3 of Nordlicht"
    second: str = ""  # why a second person has to sign; "" when nobody has to


def recipients(outgoing: Outgoing) -> str:
    """Who will read it."""
    if outgoing.kind is not ReplyKind.PUBLIC_REPLY:
        return "colleagues only"
    copies = f", copy to {', '.join(outgoing.cc)}" if outgoing.cc else ""
    return f"to {', '.join(outgoing.to) or 'nobody'}{copies}"


def file_words(file: OutgoingFile) -> str:
    """ "plan.pdf (184 kB)"."""
    return f"{file.name} ({size_text(file.size)})"


def attachments(outgoing: Outgoing) -> str:
    """Name and size of one file, number and size of several, or that there are none."""
    files = outgoing.attachments
    if len(files) > 1:
        return f"{len(files)} files ({size_text(sum(file.size for file in files))})"
    return file_words(files[0]) if files else "no attachments"


def attachments_exactly(outgoing: Outgoing) -> str:
    """One line for each: name, kind, bytes, and the hash that the approval binds."""
    lines = (
        f"{file.name}, {file.media_type}, {file.size} bytes\nsha256 {file.sha256}"
        for file in outgoing.attachments
    )
    return "\n".join(lines) or attachments(outgoing)


def what_words(outgoing: Outgoing) -> str:
    """What it does: "public reply", "status: open → solved", "new ticket “Batch 7”"."""
    match outgoing.kind:
        case ReplyKind.FIELD_CHANGE:
            return ", ".join(change.words for change in outgoing.changes)
        case ReplyKind.LINKED_TICKET:
            return f"new ticket “{outgoing.subject}”"
        case _:
            return outgoing.kind.value


def status_words(before: Status, after: Status | None) -> str:
    """What happens to the ticket's status."""
    return (
        f"{before.value} → {after.value}"
        if after and after is not before
        else f"stays {before.value}"
    )


def terms_text(terms: Terms, accepted: int) -> str:
    """Under what an approval would stand, in one line."""
    holds = "1 day" if terms.days == 1 else f"{terms.days} days"
    undo = f"{terms.undo_seconds} s to take it back" if terms.undo_seconds else "goes out at once"
    yours = {0: "", 1: "you accepted 1 finding"}.get(accepted, f"you accepted {accepted} findings")
    hours = terms.held or (f"goes out {terms.hours}" if terms.hours else "")
    words = (f"Holds {holds}", undo, yours, hours.rstrip("."), terms.policy)
    return " · ".join(filter(None, words))


def second_text(terms: Terms) -> str:
    """Why a second person has to sign."""
    return f"A second person has to sign: {' '.join(terms.second)}" if terms.second else ""


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
    terms: Terms | None = None,
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
    shown = ApprovalProps(what, where if hidden is None else masked(where, hidden), why, blocked)
    if terms is None:
        return shown
    if terms.refused and not (unchecked or writing):
        shown = replace(shown, reason=terms.refused, blocked=True)
    said = terms_text(terms, len(outgoing.accepted_findings))
    return replace(shown, terms=said, second=second_text(terms))
