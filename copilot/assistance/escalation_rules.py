"""Reads the words that show why a ticket should not wait: resources/triage/escalations.txt."""

from __future__ import annotations

import re
from functools import cache

from copilot.paths import shipped
from copilot.records import EscalationKind

_GAP = r"\b[^.!?\n]{0,40}?\b"
_GROUP = re.compile(r"\((?!\?)")
_ANY_ENDING = re.compile(r"(?<=[\w\])])\*")


@cache
def rules() -> tuple[tuple[EscalationKind, re.Pattern[str]], ...]:
    """One pattern for each kind, the most pressing kind first."""
    text = shipped("resources", "triage", "escalations.txt").read_text(encoding="utf-8")
    _, *sections = re.split(r"^\[(.+)\]$", text, flags=re.MULTILINE)
    return tuple(
        (EscalationKind(name), _compiled(lines.split("\n")))
        for name, lines in zip(sections[::2], sections[1::2], strict=True)
    )


def _compiled(lines: list[str]) -> re.Pattern[str]:
    bare = "|".join(line.strip() for line in lines if line.strip()).replace(" ~ ", _GAP)
    ends = _ANY_ENDING.sub(r"\\w*", _GROUP.sub("(?:", bare))
    return re.compile(rf"(?<!\w)(?:{ends})(?!\w)", re.IGNORECASE)
