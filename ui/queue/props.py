"""What one line of the queue shows, as a pure function of its record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from copilot.records import QueueRow
from ui.shared.ages import age
from ui.shared.masking import BLOT, masked

CALM = ("", "calm")


@dataclass(frozen=True, slots=True)
class ChipProps:
    """A small word and the tone of its colour."""

    text: str
    tone: str


@dataclass(frozen=True, slots=True)
class RowProps:
    """One line of the queue as it is painted."""

    subject: str
    age: str
    below: str  # requester · preview
    chips: tuple[ChipProps, ...]
    spoken: str  # for screen readers


def chips(row: QueueRow, *, preparing: bool = False) -> tuple[ChipProps, ...]:
    """The words that matter for choosing the next ticket, most pressing first."""
    shown = (
        (row.urgency == "high", ChipProps("urgent", "danger")),
        (row.mood not in CALM, ChipProps(row.mood, "warning")),
        (row.changed, ChipProps("changed", "warning")),
        (row.draft_ready, ChipProps("draft ready", "supported")),
        (preparing and not row.draft_ready, ChipProps("preparing", "accent")),
        (row.language not in ("", "en"), ChipProps(row.language, "plain")),
    )
    return tuple(chip for wanted, chip in shown if wanted)


def row_props(
    row: QueueRow, now: datetime, *, hidden: bool = False, preparing: bool = False
) -> RowProps:
    """The line for a row; with `hidden`, nothing that could name a person."""
    subject = masked(row.subject, tuple(row.requester.split())) if hidden else row.subject
    below = f"{BLOT} · {BLOT}" if hidden else f"{row.requester} · {row.preview}"
    words = chips(row, preparing=preparing)
    when = age(row.updated, now)
    spoken = ", ".join(
        (subject, BLOT if hidden else row.requester, when, *(chip.text for chip in words))
    )
    return RowProps(subject, when, below, words, spoken)
