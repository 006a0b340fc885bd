"""Two people under one reply: asking for a second signature, giving one, taking it in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from copilot.audit.export import Sealer
from copilot.audit.noting import Note
from copilot.drafts.attached import plain_name
from copilot.drafts.requests import read_request, request_bytes
from copilot.drafts.second import sign_second
from copilot.errors import ApprovalExpired, BadInput, NotApproved, PolicyChanged
from copilot.outbox.gate import expired, is_expired
from copilot.outbox.outbox import Outbox
from copilot.policy import rules
from copilot.records import (
    ApprovedDraft,
    Asked,
    Draft,
    OutboxItem,
    OutgoingFile,
    Person,
    SecondRequest,
)
from copilot.road.team_policy import InForce, TeamPolicy


class Drafts(Protocol):
    """Where the draft of a request still stands."""

    def get(self, draft_id: str) -> Draft | None: ...


class Files(Protocol):
    """What is attached to the draft of a request, and its bytes."""

    def of(self, draft_id: str) -> tuple[OutgoingFile, ...]: ...
    def data(self, files: Sequence[OutgoingFile]) -> tuple[bytes, ...]: ...


class Requests(Protocol):
    """What was asked and waits for its answer, the newest of each draft."""

    def keep(self, request: SecondRequest) -> None: ...
    def drop(self, draft_id: str) -> None: ...
    def all(self) -> tuple[SecondRequest, ...]: ...


@dataclass(frozen=True, slots=True)
class SecondPerson:
    """The offline way of a request: a file goes to a colleague, and comes back signed."""

    me: Person
    sealer: Sealer
    policy: TeamPolicy
    outbox: Outbox
    drafts: Drafts
    files: Files
    requests: Requests
    note: Note
    undo_seconds: float

    def ask(self, approved: ApprovedDraft) -> bytes:
        """The request for what the first person signed. Raises BadInput where nobody has to."""
        reasons = self.policy.reasons(approved)
        if not reasons:
            raise BadInput("The policy of your team lets you approve this alone.")
        files = self.files.data(approved.outgoing.attachments)
        key = self.sealer.public_key.hex()
        request = SecondRequest(approved, key, reasons, files=files)
        data = request_bytes(request)
        self.requests.keep(replace(request, files=()))
        self._told("second asked", approved)
        return data

    def waiting(self) -> tuple[Asked, ...]:
        """What this person asked for and nobody answered yet; what is over is let go of."""
        now, found = datetime.now(UTC), []
        approvals = {item.approved.outgoing.draft_id: item for item in self.outbox.all()}
        for request in self.requests.all():
            approved = request.approved
            item = approvals.get(approved.outgoing.draft_id)
            later = item is not None and item.approved.approved >= approved.approved
            if later or is_expired(approved, now):
                self.requests.drop(approved.outgoing.draft_id)
            else:
                found.append(Asked(approved, request.reasons, self._stands(approved)))
        return tuple(found)

    def read(self, data: bytes) -> SecondRequest:
        """What a colleague asks this person to sign, after every look at it.

        Raises BadInput, and NotApproved: it is not of the colleague whom the policy knows, was
        made under another policy, is too old, or this person may not be its second.
        """
        request = read_request(data)
        approved = request.approved
        if request.second is not None:
            raise BadInput("This request is signed already. Its first person takes it in.")
        found = self._same_policy(approved)
        out, first = approved.outgoing, approved.approver
        own = self.sealer.public_key.hex()
        for why in (
            rules.may_not(found.policy, out, first, request.key),
            rules.may_not_second(found.policy, approver=first, second=self._email(), key=own),
        ):
            if why:
                raise NotApproved(f"{why} Nothing was signed.")
        if approved.policy != rules.bound(found.policy, found.digest, out, first):
            raise NotApproved("The request does not say what the policy asks for.")
        if is_expired(approved, datetime.now(UTC)):
            raise ApprovalExpired("The request is too old to be sent on. Ask for a new one.")
        # What stands in the file is for the eye; what counts is what this person's policy says.
        return replace(request, reasons=self.policy.reasons(approved))

    def save_files(self, request: SecondRequest, folder: Path) -> Path:
        """What is attached, under harmless names, for this person to look at.

        Raises BadInput where one of them is there already or cannot be written.
        """
        for file, data in zip(request.approved.outgoing.attachments, request.files, strict=True):
            target = folder / plain_name(file.name)
            try:
                with target.open("xb") as out:
                    out.write(data)
            except OSError as error:
                raise BadInput(
                    f"{target} could not be written: {error.strerror}. Choose another folder."
                ) from error
        return folder

    def sign(self, data: bytes) -> bytes:
        """The answer to a request, with this person's signature. Raises as read() does."""
        request = self.read(data)
        second = sign_second(
            request.approved,
            email=self._email(),
            public_key=self.sealer.public_key,
            sign=self.sealer.sign,
            now=datetime.now(UTC),
        )
        self._told("second signed", request.approved)
        return request_bytes(replace(request, second=second, files=()))  # they are there already

    def take(self, data: bytes) -> OutboxItem:
        """What both signed, in the outbox. Raises BadInput and NotApproved.

        Taking the same answer in again changes nothing.
        """
        request = read_request(data)
        approved, second = request.approved, request.second
        if request.key != self.sealer.public_key.hex():
            raise NotApproved("You did not make this request: its first person takes it in.")
        if second is None:
            raise BadInput("Nobody signed this request yet. Give it to a colleague first.")
        if is_expired(approved, datetime.now(UTC)):
            raise expired(approved)
        if not self._stands(approved):
            raise NotApproved(
                "The draft was changed after you asked for the second signature. Nothing was "
                "sent; ask again."
            )
        return self.outbox.put(approved, self.undo_seconds, second=second)

    def _same_policy(self, approved: ApprovedDraft) -> InForce:
        found = self.policy.current()
        if found is None:
            raise NotApproved(
                "No policy is in force here, so nobody knows whose signatures count. Nothing was "
                "signed; set the policy of your team up first."
            )
        if not approved.policy.startswith(f"{rules.version(found.policy, found.digest)} "):
            raise PolicyChanged(
                f"The request was made under another policy than {found.title}, which is in force "
                "here. Nothing was signed; bring both to the same policy and ask again."
            )
        return found

    def _stands(self, approved: ApprovedDraft) -> bool:
        """Whether its draft is still what was asked for."""
        out = approved.outgoing
        draft = self.drafts.get(out.draft_id)
        files = self.files.of(out.draft_id)
        return draft is not None and draft.text == out.body and files == out.attachments

    def _email(self) -> str:
        return self.me.email or self.me.name

    def _told(self, event: str, approved: ApprovedDraft) -> None:
        out = approved.outgoing
        payload = {"approval": approved.id, "digest": approved.digest, "draft": out.draft_id}
        self.note(event, f"{out.connector}/{out.ticket_id}", payload)
