"""What a source lists, and what one of its documents says once it is read."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import astuple, dataclass
from datetime import date, datetime

from copilot.errors import Unreadable as Unreadable
from copilot.records import Extracted, KnownIdentity, Scope, SourceKind, SourceProblem

Extract = Callable[[str, bytes], Extracted]  # file name with suffix, bytes; raises Unreadable


@dataclass(frozen=True, slots=True)
class RawDocument:
    """A source document before redaction; `text` is Markdown without front matter and title."""

    id: str
    kind: SourceKind
    title: str
    text: str
    scope: Scope
    team: str = ""
    changed: datetime | None = None
    language: str = ""  # ISO 639-1; "" where it has to be detected
    valid_from: date | None = None
    valid_until: date | None = None
    hidden: tuple[str, ...] = ()  # what people cannot see and was left out
    known: tuple[KnownIdentity, ...] = ()  # personal data in it that is known beforehand


@dataclass(frozen=True, slots=True)
class Listed:
    """A document that is there; it has changed when its stamp has."""

    id: str
    stamp: str
    read: Callable[[], RawDocument]  # raises Unreadable


@dataclass(frozen=True, slots=True)
class Listing:
    """What one look at one source brought; nothing was opened for it.

    A problem whose id is a folder stands for all that lies below it.
    """

    name: str  # path of a folder, "Solved tickets", "Macros"
    kind: SourceKind
    listed: tuple[Listed, ...]
    problems: tuple[SourceProblem, ...] = ()


def fingerprint(raw: RawDocument) -> str:
    """sha256 over all that was read, in hex."""
    return hashlib.sha256(repr(astuple(raw)).encode("utf-8", "backslashreplace")).hexdigest()
