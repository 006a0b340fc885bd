"""How sizes are written."""

from __future__ import annotations


def size_text(size: int) -> str:
    """Bytes for people: "184 kB"."""
    for limit, unit in ((1_000_000_000, "GB"), (1_000_000, "MB"), (1_000, "kB")):
        if size >= limit:
            return (
                f"{size / limit:.0f} {unit}" if size >= 10 * limit else f"{size / limit:.1f} {unit}"
            )
    return f"{size} B"
