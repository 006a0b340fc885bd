"""What tells who and where is taken out of a text that leaves the laptop."""

from __future__ import annotations

import re
from collections.abc import Mapping

PATTERNS = (
    (re.compile(r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)+"), "[e-mail]"),
    (re.compile(r"(?<=://)[^\s“”\"'<>)]+"), "[host]"),
    (re.compile(r"(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?![\w.])"), "[address]"),
    (re.compile(r"(?<![0-9a-fA-F:])(?:[0-9a-fA-F]{0,4}:){3,7}[0-9a-fA-F]{1,4}"), "[address]"),
    (re.compile(r"(?:/home|/Users|[A-Za-z]:\\Users)[/\\][^\s/\\]+"), "[home]"),
)
SHORTEST = 3  # letters; a shorter name would blot out parts of words that say something


def hidden(text: str, names: Mapping[str, str]) -> str:
    """The text with each of `names` (what it is called, by what stands in its place) taken out.

    The longest go first, so that a folder of the home folder is one of "[home]". Names are taken
    out as whole words, whether written large or small. What looks like an e-mail address, a host
    of a web address or an IP address goes too.
    """
    for name in sorted(names, key=len, reverse=True):
        if len(name.strip()) >= SHORTEST:
            whole = re.compile(rf"(?<!\w){re.escape(name.strip())}(?!\w)", re.IGNORECASE)
            text = whole.sub(names[name].replace("\\", r"\\"), text)
    for pattern, instead in PATTERNS:
        text = pattern.sub(instead, text)
    return text
