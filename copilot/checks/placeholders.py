"""A placeholder that was not turned back into what it stands for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from copilot.checks.desk import Desk
from copilot.records import Finding, Severity

_PLACEHOLDER = re.compile(r"\[\[[^\[\]\n]{0,60}\]?\]?")


def placeholders(desk: Desk) -> Iterator[Finding]:
    for match in _PLACEHOLDER.finditer(desk.text):
        yield Finding(
            "placeholder",
            Severity.BLOCK,
            *match.span(),
            f"“{match[0]}” is a placeholder that stands for nothing here.",
            "Write what is meant, or strike it.",
        )
