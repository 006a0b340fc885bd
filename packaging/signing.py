"""Checksums of what was built, and a signature under them by a key file (Ed25519).

python packaging/signing.py key KEYFILE              makes a key, and KEYFILE.pub beside it
python packaging/signing.py sums FOLDER              writes SHA256SUMS
python packaging/signing.py sign KEYFILE FOLDER      writes SHA256SUMS.sig
python packaging/signing.py verify KEYFILE.pub FOLDER
"""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)

SUMS, SIGNATURE = "SHA256SUMS", "SHA256SUMS.sig"


def sha256(file: Path) -> str:
    """Of a file's bytes, in hexadecimal."""
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def write_sums(folder: Path) -> Path:
    """SHA256SUMS for all files of a folder, as the command sha256sum --check reads it."""
    files = sorted(f for f in folder.iterdir() if f.is_file() and f.name not in {SUMS, SIGNATURE})
    text = "".join(f"{sha256(file)}  {file.name}\n" for file in files)
    (folder / SUMS).write_text(text, encoding="utf-8")
    return folder / SUMS


def make_key(file: Path) -> Path:
    """A key that only its owner can read; the public half beside it."""
    key = Ed25519PrivateKey.generate()
    file.touch(mode=0o600, exist_ok=False)
    file.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    public = file.with_name(file.name + ".pub")
    public.write_bytes(
        key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    )
    return public


def sign(key_file: Path, folder: Path) -> Path:
    """Writes the signature of SHA256SUMS beside it."""
    key = load_pem_private_key(key_file.read_bytes(), password=None)
    if not isinstance(key, Ed25519PrivateKey):
        raise SystemExit(f"{key_file} is no Ed25519 key")
    (folder / SIGNATURE).write_bytes(key.sign((folder / SUMS).read_bytes()))
    return folder / SIGNATURE


def faults(public_file: Path, folder: Path) -> list[str]:
    """What is wrong with a folder; nothing when signature and all sums are right."""
    key = load_pem_public_key(public_file.read_bytes())
    if not isinstance(key, Ed25519PublicKey):
        raise SystemExit(f"{public_file} is no Ed25519 key")
    try:
        key.verify((folder / SIGNATURE).read_bytes(), (folder / SUMS).read_bytes())
    except (InvalidSignature, FileNotFoundError):
        return [f"{SUMS} is not signed by this key"]
    lines = (folder / SUMS).read_text(encoding="utf-8").splitlines()
    named = dict(reversed(line.split("  ", 1)) for line in lines)
    missing = [f"{name} is missing" for name in named if not (folder / name).is_file()]
    present = [name for name in named if (folder / name).is_file()]
    return missing + [f"{n} was changed" for n in present if sha256(folder / n) != named[n]]


def main(arguments: list[str]) -> int:
    """See above."""
    match arguments:
        case ["key", file]:
            print(make_key(Path(file)))
        case ["sums", folder]:
            print(write_sums(Path(folder)))
        case ["sign", key, folder]:
            print(sign(Path(key), Path(folder)))
        case ["verify", key, folder]:
            found = faults(Path(key), Path(folder))
            print("\n".join(found) or "signature and sums are right")
            return 1 if found else 0
        case _:
            print(__doc__)
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
