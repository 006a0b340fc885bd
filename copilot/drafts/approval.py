"""approve(), the one maker of an ApprovedDraft; verify(), whether one still is what was signed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from copilot.drafts.canonical import digest
from copilot.drafts.outgoing import accepted_words
from copilot.drafts.signing import Sign, is_signed, to_be_signed
from copilot.errors import NotApproved
from copilot.records import (
    ApprovedDraft,
    Draft,
    Finding,
    Outgoing,
    OutgoingFile,
    ReplyKind,
    Severity,
    Visibility,
)

NO_POLICY = "none"


class OpenFindings(NotApproved):
    """The draft has findings that keep the approval shut; they are in `findings`."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        self.findings = findings
        lines = "".join(f"\n- {each.text} {each.advice}" for each in findings)
        super().__init__(f"This cannot be approved yet; nothing was sent.{lines}")


def open_findings(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """What keeps the approval shut: every BLOCK, and each ACCEPT that nobody accepted."""
    return tuple(each for each in findings if _is_open(each))


def approve(
    draft: Draft,
    outgoing: Outgoing,
    *,
    findings: Sequence[Finding],
    approver: str,
    sign: Sign,
    now: datetime,
    new_id: Callable[[], str],
    valid: timedelta,
    policy: str = NO_POLICY,
    files: Sequence[OutgoingFile] = (),
) -> ApprovedDraft:
    """Bind exactly `outgoing` to a person's word, which holds for `valid` from now on.

    `findings` are those of the draft's text as it is now, from a fresh check; `files` those that
    are kept with the draft. Raises OpenFindings, or NotApproved when `outgoing` is not what the
    draft says, or lacks a text, a recipient or an approver.
    """
    if found := open_findings(findings):
        raise OpenFindings(found)
    _require_same(draft, outgoing, findings, files)
    _require_complete(outgoing, approver)
    moment = now.astimezone(UTC)
    unsigned = ApprovedDraft(
        id=new_id(),
        outgoing=outgoing,
        digest="",
        signature="",
        approver=approver,
        approved=moment,
        expires=moment + valid,
        policy=policy,
    )
    bound = _digest(unsigned)
    return replace(unsigned, digest=bound, signature=sign(to_be_signed(bound)).hex())


def verify(approved: ApprovedDraft, public_key: bytes) -> None:
    """Raises NotApproved, naming what is wrong, unless every field is as it was signed.

    Says nothing of its expiry: what was sent in time verifies for ever.
    """
    if any(moment and moment.tzinfo is None for moment in (approved.approved, approved.expires)):
        raise _refused("its time has no time zone")
    if approved.expires is None and (approved.policy or approved.outgoing.bcc):
        raise _refused("it says more than was approved")
    if approved.digest != _digest(approved):
        raise _refused("something in it was changed after the approval")
    verify_seal(approved, public_key)


def verify_seal(approved: ApprovedDraft, public_key: bytes) -> None:
    """Raises NotApproved unless its signature is the one of this key over its digest.

    Of an approval whose text was erased that is all there is to verify; nothing is sent on it.
    """
    if not is_signed(to_be_signed(approved.digest), _signature(approved), public_key):
        raise _refused("the signature is not the one of this profile's key")


def _is_open(finding: Finding) -> bool:
    match finding.severity:
        case Severity.BLOCK:
            return True
        case Severity.ACCEPT:
            return not finding.accepted
        case Severity.NOTE:
            return False


def _require_same(
    draft: Draft,
    outgoing: Outgoing,
    findings: Sequence[Finding],
    files: Sequence[OutgoingFile],
) -> None:
    pairs = (
        ("text", outgoing.body, draft.text),
        ("draft", outgoing.draft_id, draft.id),
        ("helpdesk", outgoing.connector, draft.ticket.connector),
        ("ticket", outgoing.ticket_id, draft.ticket.id),
        ("kind", outgoing.kind, draft.kind),
        ("version of the ticket", outgoing.seen_version, draft.seen_version),
        (
            "list of accepted findings",
            outgoing.accepted_findings,
            accepted_words(findings, draft.text),
        ),
        ("list of files", outgoing.attachments, tuple(files)),
    )
    for name, shown, written in pairs:
        if shown != written:
            raise NotApproved(
                f"The {name} shown for approval is not the one of the draft; nothing was sent. "
                "Look at it again and approve it then."
            )


def _require_complete(outgoing: Outgoing, approver: str) -> None:
    public = outgoing.kind is ReplyKind.PUBLIC_REPLY
    _require_of_its_kind(outgoing)
    if outgoing.kind is not ReplyKind.FIELD_CHANGE and not outgoing.body.strip():
        raise NotApproved("The text is empty; nothing was sent. Write a reply first.")
    if public and not any(each.strip() for each in outgoing.to):
        raise NotApproved("This reply has no recipient; nothing was sent. Add an address.")
    if public is not (outgoing.visibility is Visibility.PUBLIC):
        raise NotApproved("A reply must be public and a note internal; nothing was sent.")
    if not approver.strip():
        raise NotApproved("Nobody is named as the approver; nothing was sent. Sign in first.")


def _require_of_its_kind(outgoing: Outgoing) -> None:
    """Fields of one kind do not hide in another."""
    change = outgoing.kind is ReplyKind.FIELD_CHANGE
    linked = outgoing.kind is ReplyKind.LINKED_TICKET
    if change is not bool(outgoing.changes) or any(
        each.before == each.after for each in outgoing.changes
    ):
        raise NotApproved("There is nothing to change; nothing was approved.")
    if linked is not (outgoing.relation is not None) or (linked and not outgoing.subject.strip()):
        raise NotApproved("A new ticket needs a subject and a link; nothing was approved.")
    text = outgoing.body or outgoing.attachments or outgoing.new_status
    if (change and text) or (linked and (outgoing.attachments or outgoing.new_status)):
        raise NotApproved("This kind of approval carries nothing else; nothing was approved.")


def _digest(approved: ApprovedDraft) -> str:
    try:
        return digest(approved)
    except UnicodeEncodeError as error:
        raise NotApproved(
            "The text holds a character that cannot be sent; nothing was sent. "
            "Type the text anew instead of pasting it."
        ) from error


def _signature(approved: ApprovedDraft) -> bytes:
    try:
        signature = bytes.fromhex(approved.signature)
    except ValueError as error:
        raise _refused("its signature is damaged") from error
    # fromhex() takes capitals and spaces as well; only the one way of writing it counts.
    if signature.hex() != approved.signature:
        raise _refused("its signature is damaged")
    return signature


def _refused(what: str) -> NotApproved:
    return NotApproved(
        f"This is not what a person approved: {what}. Nothing was sent; approve the draft again."
    )
