"""A part of a sentence that asks, as people read it: a whole clause."""

from __future__ import annotations

import re

from copilot.assistance.parts import asks, is_order, without_lead

_EITHER = re.compile(r"\b(?:either|entweder|o bien|soit)\b", re.IGNORECASE)
_GREETING = re.compile(
    r"^\W*(?:hi|hello|hey|hallo|moin|guten (?:tag|morgen|abend)|hola|buen[oa]s(?: \w+)?|bonjour|"
    r"bonsoir)\b(?: (?:there|team|all|zusammen|a todos))?\s*[,:!–-]\s*",
    re.IGNORECASE,
)
_LETTER = re.compile(r"[^\W\d_]")
_END = re.compile(r"[.!?…:;][\"'”’)\]]*$")
_INNER_END = re.compile(r"(?<=\w{2})[.!?](?=\s)")
_JOINT = re.compile(r"[,;]\s|\s(?:and|but|so|because|which|that)\b")
_NEARLY = 6  # characters
_LONGEST = 200  # characters


def as_clause(part: str, sentence: str) -> str:
    """ "refund me." is "Refund me."; of "Either ship it or refund me." it is the whole sentence."""
    text = _GREETING.sub("", without_lead(sentence if _EITHER.search(sentence) else part))
    if not _LETTER.search(text):
        return part
    if not _END.search(text) and len(text) < _LONGEST:
        text += "?" if sentence.rstrip().endswith("?") and _is_question(text) else "."
    first = _LETTER.search(text)
    if first is None or first.start() > 1:  # "3 tents", "[[ORDER_1]]"
        return text
    at = first.start()
    return f"{text[:at]}{text[at].upper()}{text[at + 1 :]}"


def uncut(line: str, longest: int) -> str:
    """A line that the model could not end within `longest` characters, up to its last whole
    sentence or clause; "" where it has neither."""
    if len(line) < longest - _NEARLY or _END.search(line):
        return line
    ended = max((found.end() for found in _INNER_END.finditer(line)), default=0)
    joints = [found.start() for found in _JOINT.finditer(line) if found.start() > len(line) // 2]
    if joints and joints[-1] > ended:
        return f"{line[: joints[-1]]} …"
    return line[:ended].rstrip()


def capital(line: str) -> str:
    """With a capital, where it begins with a letter."""
    return f"{line[:1].upper()}{line[1:]}"


def _is_question(text: str) -> bool:
    return asks(text) and not is_order(text)
