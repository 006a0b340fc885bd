"""Data of somebody who does not take part in this ticket."""

from __future__ import annotations

import re
from collections.abc import Iterator

from copilot.checks.desk import Desk, on
from copilot.checks.value import PERSONAL
from copilot.records import Finding, Severity

_WORD = re.compile(r"[^\W\d_][\w.'’-]*")
LONGEST_NAME = 4  # words
_TITLES = {
    "email": "e-mail address",
    "phone": "phone number",
    "card": "card number",
    "iban": "bank account",
    "order": "order number",
}


def other_customer(desk: Desk) -> Iterator[Finding]:
    yield from _names(desk)
    for value in desk.values:
        if value.kind not in PERSONAL:
            continue
        title = _TITLES[value.kind]
        if value.text.casefold() in desk.others.emails:
            text = f"“{value.text}” is the e-mail address of another customer."
        elif desk.known(value):
            continue
        else:
            text = f"The {title} “{value.text}” is neither in this ticket nor in a source."
        yield on(value, "other customer", Severity.BLOCK, text, "Strike it or correct it.")


def _names(desk: Desk) -> Iterator[Finding]:
    words = list(_WORD.finditer(desk.text))
    for first in range(len(words)):
        for last in range(first + 1, min(first + LONGEST_NAME, len(words))):
            start, end = words[first].start(), words[last].end()
            name = " ".join(desk.text[start:end].rstrip(".'’-").split())
            if name.casefold() in desk.others.names:
                yield Finding(
                    "other customer",
                    Severity.BLOCK,
                    start,
                    start + len(desk.text[start:end].rstrip(".'’-")),
                    f"“{name}” is another customer.",
                    "Strike the name.",
                )
