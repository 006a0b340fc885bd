"""Whether what a passage says holds on a day."""

from __future__ import annotations

from datetime import date

from copilot.records import Passage


def in_force(passage: Passage, today: date) -> bool:
    """Whether `today` lies in its dates; both ends count, and a missing end is open."""
    begun = passage.valid_from is None or passage.valid_from <= today
    return begun and (passage.valid_until is None or today <= passage.valid_until)
