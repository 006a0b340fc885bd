"""The one way to a helpdesk's writer: what passes is approved, in force, unchanged and unused."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from hashlib import sha256

from copilot.errors import ApprovalExpired, NotApproved
from copilot.outbox.seams import Repository, Rules, Verify, Writer
from copilot.records import ApprovedDraft, OutboxState, Receipt, SecondSignature


class Gate:
    """Holds the writers; nobody else has one."""

    def __init__(
        self,
        repository: Repository,
        writers: Mapping[str, Writer],
        *,
        verify: Verify,
        rules: Rules,
        clock: Callable[[], datetime],
    ) -> None:
        self._rows = repository
        self._writers = dict(writers)
        self._verify = verify
        self._rules = rules
        self._clock = clock

    def has_writer(self, connector: str) -> bool:
        return connector in self._writers

    def check(self, approved: ApprovedDraft, second: SecondSignature | None) -> None:
        """Raises NotApproved when it is not what was signed, or not what the policy lets pass.

        ApprovalExpired when it is too old.
        """
        self._verify(approved)
        if is_expired(approved, self._clock()):
            raise expired(approved)
        self._rules.require(approved, second)

    def send(self, approved_id: str) -> Receipt:
        """Hands the writer what is on disk under this id, after looking at it once more.

        Raises NotApproved, and then nothing was sent, or what the writer raises.
        """
        item = self._rows.get(approved_id)
        if item is None or item.state is not OutboxState.SENDING:
            raise NotApproved("This is not being sent by the outbox; nothing was sent.")
        if self._rows.receipt(approved_id) is not None:
            raise NotApproved("This approval was used already; nothing was sent again.")
        self.check(item.approved, item.second)
        files = self._rows.files(approved_id)
        require_files(item.approved, files)
        return self._writers[item.approved.outgoing.connector].send(item.approved, files)

    def find(self, approved: ApprovedDraft) -> Receipt | None:
        """The receipt when the helpdesk holds it; sends nothing."""
        return self._writers[approved.outgoing.connector].find(approved)


def require_files(approved: ApprovedDraft, files: Sequence[bytes]) -> None:
    """Raises NotApproved unless these are, byte for byte, the files that it names."""
    named = approved.outgoing.attachments
    found = [(sha256(data).hexdigest(), len(data)) for data in files]
    if found != [(file.sha256, file.size) for file in named]:
        raise NotApproved(
            "A file is no longer the one that was approved. Nothing was sent; take the files off "
            "the draft, attach them anew, and approve it again."
        )


def is_expired(approved: ApprovedDraft, now: datetime) -> bool:
    return approved.expires is None or approved.expires <= now


def expired(approved: ApprovedDraft) -> ApprovalExpired:
    """What people read of it."""
    when = "was given in an earlier version of this program"
    if approved.expires is not None:
        when = f"held until {approved.expires.astimezone():%Y-%m-%d %H:%M}"
    return ApprovalExpired(
        f"The approval {when} and it could not be sent in time. Nothing was sent; the text is a "
        "draft again. Look at the ticket, then approve it anew."
    )
