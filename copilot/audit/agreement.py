"""Do the outbox and the chain say the same? Finds what was changed in the one past the other."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from copilot.audit.chain import Broken, Payload
from copilot.audit.contents import opened
from copilot.records import AuditRow

ENTERED = "approved"  # the event with which an approval enters the outbox
# Said only of an approval whose text was taken away, or that two people signed.
SAID_IF_SO = ("erased", "left", "second")


def disagreements(
    rows: Sequence[AuditRow],
    told: Mapping[str, Payload],
    faults: Sequence[tuple[str, str]] = (),
) -> tuple[Broken, ...]:
    """Every place at which the outbox is not what the chain says of it; () when they agree.

    `told`: what the last row on each approval must say, by its id and in the order they entered.
    `faults`: (id, why) for approvals that are wrong in themselves; with one, nothing is compared.
    A row that says less, from an earlier version, is compared in what it says.
    """
    rows = tuple(map(opened, rows))
    last = {name: row for row in rows if (name := _approval(row))}
    if faults:
        return tuple(Broken(_number(last.get(name)), f"{name}: {why}") for name, why in faults)
    entered = [name for row in rows if row.event == ENTERED and (name := _approval(row))]
    found = [
        Broken(last[name].number, f"{name}: it was approved, and is not in the outbox")
        for name in entered
        if name not in told
    ]
    for name, payload in told.items():
        found += _differences(name, payload, last.get(name))
    # Of a person who was deleted, the row "approved" no longer says which it was.
    known = [name for name in told if name in entered or "erased" not in told[name]]
    if not found and entered != known:
        found.append(Broken(0, "the outbox is not in the order in which was approved"))
    return tuple(found)


def _differences(name: str, told: Payload, row: AuditRow | None) -> list[Broken]:
    if row is None:
        return [Broken(0, f"{name}: it is in the outbox, and no row says that it was approved")]
    said = json.loads(row.payload)
    # A row that says nothing of it says that it is not so.
    unsaid = dict.fromkeys(SAID_IF_SO, "")
    other = [key for key, value in told.items() if said.get(key, unsaid.get(key, value)) != value]
    return [Broken(row.number, f"{name}: the outbox has another {key}") for key in other]


def _approval(row: AuditRow) -> str:
    try:
        payload = json.loads(row.payload)
    except ValueError:  # the chain itself finds such a row
        return ""
    return str(payload.get("approval", "")) if isinstance(payload, dict) else ""


def _number(row: AuditRow | None) -> int:
    return row.number if row else 0
