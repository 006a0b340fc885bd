"""A second person's signature under an approval that another one gave."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256

from copilot.drafts.signing import Sign, is_signed
from copilot.errors import NotApproved
from copilot.records import ApprovedDraft, SecondSignature

PURPOSE = b"support-copilot second approval 1\n"


def sign_second(
    approved: ApprovedDraft, *, email: str, public_key: bytes, sign: Sign, now: datetime
) -> SecondSignature:
    """A second person's word on all that `approved` binds."""
    unsigned = SecondSignature(
        approved.id, approved.digest, email, public_key.hex(), now.astimezone(UTC), ""
    )
    return replace(unsigned, signature=sign(_to_be_signed(unsigned)).hex())


def verify_second(approved: ApprovedDraft, second: SecondSignature) -> None:
    """Raises NotApproved unless it is signed, as it stands, with the key that it names.

    Whose key that is, and whether they may, is for the policy to say.
    """
    if (second.approved_id, second.digest) != (approved.id, approved.digest):
        raise _refused("is under something else")
    try:
        key, signature = bytes.fromhex(second.key), bytes.fromhex(second.signature)
    except ValueError as error:
        raise _refused("is damaged") from error
    if (key.hex(), signature.hex()) != (second.key, second.signature) or len(key) != 32:
        raise _refused("is damaged")
    if second.signed.tzinfo is None or not is_signed(_to_be_signed(second), signature, key):
        raise _refused("was changed, or is not of the key that it names")


def _to_be_signed(second: SecondSignature) -> bytes:
    moment = second.signed.astimezone(UTC).isoformat(timespec="microseconds")
    parts = (second.approved_id, second.digest, second.email, second.key, moment)
    return PURPOSE + sha256("\n".join(map(repr, parts)).encode()).digest()


def _refused(what: str) -> NotApproved:
    return NotApproved(
        f"The second signature {what}. Nothing was sent; have the request signed again."
    )
