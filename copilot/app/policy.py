"""What is done with policy files outside of a road: reading one, signing one, naming a key."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from copilot.drafts.signing import is_signed
from copilot.errors import BadInput
from copilot.policy.policy import parse
from copilot.policy.sentences import sentences
from copilot.policy.signature import beside, read_signed, signature_text
from copilot.records import PolicyState
from copilot.road.team_policy import read


@dataclass(frozen=True, slots=True)
class OwnSigner:
    """The key of a profile, for signing policies."""

    public_key: str  # hex
    sign: Callable[[bytes], bytes]

    def sign_policy(self, path: Path) -> Path:
        """Write the signature beside a policy file. Raises BadInput for one with a mistake."""
        try:
            data = path.read_bytes()
        except OSError as error:
            raise BadInput(f"{path} cannot be read: {error.strerror or error}.") from error
        parse(data)
        target = beside(path)
        text = signature_text(data, self.sign, bytes.fromhex(self.public_key))
        try:
            target.write_text(text, encoding="ascii", newline="\n")
        except OSError as error:
            raise BadInput(f"{target} cannot be written: {error.strerror or error}.") from error
        return target


def policy_in(path: Path, key: str) -> PolicyState:
    """What a signed policy file says; "" takes any key that signed it. Raises BadInput."""
    found = read(path, key or read_signed(path, is_signed)[1], is_signed)
    said = sentences(found.policy)
    return PolicyState(found.title, str(path), found.signed_by, found.digest, said)
