"""Words that a customer may take badly."""

from __future__ import annotations

import re
from collections.abc import Iterator

from copilot.checks.desk import Desk
from copilot.records import Finding, ReplyKind, Severity

_SHOUTS = re.compile(r"!{2,}|\b(?:[A-ZÄÖÜ]{4,}[ ,]+){2,}[A-ZÄÖÜ]{3,}\b")
_BLAMES = re.compile(
    r"\b(?:as i (?:already )?(?:said|told you|explained)|you should have|"
    r"you (?:must have )?failed to|calm down|obviously|you(?:r own| are at) fault|"
    r"you don['’]t understand|"
    r"wie (?:ich )?(?:bereits|schon) (?:gesagt|erklärt|geschrieben)|sie hätten|beruhigen sie sich|"
    r"ihre eigene schuld|como ya le (?:dije|expliqué)|debería haber|cálmese|es culpa suya|"
    r"comme je vous l['’]ai (?:déjà )?dit|vous auriez dû|calmez-vous|c['’]est votre faute)\b",
    re.IGNORECASE,
)


def tone(desk: Desk) -> Iterator[Finding]:
    if desk.kind is not ReplyKind.PUBLIC_REPLY:
        return
    quotes = " ".join(one.quote for each in desk.sentences for one in each.evidence)
    for pattern, what in ((_SHOUTS, "shouts"), (_BLAMES, "blames or lectures the customer")):
        for found in pattern.finditer(desk.text):
            if found[0] not in quotes:
                yield Finding(
                    "tone",
                    Severity.ACCEPT,
                    *found.span(),
                    f"“{found[0].strip()}” {what}.",
                    "Say it more calmly, or accept it.",
                )
