"""A statement that rests on nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from copilot.checks.desk import Desk, on
from copilot.records import Finding, SentenceKind, Severity

_PROMISE = re.compile(
    r"(?i)\b(?:guarantee\w*|promise\w*|refund\w*|compensat\w*|free of charge|garantier\w*|"
    r"versprech\w*|erstatt\w*|kostenlos|garantiz\w*|promet\w*|reembols\w*|rembours\w*|gratuit\w*)"
)


def no_source(desk: Desk) -> Iterator[Finding]:
    for each in desk.sentences:
        if each.kind is not SentenceKind.STATEMENT or each.evidence or desk.is_own(each):
            continue
        promise = _PROMISE.search(desk.words(each))
        what = f"It promises something (“{promise[0]}”)" if promise else "It states something"
        yield on(
            each,
            "no source",
            Severity.ACCEPT,
            f"{what} that rests on no source.",
            "Add a source, rewrite, strike or accept it.",
        )
