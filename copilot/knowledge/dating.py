"""Whether a passage holds today."""

from __future__ import annotations

from datetime import date

from copilot.records import Passage


def in_force(passage: Passage, today: date) -> bool:
    """Whether `today` lies between its first and its last day, both included."""
    begun = passage.valid_from is None or passage.valid_from <= today
    return begun and (passage.valid_until is None or today <= passage.valid_until)
