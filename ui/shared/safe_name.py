"""A file name that a stranger chose, made harmless."""

from __future__ import annotations


def safe_name(name: str) -> str:
    """The last part of a name that a stranger chose, without signs that lead elsewhere."""
    last = name.replace("\\", "/").rpartition("/")[2]
    kept = "".join(one for one in last if one.isprintable() and one not in ':*?"<>|').strip(". ")
    return kept or "file"
