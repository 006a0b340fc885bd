"""The profile's Ed25519 key: made on first use, kept where secrets are kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from copilot.errors import NotApproved

KEY_NAME = "approval-key"

# The same key may sign other things later; a signature for one purpose proves nothing for another.
PURPOSE = b"support-copilot approval 1\n"

Sign = Callable[[bytes], bytes]


class Keys(Protocol):
    """Where the profile's secrets are: the OS keyring."""

    def get(self, name: str) -> str | None: ...
    def set(self, name: str, secret: str) -> None: ...


def signer(keys: Keys) -> tuple[Sign, bytes]:
    """The function that signs with the profile's key, and the public key (32 raw bytes)."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    key = Ed25519PrivateKey.from_private_bytes(_secret(keys))
    return key.sign, key.public_key().public_bytes_raw()


def is_signed(message: bytes, signature: bytes, public_key: bytes) -> bool:
    """Whether the signature is this key's over these bytes."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, message)
    except InvalidSignature:
        return False
    return True


def to_be_signed(digest: str) -> bytes:
    """What the signature of an approval covers: its purpose, then the 32 bytes of the digest."""
    return PURPOSE + bytes.fromhex(digest)


def _secret(keys: Keys) -> bytes:
    kept = keys.get(KEY_NAME)
    if kept is None:
        return _new_secret(keys)
    try:
        secret = bytes.fromhex(kept)
    except ValueError:
        secret = b""
    if len(secret) != 32:
        raise NotApproved(
            "The key that signs approvals is damaged in the keyring; nothing was sent. "
            f"Delete the entry “{KEY_NAME}” there, start again, and approve anew what waits."
        )
    return secret


def _new_secret(keys: Keys) -> bytes:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    secret = Ed25519PrivateKey.generate().private_bytes_raw()
    keys.set(KEY_NAME, secret.hex())
    return secret
