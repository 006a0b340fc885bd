"""The team's policy in force: read each time it is asked, so that a new file counts at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from copilot.audit.noting import Note
from copilot.drafts.second import verify_second
from copilot.errors import BadInput, NotApproved, PolicyBroken, PolicyChanged, SecondNeeded
from copilot.policy import rules
from copilot.policy.hours import hours_words, waiting_words
from copilot.policy.policy import Policy, digest, parse
from copilot.policy.sentences import sentences
from copilot.policy.signature import IsSigned, read_signed
from copilot.records import (
    ApprovedDraft,
    Finding,
    Outgoing,
    PolicyState,
    ReplyKind,
    SecondSignature,
    Severity,
    Terms,
)

SEEN = "policy-seen"  # number and sha256 of the newest policy that was in force here
BROKEN = "team policy"  # the check whose finding says that the policy cannot be read


class Remembered(Protocol):
    """Small things that the profile keeps."""

    def get(self, name: str) -> str | None: ...
    def set(self, name: str, value: str) -> None: ...


@dataclass(frozen=True, slots=True)
class InForce:
    """A policy that was read, with the sha256 of its file and the key that signed it."""

    policy: Policy
    digest: str
    signed_by: str

    @property
    def title(self) -> str:
        return f"policy {self.policy.number} of {self.policy.team}"


@dataclass(frozen=True, slots=True)
class TeamPolicy:
    """What the settings name as the team's policy, and every question that is asked of it."""

    file: str  # "" where the team has none
    read: Callable[[], InForce]  # raises BadInput
    remembered: Remembered
    note: Note
    own_key: str  # public, hex, of this profile

    def current(self) -> InForce | None:
        """The policy in force; None where the team has none. Raises PolicyBroken."""
        if not self.file:
            return None
        try:
            found = self.read()
            self._require_no_older(found)
        except BadInput as error:
            raise PolicyBroken(
                f"{error} Until that is mended nothing is approved or sent; what waits is kept. "
                "Ask who looks after the policy of your team."
            ) from error
        return found

    def state(self) -> PolicyState:
        """What there is to show of it, or what is wrong with it."""
        try:
            found = self.current()
        except PolicyBroken as error:
            return PolicyState(file=self.file, fault=str(error))
        if found is None:
            return PolicyState()
        said = sentences(found.policy)
        return PolicyState(found.title, self.file, found.signed_by, found.digest, said)

    def terms(
        self, outgoing: Outgoing, approver: str, now: datetime, *, days: int, undo_seconds: int
    ) -> Terms:
        """Under what an approval of this would stand. Raises nothing: what is wrong is said."""
        try:
            found = self.current()
        except PolicyBroken as error:
            return Terms(days, undo_seconds, refused=str(error))
        if found is None:
            return Terms(days, undo_seconds)
        delivery = found.policy.delivery if _is_reply(outgoing) else None
        return Terms(
            days,
            undo_seconds,
            policy=found.title,
            second=rules.reasons(found.policy, outgoing, approver),
            hours=hours_words(delivery) if delivery else "",
            held=waiting_words(delivery, now) if delivery else "",
            refused=rules.may_not(found.policy, outgoing, approver, self.own_key),
        )

    def bound(self, outgoing: Outgoing, approver: str) -> str:
        """What an approval by this profile's person binds. Raises NotApproved, PolicyBroken."""
        found = self.current()
        if found is None:
            return rules.NONE
        if why := rules.may_not(found.policy, outgoing, approver, self.own_key):
            raise NotApproved(f"{why} Nothing was approved.")
        return rules.bound(found.policy, found.digest, outgoing, approver)

    def reasons(self, approved: ApprovedDraft) -> tuple[str, ...]:
        """Why two have to sign it, under the policy in force."""
        found = self.current()
        if found is None:
            return ()
        return rules.reasons(found.policy, approved.outgoing, approved.approver)

    def require(self, approved: ApprovedDraft, second: SecondSignature | None) -> None:
        """Raises NotApproved unless the policy in force lets it be sent.

        PolicyChanged where that is another policy than the one it was approved under, PolicyBroken
        where none can be read, SecondNeeded where the second signature is missing.
        """
        self.require_sealed(approved, second)
        found = self.current()
        if found is None:
            if approved.policy != rules.NONE:
                raise _changed("is no longer in force here")
            return
        version = rules.version(found.policy, found.digest)
        if not approved.policy.startswith(f"{version} "):
            raise _changed(f"is now {found.title}, and this was approved under another")
        self._require_same(found, approved)
        if second is not None:
            _require_second(found, approved, second)

    def require_sealed(self, approved: ApprovedDraft, second: SecondSignature | None) -> None:
        """Raises NotApproved unless it has the signatures that it says it needs, and no more.

        Says nothing of whose they are: what was sent under an earlier policy holds for ever.
        """
        if second is not None:
            verify_second(approved, second)
        if rules.needs_two(approved.policy) and second is None:
            raise SecondNeeded(self._reasons_there_are(approved))
        if second is not None and not rules.needs_two(approved.policy):
            raise NotApproved("It has a second signature that nobody asked for.")

    def held(self, approved: ApprovedDraft, now: datetime) -> str:
        """Why it does not go out right now, though nothing is wrong with it; "" when it may."""
        found = self.current()
        if found is None or found.policy.delivery is None or not _is_reply(approved.outgoing):
            return ""
        return waiting_words(found.policy.delivery, now)

    def findings(
        self, text: str, kind: ReplyKind, found: tuple[Finding, ...]
    ) -> tuple[Finding, ...]:
        """What the checks found, and what the policy says besides; blocking ones first."""
        try:
            now = self.current()
        except PolicyBroken as error:
            said = Finding(BROKEN, Severity.BLOCK, 0, 0, str(error), "")
            return (said, *found)
        if now is None:
            return found
        every = (
            *rules.findings(now.policy, text, kind),
            *rules.with_mandatory(now.policy, found),
        )
        return tuple(sorted(every, key=lambda each: each.severity is not Severity.BLOCK))

    def _require_same(self, found: InForce, approved: ApprovedDraft) -> None:
        out, approver = approved.outgoing, approved.approver
        if why := rules.may_not(found.policy, out, approver, self.own_key):
            raise NotApproved(f"{why} Nothing was sent.")
        if approved.policy != rules.bound(found.policy, found.digest, out, approver):
            raise NotApproved(
                "The approval does not say what the policy asks for. Nothing was sent; approve "
                "the draft again."
            )

    def _reasons_there_are(self, approved: ApprovedDraft) -> tuple[str, ...]:
        try:
            return self.reasons(approved)
        except PolicyBroken:
            return ()

    def _require_no_older(self, found: InForce) -> None:
        now = f"{found.policy.number} {found.digest}"
        seen = self.remembered.get(SEEN) or ""
        if seen == now:
            return
        number = int(seen.split(" ")[0]) if seen else 0
        if found.policy.number <= number:
            raise BadInput(
                f"{self.file} is policy {found.policy.number}, and policy {number} was in force "
                "here already: a changed policy has a higher number."
            )
        self.remembered.set(SEEN, now)
        payload = {"sha256": found.digest, "key": found.signed_by}
        self.note("policy in force", "policy", {"number": found.policy.number, **payload})


def read(path: Path, key: str, is_signed: IsSigned) -> InForce:
    """A policy file that is signed with this key. Raises BadInput."""
    data, signed_by = read_signed(path, is_signed)
    if not key:
        raise BadInput(
            f"The settings name the policy file {path} and no key that it must be signed with."
        )
    if signed_by != key:
        raise BadInput(f"{path} is signed with another key than your team's policy must be.")
    return InForce(parse(data), digest(data), signed_by)


def _require_second(found: InForce, approved: ApprovedDraft, second: SecondSignature) -> None:
    if why := rules.may_not_second(
        found.policy, approver=approved.approver, second=second.email, key=second.key
    ):
        raise NotApproved(f"{why} Nothing was sent.")


def _is_reply(outgoing: Outgoing) -> bool:
    return outgoing.kind is ReplyKind.PUBLIC_REPLY


def _changed(what: str) -> PolicyChanged:
    return PolicyChanged(
        f"The policy of your team {what}. Nothing was sent; the text is a draft again. Look at it "
        "and approve it anew."
    )
