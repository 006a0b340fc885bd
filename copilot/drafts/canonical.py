"""The one written form of an approval: the bytes that its digest and its signature bind."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import TYPE_CHECKING

from copilot.errors import Bug
from copilot.records import ApprovedDraft

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

FORM = 2  # goes up with every change of what is written of an approval that was given before
_SEALS = ("digest", "signature")  # made from the form, and so no part of it
_SINCE_2 = ("expires", "policy", "bcc")
# Added since: they stand in the form only where they say something, so that what was approved
# before them is written as it was.
_IF_ANY = ("changes", "relation")


def normal(text: str) -> str:
    """Unicode normal form C, with every line end a single newline."""
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))


def canonical(approved: ApprovedDraft) -> bytes:
    """UTF-8 JSON without spaces, in the order in which the records name their fields.

    It walks the records, so that a field added later is bound without being listed here. Texts
    stand in normal form; "exact" is the sha256 of the same walk with every text as it is, which
    binds the very bytes that are sent. What has no expiry is written in form 1, so that what was
    sent under that form can still be verified. Raises UnicodeEncodeError for a lone surrogate.
    """
    if approved.expires is None:
        return _form_1(approved)
    document = {
        "form": FORM,
        **_bound(approved, normal),
        "exact": sha256(_json(_bound(approved, str))).hexdigest(),
    }
    return _json(document)


def digest(approved: ApprovedDraft) -> str:
    """sha256 of the canonical form, in lower-case hex."""
    return sha256(canonical(approved)).hexdigest()


def _form_1(approved: ApprovedDraft) -> bytes:
    return _json({"form": 1, **_bound(approved, normal, without=_SINCE_2)})


def _bound(
    approved: ApprovedDraft, write: Callable[[str], str], *, without: tuple[str, ...] = ()
) -> dict[str, object]:
    return _fields(approved, write, (*_SEALS, *without))


def _fields(
    record: DataclassInstance, write: Callable[[str], str], without: tuple[str, ...]
) -> dict[str, object]:
    return {
        each.name: _plain(getattr(record, each.name), write, without)
        for each in fields(record)
        if each.name not in without and (each.name not in _IF_ANY or getattr(record, each.name))
    }


def _plain(value: object, write: Callable[[str], str], without: tuple[str, ...]) -> object:
    if isinstance(value, str):  # StrEnum as well
        return write(str(value))
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, tuple):
        return [_plain(each, write, without) for each in value]
    if is_dataclass(value) and not isinstance(value, type):
        return _fields(value, write, without)
    raise Bug(f"{type(value).__name__} has no canonical form")


def _json(document: dict[str, object]) -> bytes:
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
