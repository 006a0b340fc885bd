"""The signed list of a newer version: what it is called, and the sha256 of each installer."""

from __future__ import annotations

import re
import sys
from typing import Literal

import msgspec

from copilot.errors import BadInput, UpdateRefused

MANIFEST, SIGNATURE = "updates.json", "updates.json.sig"
PRODUCT = "support-copilot"
KEY = re.compile(r"[0-9a-fA-F]{64}")
VERSION = re.compile(r"\d{1,6}(?:\.\d{1,6}){0,3}")
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._+~-]{0,200}")  # of a file, no folder above it

System = Literal["linux", "macos", "windows"]
SYSTEMS: dict[str, System] = {"darwin": "macos", "win32": "windows"}


class Installer(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A file beside the list. `size` in bytes."""

    name: str
    system: System
    size: int
    sha256: str


class Manifest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One version; the list that is signed."""

    product: str
    version: str
    released: str  # a day, 2026-11-21
    notes: str
    files: tuple[Installer, ...]

    def for_here(self) -> tuple[Installer, ...]:
        """The installers for this system."""
        here = SYSTEMS.get(sys.platform, "linux")
        return tuple(file for file in self.files if file.system == here)


def opened(data: bytes, signature: bytes, key: str) -> Manifest:
    """The list, once its signature is proved; nothing of it is read before.

    `key`: 64 hexadecimal digits, the public Ed25519 key. `signature`: 128 of them. Raises
    UpdateRefused where the list is not by that key or makes no sense, BadInput for no key.
    """
    _require_signed(data, signature, key)
    try:
        found = msgspec.json.decode(data, type=Manifest)
    except (msgspec.DecodeError, msgspec.ValidationError) as error:
        raise UpdateRefused(f"The list of versions makes no sense: {error}. {KEPT}") from error
    if found.product != PRODUCT or not VERSION.fullmatch(found.version):
        raise UpdateRefused(f"The list of versions is of another program. {KEPT}")
    if not all(NAME.fullmatch(one.name) and KEY.fullmatch(one.sha256) for one in found.files):
        raise UpdateRefused(f"The list of versions names files that cannot be. {KEPT}")
    return found


KEPT = "Nothing was fetched or changed. Tell whoever looks after this machine."


def is_newer(found: str, present: str) -> bool:
    """Whether one version is after another, number by number."""
    return _numbers(found) > _numbers(present)


def _numbers(version: str) -> tuple[int, ...]:
    numbers = [int(part) for part in re.findall(r"\d+", version)[:4]]
    return tuple(numbers + [0] * (4 - len(numbers)))


def _require_signed(data: bytes, signature: bytes, key: str) -> None:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    if not KEY.fullmatch(key):
        raise BadInput(
            "Updates need the public key that signs them: set “updates.key” to its 64 hexadecimal "
            "digits. Nothing was looked for."
        )
    try:
        signed = bytes.fromhex(signature.decode("ascii").strip())
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(key)).verify(signed, data)
    except (ValueError, InvalidSignature) as error:
        raise UpdateRefused(
            f"The list of versions is not signed with the key that was set. {KEPT}"
        ) from error
