"""What the audit page says, as pure functions of its records."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from copilot.records import AuditRow, PolicyState
from ui.shared.ages import moment
from ui.shared.masking import BLOT
from ui.shared.rows import Row

MOST = 2_000  # rows in the list; the filters find older ones
# What a kind of rows is called, and the events that belong to it; () for all.
KINDS: dict[str, tuple[str, ...]] = {
    "Everything": (),
    "Approved and sent": (
        "approved",
        "refused",
        "second asked",
        "second signed",
        "sending",
        "confirmed",
        "waiting",
        "unknown",
        "interrupted",
        "looked for",
        "sent again",
        "taken back",
        "left",
        "conflict",
        "rejected",
        "expired",
    ),
    "Drafts": (
        "generated",
        "prepared ahead",
        "edited",
        "found",
        "accepted",
        "summarised",
        "draft retired",
    ),
    "Seen": ("seen",),
    "People, keys, settings": (
        "opened",
        "connected",
        "key changed",
        "lock changed",
        "settings changed",
        "policy in force",
    ),
    "Deleted": ("deleted", "cleared", "erased", "person deleted"),
}
SAYS = {
    "seen": "A ticket was looked at",
    "summarised": "A summary was made",
    "generated": "A draft was written",
    "prepared ahead": "A draft was prepared ahead",
    "edited": "A draft was changed by a person",
    "found": "The checks found something",
    "accepted": "A finding was accepted by hand",
    "draft retired": "A colleague answered; the draft is not offered any more",
    "approved": "A reply or note was approved",
    "refused": "An approval was refused",
    "second asked": "A second person was asked",
    "second signed": "Signed as the second person",
    "sending": "It is being sent",
    "confirmed": "It was read back from the helpdesk",
    "waiting": "It waits",
    "unknown": "Nobody knows whether it arrived",
    "interrupted": "The program stopped while it was sent",
    "looked for": "It was looked for in the helpdesk",
    "sent again": "A person had it sent again",
    "taken back": "It was taken back",
    "left": "A person left it unsent",
    "conflict": "The ticket had moved on; nothing was sent",
    "rejected": "It was refused; nothing was sent",
    "expired": "The approval was too old; nothing was sent",
    "opened": "The profile was opened",
    "connected": "A helpdesk took the sign-in",
    "key changed": "The key of the store was changed",
    "lock changed": "The lock of the profile was changed",
    "settings changed": "Settings were changed",
    "policy in force": "A policy came into force",
    "deleted": "A ticket is gone from the helpdesk",
    "cleared": "What was older than its time was deleted",
    "erased": "The text of something sent was deleted",
    "person deleted": "A customer was deleted",
}
# What the program does of its own accord, in the profile of the person whom a row names.
BY_PROGRAM = ("prepared ahead", "found", "draft retired")
NAMES = {
    "not_before": "not before",
    "unlocked_by": "unlocked by",
    "locked_by": "locked by",
    "sha256": "sha256 of the file",
}
WHOLE = (
    "Every row continues the one before it, the last is the head that was written down, and the "
    "outbox is what its rows say: nothing was changed, put in, taken out or moved past the program."
)
NOTHING = "No row is like that. Choose another kind, or other words."
HEAD = (
    "Write the number and the head down outside of this computer, on paper or in a mail to "
    "somebody: whoever has all the keys of this profile could write the whole chain anew, and the "
    "head of then would no longer be in it."
)


class Broken(Protocol):
    """A place at which the chain does not hold."""

    @property
    def number(self) -> int: ...
    @property
    def why(self) -> str: ...


def chosen_rows(
    rows: Sequence[AuditRow], kind: str, words: str, *, most: int = MOST
) -> tuple[AuditRow, ...]:
    """Rows of a kind in which all these words stand, newest first."""
    events, wanted = KINDS[kind], words.casefold().split()
    found = (
        row
        for row in reversed(rows)
        if (not events or row.event in events) and all(word in _text(row) for word in wanted)
    )
    return tuple(row for row, _ in zip(found, range(most), strict=False))


def audit_row(row: AuditRow, now: datetime, *, hidden: bool) -> Row:
    """One row of the list."""
    who = who_words(row, hidden=hidden)
    below = " · ".join(filter(None, (moment(row.created, now), about(row), who)))
    return Row(row.number, event_words(row), "", below, row, ((f"{row.number}", "plain"),))


def who_words(row: AuditRow, *, hidden: bool) -> str:
    """Who did it; "" where nobody was signed in."""
    who = BLOT if hidden and row.actor else row.actor
    if row.event not in BY_PROGRAM:
        return who
    return f"the program, for {who}" if who else "the program"


def event_words(row: AuditRow) -> str:
    """What happened, in words."""
    return SAYS.get(row.event, row.event.capitalize())


def about(row: AuditRow) -> str:
    """What it is about: "#4217 on demo", "settings"; a row whose person was deleted says so."""
    if not row.subject:
        return "what it was about was deleted" if "content" in fields(row) else ""
    connector, slash, number = row.subject.partition("/")
    return f"#{number} on {connector}" if slash else row.subject


def fields(row: AuditRow) -> dict[str, str]:
    """What the row says, by name."""
    try:
        said = json.loads(row.payload)
    except ValueError:
        return {"payload": row.payload}
    if not isinstance(said, dict):
        return {"payload": row.payload}
    return {NAMES.get(str(name), str(name)): _value(value) for name, value in said.items()}


def detail_lines(row: AuditRow, *, hidden: bool) -> tuple[tuple[str, str], ...]:
    """(name, value) of everything in a row."""
    who = who_words(row, hidden=hidden)
    return (
        ("When", f"{row.created.astimezone():%Y-%m-%d %H:%M:%S}"),
        ("Who", who or "nobody was signed in"),
        ("About", about(row)),
        ("Event", row.event),
        *((name.capitalize(), value) for name, value in fields(row).items() if value),
        ("Seal", row.sha256),
        ("Of the row before", row.previous),
    )


def state_words(broken: Sequence[Broken] | None, count: int) -> tuple[str, str]:
    """(what is said of the chain, its tone)."""
    rows = f"{count:,} row{'s' if count != 1 else ''}"
    if broken is None:
        return f"{rows} · checking …", "plain"
    if not broken:
        return f"{rows} · the chain is whole", "supported"
    places = f"{len(broken):,} place{'s' if len(broken) != 1 else ''}"
    return f"{rows} · the chain does not hold at {places}", "danger"


def broken_lines(broken: Sequence[Broken]) -> str:
    """Each place in a line of its own."""
    return "\n".join(
        f"Row {one.number}: {one.why}." if one.number else f"{one.why}." for one in broken
    )


def policy_lines(state: PolicyState) -> tuple[str, ...]:
    """The policy in sentences, or why there is none."""
    if state.fault:
        return (state.fault,)
    if not state.title:
        return ("Your team has no policy here: everybody approves alone, at any time.",)
    return state.sentences


def _text(row: AuditRow) -> str:
    words = (str(row.number), row.event, event_words(row), row.actor, row.subject, row.payload)
    return " ".join((*words, f"#{row.subject.partition('/')[2]}")).casefold()


def _value(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
