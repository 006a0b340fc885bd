"""The chain in a file of its own, with a signed checkpoint; resources/help/audit-format.md has it.

What is said of an export holds against everybody who lacks the key of the profile: a byte changed,
a line added, lost or moved is found. A chain that was written anew with the key is found only by
somebody who wrote down a head of it before.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from copilot.audit.chain import FIRST, Broken, Head, Payload, canonical, parts, verify
from copilot.records import AuditContent, AuditRow

FORMAT = "support-copilot audit"
VERSION = 2
VERSIONS = (1, VERSION)  # that can be read; in the first one nothing was kept apart
PURPOSE = b"support-copilot audit checkpoint 1\n"


@dataclass(frozen=True, slots=True)
class Sealer:
    """A profile's name and key, as far as an export needs them."""

    profile: str
    public_key: bytes
    sign: Callable[[bytes], bytes]
    is_signed: Callable[[bytes, bytes, bytes], bool]  # message, signature, public key


@dataclass(frozen=True, slots=True)
class Export:
    """A file to be written, and what to write down of it outside this computer."""

    data: bytes
    head: Head
    public_key: str


def exported(rows: Sequence[AuditRow], sealer: Sealer, now: datetime) -> Export:
    """The whole chain: a header, a line for each row, and a signed checkpoint."""
    header: Payload = {
        "format": FORMAT,
        "version": VERSION,
        "profile": sealer.profile,
        "public_key": sealer.public_key.hex(),
        "exported": now.astimezone(UTC).isoformat(timespec="microseconds"),
    }
    above = "".join(f"{line}\n" for line in (canonical(header), *map(_line, rows)))
    head = (rows[-1].number, rows[-1].sha256) if rows else (0, FIRST)
    checkpoint = _checkpoint(head, above)
    signature = sealer.sign(_to_be_signed(checkpoint)).hex()
    last = canonical({**checkpoint, "signature": signature})
    return Export(f"{above}{last}\n".encode(), head, sealer.public_key.hex())


def broken_export(data: bytes, sealer: Sealer) -> tuple[Broken, ...]:
    """Every place at which an export of this profile is not as it was written; () when it is."""
    try:
        text = data.decode("ascii")
    except UnicodeDecodeError:
        return (Broken(0, "the file is no export: it is not plain text"),)
    header, *lines = text.split("\n")
    if len(lines) < 2 or lines.pop() != "":
        return (Broken(0, "the file is cut off"),)
    last = lines.pop()
    found = [*_header_faults(header, sealer)]
    rows = []
    for number, line in enumerate(lines, start=1):
        row = _row(line)
        if row is None:
            found.append(Broken(number, "its line is not as it was written"))
        elif row.content and _object(header).get("version") == 1:
            found.append(Broken(number, "its line says more than this version of the format does"))
        else:
            rows.append(row)
    above = text[: -len(last) - 1]
    return (*found, *_checkpoint_faults(last, above, sealer), *verify(rows, _head(last)))


def _line(row: AuditRow) -> str:
    content = row.content
    apart = (
        {"salt": content.salt, "subject": content.subject, "payload": content.payload}
        if (content)
        else None
    )
    return canonical({**parts(row), "sha256": row.sha256} | ({"content": apart} if apart else {}))


def _checkpoint(head: Head, above: str) -> dict[str, str | int]:
    return {"number": head[0], "head": head[1], "lines": sha256(above.encode()).hexdigest()}


def _to_be_signed(checkpoint: Payload) -> bytes:
    return PURPOSE + sha256(canonical(checkpoint).encode()).digest()


def _row(line: str) -> AuditRow | None:
    found = _object(line)
    try:
        row = AuditRow(
            number=int(found["number"]),
            created=datetime.fromisoformat(str(found["created"])),
            actor=str(found["actor"]),
            event=str(found["event"]),
            subject=str(found["subject"]),
            payload=str(found["payload"]),
            previous=str(found["previous"]),
            sha256=str(found["sha256"]),
            content=AuditContent(**found["content"]) if "content" in found else None,
        )
        return row if _line(row) == line else None
    except (KeyError, TypeError, ValueError):
        return None


def _header_faults(line: str, sealer: Sealer) -> list[Broken]:
    header = _object(line)
    if header.get("format") != FORMAT or header.get("version") not in VERSIONS:
        return [Broken(0, "the file is no export that this version can read")]
    if header.get("public_key") != sealer.public_key.hex():
        return [Broken(0, "the file names another key than this profile's")]
    return []


def _checkpoint_faults(line: str, above: str, sealer: Sealer) -> list[Broken]:
    found = _object(line)
    signature = found.pop("signature", "")
    expected = _checkpoint(_head(line), above)
    if found != expected or canonical({**expected, "signature": signature}) != line:
        return [Broken(0, "the checkpoint is not the one of these lines")]
    if not sealer.is_signed(_to_be_signed(expected), _bytes(signature), sealer.public_key):
        return [Broken(0, "the checkpoint is not signed with the key of the profile")]
    return []


def _head(line: str) -> Head:
    found = _object(line)
    number, head = found.get("number"), found.get("head")
    return (number, head) if isinstance(number, int) and isinstance(head, str) else (-1, "")


def _bytes(text: object) -> bytes:
    try:
        found = bytes.fromhex(text) if isinstance(text, str) else b""
    except ValueError:
        return b""
    return found if found.hex() == text else b""


def _object(line: str) -> dict[str, Any]:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
