"""Checks an exported audit chain of Support Copilot, without Support Copilot.

    python verify_audit.py EXPORT.jsonl [--key HEX] [--head "NUMBER SHA256"]

It needs Python 3.9 or newer and the package "cryptography", and nothing of the program. With --key
the export must be signed with that key, which the owner of the profile told you in another way;
without it, the key is the one that the file names itself. With --head the chain must still contain
a row that was written down earlier. It prints one line for each fault.

Exit status: 0 when everything holds, 1 when something was changed, 2 when it could not be read.
audit-format.md describes the file.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

PURPOSE = b"support-copilot audit checkpoint 1\n"
FIRST = "0" * 64
ROW = ["actor", "created", "event", "number", "payload", "previous", "sha256", "subject"]
CONTENT = ["payload", "salt", "subject"]
DELETED = "person deleted"
CHECKPOINT = ["head", "lines", "number", "signature"]
HEADER = ["exported", "format", "profile", "public_key", "version"]


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def canonical(value: object) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), allow_nan=False)


def read(line: str, keys: list[str]) -> dict[str, Any] | None:
    """The object in a line, or None when it is not written exactly as it must be."""
    try:
        value = json.loads(line)
        written = canonical(value)
    except (ValueError, RecursionError):
        return None
    if not isinstance(value, dict) or sorted(value) != sorted(keys) or written != line:
        return None
    numbers = ("number", "version")
    kinds_fit = all(type(value[key]) is (int if key in numbers else str) for key in keys)
    return value if kinds_fit else None


def read_row(line: str, version: int) -> tuple[dict[str, Any] | None, dict[str, Any] | None]:
    """(the row without its content, the content where it is there)"""
    plain = read(line, ROW)
    if plain is not None or version == 1:
        return plain, None
    try:
        value = json.loads(line)
        content = value.pop("content")
        written = canonical({**value, "content": content})
    except (ValueError, RecursionError, AttributeError, KeyError, TypeError):
        return None, None
    whole = isinstance(content, dict) and sorted(content) == CONTENT and written == line
    if not whole or not all(type(each) is str for each in content.values()):
        return None, None
    return read(canonical(value), ROW), content


def about(payload: str) -> dict[str, Any]:
    try:
        value = json.loads(payload)
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


def content_faults(rows: list[tuple[dict[str, Any], dict[str, Any] | None]]) -> list[str]:
    """What rows are about: is it what was sealed, and if it is gone, does a row say so?"""
    deleted: set[str] = set()
    for row, _ in rows:
        named = about(row["payload"]).get("rows") if row["event"] == DELETED else None
        deleted.update(map(str, named) if isinstance(named, list) else ())
    faults = []
    for row, content in rows:
        if content is not None:
            cover = canonical({"content": sha256(canonical(content))})
            if (row["subject"], row["payload"]) != ("", cover):
                faults.append(f"row {row['number']}: what it is about was changed")
            continue
        covered = row["subject"] == "" and list(about(row["payload"])) == ["content"]
        if covered and str(row["number"]) not in deleted:
            faults.append(f"row {row['number']}: what it is about is gone, and no row says so")
    return faults


def row_faults(lines: list[str], version: int) -> tuple[list[str], tuple[int, str], dict[int, str]]:
    """(faults, number and sha256 of the last row, sha256 of each row by its number)"""
    faults: list[str] = []
    known: dict[int, str] = {}
    rows: list[tuple[dict[str, Any], dict[str, Any] | None]] = []
    number, previous = 0, FIRST
    for place, line in enumerate(lines, start=1):
        row, content = read_row(line, version)
        if row is None:
            faults.append(f"row {place}: its line is not as it was written")
            continue
        if row["number"] != number + 1 or row["previous"] != previous:
            faults.append(f"row {place}: it does not continue the row before it")
        sealed = {key: row[key] for key in ROW if key != "sha256"}
        if sha256(canonical(sealed)) != row["sha256"]:
            faults.append(f"row {place}: it was changed")
        number, previous = row["number"], row["sha256"]
        known[number] = previous
        rows.append((row, content))
    return faults + content_faults(rows), (number, previous), known


def signature_fault(checkpoint: dict[str, Any], key: str) -> str:
    unsigned = {name: checkpoint[name] for name in CHECKPOINT if name != "signature"}
    message = PURPOSE + hashlib.sha256(canonical(unsigned).encode("ascii")).digest()
    try:
        signature = bytes.fromhex(checkpoint["signature"])
        if signature.hex() != checkpoint["signature"]:
            return "the signature of the checkpoint is damaged"
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(key)).verify(signature, message)
    except (InvalidSignature, ValueError):
        return "the checkpoint is not signed with the key"
    return ""


def faults_of(data: bytes, key: str = "", head: str = "") -> list[str]:
    """Sentences on everything that does not hold."""
    try:
        text = data.decode("ascii")
    except UnicodeDecodeError:
        return ["the file is not plain text"]
    lines = text.split("\n")
    if len(lines) < 3 or lines.pop() != "":
        return ["the file is cut off"]
    last, first = lines.pop(), lines.pop(0)
    header, checkpoint = read(first, HEADER), read(last, CHECKPOINT)
    if header is None or header["format"] != "support-copilot audit":
        return ["the first line is no header of this format"]
    if header["version"] not in (1, 2):
        return ["the first line is no header of this format"]
    if checkpoint is None:
        return ["the last line is no checkpoint"]
    found, end, known = row_faults(lines, header["version"])
    if (checkpoint["number"], checkpoint["head"]) != end:
        found.append("the checkpoint is of another end of the chain")
    if checkpoint["lines"] != sha256(text[: -len(last) - 1]):
        found.append("a line was changed, added, lost or moved after the checkpoint was made")
    if key and key != header["public_key"]:
        found.append("the file names another key")
    found.append(signature_fault(checkpoint, key or header["public_key"]))
    if head:
        number, _, sealed = head.partition(" ")
        if known.get(int(number) if number.isdigit() else 0) != sealed:
            found.append("the chain does not contain the head that was written down")
    return [fault for fault in found if fault]


def main() -> int:
    parser = argparse.ArgumentParser(description="Check an exported audit chain.")
    parser.add_argument("export", type=Path)
    parser.add_argument("--key", default="", help="public key of the profile, 64 hex digits")
    parser.add_argument("--head", default="", help="a head that was written down: NUMBER SHA256")
    chosen = parser.parse_args()
    try:
        data = chosen.export.read_bytes()
    except OSError as error:
        sys.stderr.write(f"{chosen.export} cannot be read: {error}\n")
        return 2
    faults = faults_of(data, chosen.key, chosen.head)
    for fault in faults:
        sys.stdout.write(f"{fault}\n")
    if faults:
        return 1
    rows = data.count(b"\n") - 2
    named = json.loads(data.split(b"\n", 1)[0])["public_key"]
    sys.stdout.write(f"{rows} rows, all whole and in order, signed with the key {named}.\n")
    if not chosen.key:
        sys.stdout.write("The file named that key itself: compare it with what you were told.\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
