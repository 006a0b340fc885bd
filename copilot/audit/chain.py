"""The audit chain: how a row is sealed and added, and how a broken chain is told from a whole one.

verify() finds every row that was changed, taken out, put in or moved, and with the head a tail that
was cut off. It cannot find what somebody did who has the key of the store and computed the rest of
the chain and the head anew: for that, a head must have been written down outside this computer,
which head_text() is for.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Protocol

from copilot.audit.canonical import Payload as Payload
from copilot.audit.canonical import canonical as canonical
from copilot.audit.contents import content_faults, covered
from copilot.records import AuditRow

FIRST = "0" * 64  # stands before the first row

Head = tuple[int, str]  # number and sha256 of the last row


class Rows(Protocol):
    """Where the chain is kept."""

    def append(self, make: Callable[[AuditRow | None], AuditRow]) -> AuditRow: ...
    def all(self) -> tuple[AuditRow, ...]: ...
    def head(self) -> Head: ...


@dataclass(frozen=True, slots=True)
class Broken:
    """A place at which the chain does not hold."""

    number: int  # of the row, or of the first that is missing; 0 where it is none's
    why: str


def record(
    rows: Rows,
    event: str,
    *,
    actor: str,
    subject: str,
    payload: Payload,
    apart: bool = False,
    now: datetime | None = None,
) -> AuditRow:
    """Adds a row and gives it back sealed.

    `payload` holds ids, digests and counts: no text of a ticket or draft. `apart`: subject and
    payload can be deleted later, and the chain still holds.
    """
    moment = (now or datetime.now(UTC)).astimezone(UTC)
    text = canonical(payload)

    def make(last: AuditRow | None) -> AuditRow:
        number, previous = (last.number + 1, last.sha256) if last else (1, FIRST)
        row = AuditRow(number, moment, actor, event, subject, text, previous)
        return sealed(covered(row) if apart else row)

    return rows.append(make)


def verify(rows: Sequence[AuditRow], head: Head | None = None) -> tuple[Broken, ...]:
    """Every place at which the chain is broken; () when it is whole.

    `rows` in the order they are kept. With `head`, rows missing at the end are found too.
    """
    broken: list[Broken] = []
    number, previous = 0, FIRST
    for row in rows:
        broken += _breaks(row, number, previous)
        number, previous = row.number, row.sha256
    broken += [Broken(number, why) for number, why in content_faults(rows)]
    if head is not None and head != (number, previous):
        broken.append(_end(number, head))
    return tuple(broken)


def sealed(row: AuditRow) -> AuditRow:
    return replace(row, sha256=digest(row))


def digest(row: AuditRow) -> str:
    """sha256, in hex, over everything in the row but its own sha256."""
    return hashlib.sha256(canonical(parts(row)).encode()).hexdigest()


def parts(row: AuditRow) -> dict[str, str | int]:
    """What a row's sha256 is over, as it is written."""
    return {
        "number": row.number,
        "created": row.created.astimezone(UTC).isoformat(timespec="microseconds"),
        "actor": row.actor,
        "event": row.event,
        "subject": row.subject,
        "payload": row.payload,
        "previous": row.previous,
    }


def head_text(head: Head) -> str:
    """One line to write down outside this computer, such as "12 4f0c..."."""
    return f"{head[0]} {head[1]}"


def _breaks(row: AuditRow, number: int, previous: str) -> list[Broken]:
    found = []
    if row.number > number + 1:
        found.append(Broken(number + 1, f"rows {number + 1} to {row.number - 1} are missing"))
    elif row.number <= number:
        found.append(Broken(row.number, f"the row stands after row {number}"))
    elif row.previous != previous:
        found.append(Broken(row.number, "the row does not continue the one before it"))
    if digest(row) != row.sha256:
        found.append(Broken(row.number, "the row was changed"))
    return found


def _end(number: int, head: Head) -> Broken:
    if number < head[0]:
        return Broken(number + 1, f"rows {number + 1} to {head[0]} are missing")
    return Broken(number, f"the chain ended at row {head[0]} with another seal")
