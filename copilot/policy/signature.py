"""The detached signature of a policy file: who signed exactly these bytes."""

from __future__ import annotations

import re
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

from copilot.errors import BadInput

PURPOSE = b"support-copilot policy 1\n"
SUFFIX = ".sig"  # after the whole name of the policy file
_FORM = re.compile(
    r"support-copilot policy signature 1\nkey ([0-9a-f]{64})\nsignature ([0-9a-f]{128})\n"
)

IsSigned = Callable[[bytes, bytes, bytes], bool]  # message, signature, public key


def to_be_signed(data: bytes) -> bytes:
    """What the signature covers: its purpose, then the sha256 of the file."""
    return PURPOSE + sha256(data).digest()


def signature_text(data: bytes, sign: Callable[[bytes], bytes], public_key: bytes) -> str:
    """What stands in the file beside the policy."""
    signature = sign(to_be_signed(data)).hex()
    return f"support-copilot policy signature 1\nkey {public_key.hex()}\nsignature {signature}\n"


def signed_by(data: bytes, text: str, is_signed: IsSigned) -> str:
    """The public key, in hex, that signed these bytes. Raises BadInput when none did."""
    found = _FORM.fullmatch(text)
    if found is None:
        raise BadInput("The signature of the policy file is damaged.")
    key, signature = found.groups()
    if not is_signed(to_be_signed(data), bytes.fromhex(signature), bytes.fromhex(key)):
        raise BadInput("The policy file is not what was signed: one of the two was changed.")
    return key


def beside(path: Path) -> Path:
    """Where the signature of a policy file lies."""
    return path.with_name(path.name + SUFFIX)


def read_signed(path: Path, is_signed: IsSigned) -> tuple[bytes, str]:
    """The bytes of a policy file and the key that signed them. Raises BadInput."""
    data = _bytes(path)
    if not beside(path).exists():
        raise BadInput(f"{path} is not signed: {beside(path).name} is not beside it.")
    return data, signed_by(data, _bytes(beside(path)).decode("utf-8", "replace"), is_signed)


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise BadInput(f"{path} cannot be read: {error.strerror or error}.") from error
