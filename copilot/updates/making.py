"""For who gives versions out: a key, and the signed list over a folder of installers."""

from __future__ import annotations

import hashlib
import os
from datetime import date
from pathlib import Path

import msgspec

from copilot.errors import BadInput
from copilot.updates.manifest import (
    KEY,
    MANIFEST,
    NAME,
    PRODUCT,
    SIGNATURE,
    VERSION,
    Installer,
    Manifest,
    System,
)

ENDINGS: dict[str, System] = {
    ".deb": "linux",
    ".rpm": "linux",
    ".appimage": "linux",
    ".xz": "linux",
    ".gz": "linux",
    ".zst": "linux",
    ".dmg": "macos",
    ".pkg": "macos",
    ".exe": "windows",
    ".msi": "windows",
}


def make_key(file: Path) -> str:
    """Writes a new private key, for its owner alone, and gives the public one: 64 digits."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    private = Ed25519PrivateKey.generate()
    try:
        handle = os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except OSError as error:
        raise BadInput(f"{file} cannot be written: {error.strerror}. No key was made.") from error
    with os.fdopen(handle, "w", encoding="ascii") as opened:
        opened.write(private.private_bytes_raw().hex() + "\n")
    return private.public_key().public_bytes_raw().hex()


def sign(folder: Path, key_file: Path, *, version: str, notes: str, today: date) -> Manifest:
    """Writes the list of the installers in `folder` and its signature there. Raises BadInput."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    private = Ed25519PrivateKey.from_private_bytes(_key(key_file))
    if not VERSION.fullmatch(version):
        raise BadInput(f"“{version}” is no version; write numbers and dots, such as 0.2.0.")
    files = tuple(_installer(file) for file in sorted(folder.iterdir()) if _system(file))
    if not files:
        raise BadInput(f"There is no installer in {folder}. Nothing was signed.")
    manifest = Manifest(PRODUCT, version, today.isoformat(), notes, files)
    data = msgspec.json.format(msgspec.json.encode(manifest), indent=1)
    (folder / MANIFEST).write_bytes(data)
    (folder / SIGNATURE).write_text(private.sign(data).hex() + "\n", encoding="ascii")
    return manifest


def _key(file: Path) -> bytes:
    try:
        text = file.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"The key file {file} cannot be read. Nothing was signed.") from error
    if not KEY.fullmatch(text):
        raise BadInput(f"{file} is no key of “updates make-key”. Nothing was signed.")
    return bytes.fromhex(text)


def _system(file: Path) -> System | None:
    return ENDINGS.get(file.suffix.lower()) if NAME.fullmatch(file.name) else None


def _installer(file: Path) -> Installer:
    with file.open("rb") as opened:
        digest = hashlib.file_digest(opened, "sha256").hexdigest()
    return Installer(file.name, ENDINGS[file.suffix.lower()], file.stat().st_size, digest)
