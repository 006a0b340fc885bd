"""The one written form of a record: the bytes that a digest and a signature bind."""

from __future__ import annotations

import json
import unicodedata
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from hashlib import sha256

from copilot.errors import Bug
from copilot.records import Outgoing

FORM = 1  # goes up with every change of the written form; a new field of a record is one


def normal(text: str) -> str:
    """Unicode normal form C, with every line end a single newline."""
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))


def canonical(outgoing: Outgoing, *, approved_id: str, approver: str, approved: datetime) -> bytes:
    """UTF-8 JSON without spaces, in the order in which the records name their fields.

    It walks the records, so that a field added later is bound without being listed here.
    Texts stand in normal form. Raises UnicodeEncodeError for a lone surrogate.
    """
    document = {
        "form": FORM,
        "id": approved_id,
        "outgoing": _plain(outgoing),
        "approver": normal(approver),
        "approved": _plain(approved),
    }
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()


def digest(outgoing: Outgoing, *, approved_id: str, approver: str, approved: datetime) -> str:
    """sha256 of the canonical form, in lower-case hex."""
    form = canonical(outgoing, approved_id=approved_id, approver=approver, approved=approved)
    return sha256(form).hexdigest()


def is_normal(value: object) -> bool:
    """Whether every text in it is in normal form: then the bytes sent are those bound."""
    if isinstance(value, str):
        return value == normal(value)
    if isinstance(value, tuple):
        return all(map(is_normal, value))
    if is_dataclass(value):
        return all(is_normal(getattr(value, each.name)) for each in fields(value))
    return True


def _plain(value: object) -> object:
    if isinstance(value, str):  # StrEnum as well
        return normal(str(value))
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if is_dataclass(value):
        return {each.name: _plain(getattr(value, each.name)) for each in fields(value)}
    raise Bug(f"{type(value).__name__} has no canonical form")
