"""What would leave, a person's signature under it, and under what it stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from copilot.records.drafts import ReplyKind
from copilot.records.tickets import Status, TicketVersion, Visibility


@dataclass(frozen=True, slots=True)
class OutgoingFile:
    """A file that goes out with a reply or note; the hash says which very bytes."""

    name: str
    sha256: str
    media_type: str
    size: int  # bytes


@dataclass(frozen=True, slots=True)
class FileLimits:
    """What a helpdesk takes along with one reply."""

    count: int  # 0: no files at all
    each: int  # bytes of one file
    together: int  # bytes of all files of a reply


@dataclass(frozen=True, slots=True)
class FieldChange:
    """Another value of one field of a ticket, as both the agent and the helpdesk name them."""

    field: str  # "status", "assignee", "queue", "tag"
    before: str  # "" for nothing: nobody, or a tag that is not there
    after: str

    @property
    def words(self) -> str:
        """For people: "status: open → solved", "tag: + delivery"."""
        if self.field == "tag":
            return f"tag: {'+' if self.after else '-'} {self.after or self.before}"
        return f"{self.field}: {self.before or 'nobody'} → {self.after or 'nobody'}"


class Relation(StrEnum):
    """What a new ticket is to the one that it was made from."""

    REFERS_TO = "refers to this ticket"
    NEEDED_BY = "is what this ticket waits for"


@dataclass(frozen=True, slots=True)
class Outgoing:
    """Everything about one thing that would leave the laptop; what the approval shows and binds."""

    connector: str
    account: str  # who it is sent as
    ticket_id: str
    kind: ReplyKind
    visibility: Visibility
    to: tuple[str, ...]
    cc: tuple[str, ...]
    subject: str
    body: str
    new_status: Status | None
    attachments: tuple[OutgoingFile, ...]
    seen_version: TicketVersion
    draft_id: str
    accepted_findings: tuple[str, ...] = ()
    bcc: tuple[str, ...] = ()
    changes: tuple[FieldChange, ...] = ()  # of a field change
    relation: Relation | None = None  # of a new linked ticket


@dataclass(frozen=True, slots=True)
class ApprovedDraft:
    """An outgoing thing that a person approved. Only drafts.approve() makes one."""

    id: str  # also the idempotency mark in the helpdesk
    outgoing: Outgoing
    digest: str  # sha256 of the canonical form of all else here but the signature
    signature: str  # hex, Ed25519 over the digest with the profile's key
    approver: str
    approved: datetime
    expires: datetime | None = None  # None: from a version without expiry; it is not sent
    policy: str = ""  # version of the team's policy it was approved under; "none" without one


@dataclass(frozen=True, slots=True)
class SecondSignature:
    """A second person's word on an approval that the team's policy wants two for."""

    approved_id: str
    digest: str  # of the approval
    email: str
    key: str  # public, hex
    signed: datetime
    signature: str  # hex, Ed25519 over all else here


@dataclass(frozen=True, slots=True)
class SecondRequest:
    """An approval on its way to a second person, or back from one."""

    approved: ApprovedDraft
    key: str  # public, hex, of the first person
    reasons: tuple[str, ...]  # for people: why two have to sign
    second: SecondSignature | None = None
    files: tuple[bytes, ...] = ()  # of what is attached, for the second person to look at


@dataclass(frozen=True, slots=True)
class Asked:
    """A request of one's own that waits for a second person."""

    approved: ApprovedDraft  # says who asked, what, and until when it holds
    reasons: tuple[str, ...]
    stands: bool  # False: the draft was changed since, and the answer would not count


@dataclass(frozen=True, slots=True)
class Terms:
    """Under what an approval would stand, for people to see before they give it."""

    days: int  # it holds
    undo_seconds: int
    policy: str = ""  # "policy 3 of Nordlicht Outdoor"; "" without one
    second: tuple[str, ...] = ()  # why a second person has to sign
    hours: str = ""  # "Monday to Friday, 08:00 to 18:00 (Europe/Berlin)"
    held: str = ""  # why it would not go out right now
    refused: str = ""  # why it cannot be approved here at all


@dataclass(frozen=True, slots=True)
class PolicyState:
    """The team's policy as the window and the command line show it."""

    title: str = ""  # "policy 3 of Nordlicht Outdoor"; "" without one
    file: str = ""
    signed_by: str = ""  # public key, hex
    digest: str = ""  # sha256 of the file
    sentences: tuple[str, ...] = ()
    fault: str = ""  # why nothing can be approved
