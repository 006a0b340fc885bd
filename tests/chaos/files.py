"""The file that goes along with every third reply."""

from __future__ import annotations

import random


def file_of(number: str) -> tuple[str, bytes] | None:
    """Name and bytes by the number of the ticket; None where none is attached."""
    if int(number) % 3:
        return None
    dice = random.Random(number)  # noqa: S311 - bytes, not secrets
    return f"Lieferschein für {number}.pdf", dice.randbytes(dice.randrange(1_000, 200_000))
