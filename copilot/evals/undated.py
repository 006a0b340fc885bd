"""Lines of a summary without the days that the program adds to them: texts of cases hold none."""

from __future__ import annotations

import re

_DAY = r"\d{1,2}\.? \w{3,9}\.?(?: \d{4})?"
_BEFORE = re.compile(
    rf"^(?:[^:“]{{1,60}}, )?(?:Told )?{_DAY}(?: (?:and|to) {_DAY})?(?: \(told {_DAY}\))?"
    r"(?:, [^:“]{1,60})?: "
)
_BEHIND = re.compile(r"\s\(by \d{1,2} [A-Z][a-z]{2}\)$")
_WITHIN = re.compile(r"(?<=^Keep the promise) by \d{1,2} [A-Z][a-z]{2}(?=: “)")


def undated(line: str) -> str:
    """ "14 Nov, Luis Ortega: It left." says "It left."; so does a promise, without its due day."""
    return _WITHIN.sub("", _BEHIND.sub("", _BEFORE.sub("", line)))
