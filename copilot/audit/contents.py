"""What a row is about, kept apart: the chain seals a hash of it, so that it can be deleted."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator, Sequence
from dataclasses import replace
from hashlib import sha256

from copilot.audit.canonical import canonical
from copilot.records import AuditContent, AuditRow

DELETED = "person deleted"  # the event whose row names the rows that lost their content


def covered(row: AuditRow) -> AuditRow:
    """The row with subject and payload apart; nobody can try out what they were without the salt.

    To be sealed afterwards.
    """
    content = AuditContent(secrets.token_hex(32), row.subject, row.payload)
    return replace(row, subject="", payload=cover_of(content), content=content)


def cover_of(content: AuditContent) -> str:
    """What stands in the chain in the place of a payload."""
    parts = {"salt": content.salt, "subject": content.subject, "payload": content.payload}
    return canonical({"content": sha256(canonical(parts).encode()).hexdigest()})


def opened(row: AuditRow) -> AuditRow:
    """The row with what it is about, where that is still there; its seal is over the cover."""
    content = row.content
    return replace(row, subject=content.subject, payload=content.payload) if content else row


def content_faults(rows: Sequence[AuditRow]) -> Iterator[tuple[int, str]]:
    """(number, why) for each content that is another one, or gone without a word."""
    deleted = {number for row in rows for number in _deleted_by(row)}
    for row in rows:
        if row.content is not None:
            if (row.subject, row.payload) != ("", cover_of(row.content)):
                yield row.number, "what it is about was changed"
        elif _is_cover(row) and str(row.number) not in deleted:
            yield row.number, "what it is about is gone, and no row says that it was deleted"


def _is_cover(row: AuditRow) -> bool:
    return row.subject == "" and list(_object(row.payload)) == ["content"]


def _deleted_by(row: AuditRow) -> list[str]:
    named = _object(row.payload).get("rows") if row.event == DELETED else None
    return list(map(str, named)) if isinstance(named, list) else []


def _object(text: str) -> dict[str, object]:
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
